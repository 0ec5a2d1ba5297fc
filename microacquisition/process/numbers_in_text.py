"""Compares the numbers, times and dates of an English text with those of its French translation."""

import re
from collections import Counter
from decimal import Decimal

MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
}  # fmt: skip
SPACE = "[ \u00a0\u202f]"
ADDRESSES = re.compile(r"https?://\S+|\]\([^)]*\)")
NUMBERS = {
    "en": re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"),
    "fr": re.compile(rf"(?<![\d.,])\d{{1,3}}(?:{SPACE}\d{{3}})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?"),
}
MONTH_BESIDE_NUMBER = {
    language: re.compile(
        rf"(?:(?<=\d)|(?<=\der)|(?<=\dth)|(?<=\dst)|(?<=\dnd)|(?<=\drd)){SPACE}({'|'.join(names)})\b"
        rf"|\b({'|'.join(names)}){SPACE}(?=\d)"
    )
    for language, names in MONTHS.items()
}
ENGLISH_TIME = re.compile(rf"\b(\d{{1,2}})(?::(\d{{2}}))?{SPACE}?([ap])\.?m\b\.?", re.IGNORECASE)
FRENCH_TIME = re.compile(rf"\b(\d{{1,2}}){SPACE}?h{SPACE}?(\d{{2}})\b")
ORDINAL = {"en": r"\b(\d+)(?:st|nd|rd|th)\b", "fr": r"\b(\d+)(?:er|re|e|ère|ème|nd|nde)\b"}
DAY_OF_MONTH = {
    language: re.compile(
        rf"\b(?:{'|'.join(names)}){SPACE}{ORDINAL[language]}|{ORDINAL[language]}{SPACE}(?:of{SPACE})?(?:{'|'.join(names)})\b"
    )
    for language, names in MONTHS.items()
}
CLOCK_TIME = re.compile(r"\b(\d{1,2}):(\d{2})\b")


def compare_numbers(text_en: str, text_fr: str) -> tuple[list[str], list[str]]:
    """Return what stands in the English text only and in the French only; a month is written by its name.

    An ordinal may be spelt out in the other language: « tierce partie » for “3rd party”. Days of a month may not.
    """
    in_en, in_fr = numbers_in(text_en, "en"), numbers_in(text_fr, "fr")
    only_en, only_fr = in_en - in_fr, in_fr - in_en
    ordinals_en, ordinals_fr = only_en & _ordinals_in(text_en, "en"), only_fr & _ordinals_in(text_fr, "fr")
    if not (ordinals_en and ordinals_fr):
        only_en, only_fr = only_en - ordinals_en, only_fr - ordinals_fr
    return sorted(only_en.elements()), sorted(only_fr.elements())


def numbers_in(text: str, language: str) -> Counter[str]:
    """Count every number and month of `text` in one spelling; 2:30 pm and 14 h 30 both give 14 and 30.

    Addresses are left out: they may differ by language.
    """
    plain = ADDRESSES.sub(" ", text)
    plain = ENGLISH_TIME.sub(_write_english_time, plain) if language == "en" else plain
    plain = FRENCH_TIME.sub(_write_time, plain) if language == "fr" else plain
    plain = CLOCK_TIME.sub(_write_time, plain)
    months = [first or second for first, second in MONTH_BESIDE_NUMBER[language].findall(plain)]
    found = Counter(MONTHS["en"][MONTHS[language].index(month)] for month in months)
    found.update(_write_number(number, language) for number in NUMBERS[language].findall(plain))
    return found


def _ordinals_in(text: str, language: str) -> Counter[str]:
    plain = DAY_OF_MONTH[language].sub(" ", ADDRESSES.sub(" ", text))
    return Counter(_write_number(number, language) for number in re.findall(ORDINAL[language], plain))


def _write_english_time(found: re.Match[str]) -> str:
    hour = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
    return f"{hour} ; {int(found[2])}" if int(found[2] or 0) else str(hour)


def _write_time(found: re.Match[str]) -> str:
    return f"{int(found[1])} ; {int(found[2])}" if int(found[2]) else str(int(found[1]))


def _write_number(number: str, language: str) -> str:
    plain = number.replace(",", "") if language == "en" else re.sub(SPACE, "", number).replace(",", ".")
    return f"{Decimal(plain).normalize():f}"
