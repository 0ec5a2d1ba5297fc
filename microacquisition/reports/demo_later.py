"""Brings more purchases of a demonstration past their closing, quietly, in the worker: one stage a call and purchase."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from demo.awarded_opportunities import AWARDED_OPPORTUNITIES
from demo.later_opportunities import LATER_OPPORTUNITIES
from demo.opportunities import OPPORTUNITIES
from demo.opportunity import DemoOpportunity
from demo.people import CLIENTS
from demo.sentences import CANCELLED_BECAUSE, DELIVERY_NOTE, EVIDENCE, JUDGMENT
from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.queries import live_agreement, live_offer, supplier_offered
from microacquisition.opportunities.agreement.terms import Answers, write_terms
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.delivery.queries import acceptance_criteria, find_deliverable
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.process.roles import Role
from microacquisition.process.rules.delivery import Verdict
from microacquisition.process.rules.evaluation import TypedVerdict
from microacquisition.records.models import Event
from microacquisition.reports.demo_opportunities import TO_OPENING, prepare
from microacquisition.reports.demo_steps import reload, staff, take
from microacquisition.site.clock import current_instant

logger = logging.getLogger(__name__)

LATER = (*LATER_OPPORTUNITIES, *AWARDED_OPPORTUNITIES)
# The step with which the demonstration leaves a purchase to the people who try it, for good.
LAST_STEPS = {
    "CLOSED": "close", "EVALUATED": "freeze_evaluation", "RANKED": "record_draw", "OFFERED": "offer",
    "DELIVERED": "deliver", "INVOICED": "submit_invoice", "COMPLETED": "complete", "CANCELLED": "cancel",
    "NO_AWARD": "end_without_award",
}  # fmt: skip


def continue_opportunities() -> int:
    """Make what is missing and take the next stage of the others; return how many moved. Only in a demonstration.

    What a person did meanwhile stays: a purchase whose last step was taken once is never touched again.
    """
    if not settings.DEMO or not Opportunity.objects.filter(title_fr=OPPORTUNITIES[0].title.fr).exists():
        return 0
    return sum(move_on(wanted) for wanted in LATER)


def move_on(wanted: DemoOpportunity) -> bool:
    """Take this purchase as far as it goes now; True where it moved."""
    found = Opportunity.objects.filter(title_fr=wanted.title.fr).order_by("requested_at").first()
    if found is None:
        prepare(wanted)
        return True
    moved = False
    while not is_left_alone(found, wanted):
        walk = WALKS.get(name_stage(found))
        if walk is None:
            break
        try:
            with transaction.atomic():
                walk(found, wanted)
        except (Refused, NotYours) as refusal:
            logger.info("The demonstration did not move %s on: %s", found, refusal)
            break
        found, moved = reload(found), True
    return moved


def is_left_alone(opportunity: Opportunity, wanted: DemoOpportunity) -> bool:
    """True once the last step of the demonstration was taken here, by whomever."""
    return Event.objects.filter(stream=opportunity.stream, code=LAST_STEPS[wanted.reached]).exists()


def name_stage(opportunity: Opportunity) -> str:
    """Return the state; within the work, that of the invoice or of the deliverable."""
    if opportunity.state != "IN_WORK":
        return opportunity.state
    invoice = find_invoice(opportunity)
    if invoice is not None:
        return f"INVOICE_{invoice.state}"
    deliverable = find_deliverable(opportunity, "DUE", "DELIVERED", "ACCEPTED")
    return deliverable.state if deliverable else "IN_WORK"


def find_invoice(opportunity: Opportunity) -> Invoice | None:
    """Return the invoice under the agreement, or None."""
    return Invoice.objects.filter(agreement__opportunity=opportunity).first()


def cancel(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Cancel while it is open, where the demonstration wants that; otherwise wait for the clock."""
    if wanted.reached != "CANCELLED":
        raise NotYours("It waits for its closing.")
    take(opportunity, "cancel", staff(Role.OFFICER), reason_both=CANCELLED_BECAUSE)


