"""Money as integer cents: read what people type, write what pages show."""

import re
from decimal import ROUND_HALF_UP, Decimal

from microacquisition.common.words import Words

Cents = int

LARGEST_AMOUNT = 99_999_999_999  # 999,999,999.99 $: far above any program's cap, safe in every column.

_NO_BREAK = "\u00a0"
_SPACES = dict.fromkeys((0x00A0, 0x202F, 0x2009, 0x2007), " ")

# Whole dollars bare or in groups of three (one kind of separator), then at most two decimals.
_COMMA_GROUPS = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]{1,2}))?")
_SPACE_GROUPS = re.compile(r"([0-9]{1,3}(?: [0-9]{3})+)(?:[.,]([0-9]{1,2}))?")
_POINT_GROUPS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?")
_BARE = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?")
_MANY_DECIMALS = re.compile(r"[0-9][0-9 ,]*\.[0-9]{3,}|[0-9][0-9 ]*,[0-9]{4,}")

_POSTED = re.compile(r"(?P<amount>[^(]*)(?:\((?P<note>[^()]*)\))?")
_TAX_OUT = (
    "excluding tax", "before tax", "plus tax", "hors les tax", "hors tax", "taxes en sus", "avant tax",
    "taxes non comprises", "sans les tax",
)  # fmt: skip
_TAX_IN = (
    "including tax", "tax included", "taxes included", "taxes incluses", "taxes comprises", "toutes taxes",
    "y compris les tax",
)  # fmt: skip

EMPTY = Words(en="Enter an amount, such as 6,500.00.", fr="Entrez un montant, par exemple 6\xa0500,00.")
NOT_AN_AMOUNT = Words(
    en="Enter an amount in dollars in digits only, such as 6,500.00.",
    fr="Entrez un montant en dollars, en chiffres seulement, par exemple 6\xa0500,00.",
)
POINT_FOR_THOUSANDS = Words(
    en="Write thousands with a comma or a space, not a point: 1,234.50 or 1 234,50.",
    fr="Séparez les milliers par une espace ou une virgule, et non par un point : 1 234,50 ou 1,234.50.",
)
TOO_MANY_DECIMALS = Words(
    en="Enter at most two digits for the cents, such as 6,500.25.",
    fr="Entrez au plus deux chiffres pour les cents, par exemple 6\xa0500,25.",
)
TOO_LARGE = Words(
    en="Enter a smaller amount: the largest is $999,999,999.99.",
    fr="Entrez un montant moins élevé : le maximum est de 999 999 999,99 $.",
)
TAX_UNCLEAR = Words(
    en="Say whether the price includes taxes, such as “$6,500 (excluding taxes)”.",
    fr="Précisez si le prix comprend les taxes, par exemple « 6\xa0500\xa0$ (hors les taxes) ».",
)


class MoneyError(ValueError):
    """The text is not an amount; `words` says what to type instead, in both languages."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def parse_money(text: str) -> Cents:
    """Return the cents of an amount typed the English or the French way, with or without a dollar sign.

    `1,234` is 1234 dollars and `1,23` one dollar 23 (a comma before three digits separates thousands).
    Points never separate thousands, so `1.234,50` is refused with a sentence rather than guessed at.
    Raises MoneyError, also for exponents, signs, digits of other scripts and amounts above LARGEST_AMOUNT.
    """
    amount = _without_dollar_sign(text.translate(_SPACES).strip())
    if not amount:
        raise MoneyError(EMPTY)
    if len(amount) > 40:
        raise MoneyError(TOO_LARGE if re.fullmatch(r"[0-9 .,]+", amount) else NOT_AN_AMOUNT)
    for pattern in (_COMMA_GROUPS, _SPACE_GROUPS, _BARE):
        found = pattern.fullmatch(amount)
        if found:
            return _cents(found[1], found[2])
    if _POINT_GROUPS.fullmatch(amount):
        raise MoneyError(POINT_FOR_THOUSANDS)
    raise MoneyError(TOO_MANY_DECIMALS if _MANY_DECIMALS.fullmatch(amount) else NOT_AN_AMOUNT)


def parse_posted_price(text: str) -> tuple[Cents, bool]:
    """Return (cents, tax included) of a pilot post's `value`, in imports only.

    `$6,500 (excluding taxes)` and `6 500$ (hors les taxes)` read alike.
    MoneyError where the amount or what it says of taxes cannot be read.
    """
    if len(text) > 200:
        raise MoneyError(NOT_AN_AMOUNT)
    found = _POSTED.fullmatch(text.translate(_SPACES).strip())
    if found is None:
        raise MoneyError(NOT_AN_AMOUNT)
    cents = parse_money(found["amount"])
    note = " ".join((found["note"] or "").casefold().split())
    outside = any(phrase in note for phrase in _TAX_OUT)
    inside = any(phrase in note for phrase in _TAX_IN)
    if outside == inside:
        raise MoneyError(TAX_UNCLEAR)
    return cents, inside


def format_money(cents: Cents, language: str) -> str:
    """Return `$6,500.00` in English and `6 500,00 $` (no-break spaces) in French."""
    sign = "-" if cents < 0 else ""
    dollars, rest = divmod(abs(cents), 100)
    if language == "fr":
        return f"{sign}{dollars:,}".replace(",", _NO_BREAK) + f",{rest:02d}{_NO_BREAK}$"
    return f"{sign}${dollars:,}.{rest:02d}"


def money_words(cents: Cents) -> Words:
    """Return the amount as Words, to be filled into a sentence."""
    return Words(en=format_money(cents, "en"), fr=format_money(cents, "fr"))


def apply_rate(cents: Cents, rate: Decimal) -> Cents:
    """Return `cents` × `rate` (0.13 for 13 %), half a cent rounded up."""
    return int((Decimal(cents) * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _without_dollar_sign(amount: str) -> str:
    if amount.startswith("$") and not amount.endswith("$"):
        return amount[1:].lstrip()
    if amount.endswith("$") and not amount.startswith("$"):
        return amount[:-1].rstrip()
    return amount


def _cents(dollars: str, decimals: str | None) -> Cents:
    digits = re.sub(r"[ ,]", "", dollars)
    cents = int(digits) * 100 + int((decimals or "").ljust(2, "0"))
    if cents > LARGEST_AMOUNT:
        raise MoneyError(TOO_LARGE)
    return cents
