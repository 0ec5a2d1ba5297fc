"""The supplier’s pages: everything of theirs in one list, one awarded purchase, and its documents."""

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from microacquisition.opportunities.agreement.terms import name_method
from microacquisition.opportunities.delivery.disputes import list_disputes
from microacquisition.opportunities.delivery.moves import list_moves
from microacquisition.opportunities.my_work.own_list import list_own_applications, list_own_works
from microacquisition.opportunities.my_work.queries import (
    Work,
    find_work,
    list_deliveries,
    list_own_documents,
    list_own_items,
)
from microacquisition.opportunities.my_work.standing import describe_standing, mark_rail
from microacquisition.opportunities.my_work.ways import list_ways
from microacquisition.opportunities.selection.queries import price_left
from microacquisition.people.models import User
from microacquisition.process.lifecycle import Thing
from microacquisition.process.state_words import STATE_LABELS
from microacquisition.records.models import Document
from microacquisition.site.access import SIGNED_IN, access
from microacquisition.site.clock import current_instant


def OWN_WORK(request: HttpRequest, *, opportunity_id: UUID, **_values: Any) -> bool:
    """The supplier to whom the award was offered; to anybody else the page is not there."""
    return request.user.is_authenticated and find_work(request.user, opportunity_id) is not None


@access(get=SIGNED_IN)
def list_own(request: HttpRequest) -> HttpResponse:
    """Every application of one's own, then every award offered, each with its next action."""
    person, now = cast(User, request.user), current_instant()
    page = {"rows": list_own_applications(person, now), "works": list_own_works(person, now)}
    return render(request, "opportunities/my_work/pages/my_applications.html", page)


@access(get=OWN_WORK)
def show_work(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """One sentence, one action, what happens next, contact, documents, deliveries, invoice."""
    work = _find(request, opportunity_id)
    standing = describe_standing(work, current_instant())
    invoice, language = work.invoice, getattr(request, "LANGUAGE_CODE", "en")
    page = {
        "work": work,
        "opportunity": work.opportunity,
        "standing": standing,
        "action": _address(standing.page, opportunity_id),
        "other": _address(standing.other_page, opportunity_id),
        "rail": mark_rail(work),
        "documents": list_own_documents(work),
        "deliveries": list_deliveries(work),
        "items": list_own_items(work, current_instant()),
        "disputes": [
            each for each in list_disputes(work.opportunity) if each.agreement.supplier_id == work.supplier.pk
        ],
        "moves": list_moves(work.deliverable),
        "ways": list_ways(work, request.user),  # type: ignore[arg-type]  # OWN_WORK lets in nobody else
        "invoice_label": STATE_LABELS[Thing.INVOICE][invoice.state] if invoice else None,
        "price_cents": work.agreement.price_cents if work.agreement else price_left(work.opportunity),
        "paid_by": name_method(work.opportunity.programme, work.agreement.payment_method, language)
        if work.agreement
        else "",
    }
    return render(request, "opportunities/my_work/pages/my_work.html", page)


@access(get=OWN_WORK)
def read_own_document(request: HttpRequest, opportunity_id: UUID, document_id: UUID) -> HttpResponse:
    """Give the supplier their agreement or invoice."""
    work = _find(request, opportunity_id)
    document = {each.pk: each for each, _title in list_own_documents(work)}.get(document_id)
    if document is None:
        raise Http404
    response = HttpResponse(bytes(document.content), content_type=document.media_type)
    response.headers["Content-Disposition"] = f'inline; filename="{_file_name(work, document)}"'
    return response


def _find(request: HttpRequest, opportunity_id: UUID) -> Work:
    work = find_work(request.user, opportunity_id)  # type: ignore[arg-type]  # OWN_WORK lets in nobody else
    if work is None:
        raise Http404
    return work


def _address(name: str, opportunity_id: UUID) -> str:
    """Return the address of an action; empty while no page of that name exists."""
    try:
        return reverse(name, kwargs={"opportunity_id": opportunity_id}) if name else ""
    except NoReverseMatch:
        return ""


def _file_name(work: Work, document: Document) -> str:
    return f"{work.opportunity.reference}-{document.digest[:8]}.pdf"
