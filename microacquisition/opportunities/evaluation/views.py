"""Pages of those who lead an evaluation: assign, open, follow, redact, return, freeze."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.opportunities.applications.queries import criteria_of, list_recorded
from microacquisition.opportunities.engine import look_ahead
from microacquisition.opportunities.evaluation import doubles, hearing, panel, queries, redacting
from microacquisition.opportunities.evaluation.forms import AssignForm, RedactForm, ReturnForm
from microacquisition.opportunities.opportunity import Opportunity, find_opportunity
from microacquisition.opportunities.page_steps import (
    draw_step,
    find_file,
    people_who,
    plays_in,
    take_from_page,
)
from microacquisition.opportunities.readings import leaves_reading
from microacquisition.opportunities.signatures import Signature, SignatureEnd
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.readers import reader_of
from microacquisition.process.rules.clarifying import TOO_LATE_TO_REDACT
from microacquisition.site.access import access
from microacquisition.site.refusals import refused_page

PAGES = "opportunities/evaluation/pages/"


def LEADS_EVALUATION(request: HttpRequest, *, opportunity_id: UUID, **_values: object) -> bool:
    """Officers and advisors there who do not evaluate."""
    opportunity = find_opportunity(opportunity_id)
    if opportunity is None or queries.find_assignment(opportunity, reader_of(request)) is not None:
        return False
    return plays_in("freeze_evaluation")(request, opportunity_id=opportunity_id)


# Officers there who do not evaluate.
TELLS_SUPPLIERS = people_who(hearing.tells_suppliers)


def signatures_of(code: str, opportunity: Opportunity) -> list[tuple[Signature, bool]]:
    """Return each signature of a step, oldest first, and whether it lapsed because what was signed changed."""
    rows = opportunity.signatures.filter(step=code).select_related("person", "end").order_by("signed_at")
    return [(each, hasattr(each, "end") and each.end.why == SignatureEnd.Why.CHANGED) for each in rows]


def _file(opportunity_id: UUID) -> str:
    return reverse("file", kwargs={"opportunity_id": opportunity_id})


@access(get=plays_in("assign_evaluators"), post=plays_in("assign_evaluators"))
def assign_evaluators(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Choose who evaluates and who presides; after the opening, replace somebody, with a reason."""
    opportunity = find_file(request, opportunity_id)
    people, live = panel.people_to_choose_from(opportunity), queries.live_assignments(opportunity)
    opened = opportunity.applications_opened_at is not None
    initial = {
        "evaluators": [str(each.evaluator_id) for each in live],
        "chair": next((str(each.evaluator_id) for each in live if each.chair), ""),
    }
    form = AssignForm(request.POST or None, people=people, opened=opened, initial=initial, request=request)
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request, "assign_evaluators", opportunity, given=form.given(),
            back=request.path, go_on=_file(opportunity_id),
        )  # fmt: skip
    context = {
        "form": form,
        "people": people,
        "opened": opened,
        "assignments": [
            (each, queries.has_declared(each), queries.count_left(opportunity, each)) for each in live
        ],
    }
    return draw_step(request, "assign_evaluators", opportunity, PAGES + "assign.html", context)


