"""Practice: ESDC's rules with minutes instead of days, for training and tests; its draws prove nothing."""

from dataclasses import replace
from datetime import date

from microacquisition.common.words import Words
from microacquisition.process.programmes.base import DrawMode, Windows
from microacquisition.process.programmes.esdc import rules_2026_11 as esdc
from microacquisition.process.windows import Days, Minutes

RULES = replace(
    esdc.RULES,
    code="practice",
    version=date(2026, 11, 1),
    name=Words(en="Practice program", fr="Programme d’exercice"),
    draw_mode=DrawMode.PRACTICE,
    practice=True,
    readiness=(),
    windows=Windows(
        questions_until_before_closing=Minutes(1),
        answers_before_closing=Minutes(1),
        minimum_open=Minutes(2),
        selection_target=Minutes(30),
        draw_after_freeze=Minutes(0),
        offer_answer=Minutes(60),
        assessment=Minutes(60),
        reserve_validity=Days(90),
        payment_target=Days(7),
        smallest_delivery=Minutes(5),
        lapse_warning=Minutes(15),
        clarification_answer=Minutes(10),
        strike_answer=Minutes(10),
        amendments_until_before_closing=Minutes(1),
    ),
)
