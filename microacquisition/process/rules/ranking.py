"""May the order by score be recorded? (design, `rank`)."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class RankFacts:
    """What recording the order by score looks at, of the applications that stand; `unscored` counts missing findings."""

    scores: bool
    standing: int = 0
    unscored: int = 0
    tied: int = 0


def programme_scores(facts: RankFacts) -> list[Words]:
    """The order by score is for programs that score (design, `rank`)."""
    if facts.scores:
        return []
    return [
        Words(
            en="In this program the order is drawn, not scored.",
            fr="Dans ce programme, l’ordre est tiré au sort et ne dépend pas de notes.",
        )
    ]


def somebody_is_scored(facts: RankFacts) -> list[Words]:
    """Without an application there is no order (design, `rank`)."""
    if facts.standing or not facts.scores:
        return []
    return [Words(en="No application is left.", fr="Il ne reste aucune candidature.")]


def every_application_is_scored(facts: RankFacts) -> list[Words]:
    """No order before every application has its score; 0 is one (spec/code-with-us.md, faults 8 and 9)."""
    if not facts.unscored:
        return []
    return [
        Words(en="Scores still missing: {count}.", fr="Notes qui manquent encore\xa0: {count}.").filled(
            count=str(facts.unscored)
        )
    ]


def no_exact_tie(facts: RankFacts) -> list[Words]:
    """Exactly equal totals are ordered by a draw, never by a person (design, `rank`; spec/draw.md)."""
    if not facts.tied:
        return []
    return [
        Words(
            en="{count} applications have exactly the same score as another: a draw decides their order.",
            fr="{count} candidatures ont exactement la même note qu’une autre; un tirage au sort décidera de leur ordre.",
        ).filled(count=str(facts.tied))
    ]
