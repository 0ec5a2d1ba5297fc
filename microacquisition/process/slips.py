"""What in a text may tell who wrote it: passages that match what is known of an applicant. A hint; people decide."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from microacquisition.common.words import Words
from microacquisition.process.doubles import Traits

A_NAME = Words(en="a name", fr="un nom")
AN_EMAIL = Words(en="an e-mail address", fr="une adresse de courriel")
A_PHONE = Words(en="a telephone number", fr="un numéro de téléphone")
AN_ADDRESS = Words(en="a postal address", fr="une adresse postale")
AN_ACCOUNT = Words(en="an account", fr="un compte")
A_LINK = Words(
    en="a link, which may lead to the author", fr="un lien, qui peut mener à l’auteur ou l’autrice"
)
BLACK = Words(en="[redacted]", fr="[caviardé]")

# Each part is bounded: a text of one endless word is looked through once, not once a letter.
EMAIL = re.compile(r"[^\s@<>()\"',;]{1,64}@[^\s@<>()\"',;]{1,190}\.[a-z]{2,}")
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>]+"
    r"|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|ca|org|net|io|dev)\b(?:/[^\s<>]*)?"
)
PHONE = re.compile(r"(?<!\w)(?:\+?1[ .-]?)?(?:\(\d{3}\)|\d{3})[ .-]?\d{3}[ .-]?\d{4}(?!\w)")
POSTAL_CODE = re.compile(r"\b[abceghj-nprstvxy]\d[a-z][ -]?\d[a-z]\d\b")
HANDLE = re.compile(r"(?<![\w@])@[a-z0-9][\w-]{1,38}")
ACCENTS, GAP = "[\u0300-\u036f]*", r"\W{1,3}"
WORD = re.compile(r"[^\W\d_]+")
# Said in many texts by anybody; a name’s other parts are looked for.
TELLS_NOBODY = frozenset((
    "inc", "ltd", "ltee", "enr", "corp", "llc", "and", "the", "von", "van",
    "der", "del", "des", "les", "services", "solutions", "group", "groupe", "consulting", "conseil",
    "conseils", "software", "logiciel", "logiciels", "info", "contact", "hello", "bonjour", "admin",
))  # fmt: skip
SHORTEST_NAME, SHORTEST_ACCOUNT, FEWEST_DIGITS = 3, 4, 7


@dataclass(frozen=True)
class Slip:
    """One passage, by its places in the text, and what it seems to be."""

    start: int
    end: int
    what: Words


def find_slips(text: str, known: Traits) -> list[Slip]:
    """Return the passages in order, none within another (security, rule 3)."""
    found = sorted(_look(_fold(text), known), key=lambda slip: (slip.start, -slip.end))
    slips: list[Slip] = []
    for slip in found:
        if not slips or slip.start >= slips[-1].end:
            slips.append(slip)
    return slips


def list_passages(text: str, slips: Iterable[Slip]) -> Mapping[Words, list[str]]:
    """Return the passages as they stand in the text, each once, under what they seem to be."""
    passages: dict[Words, list[str]] = {}
    for slip in slips:
        rows = passages.setdefault(slip.what, [])
        if text[slip.start : slip.end] not in rows:
            rows.append(text[slip.start : slip.end])
    return passages


def black_out(text: str, slips: Iterable[Slip], language: str) -> str:
    """Return the text with each passage replaced by a mark in its language."""
    for slip in sorted(slips, key=lambda each: each.start, reverse=True):
        text = text[: slip.start] + BLACK.in_language(language) + text[slip.end :]
    return text


def _look(folded: str, known: Traits) -> Iterator[Slip]:
    patterns = (
        (EMAIL, AN_EMAIL), (LINK, A_LINK), (PHONE, A_PHONE), (POSTAL_CODE, AN_ADDRESS), (HANDLE, AN_ACCOUNT),
        *((pattern, AN_ADDRESS) for pattern in _spell_address(known.address)),
        *((pattern, A_PHONE) for pattern in _spell_phone(known.phone)),
        *((_whole(account), AN_ACCOUNT) for account in _list_accounts(known)),
        *((_whole(*name), A_NAME) for name in _list_names(known.names)),
    )  # fmt: skip
    for pattern, what in patterns:
        for match in pattern.finditer(folded):
            yield Slip(match.start(), match.start() + len(match.group().rstrip(".,;:!?)»")), what)


def _list_names(names: Iterable[str]) -> Iterator[list[str]]:
    """Each whole name of several words, and each part that is somebody’s."""
    for name in names:
        parts = WORD.findall(_fold(name))
        if len(parts) > 1:
            yield parts
        yield from ([part] for part in parts if len(part) >= SHORTEST_NAME and part not in TELLS_NOBODY)


def _list_accounts(known: Traits) -> Iterator[str]:
    accounts = [account.partition("/")[2] for account in known.accounts]
    for account in [*accounts, *(email.partition("@")[0] for email in known.emails)]:
        if len(account) >= SHORTEST_ACCOUNT and account.casefold() not in TELLS_NOBODY:
            yield _fold(account)


def _spell_address(address: str) -> list[re.Pattern[str]]:
    """House number and street name, however they are parted."""
    words = re.findall(r"\w+", _fold(address))[:2]
    return [_whole(*words)] if len(words) == 2 else []


def _spell_phone(phone: str) -> list[re.Pattern[str]]:
    digits = re.sub(r"\D", "", phone)
    return [re.compile(r"\D{0,2}".join(digits))] if len(digits) >= FEWEST_DIGITS else []


def _whole(*words: str) -> re.Pattern[str]:
    """The words as they stand, also where accents are letters of their own."""
    spelt = (ACCENTS.join(map(re.escape, word)) + ACCENTS for word in words)
    return re.compile(rf"(?<!\w){GAP.join(spelt)}(?!\w)")


def _fold(text: str) -> str:
    """One letter for one letter, without accent or capital: a place in it is a place in the text."""
    return "".join((unicodedata.normalize("NFKD", each)[0].casefold() or each)[0] for each in text)
