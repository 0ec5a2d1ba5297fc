"""Takes purchases of a demonstration down a branch: what the main way (`demo_walks.py`) never shows."""

from datetime import timedelta

from demo.opportunity import DemoOpportunity
from demo.people import CLIENTS, SUPPLIERS
from demo.sentences import (
    ADDED_WORK,
    AMENDED_BECAUSE,
    CANCELLED_BECAUSE,
    CANNOT_DELIVER,
    DEBRIEF_QUESTION,
    DECLINED_BECAUSE,
    ENDED_BECAUSE,
    EXPLANATION,
    EXTENDED_BECAUSE,
    HELD_BECAUSE,
    INVOICE_RETURNED_BECAUSE,
    NOT_ARRIVED_DISPUTE,
    NOT_PAID_BECAUSE,
    NOTICE_OF_DEFAULT,
    QUESTION,
    REFUNDED_BECAUSE,
)
from demo.signed_paper import write_signed_paper
from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.queries import live_agreement
from microacquisition.opportunities.applications.actions import take_application_step
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.delivery.items import list_items
from microacquisition.opportunities.delivery.queries import live_default_notice
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.evaluation.clarifying import (
    answer_question,
    ask_supplier,
    find_clarification,
    propose_question,
)
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of
from microacquisition.opportunities.file.sleeping import put_to_sleep
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Payment
from microacquisition.opportunities.posting.extending import Proposal
from microacquisition.opportunities.selection.debriefing import ask_for_debrief
from microacquisition.opportunities.selection.models import RankedApplication
from microacquisition.opportunities.situation import SignedOutside
from microacquisition.opportunities.statement.models import Statement
from microacquisition.people.models import User
from microacquisition.process.roles import Role
from microacquisition.process.windows import BusinessDays
from microacquisition.records.documents import keep_document
from microacquisition.reports.demo_opportunities import Walk, post, prepare_funding
from microacquisition.reports.demo_questions import ask_twice
from microacquisition.reports.demo_steps import staff, take
from microacquisition.reports.demo_walks import (
    certify_and_start,
    find_invoice,
    find_supplier,
    judge_all,
    judge_one,
    open_all,
)
from microacquisition.site.clock import current_instant

HELD_FOR, OPENS_IN, LONGER = timedelta(days=30), timedelta(days=60), timedelta(days=7)
SILENCE = timedelta(days=25)
CURE = BusinessDays(4)  # to deliver after all, once a notice of default is given


