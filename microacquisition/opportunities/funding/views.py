"""Pages of the funds: one a step, each showing exactly what is prepared, confirmed, signed or reserved."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from microacquisition.common.zones import local_time
from microacquisition.opportunities.funding.anew import describe_due, find_year_of_delivery, price_rose
from microacquisition.opportunities.funding.forms import (
    FundingFormForm,
    ReasonForm,
    ReservationForm,
    TransferForm,
)
from microacquisition.opportunities.funding.queries import (
    find_form,
    find_live_reservation,
    find_statement_text,
    summarize_funding,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    SEES_FILE,
    draw_step,
    find_file,
    plays_in,
    take_from_page,
)
from microacquisition.process.calendar import fiscal_year_of
from microacquisition.process.lifecycle import POSTED_TO_WORK
from microacquisition.process.price import tax_ceiling
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant
from microacquisition.site.forms import PageForm

PAGES = "opportunities/funding/pages"


@access(get=plays_in("prepare_funding_form"), post=plays_in("prepare_funding_form"))
def prepare_funding_form(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The officer writes the form; price and tax ceiling come from statement and program."""
    opportunity = find_file(request, opportunity_id)
    form = FundingFormForm(
        request.POST or None,
        years=_fiscal_years(opportunity),
        initial=_begin_form(opportunity),
        request=request,
    )
    if request.method == "POST" and form.is_valid():
        return _take(request, "prepare_funding_form", opportunity, form.given())
    return _draw(request, "prepare", "prepare_funding_form", opportunity, form)


@access(get=SEES_FILE, post=plays_in("confirm_funding_form"))
def confirm_funding_form(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The client reads the form and confirms it."""
    opportunity = find_file(request, opportunity_id)
    if request.method == "POST":
        return _take(request, "confirm_funding_form", opportunity)
    return _draw(request, "confirm", "confirm_funding_form", opportunity)


@access(get=plays_in("return_reservation"), post=plays_in("return_reservation"))
def return_reservation(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The payment officer sends the form back, with a reason."""
    return _take_with_reason(request, "return_reservation", "return", opportunity_id)


@access(get=plays_in("reserve_funds"), post=plays_in("reserve_funds"))
def reserve_funds(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The payment officer records number and amount; once posted, of the reservation that replaces the earlier one."""
    opportunity = find_file(request, opportunity_id)
    step = "renew_reservation" if opportunity.state in POSTED_TO_WORK else "reserve_funds"
    summary = summarize_funding(opportunity)
    form = ReservationForm(
        request.POST or None,
        transfer_needed=summary is not None and summary.form.budget_transfer_needed,
        initial={"amount_cents": summary.amount_cents} if summary else {},
        request=request,
    )
    if request.method == "POST" and form.is_valid():
        return _take(request, step, opportunity, form.cleaned_data)
    return _draw(request, "reserve", step, opportunity, form)


@access(get=plays_in("settle_transfer"), post=plays_in("settle_transfer"))
def settle_transfer(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The payment officer records the other branch's transfer, or accepts its risk."""
    opportunity = find_file(request, opportunity_id)
    form = TransferForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return _take(request, "settle_transfer", opportunity, form.cleaned_data)
    return _draw(request, "transfer", "settle_transfer", opportunity, form)


def _take_with_reason(request: HttpRequest, step: str, page: str, opportunity_id: UUID) -> HttpResponse:
    opportunity = find_file(request, opportunity_id)
    form = ReasonForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return _take(request, step, opportunity, form.cleaned_data)
    return _draw(request, page, step, opportunity, form)


def _take(
    request: HttpRequest, step: str, opportunity: Opportunity, given: dict[str, object] | None = None
) -> HttpResponse:
    file = _file(opportunity)
    return take_from_page(request, step, opportunity, given=given, back=file, go_on=file)


def _file(opportunity: Opportunity) -> str:
    return reverse("file", kwargs={"opportunity_id": opportunity.pk})


def _draw(
    request: HttpRequest, page: str, step: str, opportunity: Opportunity, form: PageForm | None = None
) -> HttpResponse:
    context = {
        "summary": summarize_funding(opportunity),
        "statement": find_statement_text(opportunity),
        "act": opportunity.programme.signing_acts.get("sign_for_funds"),
        "form": form,
        **describe_due(opportunity),
        "price_rose": price_rose(opportunity),
        "renews": step == "renew_reservation",
        "replaced": find_live_reservation(opportunity),
    }
    return draw_step(request, step, opportunity, f"{PAGES}/{page}.html", context, back=_file(opportunity))


def _fiscal_years(opportunity: Opportunity) -> list[str]:
    today = local_time(current_instant(), opportunity.programme.zone).date()
    return [fiscal_year_of(today), fiscal_year_of(today.replace(year=today.year + 1, day=1))]


def _begin_form(opportunity: Opportunity) -> dict[str, object]:
    statement, earlier = find_statement_text(opportunity), find_form(opportunity)
    begun: dict[str, object] = {}
    if statement and statement.price_cents is not None:
        begun["tax_ceiling_cents"] = tax_ceiling(statement.price_cents, opportunity.programme.highest_tax)
    if earlier:
        begun |= {name: getattr(earlier, name) for name in ("cost_centre", "coding")}
        begun["budget_transfer_needed"] = "yes" if earlier.budget_transfer_needed else "no"
        begun["fiscal_year"] = find_year_of_delivery(opportunity)[0] or earlier.fiscal_year
    return begun
