"""Invoice, section 34, payment, completion, release of what is left."""

from datetime import date, datetime
from typing import Any

from microacquisition.opportunities.delivery.models import Deliverable
from microacquisition.opportunities.funding.models import Reservation
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.process.rules import payment as rules
from microacquisition.process.rules import reuse
from microacquisition.site.clock import current_instant
from tests.lifecycle.prepared import Scene
from tests.lifecycle.rows.agreement import lose_phone
from tests.lifecycle.rows.funding import limit_delegation
from tests.lifecycle.walking import ClockRow, Guard, ProviderRow, Riding, Row

EVIDENCE = {"reference": "CARD-7781", "paid_on": "2026-12-01", "evidence": "Paid to the supplier."}


def invoice_less(scene: Scene) -> None:
    """The first invoice asked for a part only."""
    Invoice.objects.update(subtotal_cents=100_00, tax_cents=0, total_cents=100_00)


def accept_less(scene: Scene) -> None:
    """Less work was accepted than the invoice says."""
    Deliverable.objects.update(price_cents=100_00)


def certify_oneself(scene: Scene) -> None:
    """The payment officer had certified the invoice."""
    Invoice.objects.update(certified_by=scene.people["payment_officer"])


def release_everything(scene: Scene) -> None:
    """Somebody else released the funds."""
    Reservation.objects.update(released_at=current_instant())


def give_evidence() -> dict[str, Any]:
    """A payment as the engine takes it."""
    return {**EVIDENCE, "paid_on": date(2026, 12, 1)}


def end_of_payment_target(scene: Scene) -> datetime:
    """When the program’s target for payments is over."""
    programme = scene.opportunity.programme
    return programme.windows.payment_target.after(Payment.objects.get().started_at, programme.zone)


ROWS = (
    Row(
        "submit_invoice", state="accepted", who="winner", page="send_invoice", leads_to="SUBMITTED",
        typed={"number": "INV-1"},
        mails={"payment/invoice_received": "winner", "payment/invoice_to_certify": "certifier"}, waits_for="winner",
        guards=(
            Guard(rules.something_to_invoice, state="invoiced"),
            Guard(rules.supplier_is_described, before=lose_phone),
            Guard(rules.number_is_free, state="invoiced", before=invoice_less),
        ),
    ),
    Row(
        "return_invoice", state="invoiced", who="payment_officer", page="return_invoice", leads_to="RETURNED",
        typed={"reason": "The address is wrong."}, mails={"payment/invoice_returned": "winner"}, wrong_states="certified, paid",
    ),
    Row(
        "certify", state="invoiced", who="certifier", page="certify", leads_to="CERTIFIED",
        typed={"received": "on", "right": "on"}, mails={"payment/invoice_to_pay": "payment_officer"}, waits_for="certifier", wrong_states="certified, paid",
        guards=(
            Guard(rules.amounts_equal_the_agreement, before=accept_less),
            Guard(rules.certified_within_delegation, before=limit_delegation("certifier")),
        ),
    ),
    Row(
        "withdraw_certification", state="certified", who="certifier", page="withdraw_certification",
        leads_to="SUBMITTED", typed={"reason": "I signed too early."}, wrong_states="invoiced, paid",
        mails={
            "payment/certification_withdrawn": "payment_officer", "payment/certification_withdrawn_supplier": "winner",
        },
        guards=(Guard(rules.no_live_payment, state="payment started"),),
    ),
    Row(
        "start", state="countersigned", who="payment_officer", page="pay", leads_to="STARTED",
        waits_for="payment_officer",
        guards=(
            Guard(rules.no_live_payment, state="paid"),
            Guard(rules.certifier_does_not_pay, before=certify_oneself),
            Guard(rules.countersigned_in_time, state="certified"),
        ),
    ),
    Row(
        "confirm", state="payment started", who="payment_officer", page="pay", leads_to="COMPLETED", typed=EVIDENCE,
        mails={"payment/paid": "winner"},
        waits_for="payment_officer", wrong_states="paid",
        guards=(
            Guard(rules.certifier_does_not_pay, before=certify_oneself),
            Guard(rules.paid_outside_with_evidence, typed={"paid_on": "2030-01-01"}),
            Guard(rules.provider_says_so_itself, state="provider pays"),
            Guard(rules.paid_as_certified, by_page=False, given=lambda scene: {**give_evidence(), "paid_cents": 1}),
        ),
    ),
    ProviderRow("confirm", state="provider pays", captures_as=("COMPLETED", ""), leads_to="COMPLETED", mails={"payment/paid": "winner"}),
    ProviderRow(
        "hold", state="provider pays", captures_as=("PENDING", "UNILATERAL"), leads_to="PENDING",
        mails={"payment/to_accept": "winner"},
    ),
    ClockRow(
        "time_out", state="payment started", due=end_of_payment_target, leads_to="UNKNOWN",
        mails={"payment/payment_unknown": "payment_officer"},
    ),
    Row(
        "fail", state="payment started", who="payment_officer", page="fail_payment", leads_to="FAILED",
        typed={"reason": "The card was refused."}, mails={"payment/payment_failed": "payment_officer"},
        wrong_states="paid", guards=(Guard(rules.provider_says_so_itself, state="provider pays"),),
    ),
    Row(
        "refund", state="paid", who="payment_officer", page="refund_payment", leads_to="REFUNDED",
        typed={"reference": "R-1", "refunded_on": "2026-12-01", "reason": "Paid twice."},
        mails={"payment/refunded": "winner"}, wrong_states="payment started",
        guards=(
            Guard(rules.certifier_does_not_pay, before=certify_oneself),
            Guard(rules.refunded_by_now, typed={"refunded_on": "2030-01-01"}),
        ),
    ),
    Riding("settle", on="confirm", leads_to="PAID"),
    Row(
        "complete", state="paid", who="officer", page="complete", leads_to="COMPLETED",
        typed={"address": "https://code.example.gc.ca/policies"}, waits_for="officer second_officer",
        mails={
            "reuse/completed": "client winner", "reuse/completed_staff": "officer fund_manager certifier",
            "reuse/reservation_to_release": "payment_officer",
        },
        wrong_states="offered, completed",
        guards=(
            Guard(reuse.everything_is_settled, state="accepted"),
            Guard(reuse.no_place_is_to_be_drawn, state="inserted into at work"),
            Guard(reuse.listed_or_reason_why_not, typed={"address": ""}, given=lambda scene: {"address": ""}),
        ),
    ),
    Row(
        "release_funds", state="completed", who="payment_officer", page="release_funds", leads_to="COMPLETED",
        typed={"reference": "REL-1"}, waits_for="payment_officer", wrong_states="paid, open",
        guards=(
            Guard(reuse.funds_are_left, before=release_everything),
            Guard(reuse.nothing_is_owed, before=invoice_less),
            Guard(reuse.release_is_what_is_left, typed={"released_cents": "1.00"}),
        ),
    ),
)  # fmt: skip
