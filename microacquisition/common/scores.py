"""Scores from 0 to 100 in hundredths: read what people type, write what pages show."""

import re

from microacquisition.common.words import Words

FULL_SCORE = 100_00  # 100 points

_SCORE = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?")

NOT_A_SCORE = Words(
    en="Enter a score from 0 to 100 with at most two decimals, such as 87.5.",
    fr="Entrez une note de 0 à 100 avec au plus deux décimales, par exemple 87,5.",
)


class ScoreError(ValueError):
    """The text is not a score; `words` says what to type instead, in both languages."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def parse_score(text: str) -> int:
    """Return the hundredths of a score typed the English or the French way: `87.5` and `87,5` are 8750.

    Raises ScoreError, also for signs, percent signs, digits of other scripts and scores above 100.
    """
    found = _SCORE.fullmatch(text.strip())
    hundredths = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else FULL_SCORE + 1
    if hundredths > FULL_SCORE:
        raise ScoreError(NOT_A_SCORE)
    return hundredths


def format_score(hundredths: int, language: str) -> str:
    """Return `87.50` in English and `87,50` in French; a total may be above 100."""
    points, rest = divmod(hundredths, 100)
    return f"{points}{',' if language == 'fr' else '.'}{rest:02d}"
