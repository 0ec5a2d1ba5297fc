"""Pages of the intake: ask for code, read a request and reply."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from microacquisition.opportunities.engine import look_ahead
from microacquisition.opportunities.intake.forms import (
    DeclineForm,
    HoldForm,
    RequestForm,
    describe_pull_request,
)
from microacquisition.opportunities.intake.models import IncomingPullRequest
from microacquisition.opportunities.intake.queries import find_pull_request, read_answers, waits_until
from microacquisition.opportunities.page_steps import (
    SEES_FILE,
    draw_step,
    find_file,
    plays_in,
    take_from_page,
)
from microacquisition.people.models import Team, User
from microacquisition.people.queries import teams_of
from microacquisition.process.rules.eligibility import QUESTIONS
from microacquisition.site.access import SIGNED_IN, access
from microacquisition.site.forms import PageForm


@access(get=SIGNED_IN, post=SIGNED_IN)
def ask_for_code(request: HttpRequest) -> HttpResponse:
    """One screen: the need and the eligibility questions. Who belongs to no team is told where to go."""
    teams = [(team, code) for team in teams_of(request.user) for code in _codes(team)]
    if not teams:
        return render(request, "opportunities/intake/pages/no_team.html")
    pull_request = _find_pull_request(request, {code for _team, code in teams})
    form = RequestForm(
        request.POST or None, teams=teams, request=request, initial=describe_pull_request(pull_request)
    )
    if request.method == "POST" and form.is_valid():
        given = {**form.given(), "pull_request": pull_request}
        return take_from_page(
            request, "request", None, given=given, back=request.get_full_path(),
            go_on=lambda taken: reverse("file", kwargs={"opportunity_id": taken.opportunity_id}),
        )  # fmt: skip
    values = {"form": form, "pull_request": pull_request}
    return render(request, "opportunities/intake/pages/ask_for_code.html", values)


def _find_pull_request(request: HttpRequest, programme_codes: set[str]) -> IncomingPullRequest | None:
    """Return the pull request that the address names; 404 where it names none that can be asked for."""
    key = request.GET.get("pull_request")
    if key is None:
        return None
    if found := find_pull_request(key, programme_codes):
        return found
    raise Http404


@access(get=SEES_FILE)
def read_request(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The request as asked, and for an officer the two replies."""
    opportunity = find_file(request, opportunity_id)
    answers = read_answers(opportunity.request)
    person = request.user if isinstance(request.user, User) else None
    return render(
        request,
        "opportunities/intake/pages/request.html",
        {
            "opportunity": opportunity,
            "asked": opportunity.request,
            "answers": [(question, answers[question.code]) for question in QUESTIONS],
            "reasons_against_accepting": look_ahead("accept_request", opportunity, person),
            "may_decline": look_ahead("decline_request", opportunity, person) == [],
            "waits_until": waits_until(opportunity),
        },
    )


@access(post=plays_in("accept_request"))
def accept_request(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Accept: drafting begins."""
    opportunity = find_file(request, opportunity_id)
    back = reverse("request", kwargs={"opportunity_id": opportunity_id})
    go_on = reverse("file", kwargs={"opportunity_id": opportunity_id})
    return take_from_page(request, "accept_request", opportunity, back=back, go_on=go_on)


@access(get=plays_in("decline_request"), post=plays_in("decline_request"))
def decline_request(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Decline kindly, with a reason and the other routes."""
    return _reply(request, "decline_request", opportunity_id, DeclineForm, "decline")


@access(get=plays_in("hold_request"), post=plays_in("hold_request"))
def hold_request(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Put the request on the waiting list until a day, with a reason."""
    return _reply(request, "hold_request", opportunity_id, HoldForm, "hold")


def _reply(
    request: HttpRequest, step: str, opportunity_id: UUID, form_class: type[PageForm], page: str
) -> HttpResponse:
    opportunity = find_file(request, opportunity_id)
    back = reverse("request", kwargs={"opportunity_id": opportunity_id})
    form = form_class(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        go_on = reverse("file", kwargs={"opportunity_id": opportunity_id})
        return take_from_page(request, step, opportunity, given=form.cleaned_data, back=back, go_on=go_on)
    template = f"opportunities/intake/pages/{page}.html"
    return draw_step(request, step, opportunity, template, {"form": form}, back=back)


def _codes(team: Team) -> list[str]:
    return list(team.department.programme_codes)
