"""Pages of an evaluator: declare, read under a label, judge, settle. No name, no time, no receipt's id."""

from uuid import UUID

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from microacquisition.common.words import Words
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.evaluation import queries, returning
from microacquisition.opportunities.evaluation.clarifying import find_clarification
from microacquisition.opportunities.evaluation.forms import AnswerReturnForm, DeclareForm, JudgeForm
from microacquisition.opportunities.evaluation.judged_parts import (
    as_typed,
    list_parts,
    list_settled_parts,
    sum_up,
)
from microacquisition.opportunities.evaluation.models import EvaluatorAssignment, Judgment, Label
from microacquisition.opportunities.evaluation.noting import note_from_page
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    find_file,
    people_who,
    plays_in,
    refuse_step,
    take_from_page,
)
from microacquisition.opportunities.readings import leaves_reading
from microacquisition.opportunities.statement.models import ApplicationCriterion
from microacquisition.process.programmes.base import CriteriaKind
from microacquisition.process.rules.clarifying import NOTHING_RETURNED
from microacquisition.site.access import access
from microacquisition.site.refusals import refused_page

PAGES = "opportunities/evaluation/pages/"
FROZEN = "MA005"
EVALUATES = plays_in("judge")
PRESIDES = people_who(returning.presides)
FROZEN_WORDS = Words(
    en="The evaluation is frozen: nothing was changed.", fr="L’évaluation est figée; rien n’a été modifié."
)


