"""What the pages of judging show of one application: criteria, answers, fields, one's own verdicts."""

from collections.abc import Mapping

from django.utils.translation import get_language

from microacquisition.common.scores import format_score
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.evaluation.forms import JudgeForm
from microacquisition.opportunities.evaluation.models import Finding, Judgment, Label
from microacquisition.opportunities.opportunity import Opportunity


def sum_up(judgments: list[Judgment], *, scored: bool) -> dict[str, object]:
    """What the own list says of an application that is judged: all met, or the total."""
    if scored:
        return {"score_hundredths": sum(each.score_hundredths or 0 for each in judgments)}
    return {"met": all(each.met for each in judgments)}


def as_typed(judged: Mapping[str, Judgment | Finding]) -> dict[str, str]:
    """Return verdicts and reasons as their form shows them again."""
    typed: dict[str, str] = {}
    for code, row in judged.items():
        if row.score_hundredths is None:
            typed[f"met_{code}"] = "yes" if row.met else "no"
        else:
            typed[f"score_{code}"] = format_score(row.score_hundredths, get_language() or "en")
        typed[f"reason_{code}"] = row.reason
    return typed


def list_parts(form: JudgeForm, label: Label) -> list[tuple[object, object, object, object]]:
    """Return each criterion with the answer to it and the two fields of its judgment."""
    answers = {answer.criterion: answer for answer in label.application.opened.answers.all()}
    return [(criterion, answers.get(criterion.code), met, reason) for criterion, met, reason in form.parts()]


def list_settled_parts(
    opportunity: Opportunity, label: Label, judged: dict[str, Judgment], settled: set[str]
) -> list[tuple[object, object, Judgment]]:
    """Return each criterion that everybody judged, differently, with the answer and one’s own judgment."""
    answers = {answer.criterion: answer for answer in label.application.opened.answers.all()}
    return [
        (each, answers.get(each.code), judged[each.code])
        for each in criteria_of(opportunity)
        if each.code in settled
    ]
