"""The preview: exactly what the public will see, for the file's people and by a link that ends."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.opportunities.page_steps import SEES_FILE, find_file
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.statement import queries
from microacquisition.opportunities.statement.editing_views import WRITES
from microacquisition.opportunities.statement.models import Statement
from microacquisition.opportunities.statement.preview_links import (
    end_preview_link,
    find_previewed,
    live_links,
    make_preview_link,
)
from microacquisition.site.access import ANYONE, access
from microacquisition.site.refusals import refused_page

NEW_LINK = "new_preview_link"


@access(get=SEES_FILE)
def preview_statement(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The statement as the public will see it, and the links that show it to others."""
    opportunity = find_file(request, opportunity_id)
    try:
        public = queries.read_public_statement(opportunity)
    except Statement.DoesNotExist as error:
        raise Http404 from error
    may_write = queries.may_write(request.user, opportunity)  # type: ignore[arg-type]
    token = request.session.pop(f"{NEW_LINK}:{opportunity_id}", "")
    new_link = request.build_absolute_uri(reverse("shared_preview", kwargs={"token": token})) if token else ""
    return render(
        request,
        "opportunities/statement/pages/preview.html",
        {
            "opportunity": opportunity,
            "public": public,
            "may_write": may_write,
            "links": live_links(opportunity) if may_write else [],
            "new_link": new_link,
        },
    )


@access(post=WRITES)
def make_link(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Make a link; its address is shown once, on the next page."""
    try:
        token = make_preview_link(opportunity_id, request.user, get_language() or "en")  # type: ignore[arg-type]
    except NotYours as error:
        raise Http404 from error
    except Refused as refusal:
        file = reverse("file", kwargs={"opportunity_id": opportunity_id})
        return refused_page(request, refusal.reasons, file)
    request.session[f"{NEW_LINK}:{opportunity_id}"] = token
    return HttpResponseRedirect(
        reverse("preview_statement", kwargs={"opportunity_id": opportunity_id}) + "#links"
    )


@access(post=WRITES)
def end_link(request: HttpRequest, opportunity_id: UUID, link_id: int) -> HttpResponse:
    """End a link."""
    try:
        end_preview_link(opportunity_id, request.user, get_language() or "en", link_id)  # type: ignore[arg-type]
    except NotYours as error:
        raise Http404 from error
    return HttpResponseRedirect(
        reverse("preview_statement", kwargs={"opportunity_id": opportunity_id}) + "#links"
    )


@access(get=ANYONE)
def read_shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The preview for whoever has the link; search engines and other sites never learn its address."""
    opportunity = find_previewed(token)
    if opportunity is None:
        raise Http404
    response = render(
        request,
        "opportunities/statement/pages/shared_preview.html",
        {"opportunity": opportunity, "public": queries.read_public_statement(opportunity)},
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
