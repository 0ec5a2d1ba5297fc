"""Pages of the review: read, comment, approve, open again; and withdrawing a request."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from microacquisition.opportunities.engine import look_ahead
from microacquisition.opportunities.page_steps import (
    SEES_FILE,
    draw_step,
    find_file,
    plays_in,
    take_from_page,
)
from microacquisition.opportunities.statement import queries
from microacquisition.opportunities.statement.editing_views import find_statement_or_404
from microacquisition.opportunities.statement.forms import ChangesForm, ReasonForm
from microacquisition.opportunities.statement.section_pages import label_comments
from microacquisition.process.roles import Role
from microacquisition.site.access import access


@access(get=SEES_FILE, post=plays_in("approve_statement"))
def review(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The statement as the public will see it, who signed, and for a reviewer the two answers."""
    opportunity = find_file(request, opportunity_id)
    here = reverse("review", kwargs={"opportunity_id": opportunity_id})
    if request.method == "POST":
        go_on = reverse("file", kwargs={"opportunity_id": opportunity_id})
        return take_from_page(request, "approve_statement", opportunity, back=here, go_on=go_on)
    statement = find_statement_or_404(opportunity)
    comments = opportunity.review_comments.select_related("written_by").order_by("written_at")
    return render(
        request,
        "opportunities/statement/pages/review.html",
        {
            "opportunity": opportunity,
            "statement": statement,
            "public": queries.read_public_statement(opportunity),
            "reasons": look_ahead("approve_statement", opportunity, request.user),  # type: ignore[arg-type]
            "may_ask": look_ahead("request_changes", opportunity, request.user) == [],  # type: ignore[arg-type]
            "is_author": queries.is_author(request.user, statement),  # type: ignore[arg-type]
            "approvals": [(s, Role(s.role).label) for s in queries.approvals(statement)],
            "comments": label_comments(comments),
        },
    )


@access(get=plays_in("request_changes"), post=plays_in("request_changes"))
def request_changes(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Ask for changes, section by section."""
    opportunity = find_file(request, opportunity_id)
    form = ChangesForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request, "request_changes", opportunity, given={"comments": form.comments()},
            back=reverse("review", kwargs={"opportunity_id": opportunity_id}),
            go_on=reverse("file", kwargs={"opportunity_id": opportunity_id}),
        )  # fmt: skip
    return draw_step(
        request, "request_changes", opportunity, "opportunities/statement/pages/request_changes.html",
        {"form": form}, back=reverse("review", kwargs={"opportunity_id": opportunity_id}),
    )  # fmt: skip


@access(get=plays_in("return_to_drafting"), post=plays_in("return_to_drafting"))
def return_to_drafting(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Open an approved statement again, with a reason."""
    return _take_with_reason(request, "return_to_drafting", opportunity_id)


@access(get=plays_in("withdraw_request"), post=plays_in("withdraw_request"))
def withdraw_request(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Withdraw the request, with a reason."""
    return _take_with_reason(request, "withdraw_request", opportunity_id)


def _take_with_reason(request: HttpRequest, code: str, opportunity_id: UUID) -> HttpResponse:
    opportunity = find_file(request, opportunity_id)
    file = reverse("file", kwargs={"opportunity_id": opportunity_id})
    form = ReasonForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return take_from_page(request, code, opportunity, given=form.cleaned_data, back=file, go_on=file)
    template = f"opportunities/statement/pages/{code}.html"
    return draw_step(request, code, opportunity, template, {"form": form}, back=file)
