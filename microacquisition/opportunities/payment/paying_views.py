"""Pages of the payment: begin it, record it, say that it was not made, record a refund."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from microacquisition.opportunities.page_steps import (
    draw_step,
    find_file,
    plays_in,
    refuse_step,
    take_from_page,
)
from microacquisition.opportunities.payment import queries
from microacquisition.opportunities.payment.forms import NotMadeForm, PaymentForm, RefundForm
from microacquisition.opportunities.payment.models import Payment
from microacquisition.opportunities.payment.paying import ATTEND_JOB, PAYMENT_QUEUE, confirm_receipt
from microacquisition.opportunities.payment.views import PAGES, describe_invoice, find_invoice_in
from microacquisition.opportunities.readings import leaves_reading
from microacquisition.process.rules.payment import NOBODY_TO_ASK
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.site.access import access
from microacquisition.site.forms import PageForm
from microacquisition.site.refusals import refused_page


def _file(opportunity_id: UUID) -> str:
    return reverse("file", kwargs={"opportunity_id": opportunity_id})


@access(get=plays_in("start"), post=plays_in("start"))
@leaves_reading("read_payee")
def pay(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Begin the payment, then enter what was done outside."""
    opportunity = find_file(request, opportunity_id)
    under_way = queries.payments_under_way(opportunity)
    payment = under_way[0] if under_way else None
    invoice = payment.invoice if payment else find_invoice_in(opportunity_id, "CERTIFIED", "PAID")
    if invoice is None:
        return refuse_step(request, "start", opportunity, begins=True)
    form = PaymentForm(request.POST or None if payment else None, request=request)
    if request.method == "POST" and (payment is None or form.is_valid()):
        return take_from_page(
            request,
            "confirm" if payment else "start",
            opportunity,
            subject_id=str(payment.pk) if payment else "",
            given=form.cleaned_data if payment else None,
            back=request.path,
            go_on=_file(opportunity_id) if payment else request.path,
        )
    by_provider = payment is not None and queries.pays_by_provider(payment)
    context = {"form": form, "payment": payment, "by_provider": by_provider, **describe_invoice(invoice)}
    return draw_step(
        request, "confirm" if payment else "start", opportunity, PAGES + "pay.html", context,
        subject=payment, begins=payment is None, back=_file(opportunity_id),
    )  # fmt: skip


@access(post=plays_in("submit_invoice"))
def confirm_arrival(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The supplier says that the money arrived."""
    if confirm_receipt(opportunity_id, request.user, get_language() or "en"):  # type: ignore[arg-type]
        messages.success(request, _("Thank you. The file now says that you were paid."))
    return HttpResponseRedirect(reverse("my_work", kwargs={"opportunity_id": opportunity_id}))


@access(post=plays_in("start"))
def ask_provider(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Let the worker ask the provider now how the payment stands."""
    under_way = queries.payments_under_way(find_file(request, opportunity_id))
    asked = [payment for payment in under_way if queries.pays_by_provider(payment)]
    if not asked:
        return refused_page(request, [NOBODY_TO_ASK], _file(opportunity_id))
    for payment in asked:
        app.configure_task(ATTEND_JOB, queue=PAYMENT_QUEUE).defer(payment_id=str(payment.pk))
        messages.info(request, _("We are asking. Open this page again in a few seconds."))
    return HttpResponseRedirect(reverse("pay", kwargs={"opportunity_id": opportunity_id}))


@access(get=plays_in("fail"), post=plays_in("fail"))
def fail_payment(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Say that a payment was not made, with the reason; another may then begin."""
    under_way = queries.payments_under_way(find_file(request, opportunity_id))
    return _take_with_form(
        request, opportunity_id, "fail", under_way, NotMadeForm(request.POST or None, request=request)
    )


@access(get=plays_in("refund"), post=plays_in("refund"))
def refund_payment(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Record that the money came back."""
    completed = queries.payments_in("COMPLETED")(find_file(request, opportunity_id))
    return _take_with_form(
        request, opportunity_id, "refund", completed, RefundForm(request.POST or None, request=request)
    )


def _take_with_form(
    request: HttpRequest, opportunity_id: UUID, code: str, payments: list[Payment], form: PageForm
) -> HttpResponse:
    opportunity = find_file(request, opportunity_id)
    if not payments:
        return refuse_step(request, code, opportunity, begins=True)
    payment = payments[0]
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request,
            code,
            opportunity,
            subject_id=str(payment.pk),
            given=form.cleaned_data,
            back=request.path,
            go_on=_file(opportunity_id),
        )
    context = {"form": form, "step": STEP_WORDS[code], **describe_invoice(payment.invoice)}
    return draw_step(
        request, code, opportunity, PAGES + "with_reason.html", context,
        subject=payment, back=_file(opportunity_id),
    )  # fmt: skip
