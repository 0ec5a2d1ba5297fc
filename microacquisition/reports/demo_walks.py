"""Takes a purchase of a demonstration from its closing to its completion, one stage after the other."""

from demo.opportunity import DemoOpportunity
from demo.people import CLIENTS
from demo.sentences import CANCELLED_BECAUSE, DELIVERY_NOTE, EVIDENCE, JUDGMENT
from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.queries import live_agreement, live_offer, supplier_offered
from microacquisition.opportunities.agreement.terms import Answers, write_terms
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.delivery.queries import acceptance_criteria, find_deliverable
from microacquisition.opportunities.evaluation.models import Label
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.opportunities.situation import NotYours
from microacquisition.people.models import User
from microacquisition.process.programmes.base import CriteriaKind, Selection
from microacquisition.process.roles import Role
from microacquisition.process.rules.delivery import Verdict
from microacquisition.process.rules.evaluation import TypedVerdict
from microacquisition.reports.demo_opportunities import TO_OPENING, Walk
from microacquisition.reports.demo_steps import staff, take
from microacquisition.site.clock import current_instant

SCORES = (82_50, 74_00)  # in hundredths: never a tie


def find_invoice(opportunity: Opportunity) -> Invoice | None:
    """Return the invoice under the agreement, or None."""
    return Invoice.objects.filter(agreement__opportunity=opportunity).first()


def cancel(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Cancel while it is open, where the demonstration wants that; otherwise wait for the clock."""
    if wanted.reached != "CANCELLED":
        raise NotYours("It waits for its closing.")
    take(opportunity, "cancel", staff(Role.OFFICER), reason_both=CANCELLED_BECAUSE)


def evaluate(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Open, judge every application met, freeze."""
    judge_all(opportunity, open_all(opportunity))
    for role in (Role.OFFICER, Role.ADVISOR):
        take(opportunity, "freeze_evaluation", staff(role))


def open_all(opportunity: Opportunity) -> User:
    """Assign one evaluator, open the applications, let the evaluator declare no interest; return the evaluator."""
    evaluator = User.objects.get(email=staff(Role.EVALUATOR))
    take(opportunity, "assign_evaluators", staff(Role.OFFICER), evaluators=[evaluator], chair=evaluator)
    for role in (Role.OFFICER, Role.ADVISOR):
        take(opportunity, "open_applications", staff(role))
    take(opportunity, "declare", evaluator.email, no_interest=True)
    return evaluator


def judge_all(opportunity: Opportunity, evaluator: User) -> None:
    """Judge every application met; where the program scores, each with a score of its own."""
    assignment = find_assignment(opportunity, evaluator)
    for place, label in enumerate(labels_of(assignment) if assignment else ()):
        judge_one(opportunity, evaluator, label, place)


def judge_one(opportunity: Opportunity, evaluator: User, label: Label, place: int) -> None:
    """Judge one application met, or give it a score of its own by its place among the labels."""
    reason = JUDGMENT.in_language(evaluator.language)
    scored = opportunity.programme.criteria is CriteriaKind.SCORED
    verdicts = tuple(
        TypedVerdict(
            each.code, None if scored else True, reason, SCORES[place % len(SCORES)] if scored else None
        )
        for each in criteria_of(opportunity)
    )
    take(opportunity, "judge", evaluator.email, label=label, verdicts=verdicts)


def order(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Record the order by score, or set the draw."""
    scores = opportunity.programme.selection is Selection.HIGHEST_SCORE
    take(opportunity, "rank" if scores else "commit_draw", staff(Role.OFFICER))


def sign(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The supplier chosen signs the agreement; the payment officer countersigns it."""
    offer = live_offer(opportunity)
    if offer is None:
        raise NotYours("offer")
    supplier = supplier_offered(offer)
    user = supplier.owner
    answers = Answers(
        former_public_servant=False,
        federal_employee=False,
        payment_method=wanted.payment_method,
        payment_address=wanted.payment_address,
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


def certify_and_start(opportunity: Opportunity, wanted: DemoOpportunity) -> Payment:
    """Section 34, then a payment begins; return it."""
    invoice = find_invoice(opportunity)
    take(opportunity, "certify", staff(Role.CERTIFIER), subject=invoice.pk if invoice else "")
    take(opportunity, "start", staff(Role.PAYMENT_OFFICER))
    return Payment.objects.filter(invoice=invoice).latest("started_at")


def certify_and_pay(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Section 34, then the payment made outside and recorded with its evidence."""
    payment, payer = certify_and_start(opportunity, wanted), staff(Role.PAYMENT_OFFICER)
    paid = {
        "reference": "CARD-20418", "evidence": EVIDENCE.en,
        "paid_on": local_time(current_instant(), opportunity.programme.zone).date(),
    }  # fmt: skip
    take(opportunity, "confirm", payer, subject=payment.pk, **paid)


def complete(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Say where the code is listed for reuse."""
    take(opportunity, "complete", staff(Role.OFFICER), address=wanted.repository)


# By the name of the stage that a purchase stands in (`name_stage`).
WALKS: dict[str, Walk] = {
    **TO_OPENING,
    "OPEN": cancel,
    "CLOSED": evaluate,
    "EVALUATED": order,
    "RANKED": lambda opportunity, wanted: take(opportunity, "offer", staff(Role.OFFICER)),
    "OFFERED": sign,
    "DUE": deliver,
    "DELIVERED": accept,
    "ACCEPTED": send_invoice,
    "INVOICE_SUBMITTED": certify_and_pay,
    "INVOICE_PAID": complete,
}