def evaluate(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Assign one evaluator, open, declare, judge every application met, freeze."""
    evaluator = User.objects.get(email=staff(Role.EVALUATOR))
    take(opportunity, "assign_evaluators", staff(Role.OFFICER), evaluators=[evaluator], chair=evaluator)
    for role in (Role.OFFICER, Role.ADVISOR):
        take(opportunity, "open_applications", staff(role))
    take(opportunity, "declare", evaluator.email, no_interest=True)
    assignment = find_assignment(opportunity, evaluator)
    reason = JUDGMENT.in_language(evaluator.language)
    verdicts = tuple(TypedVerdict(each.code, True, reason) for each in criteria_of(opportunity))
    for label in labels_of(assignment) if assignment else ():
        take(opportunity, "judge", evaluator.email, label=label, verdicts=verdicts)
    for role in (Role.OFFICER, Role.ADVISOR):
        take(opportunity, "freeze_evaluation", staff(role))


def sign(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The supplier chosen signs the agreement; the payment officer countersigns it."""
    offer = live_offer(opportunity)
    if offer is None:
        raise NotYours("offer")
    supplier = supplier_offered(offer)
    user = supplier.owner
    answers = Answers(
        former_public_servant=False, federal_employee=False, payment_method="card", payment_address=""
    )
    shown = write_terms(offer, supplier, user.language, answers).digest
    take(
        opportunity,
        "sign_agreement",
        user.email,
        digest=shown,
        signed_name=supplier.legal_name,
        **vars(answers),
    )
    agreement = live_agreement(opportunity)
    if agreement is not None:
        take(opportunity, "countersign", staff(Role.PAYMENT_OFFICER), digest=agreement.digest)


def deliver(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The supplier hands over a commit."""
    user, deliverable = find_supplier(opportunity), find_deliverable(opportunity, "DUE")
    handed = {
        "repository": wanted.repository, "commit": "9f2c1e7ab04d3c58e6a1b2c3d4e5f60718293a4b", "pull_request": "",
        "note": DELIVERY_NOTE.in_language(user.language),
    }  # fmt: skip
    take(opportunity, "deliver", user.email, subject=deliverable.pk if deliverable else "", **handed)


def accept(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The client finds every work acceptance criterion met."""
    deliverable = find_deliverable(opportunity, "DELIVERED")
    verdicts = {each.code: Verdict(True) for each in acceptance_criteria(opportunity)}
    subject = deliverable.pk if deliverable else ""
    take(opportunity, "accept", CLIENTS[0].email, subject=subject, verdicts=verdicts)


def send_invoice(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The supplier invoices the accepted work."""
    take(opportunity, "submit_invoice", find_supplier(opportunity).email, number="2026-014")


def find_supplier(opportunity: Opportunity) -> User:
    """Return who signed the agreement; NotYours where nobody did."""
    agreement = live_agreement(opportunity)
    if agreement is None:
        raise NotYours("agreement")
    return agreement.signed_by


def certify_and_pay(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Section 34, then the payment made outside and recorded with its evidence."""
    invoice = find_invoice(opportunity)
    take(opportunity, "certify", staff(Role.CERTIFIER), subject=invoice.pk if invoice else "")
    payer = staff(Role.PAYMENT_OFFICER)
    take(opportunity, "start", payer)
    paid = {
        "reference": "CARD-20418", "evidence": EVIDENCE.en,
        "paid_on": local_time(current_instant(), opportunity.programme.zone).date(),
    }  # fmt: skip
    payment = Payment.objects.filter(invoice=invoice).latest("started_at")
    take(opportunity, "confirm", payer, subject=payment.pk, **paid)


def complete(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Say where the code is listed for reuse."""
    take(opportunity, "complete", staff(Role.OFFICER), address=wanted.repository)


Walk = Callable[[Opportunity, DemoOpportunity], None]
WALKS: dict[str, Walk] = {
    **TO_OPENING,
    "OPEN": cancel,
    "CLOSED": evaluate,
    "EVALUATED": lambda opportunity, wanted: take(opportunity, "commit_draw", staff(Role.OFFICER)),
    "RANKED": lambda opportunity, wanted: take(opportunity, "offer", staff(Role.OFFICER)),
    "OFFERED": sign,
    "DUE": deliver,
    "DELIVERED": accept,
    "ACCEPTED": send_invoice,
    "INVOICE_SUBMITTED": certify_and_pay,
    "INVOICE_PAID": complete,
}
