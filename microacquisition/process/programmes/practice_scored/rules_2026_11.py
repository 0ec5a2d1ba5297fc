"""Practice with scores: each criterion scored as in Code With Us, in both languages, in minutes; for training and tests."""

from dataclasses import replace
from datetime import date

from microacquisition.common.words import Words
from microacquisition.process.programmes.base import CriteriaKind, Selection
from microacquisition.process.programmes.practice import rules_2026_11 as practice
from microacquisition.process.windows import Minutes

RULES = replace(
    practice.RULES,
    code="practice_scored",
    version=date(2026, 11, 1),
    name=Words(en="Practice program with scores", fr="Programme d’exercice avec notes"),
    criteria=CriteriaKind.SCORED,
    selection=Selection.HIGHEST_SCORE,
    windows=replace(
        practice.RULES.windows,
        questions_until_before_closing=Minutes(0),
        answers_before_closing=Minutes(0),
        amendments_until_before_closing=Minutes(0),
        minimum_open=Minutes(0),  # so that a demonstration has something to score after its first minutes
    ),
)
