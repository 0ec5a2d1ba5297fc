"""Finds payment card numbers in what people type: none enters the system (spec/security.md, rule 7)."""

import re

SHORTEST, LONGEST = 13, 19

# Digits that are not part of a longer code (a hash, an address), and what people put between groups.
_GROUP = re.compile(r"(?<![0-9A-Za-z])[0-9]{3,19}(?![0-9A-Za-z])")
_JOINTS = (" ", "-", "\u00a0", "\u202f", "\u2011", "\u2013")
# Ranges that issuers use (ISO/IEC 7812): without them one long number in ten would look like a card.
_ISSUERS = re.compile(r"4|5[0-9]|3[0-9]|6|222[1-9]|22[3-9]|2[3-6]|27[01]|2720")


def holds_card_number(text: str) -> bool:
    """True where the text holds a Luhn-valid number of 13 to 19 digits of a card issuer.

    The digits may be in groups of three or more, joined by single spaces or hyphens. Longer runs of digits,
    and digits inside a word such as a hash, are not card numbers.
    """
    return any(_is_card_number(digits) for chain in _chains(text) for digits in _neighbouring_groups(chain))


def passes_luhn(digits: str) -> bool:
    """True where the check digit of ISO/IEC 7812-1, annex B, is right."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _chains(text: str) -> list[list[str]]:
    """Return the rows of digit groups that follow each other with one joint between."""
    chains: list[list[str]] = []
    end = -2
    for found in _GROUP.finditer(text):
        joined = found.start() == end + 1 and text[end] in _JOINTS
        if joined:
            chains[-1].append(found[0])
        else:
            chains.append([found[0]])
        end = found.end()
    return chains


def _neighbouring_groups(chain: list[str]) -> list[str]:
    """Return each row of neighbouring groups that has the length of a card number, as digits."""
    rows = []
    for first in range(len(chain)):
        digits = ""
        for group in chain[first:]:
            digits += group
            if len(digits) > LONGEST:
                break
            if len(digits) >= SHORTEST:
                rows.append(digits)
    return rows


def _is_card_number(digits: str) -> bool:
    return _ISSUERS.match(digits) is not None and passes_luhn(digits)
