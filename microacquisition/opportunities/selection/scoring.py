"""Named reads of scores: totals, what nobody scored, exact ties, the order they give, one's own total."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from microacquisition.common.read_once import read_once
from microacquisition.common.scores import FULL_SCORE, format_score
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.evaluation.models import Finding
from microacquisition.opportunities.evaluation.queries import standing_applications
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Situation
from microacquisition.process.programmes.base import Selection
from microacquisition.process.rules.ranking import RankFacts
from microacquisition.process.selection.scores import (
    Score,
    add_scores,
    find_tied,
    find_unscored,
    order_by_score,
)


@dataclass(frozen=True)
class Standings:
    """What the scores say of the applications that stand: totals in hundredths, and who is tied."""

    totals: dict[str, int]
    unscored: int
    tied: list[str]


def selects_by_score(opportunity: Opportunity) -> bool:
    """True where the highest score is offered the work."""
    return opportunity.programme.selection is Selection.HIGHEST_SCORE


@read_once
def read_standings(opportunity: Opportunity) -> Standings:
    """Return totals, missing scores and exact ties of the applications that stand; nothing where nothing is scored."""
    if not selects_by_score(opportunity):
        return Standings({}, 0, [])
    ids = [each.pk for each in standing_applications(opportunity)]
    codes, scores = [each.code for each in criteria_of(opportunity)], _read_scores(ids)
    totals = add_scores(ids, scores)
    return Standings(totals, len(find_unscored(ids, codes, scores)), find_tied(totals))


def list_by_score(opportunity: Opportunity, drawn: Sequence[str] = ()) -> list[str]:
    """Return the whole order: highest total first, exact ties as they were drawn.

    Who was struck after the list was published keeps their place, to be passed over (spec/draw.md).
    """
    ids = {*read_standings(opportunity).totals, *drawn}
    return order_by_score(add_scores(sorted(ids), _read_scores(ids)), drawn)


def total_of(application: Application) -> int:
    """Return the total of one application, in hundredths."""
    return add_scores([application.pk], _read_scores([application.pk]))[application.pk]


def write_total(application: Application, language: str) -> str:
    """Return a total beside the highest one possible: `175.50 / 200`."""
    highest = len(criteria_of(application.opportunity)) * FULL_SCORE // 100
    return f"{format_score(total_of(application), language)} / {highest}"


def gather_rank(situation: Situation) -> RankFacts:
    """The facts of recording the order by score."""
    standings = read_standings(situation.on)
    return RankFacts(
        scores=selects_by_score(situation.on),
        standing=len(standings.totals),
        unscored=standings.unscored,
        tied=len(standings.tied),
    )


def _read_scores(ids: Iterable[str]) -> list[Score]:
    rows = Finding.objects.filter(application_id__in=list(ids))
    return [Score(row.application_id, row.criterion, row.score_hundredths) for row in rows]
