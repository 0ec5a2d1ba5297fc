"""What the engine and a stage say to each other about one step."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from microacquisition.common.read_once import read_once
from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.signatures import Signature
from microacquisition.people.models import User
from microacquisition.process.lifecycle import NEW, Step
from microacquisition.process.programmes.base import Programme
from microacquisition.process.roles import Role
from microacquisition.process.rules.engine import already_signed
from microacquisition.records.models import Document


def list_live_signatures(opportunity: Opportunity, code: str | None = None) -> list[Signature]:
    """Return the signatures that wait for another one, of the step `code` or of any step, oldest first."""
    return [each for each in _live_signatures(opportunity) if code in (None, each.step)]


@read_once
def _live_signatures(opportunity: Opportunity) -> list[Signature]:
    rows = opportunity.signatures.filter(end__isnull=True).select_related("person")
    return list(rows.order_by("signed_at"))


class NotYours(Exception):
    """The person has no part in this step, or the thing is not there: both answer 404."""


class Refused(Exception):
    """The step may not be taken now; `reasons` holds every reason, in both languages (409)."""

    def __init__(self, reasons: list[Words]) -> None:
        super().__init__(" ".join(reason.en for reason in reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Recipient:
    """Where a letter goes; `key` names the recipient once per event and template."""

    email: str
    name: str
    language: str
    key: str


def recipient_of(user: User) -> Recipient:
    """Return how to write to a person who has an account."""
    return Recipient(email=user.email, name=user.name, language=user.language, key=str(user.pk))


@dataclass(frozen=True)
class Letter:
    """One message to one recipient; `values` fills its placeholders in the recipient's language."""

    template: str
    recipient: Recipient
    values: Callable[[str], Mapping[str, str]]
    sealed: bool = False


@dataclass(frozen=True)
class FurtherEvent:
    """One more event of the same step, such as each receipt at closing."""

    code: str
    subject: tuple[str, str]
    facts: Mapping[str, object] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Outcome:
    """What an act did; the engine writes state, event and mail from it."""

    to_state: str = ""  # empty: the state stays
    facts: Mapping[str, object] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    following: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)
    further_events: list[FurtherEvent] = field(default_factory=list)
    jobs: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)  # queue, name, ids
    wake_at: list[datetime] = field(default_factory=list)  # instants at which the clock should look again
    saved_with_state: tuple[
        str, ...
    ] = ()  # columns the act changed that may not differ from the state meanwhile
    subject: Any = None  # the row an act created, where the step begins a life
    leaves_event: bool = True  # false only for applications while open: their receipt is their event


@dataclass(frozen=True)
class SignedOutside:
    """A signature given on paper, as an officer records it: who signed, in which role, when, and the paper.

    `person` is the signer's account where they have one; None where only the name is known.
    """

    name: str
    role: Role
    date: date
    document: Document
    person: User | None = None


@dataclass
class Situation:
    """One step about to be taken: locked rows, the person, the instant, what was typed."""

    step: Step
    opportunity: Opportunity | None
    subject: Any
    user: User | None
    language: str
    now: datetime
    given: Mapping[str, Any]
    roles: frozenset[Role] = frozenset()
    signing_role: Role | None = None

    @property
    def state(self) -> str:
        """The state of what the step moves; empty where it begins a life."""
        return self.subject.state if self.subject is not None else NEW

    @property
    def on(self) -> Opportunity:
        """The opportunity; LookupError where the step begins one."""
        if self.opportunity is None:
            raise LookupError("This step has no opportunity yet.")
        return self.opportunity

    @property
    def person(self) -> User:
        """The person who takes the step; LookupError where it is the clock."""
        if self.user is None:
            raise LookupError("The clock takes this step.")
        return self.user

    @property
    def outside(self) -> SignedOutside | None:
        """The signature on paper that is being recorded; None where the person signs here."""
        given: SignedOutside | None = self.given.get("outside")
        return given

    @property
    def signer(self) -> User | None:
        """Whose signature it is, never who records a paper; None where that person has no account, or nobody asks."""
        return self.outside.person if self.outside else self.user

    @property
    def programme(self) -> Programme:
        """The rules that hold for this opportunity."""
        return self.on.programme

    @property
    def stream(self) -> str:
        """The stream of the record."""
        return self.on.stream

    @property
    def stream_id(self) -> uuid.UUID:
        """The opportunity's id."""
        return self.on.pk

    @property
    def subject_key(self) -> str:
        """The id of what the step moves, as the record writes it."""
        return str(self.subject.pk)

    def live_signatures(self, digest: str) -> list[Signature]:
        """Signatures of this step over exactly this digest that still count, oldest first."""
        if self.opportunity is None:
            return []
        given = list_live_signatures(self.opportunity, self.step.code)
        return [each for each in given if each.digest == digest]

    def already_signed(self, digest: str) -> Words | None:
        """The reason against a second signature of the same person, if that is the case."""
        name = self.outside.name.casefold() if self.outside else None
        for earlier in self.live_signatures(digest):
            same = self.signer is not None and earlier.signer_id == self.signer.pk
            if same or (name and earlier.outside_name.casefold() == name):
                return already_signed()
        return None


@dataclass(frozen=True)
class StageStep:
    """A stage's parts of one step: how to lock, gather, judge, sign and act, and the page where it is taken."""

    gather: Callable[[Situation], Any]
    act: Callable[[Situation, Any], Outcome]
    rules: tuple[Callable[[Any], list[Words]], ...] = ()
    form_rules: tuple[Callable[[Any], list[Words]], ...] = ()
    signs: Callable[[Situation], str] | None = None
    lock: Callable[[Opportunity | None, str], Any] | None = None
    subjects: Callable[[Opportunity], Iterable[Any]] | None = (
        None  # rows the step could move; None begins one
    )
    due: Callable[[datetime], Iterable[tuple[uuid.UUID, str]]] | None = (
        None  # (opportunity, subject) for the clock
    )
    was_taken: Callable[[Any, uuid.UUID], bool] | None = (
        None  # by this form, where nothing readable may say so
    )
    since: Callable[[Situation], datetime | None] | None = (
        None  # since when it waits, where the state of what it moves does not say so
    )
    until: Callable[[Situation], datetime | None] | None = (
        None  # the instant that was agreed for it; its day is the target, before any number of the program’s
    )
    turn: Callable[[Situation], frozenset[Role]] | None = (
        None  # whose turn it is, where the step is either side's or nobody's before its day; empty: nobody's yet
    )
    optional: Callable[[Opportunity], Iterable[Any]] | None = (
        None  # rows it could move though nobody waits for it, where the step is awaited otherwise
    )
    waits: Callable[[Situation], bool] | None = (
        None  # signed by everybody, it still waits: the clock takes it when it is due
    )
    asks: Callable[[Situation], list[Letter]] | None = (
        None  # letters to those who may give the signature that is still missing
    )
    # What a paper of this step gives beside its signature; None from it: nothing to sign yet. Absent: never on paper.
    outside: Callable[[Opportunity], Mapping[str, Any] | None] | None = None
    signs_outside: Callable[[Situation], str] | None = None  # where `signs` is not asked for here
    page: str = ""  # the URL's name; it takes the opportunity's id
