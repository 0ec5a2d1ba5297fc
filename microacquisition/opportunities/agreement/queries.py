"""Named reads of offers and agreements from the supplier’s side, and the facts of signing."""

from datetime import datetime

from microacquisition.common.read_once import read_once
from microacquisition.opportunities.agreement.models import Agreement, OfferStatus
from microacquisition.opportunities.agreement.terms import Answers, write_terms
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Offer
from microacquisition.opportunities.selection.queries import find_offer
from microacquisition.opportunities.situation import Situation
from microacquisition.people.models import Supplier, User
from microacquisition.people.queries import supplier_of
from microacquisition.process.rules.agreement import CountersigningFacts, SigningFacts


def live_offer(opportunity: Opportunity) -> Offer | None:
    """Return the award offer that waits for an answer, or None."""
    return find_offer(opportunity)


def answer_agreed_until(situation: Situation) -> datetime | None:
    """Return until when the supplier may answer the award offer that waits."""
    offer = live_offer(situation.on)
    return offer.answer_by if offer else None


@read_once
def find_status(offer: Offer) -> OfferStatus | None:
    """Return what a supplier who answered yes must show before signing, or None."""
    return OfferStatus.objects.filter(offer=offer).first()


def supplier_offered(offer: Offer) -> Supplier:
    """Return whom the offer was made to, known since the applications were opened."""
    supplier: Supplier = offer.application.opened.supplier
    return supplier


@read_once
def agreements_of(opportunity: Opportunity) -> list[Agreement]:
    """Return every agreement of an opportunity, ended or not, the oldest first."""
    return list(opportunity.agreements.select_related("supplier", "signed_by", "offer").order_by("signed_at"))


def live_agreement(opportunity: Opportunity) -> Agreement | None:
    """Return the agreement in force, or None."""
    return next((each for each in agreements_of(opportunity) if each.ended_at is None), None)


def last_agreement(opportunity: Opportunity) -> Agreement | None:
    """Return the last agreement, ended or not; None before any."""
    return next(reversed(agreements_of(opportunity)), None)


def is_offered(user: User, opportunity: Opportunity) -> bool:
    """True where the live offer was made to the supplier this person acts for."""
    offer, supplier = live_offer(opportunity), supplier_of(user)
    return offer is not None and supplier is not None and supplier_offered(offer).pk == supplier.pk


def is_under_agreement(user: User, opportunity: Opportunity) -> bool:
    """True where the agreement in force is with the supplier this person acts for."""
    agreement, supplier = live_agreement(opportunity), supplier_of(user)
    return agreement is not None and supplier is not None and agreement.supplier_id == supplier.pk


def was_offered(user: User, opportunity: Opportunity) -> bool:
    """True where an offer was ever made to the supplier this person acts for, whatever came of it."""
    supplier = supplier_of(user)
    return supplier is not None and last_offer_to(supplier, opportunity) is not None


def works_of(user: User) -> list[Opportunity]:
    """Return the opportunities whose award was ever offered to this person's supplier, the latest first."""
    supplier = supplier_of(user)
    if supplier is None:
        return []
    offers = Offer.objects.filter(application__opened__supplier=supplier).select_related("opportunity")
    return list({offer.opportunity_id: offer.opportunity for offer in offers.order_by("-made_at")}.values())


def last_offer_to(supplier: Supplier, opportunity: Opportunity) -> Offer | None:
    """Return the last award offer made to this supplier on an opportunity, whatever came of it."""
    offers = opportunity.offers.filter(application__opened__supplier=supplier)
    return offers.order_by("-made_at").first()


def last_agreement_with(supplier: Supplier, opportunity: Opportunity) -> Agreement | None:
    """Return the last agreement with this supplier on an opportunity, ended or not."""
    own = [each for each in agreements_of(opportunity) if each.supplier_id == supplier.pk]
    return own[-1] if own else None


def read_signing_answers(situation: Situation) -> Answers:
    """Return the answers that stand in the text; before any, the program's first way of payment."""
    given, offer = situation.given, live_offer(situation.on)
    status = find_status(offer) if offer else None
    return Answers(
        payment_method=given.get("payment_method") or situation.programme.payment_methods[0].code,
        payment_address=given.get("payment_address") or "",
        federal_employee=bool(given.get("federal_employee")) or bool(status and status.federal_employee),
        former_public_servant=bool(given.get("former_public_servant"))
        or bool(status and status.former_public_servant),
    )


def gather_signing(situation: Situation) -> SigningFacts:
    """The facts of an award offer about to be accepted by signing."""
    offer, given = live_offer(situation.on), situation.given
    methods = tuple(method.code for method in situation.programme.payment_methods)
    if offer is None:
        return SigningFacts(
            supplier_is_complete=True, is_in_time=False, legal_name="", digest="", payment_methods=methods
        )
    supplier, status, said = supplier_offered(offer), find_status(offer), read_signing_answers(situation)
    return SigningFacts(
        supplier_is_complete=supplier.is_complete,
        is_in_time=situation.now < offer.answer_by,
        legal_name=supplier.legal_name,
        digest=digest_terms(situation),
        payment_methods=methods,
        shown_digest=given.get("digest"),
        typed_name=given.get("signed_name"),
        federal_employee=said.federal_employee,
        papers_are_accepted=status is not None and status.papers_accepted_at is not None,
        former_public_servant=said.former_public_servant,
        exception=status.exception if status else "",
        payment_method=given.get("payment_method"),
        payment_address=given.get("payment_address") or "",
    )


def digest_terms(situation: Situation) -> str:
    """Return the digest of the text as it stands now, with the answers given."""
    offer = live_offer(situation.on)
    if offer is None:
        return ""
    answers = read_signing_answers(situation)
    return write_terms(offer, supplier_offered(offer), situation.language, answers).digest


def gather_countersigning(situation: Situation) -> CountersigningFacts:
    """The facts of a signed agreement before the buyer's signature."""
    agreement, user = live_agreement(situation.on), situation.signer
    if agreement is None:
        return CountersigningFacts(is_countersigned=True, is_of_the_supplier=False, digest="")
    supplier = supplier_of(user) if user else None
    return CountersigningFacts(
        is_countersigned=agreement.countersigned_at is not None,
        is_of_the_supplier=user is not None
        and (
            agreement.signed_by_id == user.pk
            or (supplier is not None and supplier.pk == agreement.supplier_id)
        ),
        digest=agreement.digest,
        shown_digest=situation.given.get("digest"),
    )


def digest_signed(situation: Situation) -> str:
    """Return the digest that the supplier signed: the buyer signs the same."""
    agreement = live_agreement(situation.on)
    return agreement.digest if agreement else ""


def give_digest_signed(opportunity: Opportunity) -> dict[str, str]:
    """Return what a countersigned paper says was shown: the text the supplier signed."""
    agreement = live_agreement(opportunity)
    return {"digest": agreement.digest if agreement else ""}
