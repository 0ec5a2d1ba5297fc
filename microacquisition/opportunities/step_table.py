"""The engine's table: each step's parts, and who plays the parts no role is granted for. `steps.py` fills it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import FurtherEvent, Letter, Recipient, Situation, StageStep
from microacquisition.people.models import User
from microacquisition.process.roles import Role


@dataclass(frozen=True)
class Errand:
    """Something beside the steps that waits for a person: a sentence, a button and where it leads."""

    opportunity: Opportunity
    sentence: Words
    button: Words
    address: str
    since: datetime
    target: int | None  # business days


Part = Callable[[User, Situation], bool]


@dataclass(frozen=True)
class FileLink:
    """A page of a file that is no step: what the link says, the page's URL name, whether it waits for the reader."""

    words: Words
    page: str
    waits: bool = False


@dataclass
class StepTable:
    """What the engine knows of the stages: each step's parts, and who plays the parts no role is granted for."""

    steps: dict[str, StageStep] = field(default_factory=dict)
    parts: dict[Role, Part] = field(default_factory=dict)
    # Whose application stands: earlier stages tell them what changes, in sealed letters while open.
    applicants: Callable[[Opportunity], list[Recipient]] = lambda opportunity: []
    # Pages of a file beside the steps, for whom they are there.
    links: list[Callable[[User, Opportunity], list[FileLink]]] = field(default_factory=list)
    # Who began an application and did not send it yet: told in sealed letters what changes while open.
    draft_holders: Callable[[Opportunity], list[Recipient]] = lambda opportunity: []
    # Questions and answers of the public page, as everybody reads them at an instant.
    read_questions: Callable[[Opportunity, datetime], Any] = lambda opportunity, now: None
    # Applications that do not open, and whose supplier cannot be written to: their numbers are told in public.
    unreachable: Callable[[Opportunity], list[Any]] = lambda opportunity: []
    # When a statement comes back from drafting: what was signed for another price or date lapses, each with its event.
    lapse_changed: list[Callable[[Situation], list[FurtherEvent]]] = field(default_factory=list)
    # Once it is approved again: whether the funds still stand, and who must be asked where they do not.
    funds_hold: Callable[[Opportunity], bool] = lambda opportunity: False
    ask_for_funds: Callable[[Situation], list[Letter]] = lambda situation: []
    needs_translation: Callable[[Opportunity], bool] = lambda opportunity: True
    # At every end of an opportunity, whichever stage brought it: more letters.
    at_end: list[Callable[[Situation], list[Letter]]] = field(default_factory=list)
    # Before posting: who would hear of it, in sentences.
    audience: Callable[[Opportunity], list[Words]] = lambda opportunity: []
    # After every step that leaves an event, in its transaction: the states before and after, and the event.
    afterwards: list[Callable[[Situation, tuple[str, str], UUID], None]] = field(default_factory=list)
    # What waits for a person beside the steps, whatever the state of the file.
    errands: list[Callable[[User], list[Errand]]] = field(default_factory=list)


TABLE = StepTable()
