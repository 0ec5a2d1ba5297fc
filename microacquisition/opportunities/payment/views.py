"""Pages of the invoice: the supplier sends it, it is certified or returned."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.opportunities.agreement.terms import name_method
from microacquisition.opportunities.page_steps import (
    draw_step,
    find_file,
    find_purchase,
    plays_in,
    refuse_step,
    take_from_page,
)
from microacquisition.opportunities.payment.certified import describe_payee
from microacquisition.opportunities.payment.dues import find_returned
from microacquisition.opportunities.payment.forms import CertifyForm, InvoiceForm, ReasonForm
from microacquisition.opportunities.payment.invoice_document import describe_taxes
from microacquisition.opportunities.payment.models import Invoice
from microacquisition.opportunities.payment.proposal import propose_invoice
from microacquisition.opportunities.readings import leaves_reading
from microacquisition.people.models import User
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.site.access import access

PAGES = "opportunities/payment/pages/"


def _file(opportunity_id: UUID) -> str:
    return reverse("file", kwargs={"opportunity_id": opportunity_id})


def _work(opportunity_id: UUID) -> str:
    return reverse("my_work", kwargs={"opportunity_id": opportunity_id})


def find_invoice_in(opportunity_id: UUID, *states: str) -> Invoice | None:
    """The oldest invoice in one of these states; else the newest, whose state the step then refuses with a reason."""
    invoices = Invoice.objects.filter(agreement__opportunity_id=opportunity_id)
    wanted = invoices.filter(state__in=states).order_by("submitted_at").first()
    return wanted or invoices.order_by("-submitted_at").first()


@access(get=plays_in("submit_invoice"), post=plays_in("submit_invoice"))
def send_invoice(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The invoice as it will be, amounts from the agreement; the supplier types a number and sends it."""
    opportunity = find_purchase(request, opportunity_id)
    person = cast(User, request.user)
    returned = find_returned(opportunity, person)
    number = returned.number if returned else f"{opportunity.reference}-1"
    form = InvoiceForm(request.POST or None, request=request, initial={"number": number})
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request,
            "submit_invoice",
            opportunity,
            subject_id=str(returned.pk) if returned else "",
            given=form.cleaned_data,
            back=request.path,
            go_on=_work(opportunity_id),
        )
    context = {"form": form, "returned": returned, "proposed": propose_invoice(opportunity, person, returned)}
    return draw_step(
        request, "submit_invoice", opportunity, PAGES + "send_invoice.html", context,
        subject=returned, begins=returned is None, back=_work(opportunity_id),
    )  # fmt: skip


@access(get=plays_in("certify"), post=plays_in("certify"))
@leaves_reading("read_payee")
def certify(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Section 34 on one page: what was bought, delivered, invoiced, and what the signature means."""
    opportunity = find_file(request, opportunity_id)
    invoice = find_invoice_in(opportunity_id, "SUBMITTED", "CERTIFIED", "PAID")
    if invoice is None:
        return refuse_step(request, "certify", opportunity, begins=True)
    form = CertifyForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request,
            "certify",
            opportunity,
            subject_id=str(invoice.pk),
            back=request.path,
            go_on=_file(opportunity_id),
        )
    context = {"form": form, **describe_invoice(invoice)}
    return draw_step(
        request, "certify", opportunity, PAGES + "certify.html", context,
        subject=invoice, back=_file(opportunity_id),
    )  # fmt: skip


@access(get=plays_in("return_invoice"), post=plays_in("return_invoice"))
def return_invoice(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Send an invoice back with a reason."""
    return _with_reason(request, opportunity_id, "return_invoice", "SUBMITTED")


@access(get=plays_in("withdraw_certification"), post=plays_in("withdraw_certification"))
def withdraw_certification(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Take section 34 back before anything is paid."""
    return _with_reason(request, opportunity_id, "withdraw_certification", "CERTIFIED")


def _with_reason(request: HttpRequest, opportunity_id: UUID, code: str, state: str) -> HttpResponse:
    opportunity = find_file(request, opportunity_id)
    invoice = find_invoice_in(opportunity_id, state)
    if invoice is None:
        return refuse_step(request, code, opportunity, begins=True)
    form = ReasonForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request,
            code,
            opportunity,
            subject_id=str(invoice.pk),
            given=form.cleaned_data,
            back=request.path,
            go_on=_file(opportunity_id),
        )
    context = {"form": form, "step": STEP_WORDS[code], **describe_invoice(invoice)}
    return draw_step(
        request, code, opportunity, PAGES + "with_reason.html", context,
        subject=invoice, back=_file(opportunity_id),
    )  # fmt: skip


def describe_invoice(invoice: Invoice) -> dict[str, object]:
    """Return what `invoice_facts.html` draws."""
    language = get_language() or "en"
    payee = invoice.payee or describe_payee(invoice.agreement)
    return {
        "invoice": invoice,
        "agreement": invoice.agreement,
        "payee": payee,
        "payment_method": name_method(invoice.agreement.opportunity.programme, payee["method"], language),
        "taxes": describe_taxes(invoice, language),
        "tax_reason": invoice.tax_reason_fr if language == "fr" else invoice.tax_reason_en,
    }