def hold(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The officer puts the request on the waiting list for a month."""
    until = local_time(current_instant() + HELD_FOR, opportunity.programme.zone).date()
    take(opportunity, "hold_request", staff(Role.OFFICER), waits_until=until, reason=HELD_BECAUSE)


def decline(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The officer declines the request."""
    take(opportunity, "decline_request", staff(Role.OFFICER), reason=DECLINED_BECAUSE)


def sign_on_paper(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The fund manager signs on paper, and the officer records it; the payment officer’s reservation is awaited."""
    prepare_funding(opportunity, wanted)
    manager = User.objects.get(email=staff(Role.FUND_MANAGER))
    today = local_time(current_instant(), opportunity.programme.zone).date()
    paper = keep_document(
        write_signed_paper(f"{opportunity.reference} {manager.name} {today.isoformat()}"),
        name=f"{wanted.title.en}.pdf",
        media_type="application/pdf",
    )
    signed = SignedOutside(manager.name, Role.FUND_MANAGER, today, paper, manager)
    take(opportunity, "sign_for_funds", staff(Role.OFFICER), outside=signed)


def schedule(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Post for two months from now."""
    post(
        opportunity,
        wanted,
        opens_at=(current_instant() + OPENS_IN).replace(minute=0, second=0, microsecond=0),
    )


def amend_and_extend(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """One supplier withdraws, one keeps a draft; questions; the work is amended; two people extend the closing."""
    ask_twice(opportunity)
    third = User.objects.get(email=SUPPLIERS[-1].person.email)
    take_application_step("withdraw", opportunity, third, third.language)
    first = User.objects.get(email=SUPPLIERS[0].person.email)
    answer = wanted.answers[0].in_language(first.language)
    typed = {"name": first.name, **{f"answer_{each.code}": answer for each in criteria_of(opportunity)}}
    take_application_step("save", opportunity, first, first.language, given={"typed": typed})
    given = {"section": "work", "fill": add_work, "reason": AMENDED_BECAUSE}
    take(opportunity, "amend", staff(Role.OFFICER), **given)
    if opportunity.closes_at is None:
        raise LookupError("What is open has a closing.")
    proposal = Proposal(opportunity.closes_at + LONGER, EXTENDED_BECAUSE)
    for role in (Role.OFFICER, Role.ADVISOR):
        take(opportunity, "extend", staff(role), proposal=proposal, reason=proposal.as_reason())


def add_work(statement: Statement) -> None:
    """Add a line to the work, in both languages."""
    statement.work_en += f"\n{ADDED_WORK.en}"
    statement.work_fr += f"\n{ADDED_WORK.fr}"


def judge_and_clarify(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The evaluator judges, and proposes a question; the officer asks it, the supplier answers: ready to freeze."""
    evaluator, officer = open_all(opportunity), User.objects.get(email=staff(Role.OFFICER))
    assignment = find_assignment(opportunity, evaluator)
    label = labels_of(assignment)[0] if assignment else None
    if label is None:
        raise LookupError("The evaluator has applications to judge.")
    propose_question(label, evaluator, QUESTION.en, evaluator.language)
    ask_supplier(label.application, officer, QUESTION.en, officer.language)
    asked, supplier = find_clarification(label.application), label.application.opened.supplier.owner
    if asked is not None:
        answer_question(asked, supplier, EXPLANATION.in_language(supplier.language), supplier.language)
    judge_all(opportunity, evaluator)


def score_one(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The evaluator scores the first application; the others wait for whoever tries the demonstration."""
    evaluator = open_all(opportunity)
    assignment = find_assignment(opportunity, evaluator)
    if assignment is not None:
        judge_one(opportunity, evaluator, labels_of(assignment)[0], 0)


def dispute(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """What the client handed over did not arrive; the supplier says so and opens a dispute."""
    supplier, client = find_supplier(opportunity), CLIENTS[0].email
    today = local_time(current_instant(), opportunity.programme.zone).date()
    standing = list_items(opportunity, live_agreement(opportunity), today)[0]
    item = str(standing.item.pk)
    take(opportunity, "hand_over_item", client, item=item, handed_over_on=today)
    take(opportunity, "report_late_item", supplier.email, item=item)
    take(
        opportunity, "open_dispute", supplier.email, reason=NOT_ARRIVED_DISPUTE.in_language(supplier.language)
    )


def return_invoice(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The payment officer returns the invoice; whoever was not chosen asks for a debrief."""
    invoice = find_invoice(opportunity)
    take(
        opportunity, "return_invoice", staff(Role.PAYMENT_OFFICER), subject=invoice.pk if invoice else "",
        reason=INVOICE_RETURNED_BECAUSE,
    )  # fmt: skip
    other = RankedApplication.objects.get(opportunity=opportunity, place=2).application
    user = other.opened.supplier.owner
    ask_for_debrief(other, DEBRIEF_QUESTION.in_language(user.language), user, user.language)


def fail_and_start_again(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The first payment fails, a second begins: its confirmation is awaited."""
    payment, payer = certify_and_start(opportunity, wanted), staff(Role.PAYMENT_OFFICER)
    take(opportunity, "fail", payer, subject=payment.pk, reason=NOT_PAID_BECAUSE)
    take(opportunity, "start", payer)


def start_and_hold(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """A payment begins, and the provider holds it until the supplier accepts it."""
    payment = certify_and_start(opportunity, wanted)
    given = {"provider": wanted.payment_method, "why": "unilateral"}
    take_step("hold", opportunity_id=opportunity.pk, user=None, subject_id=str(payment.pk), given=given)


def fall_asleep(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Cancelled, then taken up again weeks ago, as if: the client team has been silent ever since."""
    officer, since = staff(Role.OFFICER), current_instant() - SILENCE
    take(opportunity, "cancel", officer, reason_both=CANCELLED_BECAUSE)
    user = User.objects.get(email=officer)
    again = take_step("post_again", opportunity_id=opportunity.pk, user=user, language=user.language)
    Opportunity.objects.filter(pk=again.opportunity_id).update(state_since=since)
    put_to_sleep(current_instant())


def refund(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The money came back."""
    payment = Payment.objects.get(invoice=find_invoice(opportunity), state="COMPLETED")
    today = local_time(current_instant(), opportunity.programme.zone).date()
    returned = {"reference": "CARD-20431", "refunded_on": today, "reason": REFUNDED_BECAUSE}
    take(opportunity, "refund", staff(Role.PAYMENT_OFFICER), subject=payment.pk, **returned)


def warn_then_end(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """The supplier cannot deliver; a notice of default; once its time ran out, the officer ends the agreement."""
    officer = staff(Role.OFFICER)
    agreement = live_agreement(opportunity)
    if agreement is not None and live_default_notice(agreement) is not None:
        take(opportunity, "terminate_for_default", officer, reason=ENDED_BECAUSE)
        return
    supplier, now = find_supplier(opportunity), current_instant()
    take(
        opportunity,
        "say_cannot_deliver",
        supplier.email,
        reason=CANNOT_DELIVER.in_language(supplier.language),
    )
    cure_by = CURE.after(now, opportunity.programme.zone)
    take(opportunity, "give_default_notice", officer, reason=NOTICE_OF_DEFAULT, cure_by=cure_by)


# The name of a branch, then the stage where it leaves the main way.
BRANCHES: dict[str, dict[str, Walk]] = {
    "HELD": {"REQUESTED": hold},
    "DECLINED": {"REQUESTED": decline},
    "SIGNED_ON_PAPER": {"APPROVED": sign_on_paper},
    "SCHEDULED": {"FUNDED": schedule},
    "AMENDED": {"OPEN": amend_and_extend},
    "JUDGED": {"CLOSED": judge_and_clarify},
    "SCORING": {"CLOSED": score_one},
    "DISPUTED": {"DUE": dispute},
    "RETURNED": {"INVOICE_SUBMITTED": return_invoice},
    "PAYING": {"INVOICE_SUBMITTED": fail_and_start_again},
    "HELD_BY_PROVIDER": {"INVOICE_SUBMITTED": start_and_hold},
    "ASLEEP": {"DRAFTING": fall_asleep},
    "REFUNDED": {"INVOICE_PAID": refund},
    "TERMINATED": {"DUE": warn_then_end},
}
# The step with which the demonstration leaves each of them to the people who try it.
LAST_STEPS_OF_BRANCHES = {
    "HELD": "hold_request", "DECLINED": "decline_request", "SIGNED_ON_PAPER": "sign_for_funds", "SCHEDULED": "post",
    "AMENDED": "extend", "JUDGED": "judge", "SCORING": "judge", "ORDERED_BY_SCORE": "rank", "DISPUTED": "open_dispute", "RETURNED": "return_invoice",
    "PAYING": "fail", "HELD_BY_PROVIDER": "hold", "ASLEEP": "cancel",
    "REFUNDED": "refund", "TERMINATED": "terminate_for_default",
}  # fmt: skip
