"""Verbs of the offer: ask the next in order, decline, lapse, end without award, strike from the order."""

from microacquisition.common.dates import format_instant, write_machine_instant
from microacquisition.common.money import format_money
from microacquisition.common.zones import local_time
from microacquisition.opportunities.evaluation.letters import address_applicant
from microacquisition.opportunities.evaluation.striking import keep_strike
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.letters import file_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.letters import write_to_application
from microacquisition.opportunities.selection.models import Offer, RankedApplication
from microacquisition.opportunities.selection.regrets import write_no_award
from microacquisition.opportunities.situation import FurtherEvent, Letter, Outcome, Situation
from microacquisition.opportunities.work_address import work_address
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.offering import NO_AWARD_REASONS, OrderFacts, why_no_award
from microacquisition.process.rules.striking import StrikeFacts
from microacquisition.records.events import keep_text


def offer(situation: Situation, facts: OrderFacts) -> Outcome:
    """Ask the next in order, with as many days to deliver as were published; staff may now read the name."""
    opportunity, now = situation.on, situation.now
    zone = opportunity.zone or opportunity.programme.zone
    application = queries.order_left(opportunity)[0].application
    answer_by = opportunity.programme.windows.offer_answer.after(now, zone)
    delivery_at, price = queries.promise_delivery(opportunity, answer_by), queries.price_left(opportunity)
    Offer.objects.create(
        opportunity=opportunity,
        application=application,
        made_at=now,
        answer_by=answer_by,
        delivery_at=delivery_at,
        delivery_local=local_time(delivery_at, zone).strftime("%Y-%m-%dT%H:%M"),
    )
    return Outcome(
        to_state="OFFERED",
        facts={
            "application": application.pk,
            "answer_by": write_machine_instant(answer_by),
            "delivery_at": write_machine_instant(delivery_at),
        },
        further_events=[FurtherEvent("release_names", ("application", application.pk))],
        letters=write_to(
            [address_applicant(application.opened)], "selection/selected", opportunity, link=work_address,
            values=lambda language: {
                "answer_by": format_instant(answer_by, zone, language),
                "delivery_date": format_instant(delivery_at, zone, language),
                "price": format_money(price, language),
            },
        ),
        wake_at=[answer_by],
    )  # fmt: skip


def decline_offer(situation: Situation, facts: OrderFacts) -> Outcome:
    """The supplier says no, with a reason or without: the next in the same order can be asked."""
    reason = str(situation.given.get("reason") or "")
    answered = _end_offer(situation, "declined", reason)
    outcome = _go_on(situation, answered, "offer_declined_noted")
    outcome.digests = {"reason": keep_text(reason)} if reason else {}
    return outcome


def lapse(situation: Situation, facts: OrderFacts) -> Outcome:
    """Nobody answered in time: the offer lapses, and its supplier is told."""
    opportunity, answered = situation.on, _end_offer(situation, "lapsed", "")
    zone = opportunity.zone or opportunity.programme.zone
    outcome = _go_on(situation, answered, "offer_lapsed")
    outcome.letters += write_to_application(
        answered.application, "selection/offer_lapsed_supplier",
        lambda language: {"answer_by": format_instant(answered.answer_by, zone, language)},
    )  # fmt: skip
    return outcome


def end_without_award(situation: Situation, facts: OrderFacts) -> Outcome:
    """Say to everybody that nobody is selected, and why."""
    code = why_no_award(facts)
    return Outcome(to_state="NO_AWARD", facts={"reason": code}, letters=tell_no_award(situation.on, code))


def strike_from_order(situation: Situation, facts: StrikeFacts) -> Outcome:
    """Take an application out of the order; it keeps its place and is passed over."""
    opportunity, outcome = situation.on, keep_strike(situation)
    key = situation.given["application_id"]
    _pass_over(situation, key, "struck")
    asked = queries.find_offer(opportunity)
    if asked is not None and asked.application_id == key:
        _end_offer(situation, "lapsed", "")
        asked = None
    if asked is None and opportunity.state == "OFFERED":
        outcome.to_state = "RANKED"
    if asked is None and not queries.somebody_may_follow(opportunity):
        outcome.to_state = "NO_AWARD"
        outcome.letters += tell_no_award(opportunity, "order_exhausted")
    return outcome


def tell_no_award(opportunity: Opportunity, code: str) -> list[Letter]:
    """Return the letters to applicants and client that nobody is selected."""
    reason = NO_AWARD_REASONS[code]
    return [
        *write_no_award(opportunity, lambda language: {"reason": reason.in_language(language)}),
        *write_to(
            client_people(opportunity.team), "selection/no_award_client", opportunity, link=file_address,
            values=lambda language: {"reason": reason.in_language(language)},
        ),
    ]  # fmt: skip


def _end_offer(situation: Situation, answer: str, reason: str) -> Offer:
    answered = queries.find_offer(situation.on)
    if answered is None:
        raise LookupError("There is no offer to end.")
    answered.answer, answered.answered_at, answered.reason = answer, situation.now, reason
    answered.save(update_fields=["answer", "answered_at", "reason"])
    _pass_over(situation, answered.application_id, answer)
    return answered


def _pass_over(situation: Situation, application_id: str, why: str) -> None:
    rows = RankedApplication.objects.filter(application_id=application_id, passed_over_at=None)
    rows.update(passed_over_at=situation.now, passed_over_because=why)


def _go_on(situation: Situation, answered: Offer, template: str) -> Outcome:
    opportunity = situation.on
    left = queries.order_left(opportunity)
    officers = people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id)
    name = answered.application.opened.applicant_name
    letters = write_to(
        officers, f"selection/{template}", opportunity, link=file_address,
        values=lambda language: {"supplier_name": name},
    )  # fmt: skip
    goes_on = queries.somebody_may_follow(opportunity)
    if not goes_on:
        letters += tell_no_award(opportunity, "order_exhausted")
    return Outcome(
        to_state="RANKED" if goes_on else "NO_AWARD",
        facts={"application": answered.application_id, "left": len(left)},
        letters=letters,
    )
