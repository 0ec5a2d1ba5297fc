"""Verbs of the work: plan, deliver, judge; and how both sides are written to."""

from collections.abc import Mapping

from microacquisition.common.dates import format_date, format_instant
from microacquisition.common.money import format_money
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.agreement.queries import live_agreement
from microacquisition.opportunities.delivery.models import Assessment, Deliverable, Delivery
from microacquisition.opportunities.delivery.moves import REVISION, move_due, zone_of
from microacquisition.opportunities.delivery.queries import acceptance_criteria, last_delivery
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.letters import Values, file_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Letter, Outcome, Situation
from microacquisition.opportunities.work_address import work_address
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.delivery import (
    AssessmentFacts,
    DeliveryFacts,
    Verdict,
    move_due_date,
)
from microacquisition.records.events import keep_text

NOT_MET = Words(en="Criterion {n}, not met: {reason}", fr="Critère {n}, non satisfait\xa0: {reason}")
MET = Words(en="Criterion {n}, met.", fr="Critère {n}, satisfait.")


def plan_deliverable(situation: Situation, facts: None) -> Outcome:
    """Write the one deliverable of the agreement just signed: the whole price, due on the date agreed."""
    agreement = agreement_in_force(situation.on)
    deliverable = Deliverable.objects.create(
        agreement=agreement,
        state="DUE",
        state_since=situation.now,
        price_cents=agreement.price_cents,
        due_at=agreement.delivery_at,
        original_due_at=agreement.delivery_at,
    )
    return Outcome(
        to_state="DUE",
        subject=deliverable,
        facts={"price_cents": deliverable.price_cents, "due_at": deliverable.due_at.isoformat()},
    )


def deliver(situation: Situation, facts: DeliveryFacts) -> Outcome:
    """Keep what was handed over, tell both sides; the supplier's clock stands from now on."""
    deliverable: Deliverable = situation.subject
    delivery = Delivery.objects.create(
        deliverable=deliverable,
        number=deliverable.deliveries.count() + 1,
        repository=facts.repository,
        commit=facts.commit,
        pull_request=facts.pull_request,
        note=situation.given.get("note", ""),
        delivered_by=situation.person,
        delivered_at=situation.now,
    )
    programme, zone = situation.programme, zone_of(situation.on)
    answer_by = programme.windows.assessment.after(situation.now, zone)

    def values(language: str) -> Mapping[str, str]:
        return {
            "supplier_name": str(deliverable.agreement.supplier),
            "received_at": format_instant(situation.now, zone, language),
            "answer_by": format_date(local_time(answer_by, zone).date(), language),
        }

    return Outcome(
        to_state="DELIVERED",
        facts={"number": delivery.number},
        digests={
            "repository": keep_text(delivery.repository),
            "code": keep_text(delivery.commit or delivery.pull_request),
        },
        letters=[
            *tell_supplier(situation, deliverable.agreement, "delivery_received", values),
            *tell_client(situation, "delivered", values),
        ],
    )


def ask_for_revision(situation: Situation, facts: AssessmentFacts) -> Outcome:
    """Keep the verdicts, move the due date by the days taken, and tell the supplier every reason."""
    deliverable: Deliverable = situation.subject
    delivery = _assess(situation, facts)
    zone = zone_of(situation.on)
    moved = move_due_date(deliverable.due_at, delivery.delivered_at, situation.now, zone)
    move_due(situation, deliverable, moved, REVISION)
    verdicts, codes = facts.verdicts or {}, facts.criteria

    def values(language: str) -> Mapping[str, str]:
        return {
            "reasons": "\n".join(
                _describe(verdicts[code], number, language) for number, code in enumerate(codes, start=1)
            ),
            "delivery_date": format_instant(deliverable.due_at, zone, language),
        }

    reasons = "\n".join(verdict.reason for verdict in verdicts.values() if not verdict.met)
    return Outcome(
        to_state="DUE",
        facts={**_verdict_facts(facts), "due_at": deliverable.due_at.isoformat()},
        digests={"reasons": keep_text(reasons)},
        letters=tell_supplier(situation, deliverable.agreement, "revision_asked", values),
    )


def accept(situation: Situation, facts: AssessmentFacts) -> Outcome:
    """Keep the verdicts: every criterion is met, and the invoice can be sent."""
    deliverable: Deliverable = situation.subject
    _assess(situation, facts)
    deliverable.accepted_at = situation.now
    deliverable.save(update_fields=["accepted_at"])
    reservation = situation.on.reservations.filter(returned_at=None).first()

    def values(language: str) -> Mapping[str, str]:
        return {
            "price": format_money(deliverable.price_cents, language),
            "reservation_number": reservation.number if reservation else "–",
        }

    agreement = deliverable.agreement
    return Outcome(
        to_state="ACCEPTED",
        facts={**_verdict_facts(facts), "price_cents": deliverable.price_cents},
        letters=[
            *tell_supplier(situation, agreement, "accepted", values),
            *tell_supplier(situation, agreement, "invoice_to_send", values),
        ],
    )


def agreement_in_force(opportunity: Opportunity) -> Agreement:
    """Return the agreement in force; LookupError where there is none."""
    agreement = live_agreement(opportunity)
    if agreement is None:
        raise LookupError("No agreement is in force.")
    return agreement


def tell_supplier(situation: Situation, agreement: Agreement, message: str, values: Values) -> list[Letter]:
    """Return a letter to the person who signed the agreement."""
    people = [agreement.signed_by]
    return write_to(people, f"delivery/{message}", situation.on, link=work_address, values=values)


def tell_client(situation: Situation, message: str, values: Values) -> list[Letter]:
    """Return a letter to each member of the client team."""
    people = client_people(situation.on.team)
    return write_to(people, f"delivery/{message}", situation.on, link=file_address, values=values)


def tell_officers(situation: Situation, message: str, values: Values) -> list[Letter]:
    """Return a letter to each program officer of the file."""
    opportunity = situation.on
    officers = people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id)
    return write_to(officers, f"delivery/{message}", opportunity, link=file_address, values=values)


def _assess(situation: Situation, facts: AssessmentFacts) -> Delivery:
    delivery = last_delivery(situation.subject)
    if delivery is None:
        raise LookupError("Nothing was delivered.")
    known = {criterion.code for criterion in acceptance_criteria(situation.on)}
    Assessment.objects.bulk_create(
        Assessment(
            delivery=delivery,
            criterion=code,
            met=bool(verdict.met),
            reason=verdict.reason,
            judged_by=situation.person,
            judged_at=situation.now,
        )
        for code, verdict in (facts.verdicts or {}).items()
        if code in known
    )
    return delivery


def _verdict_facts(facts: AssessmentFacts) -> dict[str, object]:
    return {code: "met" if verdict.met else "not_met" for code, verdict in (facts.verdicts or {}).items()}


def _describe(verdict: Verdict, number: int, language: str) -> str:
    if verdict.met:
        return MET.filled(n=number).in_language(language)
    return NOT_MET.filled(n=number, reason=" ".join(verdict.reason.split())).in_language(language)
