"""Asks a provider how a payment stands and takes the step that follows; may be repeated at any time."""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string

from microacquisition.common.zones import local_time
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.payment.models import Payment
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.ports.payments import (
    PaymentOrder,
    PaymentProvider,
    ProviderAnswer,
    ProviderUnreachable,
    Standing,
)
from microacquisition.site.clock import current_instant

logger = logging.getLogger(__name__)
CURRENCY = "CAD"
UNDER_WAY = ("STARTED", "PENDING", "UNKNOWN")
STEPS = {Standing.COMPLETED: "confirm", Standing.PENDING: "hold", Standing.FAILED: "fail"}
SOON, OFTEN, SELDOM = timedelta(hours=1), timedelta(minutes=1), timedelta(minutes=15)


def attend_payments(now: datetime) -> int:
    """Ask about every payment that a provider makes: each minute in its first hour, then each quarter; return how many."""
    asked = 0
    rows = Payment.objects.filter(state__in=UNDER_WAY, method__in=settings.PAYMENT_PROVIDERS)
    for payment in rows:
        pause = OFTEN if now - payment.started_at < SOON else SELDOM
        if payment.asked_at is None or payment.asked_at + pause <= now:
            attend_payment(payment.pk)
            asked += 1
    return asked


def attend_payment(payment_id: UUID) -> None:
    """Ask the provider about one payment under way and take the step that its answer means."""
    payment = Payment.objects.select_related("invoice__agreement__opportunity").get(pk=payment_id)
    path = settings.PAYMENT_PROVIDERS.get(payment.method)
    if payment.state not in UNDER_WAY or path is None:
        return
    now = current_instant()
    payment.asked_at, payment.unanswered_since = now, payment.unanswered_since or now
    payment.save(update_fields=["asked_at", "unanswered_since"])
    try:
        answer = _ask(import_string(path)(), payment)
    except ProviderUnreachable as failure:
        # The clock marks it as unknown after a while; asking again is harmless.
        logger.info("No answer about payment %s: %s", payment.pk, failure)
        return
    payment.unanswered_since = None
    payment.provider_order, payment.approve_address = answer.order, answer.approve_address
    payment.save(update_fields=["unanswered_since", "provider_order", "approve_address"])
    _follow(payment, answer, now)


def _ask(provider: PaymentProvider, payment: Payment) -> ProviderAnswer:
    if not payment.provider_order:
        return provider.begin(_order_of(payment))
    answer = provider.look_up(payment.provider_order)
    if answer.standing is Standing.APPROVED:
        return provider.capture(payment.provider_order, f"{payment.pk}-capture")
    return answer


def _order_of(payment: Payment) -> PaymentOrder:
    opportunity = payment.invoice.agreement.opportunity
    with translation.override("en"):
        page = settings.SITE_ADDRESS + reverse("pay", kwargs={"opportunity_id": opportunity.pk})
    return PaymentOrder(
        key=str(payment.pk),
        amount_cents=payment.amount_cents,
        currency=CURRENCY,
        payee_email=payment.payee["payment_address"],
        description=str(opportunity.reference),
        invoice_number=f"{opportunity.reference} {payment.invoice.number}",
        return_address=page,
    )


def _follow(payment: Payment, answer: ProviderAnswer, now: datetime) -> None:
    code, given = STEPS.get(answer.standing, ""), {"why": answer.why}
    if answer.standing is Standing.COMPLETED and not _is_as_certified(payment, answer):
        code, given = "hold", {"why": "differs"}
    elif not code and payment.state == "UNKNOWN":
        code, given = "hold", {"why": answer.standing.value}
    if not code or (code == "hold" and payment.state == "PENDING" and payment.why == given["why"]):
        return
    if code == "confirm":
        given = _describe_paid(payment, answer, now)
    opportunity_id = payment.invoice.agreement.opportunity_id
    try:
        take_step(
            code,
            opportunity_id=opportunity_id,
            subject_id=str(payment.pk),
            user=None,
            given={"provider": payment.method, **given},
        )
    except (Refused, NotYours) as refusal:
        logger.info("The provider's answer did not lead to %s on %s: %s", code, opportunity_id, refusal)


def _is_as_certified(payment: Payment, answer: ProviderAnswer) -> bool:
    return (
        answer.amount_cents == payment.amount_cents
        and answer.currency == CURRENCY
        and answer.payee_email.lower() == payment.payee["payment_address"].lower()
    )


def _describe_paid(payment: Payment, answer: ProviderAnswer, now: datetime) -> dict[str, Any]:
    zone = payment.invoice.agreement.opportunity.programme.zone
    return {
        "reference": answer.reference,
        "paid_on": local_time(now, zone).date(),
        "evidence": answer.evidence,
        "paid_cents": answer.amount_cents,
    }
