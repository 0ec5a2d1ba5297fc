"""Who may evaluate, and who may be replaced once the applications are open? (design, `assign_evaluators`)."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class AssignmentFacts:
    """Who was chosen to evaluate: how many, the chair among them or not, and names that may not.

    `panel` counts who evaluated at the opening; `finished` names those left out though they judged everything.
    """

    opened: bool
    chosen: int = 0
    panel: int = 0
    chair_among_them: bool = True
    unfit: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    has_reason: bool = False


def somebody_evaluates(facts: AssignmentFacts) -> list[Words]:
    """One person or several evaluate; one of them presides and settles what differs (design)."""
    if not facts.chosen:
        return [
            Words(en="Choose at least one evaluator.", fr="Choisissez au moins une personne pour évaluer.")
        ]
    if facts.chair_among_them:
        return []
    return [
        Words(
            en="Choose the chair among the evaluators.",
            fr="Choisissez, parmi les personnes qui évaluent, celle qui préside.",
        )
    ]


def evaluators_are_fit(facts: AssignmentFacts) -> list[Words]:
    """Who opens, redacts and freezes does not judge (spec/security.md, rules 3 and 5)."""
    return [
        Words(en="{name} cannot evaluate here.", fr="{name} ne peut pas évaluer ici.").filled(name=name)
        for name in facts.unfit
    ]


def change_after_opening_is_explained(facts: AssignmentFacts) -> list[Words]:
    """After the opening somebody is replaced for a reason that stays in the record: an interest, an absence (design)."""
    if not facts.opened or facts.has_reason:
        return []
    return [
        Words(
            en="The applications are open: write why the evaluators change.",
            fr="Les candidatures sont ouvertes; écrivez pourquoi les personnes qui évaluent changent.",
        )
    ]


def nobody_is_added(facts: AssignmentFacts) -> list[Words]:
    """After the opening people are replaced, never added: more votes could turn a result (spec/security.md, rule 3)."""
    if not facts.opened or facts.chosen <= facts.panel:
        return []
    return [
        Words(
            en="At the opening {count} evaluated: name no more than that.",
            fr="À l’ouverture, {count} personnes évaluaient; n’en nommez pas davantage.",
        ).filled(count=str(facts.panel))
    ]


def who_judged_everything_stays(facts: AssignmentFacts) -> list[Words]:
    """Nobody is left out for what they judged; whoever has an interest says so themselves (spec/security.md, rule 3)."""
    return [
        Words(
            en="{name} has judged everything and stays.",
            fr="{name} a tout évalué et demeure parmi les personnes qui évaluent.",
        ).filled(name=name)
        for name in facts.finished
    ]
