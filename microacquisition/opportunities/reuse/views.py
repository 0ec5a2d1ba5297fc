"""Pages of close-out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from microacquisition.opportunities.page_steps import draw_step, find_file, plays_in, take_from_page
from microacquisition.opportunities.reuse.forms import CompletionForm, ReleaseForm
from microacquisition.opportunities.reuse.queries import live_reservation, sum_paid
from microacquisition.site.access import access


@access(get=plays_in("complete"), post=plays_in("complete"))
def complete(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """List the code for reuse, or say why not, and complete the purchase."""
    opportunity = find_file(request, opportunity_id)
    form = CompletionForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request,
            "complete",
            opportunity,
            given=form.cleaned_data,
            back=request.path,
            go_on=reverse("file", kwargs={"opportunity_id": opportunity_id}),
        )
    return draw_step(
        request, "complete", opportunity, "opportunities/reuse/pages/complete.html", {"form": form}
    )


@access(get=plays_in("release_funds"), post=plays_in("release_funds"))
def release_funds(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Release what was reserved and not paid."""
    opportunity = find_file(request, opportunity_id)
    reservation = live_reservation(opportunity)
    paid = sum_paid(opportunity, reservation)
    left = reservation.amount_cents - paid if reservation else 0
    form = ReleaseForm(request.POST or None, request=request, initial={"released_cents": left})
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request,
            "release_funds",
            opportunity,
            given=form.cleaned_data,
            back=request.path,
            go_on=reverse("file", kwargs={"opportunity_id": opportunity_id}),
        )
    context = {
        "form": form,
        "reservation": reservation,
        "paid": paid,
        "left": left,
    }
    return draw_step(
        request, "release_funds", opportunity, "opportunities/reuse/pages/release_funds.html", context
    )