@access(get=plays_in("open_applications"), post=plays_in("open_applications"))
def open_applications(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Sign to open the applications: at once, or beforehand for the clock to open them at closing."""
    opportunity = find_file(request, opportunity_id)
    if request.method == "POST":
        return take_from_page(
            request, "open_applications", opportunity, back=request.path, go_on=_file(opportunity_id)
        )
    return render(
        request,
        PAGES + "open.html",
        {
            "opportunity": opportunity,
            "early": opportunity.state == "OPEN",
            "signatures": signatures_of("open_applications", opportunity),
            "assignments": queries.live_assignments(opportunity),
            "may_assign": look_ahead("assign_evaluators", opportunity, request.user) == [],  # type: ignore[arg-type]
            "reasons": look_ahead("open_applications", opportunity, request.user),  # type: ignore[arg-type]
        },
    )


@access(get=LEADS_EVALUATION, post=plays_in("freeze_evaluation"))
def freeze_evaluation(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Every finding with its reason; signed by two people, frozen."""
    opportunity = find_file(request, opportunity_id)
    if request.method == "POST":
        return take_from_page(
            request, "freeze_evaluation", opportunity, back=request.path, go_on=_file(opportunity_id)
        )
    settled = queries.settled_findings(opportunity)
    criteria = criteria_of(opportunity)
    rows = [
        (application.pk, [(each, settled.get((application.pk, each.code))) for each in criteria])
        for application in queries.standing_applications(opportunity)
    ]
    return render(
        request,
        PAGES + "freeze.html",
        {
            "opportunity": opportunity,
            "rows": rows,
            # Before the opening nobody is told how many there are (spec/security.md, rule 2).
            "recorded": list_recorded(opportunity) if opportunity.applications_opened_at else [],
            "assignments": [
                (each, queries.has_declared(each), queries.count_left(opportunity, each))
                for each in queries.live_assignments(opportunity)
            ],
            "signatures": signatures_of("freeze_evaluation", opportunity),
            "returns": opportunity.returned_evaluations.select_related("returned_by", "answered_by").order_by(
                "pk"
            ),
            "may_assign": look_ahead("assign_evaluators", opportunity, request.user) == [],  # type: ignore[arg-type]
            "reasons": look_ahead("freeze_evaluation", opportunity, request.user),  # type: ignore[arg-type]
            "may_return": look_ahead("return_evaluation", opportunity, request.user) == [],  # type: ignore[arg-type]
            "unseen_pairs": _count_unseen_pairs(request, opportunity),
            "may_redact": redacting.may_redact(request.user, opportunity),  # type: ignore[arg-type]
        },
    )


def _count_unseen_pairs(request: HttpRequest, opportunity: Opportunity) -> int:
    reader = reader_of(request)
    sees = reader is not None and doubles.may_see_doubles(reader, opportunity)
    return doubles.count_unseen_pairs(opportunity) if sees else 0


@access(get=plays_in("return_evaluation"), post=plays_in("return_evaluation"))
def return_evaluation(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Say what is lacking."""
    opportunity = find_file(request, opportunity_id)
    form = ReturnForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return take_from_page(
            request, "return_evaluation", opportunity, given=form.cleaned_data,
            back=request.path, go_on=_file(opportunity_id),
        )  # fmt: skip
    return draw_step(
        request, "return_evaluation", opportunity, PAGES + "return.html", {"form": form},
        back=_file(opportunity_id),
    )  # fmt: skip


@access(get=TELLS_SUPPLIERS)
@leaves_reading("read_answers")
def list_answers(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Every answer, for an officer who looks for slips."""
    opportunity = find_file(request, opportunity_id)
    if not queries.is_judged_now(opportunity):
        return refused_page(request, [TOO_LATE_TO_REDACT], _file(opportunity_id))
    answers = redacting.answers_to_redact(opportunity)
    return render(
        request,
        PAGES + "answers.html",
        {"opportunity": opportunity, "answers": answers, "recorded": list_recorded(opportunity)},
    )


@access(get=TELLS_SUPPLIERS, post=TELLS_SUPPLIERS)
@leaves_reading("read_answers")
def redact(request: HttpRequest, opportunity_id: UUID, answer_id: int) -> HttpResponse:
    """Black out a slip in one answer."""
    opportunity = find_file(request, opportunity_id)
    if not queries.is_judged_now(opportunity):
        return refused_page(request, [TOO_LATE_TO_REDACT], _file(opportunity_id))
    answer = redacting.find_answer(opportunity, answer_id)
    if answer is None:
        raise Http404
    proposal = redacting.propose_redaction(answer.opened, answer.redacted or answer.text)
    form = RedactForm(request.POST or None, initial={"shown": proposal.blacked_out}, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            redacting.redact_answer(answer, form.cleaned_data["shown"], request.user, get_language() or "en")  # type: ignore[arg-type]
        except NotYours as error:
            raise Http404 from error
        except Refused as refusal:
            return refused_page(request, refusal.reasons, _file(opportunity_id))
        return HttpResponseRedirect(reverse("answers", kwargs={"opportunity_id": opportunity_id}))
    context = {"form": form, "opportunity": opportunity, "answer": answer, "proposal": proposal}
    return render(request, PAGES + "redact.html", context)
