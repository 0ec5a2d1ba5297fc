"""What a program says: a set of dated rules, as data (design, section 3)."""

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from microacquisition.common.canonical import write_canonical
from microacquisition.common.words import Words
from microacquisition.process.windows import BusinessDays, Window


class CriteriaKind(StrEnum):
    """How an application is judged."""

    PASS_FAIL = "pass_fail"
    SCORED = "scored"


class Selection(StrEnum):
    """How an order is found among those who passed."""

    DRAW = "draw"
    HIGHEST_SCORE = "highest_score"


class DrawMode(StrEnum):
    """Where the randomness of a draw comes from (spec/draw.md)."""

    PUBLIC = "public"
    WITNESSED = "witnessed"
    PRACTICE = "practice"


@dataclass(frozen=True)
class CodedWords:
    """A sentence with a stable code: an eligibility statement, a reason, an undertaking."""

    code: str
    words: Words


@dataclass(frozen=True)
class ReadinessFactor:
    """What must be in place before the first posting, for the program or for each department; `hint` says what proves it."""

    code: str
    words: Words
    hint: Words
    by_department: bool = False


@dataclass(frozen=True)
class ExtensionRules:
    """When the clock itself extends an opportunity by one business day, once each; 0 switches a rule off."""

    fewer_applications_than: int = 0
    unanswered_question: bool = True
    outage_minutes: int = 10


@dataclass(frozen=True)
class Windows:
    """How long things take; ceilings for the clock, targets for people."""

    questions_until_before_closing: Window
    answers_before_closing: Window
    minimum_open: Window
    selection_target: Window
    draw_after_freeze: Window
    offer_answer: Window
    assessment: Window
    reserve_validity: Window
    payment_target: Window
    smallest_delivery: Window
    clarification_answer: Window  # for a supplier to explain what they wrote
    strike_answer: Window  # for a supplier to answer before their application may be struck
    amendments_until_before_closing: Window = BusinessDays(2)  # what an applicant counts on
    debrief: Window = BusinessDays(15)  # to ask for one, from the day one was told
    lapse_warning: Window = BusinessDays(1)  # before an offer lapses


@dataclass(frozen=True)
class Programme:
    """One version of one program's rules; never edited once something was posted under it."""

    code: str
    version: date
    name: Words
    authority: Words
    address: str
    languages: tuple[str, ...]
    zone: str
    closing_time: time
    price_cap_cents: int
    cap_includes_tax: bool
    smallest_rate_cents: int
    largest_rate_cents: int
    administrative_hours: int
    place_of_supply: str
    buyer_pays_provincial_tax: bool
    bill_to: Words
    criteria: CriteriaKind
    selection: Selection
    draw_mode: DrawMode
    windows: Windows
    statement_words: int
    licences: tuple[str, ...]
    eligibility: tuple[CodedWords, ...]
    undertakings: tuple[CodedWords, ...]
    reasons_to_strike: tuple[CodedWords, ...]
    signing_acts: dict[str, Words]
    countersign_before: Literal["work", "payment"]
    complaint_body: Words
    complaint_address: str
    complaint_window: Window
    payment_methods: tuple[CodedWords, ...]
    catalogue_kinds: tuple[CodedWords, ...]
    target_days: dict[str, int]
    other_routes: Words
    law: Words  # whose law the agreement names, as its clause goes on: “the law of …”
    readiness: tuple[ReadinessFactor, ...] = ()
    applicant_kinds: tuple[str, ...] = ("person", "organization")
    extension: ExtensionRules = ExtensionRules()
    sign_offs: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    highest_tax: Decimal = Decimal("0.15")
    debrief_days: int = 5  # business days in which a debrief is given
    practice: bool = False
    witnessed_source: str = "lotto-6-49"  # or dice-d6: where chance comes from in witnessed mode
    clarification_words: int = 100
    work_hours_a_week: Decimal = Decimal("37.5")
    retention_years: int = 6
    texts: str = "microacquisition.process.programmes.esdc"  # the package whose clauses agreements use
    code_hosts: tuple[str, ...] = ("github.com", "gitlab.com", "codeberg.org", "bitbucket.org")

    @property
    def digest(self) -> str:
        """SHA-256 of everything this version says, in hex: what posting copies onto the row."""
        return hashlib.sha256(write_canonical(_spell(asdict(self))).encode()).hexdigest()


def _spell(value: object) -> object:
    """Turn dates, decimals, truth values and sets of data into what canonical JSON knows."""
    if isinstance(value, dict):
        return {str(key): _spell(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_spell(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int) else str(value)
