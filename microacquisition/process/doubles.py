"""Which applications look like one person's: what two have in common. A hint for an officer, never a decision."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from microacquisition.common.words import Words

SHINGLE = 3  # words
NEAR_EQUAL = 0.6  # of the shingles of both
SHORT = 20  # words; shorter answers say nothing

SAME_EMAIL = Words(en="same e-mail address", fr="même adresse de courriel")
SAME_NAME = Words(en="same name", fr="même nom")
SAME_PHONE = Words(en="same telephone number", fr="même numéro de téléphone")
SAME_ADDRESS = Words(en="same postal address", fr="même adresse postale")
SAME_ACCOUNT = Words(en="same account on a code host", fr="même compte chez un hébergeur de code")
NEAR_ANSWERS = Words(en="answers that are nearly the same", fr="réponses presque identiques")


@dataclass(frozen=True)
class Traits:
    """What is known of who applied, as it was written; `accounts` such as `github.com/ana`."""

    application: str
    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phone: str = ""
    address: str = ""
    accounts: frozenset[str] = frozenset()
    answers: str = ""


@dataclass(frozen=True)
class LikelyDouble:
    """Two applications, by id in order, and what they have in common."""

    first: str
    second: str
    why: tuple[Words, ...]


def find_likely_doubles(applicants: Iterable[Traits]) -> list[LikelyDouble]:
    """Return every pair that has something in common, sorted by id."""
    ordered = sorted(applicants, key=lambda each: each.application)
    pairs = [
        LikelyDouble(one.application, other.application, compare_traits(one, other))
        for one, other in combinations(ordered, 2)
    ]
    return [pair for pair in pairs if pair.why]


def compare_traits(one: Traits, other: Traits) -> tuple[Words, ...]:
    """Return what two applicants have in common, however it was typed."""
    same = {
        SAME_EMAIL: _meet(map(_fold_email, one.emails), map(_fold_email, other.emails)),
        SAME_NAME: _meet(map(_fold_name, one.names), map(_fold_name, other.names)),
        SAME_PHONE: _meet([_last_digits(one.phone)], [_last_digits(other.phone)]),
        SAME_ADDRESS: _meet([_fold(one.address)], [_fold(other.address)]),
        SAME_ACCOUNT: bool(one.accounts & other.accounts),
        NEAR_ANSWERS: measure_likeness(one.answers, other.answers) >= NEAR_EQUAL,
    }
    return tuple(words for words, found in same.items() if found)


def measure_likeness(one: str, other: str) -> float:
    """Return 0 to 1: the share of runs of three words that both texts have; 0 where one is short."""
    words, others = _fold(one).split(), _fold(other).split()
    if min(len(words), len(others)) < SHORT:
        return 0.0
    mine, theirs = _shingles(words), _shingles(others)
    return len(mine & theirs) / len(mine | theirs)


def find_accounts(text: str, hosts: Iterable[str]) -> frozenset[str]:
    """Return the accounts that a text links to, such as `github.com/ana`."""
    hosts_pattern = "|".join(re.escape(host) for host in hosts)
    found = re.findall(rf"\b({hosts_pattern})/([A-Za-z0-9_.-]{{1,60}})", text, re.IGNORECASE)
    return frozenset(f"{host}/{account}".lower().rstrip(".") for host, account in found)


def _shingles(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1)}


def _meet(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    return bool(set(filter(None, mine)) & set(filter(None, theirs)))


def _fold(text: str) -> str:
    """Letters and digits alone, without accents or capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _fold_name(name: str) -> str:
    return " ".join(sorted(_fold(name).split()))


def _fold_email(email: str) -> str:
    """What comes after a plus sign is the same mailbox."""
    mailbox, _at, host = email.strip().casefold().partition("@")
    return f"{mailbox.split('+')[0]}@{host}" if host else ""


def _last_digits(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return digits[-10:] if len(digits) >= 7 else ""
