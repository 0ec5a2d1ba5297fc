"""Verbs of the agreement: sign, countersign."""

from collections.abc import Mapping

from microacquisition.common.dates import format_date, format_instant
from microacquisition.common.money import format_money
from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.document import write_agreement_document
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.agreement.queries import (
    live_agreement,
    live_offer,
    read_signing_answers,
    supplier_offered,
)
from microacquisition.opportunities.agreement.terms import write_terms
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.letters import file_address, write_to
from microacquisition.opportunities.selection.models import Offer, RankedApplication
from microacquisition.opportunities.selection.queries import order_left, price_left
from microacquisition.opportunities.selection.regrets import write_regrets, write_reserve_letters
from microacquisition.opportunities.situation import FurtherEvent, Letter, Outcome, Situation
from microacquisition.opportunities.work_address import work_address
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.agreement import CountersigningFacts, SigningFacts
from microacquisition.process.waiting import target_days
from microacquisition.process.windows import BusinessDays
from microacquisition.records.events import keep_text


def sign_agreement(situation: Situation, facts: SigningFacts) -> Outcome:
    """Write the agreement exactly as shown, keep its PDF, plan the deliverable, introduce both sides."""
    offer = live_offer(situation.on)
    if offer is None:
        raise LookupError("Rules let through a signature without an offer.")
    agreement = _write_agreement(situation, offer)
    offer.answer, offer.answered_at = "signed", situation.now
    offer.save(update_fields=["answer", "answered_at"])
    _set_reserve(situation, offer)
    return Outcome(
        to_state="IN_WORK",
        facts={
            "price_cents": agreement.price_cents,
            "delivery_at": agreement.delivery_at.isoformat(),
            "payment_method": agreement.payment_method,
            "federal_employee": "yes" if agreement.federal_employee else "no",
            "former_public_servant": "yes" if agreement.former_public_servant else "no",
        },
        digests={
            "agreement": agreement.digest,
            "document": agreement.document.digest,
            "name": keep_text(agreement.signed_name),
        },
        letters=[*_write_letters(situation, agreement), *_write_regrets(situation, agreement)],
        following=[("plan", "", {})],
        further_events=[FurtherEvent("introduce", ("agreement", str(agreement.pk)))],
    )


def countersign(situation: Situation, facts: CountersigningFacts) -> Outcome:
    """The buyer signs the same text; a second PDF holds both signatures."""
    agreement = live_agreement(situation.on)
    if agreement is None:
        raise LookupError("Rules let through a countersignature without an agreement.")
    outside = situation.outside
    agreement.countersigned_by = situation.signer or situation.person
    agreement.countersigned_at = situation.now
    agreement.countersigned_document = write_agreement_document(
        agreement, situation.on, on_paper=(outside.name, outside.date) if outside else None
    )
    agreement.save(update_fields=["countersigned_by", "countersigned_at", "countersigned_document"])
    return Outcome(
        digests={"agreement": agreement.digest, "document": agreement.countersigned_document.digest},
        letters=write_to([agreement.signed_by], "agreement/countersigned", situation.on, link=work_address),
    )


def _write_agreement(situation: Situation, offer: Offer) -> Agreement:
    opportunity, supplier = situation.on, supplier_offered(offer)
    answers = read_signing_answers(situation)
    terms = write_terms(offer, supplier, situation.language, answers)
    agreement = Agreement(
        opportunity=opportunity,
        offer=offer,
        supplier=supplier,
        language=situation.language,
        text=terms.text,
        digest=terms.digest,
        price_cents=price_left(opportunity),
        place_of_supply=situation.programme.place_of_supply,
        licence=terms.schedule.licence,
        delivery_at=offer.delivery_at,
        former_public_servant=answers.former_public_servant,
        federal_employee=answers.federal_employee,
        payment_method=answers.payment_method,
        payment_address=answers.payment_address,
        signed_name=" ".join(situation.given["signed_name"].split()),
        signed_by=situation.person,
        signed_at=situation.now,
    )
    agreement.document = write_agreement_document(agreement, opportunity)
    agreement.save(force_insert=True)
    return agreement


def _set_reserve(situation: Situation, offer: Offer) -> None:
    """Those left in the order stay in reserve for as long as the program says."""
    until = situation.programme.windows.reserve_validity.after(situation.now, situation.programme.zone)
    left = RankedApplication.objects.filter(opportunity=situation.on, passed_over_at=None)
    left.exclude(application=offer.application).update(valid_until=until)


def _write_regrets(situation: Situation, agreement: Agreement) -> list[Letter]:
    """The other applicants are told once, when somebody first signs; when the next does, who still is in reserve."""
    if situation.on.agreements.exclude(pk=agreement.pk).exists():
        return write_reserve_letters(situation.on, order_left(situation.on))
    return write_regrets(situation.on, str(agreement.supplier), winner=agreement.offer.application)


def _write_letters(situation: Situation, agreement: Agreement) -> list[Letter]:
    opportunity, programme = situation.on, situation.programme
    place = (opportunity.programme_code, opportunity.department_id)
    supplier, client = agreement.supplier, opportunity.requested_by
    zone = opportunity.zone or programme.zone
    days = target_days(programme, "countersign") or 1
    countersign_by = local_time(BusinessDays(days).after(situation.now, zone), zone).date()

    def values(language: str) -> Mapping[str, str]:
        return {
            "supplier_name": str(supplier),
            "price": format_money(agreement.price_cents, language),
            "delivery_date": format_instant(agreement.delivery_at, zone, language),
            "answer_by": format_date(countersign_by, language),
        }

    def meet_supplier(language: str) -> Mapping[str, str]:
        contact = {"contact_name": supplier.legal_name, "contact_email": supplier.contact_email}
        return {**values(language), **contact}

    def meet_client(language: str) -> Mapping[str, str]:
        return {**values(language), "contact_name": client.name, "contact_email": client.email}

    officers, payers = people_holding(Role.OFFICER, *place), people_holding(Role.PAYMENT_OFFICER, *place)
    signer, team = [situation.person], client_people(opportunity.team)
    write = (
        (signer, "agreement_signed", work_address, values),
        (officers, "agreement_signed_officer", file_address, values),
        (payers, "to_countersign", file_address, values),
        (signer, "introduction_supplier", work_address, meet_client),
        (team, "introduction_client", file_address, meet_supplier),
    )
    return [
        letter
        for people, message, link, say in write
        for letter in write_to(people, f"agreement/{message}", opportunity, link=link, values=say)
    ]