@access(get=EVALUATES)
def evaluate(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """One's own applications by label, and what is left; before that, the declaration."""
    opportunity, assignment = _find(request, opportunity_id)
    return render(
        request,
        PAGES + "evaluate.html",
        {
            **_own_part(opportunity, assignment),
            "form": DeclareForm(request=request),
            "differing": _differing(opportunity, assignment),
            "undecided": _undecided(opportunity, assignment),
            "returned": queries.find_open_return(opportunity) if opportunity.state == "CLOSED" else None,
            "criteria": criteria_of(opportunity),
        },
    )


@access(get=EVALUATES, post=EVALUATES)
def declare(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Declare no interest, or one, whenever it appears."""
    opportunity, assignment = _find(request, opportunity_id)
    if request.method == "POST" and opportunity.state != "CLOSED":
        return refuse_step(request, "declare", opportunity)
    form = DeclareForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        given, back = form.given(), reverse("evaluate", kwargs={"opportunity_id": opportunity_id})
        go_on = back if given["no_interest"] else reverse("home")
        return take_from_page(request, "declare", opportunity, given=given, back=back, go_on=go_on)
    return render(request, PAGES + "declare.html", {**_own_part(opportunity, assignment), "form": form})


@access(get=EVALUATES, post=EVALUATES)
@leaves_reading("read_answers")
def judge(request: HttpRequest, opportunity_id: UUID, label: str) -> HttpResponse:
    """Read one application and judge it."""
    opportunity, assignment = _find(request, opportunity_id)
    own = _own_part(opportunity, assignment)
    found = _find_label(own, label)
    if request.method == "POST" and opportunity.state != "CLOSED":
        return refuse_step(request, "judge", opportunity)
    settled = {code for key, code in queries.differing_keys(opportunity) if key == found.application_id}
    criteria = [each for each in criteria_of(opportunity) if each.code not in settled]
    judged = queries.judgments_of(assignment, found.application)
    form = JudgeForm(
        request.POST or None,
        criteria=criteria,
        scored=bool(own["scored"]),
        initial=as_typed(judged),
        request=request,
    )
    here = reverse("judge", kwargs={"opportunity_id": opportunity_id, "label": label})
    if request.method == "POST" and form.is_valid():
        go_on = here if "stay" in request.POST else _next_address(own["labels"], found, opportunity_id)
        given = {"label": found, "verdicts": form.verdicts()}
        try:
            return take_from_page(request, "judge", opportunity, given=given, back=here, go_on=go_on)
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", None) != FROZEN:
                raise
            return refused_page(
                request, [FROZEN_WORDS], reverse("evaluate", kwargs={"opportunity_id": opportunity_id})
            )
    return render(
        request,
        PAGES + "judge.html",
        {
            **own,
            "label": found,
            "form": form,
            "parts": list_parts(form, found),
            "clarification": find_clarification(found.application),
            "settled": list_settled_parts(opportunity, found, judged, settled),
            "frozen": opportunity.state != "CLOSED" or not criteria,
        },
    )


@access(get=EVALUATES, post=EVALUATES)
def reconcile(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The chair settles, application by application, what evaluators judged differently."""
    opportunity, assignment = _find(request, opportunity_id)
    if not assignment.chair:
        raise Http404
    own = _own_part(opportunity, assignment)
    differing = _differing(opportunity, assignment)
    label = _find_label(own, request.POST["label"]) if "label" in request.POST else None
    written = {(row.application_id, row.criterion): row for row in queries.findings_of(opportunity)}
    forms = [
        (each, JudgeForm(
            request.POST if each == label else None, criteria=criteria, scored=bool(own["scored"]), request=request,
            prefix=each.label,
            initial=as_typed({
                one.code: written[each.application_id, one.code]
                for one in criteria if (each.application_id, one.code) in written
            }),
        ), _judgments(opportunity, each, [criterion.code for criterion in criteria]))
        for each, criteria in differing
    ]  # fmt: skip
    sent = next((form for each, form, _rows in forms if each == label), None)
    if sent is not None and sent.is_valid():
        given = {"label": label, "verdicts": sent.verdicts()}
        back = reverse("reconcile", kwargs={"opportunity_id": opportunity_id})
        return take_from_page(request, "reconcile", opportunity, given=given, back=back, go_on=back)
    if request.method == "POST" and sent is None:
        # Settled meanwhile, or frozen: there is no form left in which anything could be mended.
        return refuse_step(request, "reconcile", opportunity)
    return render(request, PAGES + "reconcile.html", {**own, "forms": forms, "form": sent})


@access(get=PRESIDES, post=PRESIDES)
def answer_return(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The chair says that what the advisor found lacking is mended."""
    opportunity, assignment = _find(request, opportunity_id)
    back = reverse("evaluate", kwargs={"opportunity_id": opportunity_id})
    if not returning.waits_for_answer(opportunity):
        return refused_page(request, [NOTHING_RETURNED], back)
    form = AnswerReturnForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        return note_from_page(
            request, "answer_return", back,
            lambda user, language: returning.answer_return(opportunity, user, answer, language),
        )  # fmt: skip
    context = {**_own_part(opportunity, assignment), "form": form}
    return render(
        request, PAGES + "answer_return.html", {**context, "returned": queries.find_open_return(opportunity)}
    )


def _find(request: HttpRequest, opportunity_id: UUID) -> tuple[Opportunity, EvaluatorAssignment]:
    opportunity = find_file(request, opportunity_id)
    assignment = queries.find_assignment(opportunity, request.user)  # type: ignore[arg-type]
    if assignment is None:
        raise Http404
    return opportunity, assignment


def _own_part(opportunity: Opportunity, assignment: EvaluatorAssignment) -> dict[str, object]:
    declared = queries.has_declared(assignment)
    labels = queries.labels_of(assignment) if declared and opportunity.applications_opened_at else []
    codes = [criterion.code for criterion in criteria_of(opportunity)]
    rows = []
    for label in labels:
        judged = queries.judgments_of(assignment, label.application)
        rows.append((label, sum(code in judged for code in codes), list(judged.values())))
    scored = opportunity.programme.criteria is CriteriaKind.SCORED
    return {
        "opportunity": opportunity,
        "zone": opportunity.zone or opportunity.programme.zone,
        "assignment": assignment,
        "declared": declared,
        "labels": labels,
        "scored": scored,
        "own_rows": [
            (label, count == len(codes), sum_up(judgments, scored=scored)) for label, count, judgments in rows
        ],
        "judged_count": sum(count == len(codes) for _label, count, _judgments in rows),
    }


def _find_label(own: dict[str, object], name: str) -> Label:
    labels: list[Label] = own["labels"]  # type: ignore[assignment]
    found = next((label for label in labels if label.label == name), None)
    if found is None:
        raise Http404
    return found


def _next_address(labels: object, found: Label, opportunity_id: UUID) -> str:
    rows: list[Label] = labels  # type: ignore[assignment]
    following = next((label for label in rows if label.place > found.place), None)
    if following is None:
        return reverse("evaluate", kwargs={"opportunity_id": opportunity_id})
    return reverse("judge", kwargs={"opportunity_id": opportunity_id, "label": following.label})


def _undecided(opportunity: Opportunity, assignment: EvaluatorAssignment) -> bool:
    """True where the chair still has a finding to settle."""
    written = {(row.application_id, row.criterion) for row in queries.findings_of(opportunity)}
    return assignment.chair and any(key not in written for key in queries.differing_keys(opportunity))


def _differing(
    opportunity: Opportunity, assignment: EvaluatorAssignment
) -> list[tuple[Label, list[ApplicationCriterion]]]:
    keys = queries.differing_keys(opportunity) if opportunity.state == "CLOSED" else []
    rows = []
    for label in (
        queries.labels_of(assignment) if assignment.chair and queries.has_declared(assignment) else []
    ):
        criteria = [each for each in criteria_of(opportunity) if (label.application_id, each.code) in keys]
        if criteria:
            rows.append((label, criteria))
    return rows


def _judgments(opportunity: Opportunity, label: Label, codes: list[str]) -> list[Judgment]:
    judged = queries.judgments_by_key(opportunity)
    return [row for code in codes for row in judged.get((label.application_id, code), [])]
