"""How a row of a table is walked through the pages: who, where, what is typed, what must have happened, who is told."""

import html as markup
import os
import re
import uuid
import zlib
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override

from microacquisition.opportunities.evaluation.queries import find_assignment, judgments_of, labels_of
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.file.sentences import YOUR_TURN
from microacquisition.process.lifecycle import STEPS
from tests.lifecycle.prepared import Scene
from tests.lifecycle.refusals import Rule
from tests.stories.page_forms import PageForm, read_forms

Typed = Mapping[str, Any]
MakeTyped = Typed | Callable[[Scene], Typed]
NOTHING: Typed = {}


def nothing(scene: Scene) -> None:
    """Nothing goes wrong."""


@dataclass(frozen=True)
class Guard:
    """One rule of the row, and what makes it refuse: what happened before, what is typed otherwise, or who comes.

    The form is filled in while nothing is wrong, and sent after `before` in `state` (both by default: nothing else).
    Where the page stops it before the engine is asked, `given` asks the engine the same; where no page can send it,
    `by_page` is false.
    """

    rule: Rule
    state: str = ""
    before: Callable[[Scene], None] = nothing
    typed: MakeTyped = field(default_factory=dict)
    who: str = ""
    given: Callable[[Scene], Mapping[str, Any]] | None = None
    by_page: bool = True
    page: str = ""  # where it is typed, where that is not the row’s own page
    keeps_draft: bool = False  # what was typed of an application is kept for its author, as always


@dataclass(frozen=True)
class ClockRow:
    """A row that the clock takes once an instant is reached, and never before; no page offers it to anybody."""

    code: str
    state: str
    due: Callable[[Scene], datetime | None]
    leads_to: str
    mails: Mapping[str, str] = field(default_factory=dict)
    guards: tuple[Rule, ...] = ()
    then: str = ""  # the step that the clock takes right after it
    before: Callable[[Scene], None] = nothing  # what happened for it to be due
    blocks: tuple[
        tuple[str, Rule], ...
    ] = ()  # steps due at the same instant, and the rule that keeps them waiting

    @property
    def name(self) -> str:
        """The row and where it leads."""
        return f"{self.code}-{self.leads_to}"


@dataclass(frozen=True)
class ProviderRow:
    """A row that the payment service takes by what it answers; no page offers it to anybody."""

    code: str
    state: str
    captures_as: tuple[str, str]  # how the payment ends there, and why
    leads_to: str
    mails: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Riding:
    """A row that is taken with another one, never by itself."""

    code: str
    on: str
    leads_to: str


@dataclass(frozen=True)
class Row:
    """One row of a table, or another outcome of it: where it begins, who takes it where, what must have happened then.

    Names are separated by spaces. `state` and `wrong_states` are prepared states (`states.py`). `leads_to` is the
    state of the step's own thing afterwards. `mails` says who is written to with which message; nobody else is.
    `waits_for` has it in their list beforehand and no longer afterwards; empty: nobody waits for it.
    """

    code: str
    state: str
    who: str
    page: str
    leads_to: str
    typed: MakeTyped | tuple[MakeTyped, ...] = field(default_factory=dict)
    button: str = ""
    mails: Mapping[str, str] = field(default_factory=dict)
    waits_for: str = ""
    wrong_states: str = ""
    has_a_part: str = ""  # who else has a part in it, though not by a role that they hold
    strangers: str = ""  # who has no part in it, where that is not everybody else
    is_outcome: bool = False  # another outcome of a row whose refusals are walked there
    called: str = ""  # what tells this outcome from the row, where the state does not
    guards: tuple[Guard, ...] = ()
    second_button: str = ""
    second_typed: MakeTyped | None = None  # what the second person types, where it is not the same
    leaves: str = (
        "event"  # or “receipt”: an application’s event while it is open; or “draft”, which leaves none
    )
    stranger_reads: int = 404

    @property
    def name(self) -> str:
        """The row and where it leads."""
        return f"{self.code}-{self.called or self.leads_to}"

    @property
    def language(self) -> str:
        """The language in which the step is taken; its refusals are read in the other."""
        return ("en", "fr")[zlib.crc32(self.name.encode()) % 2]

    @property
    def other_language(self) -> str:
        """The language in which its refusals are read."""
        return {"en": "fr", "fr": "en"}[self.language]

    @property
    def screens(self) -> tuple[MakeTyped, ...]:
        """What is typed on each screen, one after the other."""
        return self.typed if isinstance(self.typed, tuple) else (self.typed,)


@dataclass(frozen=True)
class Sending:
    """A form filled in and about to be sent."""

    address: str
    values: dict[str, Any]

    def again(self, changed: Typed = NOTHING) -> "Sending":
        """Return the same as from another window, with a key of its own; some of it typed otherwise."""
        return Sending(self.address, {**self.values, **changed, "form_key": str(uuid.uuid4())})

    def on(self, other: Scene, first: Scene) -> "Sending":
        """Return the same for the opportunity of another scene."""
        return Sending(
            self.address.replace(str(first.opportunity_id), str(other.opportunity_id)), self.values
        )


# What an address asks for, where it is not the file.
KEYS: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "ask_for_code": lambda scene: {},
    "apply": lambda scene: {"reference": scene.opportunity.reference},
    "withdraw_application": lambda scene: {"application_id": scene.application_ids[0]},
    "amend_section": lambda scene: {"opportunity_id": scene.opportunity_id, "section": "work"},
    "ask_question": lambda scene: {"reference": scene.opportunity.reference},
    **dict.fromkeys(
        ("assign_question", "draft_answer", "answer_question", "refuse_question", "edit_answer"),
        lambda scene: {"opportunity_id": scene.opportunity_id, "number": 1},
    ),
    "judge": lambda scene: {"opportunity_id": scene.opportunity_id, "label": find_label(scene)},
}


def find_label(scene: Scene) -> str:
    """Return the label of the application that the evaluator has yet to judge, or else of their last one."""
    assignment = find_assignment(scene.opportunity, scene.people["evaluator"])
    assert assignment is not None
    labels = labels_of(assignment)
    left = [each for each in labels if not judgments_of(assignment, each.application)]
    return (left or labels)[-1].label


def address_of(scene: Scene, page: str, language: str) -> str:
    """Return the address of a page of this opportunity."""
    keys = KEYS.get(page, lambda scene: {"opportunity_id": scene.opportunity_id})(scene)
    with override(language):
        return reverse(page, kwargs=keys)


def read(scene: Scene, who: str, address: str) -> str:
    """Return a page that this person must be able to read."""
    answer = scene.browsers[scene.name(who)].get(address, follow=True)
    assert answer.status_code == 200, f"{who} at {address}: {answer.status_code} {said_on(answer)}"
    return answer.content.decode()


def send(scene: Scene, who: str, sending: Sending) -> HttpResponse:
    """Send a form and return what is answered."""
    answer: HttpResponse = scene.browsers[scene.name(who)].post(sending.address, sending.values)  # type: ignore[assignment]
    return answer


def fill_in(scene: Scene, row: Row, who: str, language: str, *, second: bool = False) -> Sending:
    """Open the row’s page and fill in its form, screen by screen; the last screen is left to be sent."""
    address = address_of(scene, row.page, language)
    page = read(scene, who, address)
    assert f'<html lang="{language}"' in page
    said = (row.second_typed,) if second and row.second_typed is not None else row.screens
    screens = [say(scene, typed) for typed in said]
    for number, typed in enumerate(screens, start=1):
        is_last = number == len(screens)
        button = row.second_button if second else row.button
        sending = _fill_form(page, address, typed, button if is_last else "")
        if not is_last:
            answer = send(scene, who, sending)
            assert answer.status_code == 200, f"{who} at {address}: {answer.status_code} {said_on(answer)}"
            page = answer.content.decode()
    return sending


def say(scene: Scene, typed: MakeTyped) -> dict[str, Any]:
    """Return what is typed in this scene."""
    return dict(typed(scene)) if callable(typed) else dict(typed)


def _fill_form(page: str, address: str, typed: Typed, button: str) -> Sending:
    for form in read_forms(page).forms:
        if _is_meant(form, typed, button):
            pressed = {name: value for name, value, _text in form.buttons if button and name == button}
            return Sending(form.action or address, {**form.values, **typed, **pressed})
    raise AssertionError(
        f"{address} has no form with {sorted(typed)}, {button!r}: {' | '.join(read_forms(page).said)}"
    )


def _is_meant(form: PageForm, typed: Typed, button: str) -> bool:
    has_button = not button or any(name == button for name, _value, _text in form.buttons)
    return ("form_key" in form.names or bool(typed)) and set(typed) <= form.names and has_button


def said_on(answer: Any) -> str:
    """Return what the page says, without its markup."""
    return " | ".join(read_forms(answer.content.decode()).said)


WHOLE = os.environ.get("TEST_EXTENT") == "full"
STRANGERS_ASKED = 3
LINK = re.compile(r'(?:href|action)="([^"#]+)')
LANDING = {"staff": "needs_me", "supplier": "my_applications"}


def landing_of(who: str) -> str:
    """Return the name of the page where this person begins."""
    is_supplier = who.startswith("supplier") or who == "winner"
    return LANDING["supplier" if is_supplier else "staff"]


def read_landing(scene: Scene, who: str, language: str) -> str:
    """Return the page on which this person begins."""
    with override(language):
        return read(scene, who, reverse(landing_of(who)))


def find_way(
    scene: Scene, who: str, page: str, language: str, landing: str, seen_links: dict[Any, list[str]]
) -> list[str]:
    """Follow links and forms from where the person begins until they lead to the page; return the way there.

    Nobody has changed anything in this state: `seen_links` keeps where each page leads this reader, for other rows.
    """
    with override(language):
        start, lists = reverse(landing_of(who)), [reverse("opportunity_list"), reverse("file_list")]
    wanted, opportunity = (
        address_of(scene, page, language),
        scene.opportunity if scene.opportunity_id else None,
    )
    near = [
        str(scene.opportunity_id),
        *scene.application_ids,
        str(opportunity and opportunity.reference),
        *lists,
    ]
    waiting, seen = deque([[start]]), {start}
    while waiting:
        way = waiting.popleft()
        if len(way) > 5:
            break
        place = (scene.name(who), way[-1])
        if place not in seen_links:
            browser = scene.browsers[scene.name(who)]
            seen_links[place] = list_links(
                landing if len(way) == 1 else browser.get(way[-1]).content.decode()
            )
        for address in seen_links[place]:
            if address == wanted:
                return [*way, address]
            if address not in seen and any(each in address for each in near) and "/documents/" not in address:
                seen.add(address)
                waiting.append([*way, address])
    raise AssertionError(f"No way for {who} from {start} to {wanted}; seen: {sorted(seen)}")


def list_links(html: str) -> list[str]:
    """Return the addresses to which the main part of the page leads, each once, in their order."""
    found = LINK.findall(html.partition("<main")[2])
    return list(dict.fromkeys(urlsplit(markup.unescape(each)).path for each in found))


def has_in_list(scene: Scene, row: Row, who: str, page: str, language: str) -> bool:
    """Say whether the step stands in the person’s own list: staff by its sentence, suppliers by its link."""
    if landing_of(who) == LANDING["supplier"]:
        return f'href="{address_of(scene, row.page, language)}"' in page
    return YOUR_TURN[row.code].in_language(language) in markup.unescape(page.partition('id="others"')[0])


def has_in_queue(scene: Scene, row: Row, who: str) -> bool:
    """Say whether the step waits for the person, by what their list is drawn from: for those who only read it."""
    return any(each.step.code == row.code for each in read_turns(scene.opportunity, scene.person(who)).mine)


# Enough of everybody: one of each role, one who applied, one who did not, one who is not signed in.
ONE_OF_EACH = (
    "client", "officer", "advisor", "fund_manager", "payment_officer", "certifier", "evaluator", "auditor",
    "union_observer", "open_source_advisor", "stranger", "supplier_1", "supplier_2", "supplier_3", "anonymous",
)  # fmt: skip


def strangers_to(scene: Scene, row: Row) -> list[str]:
    """Return everybody without a part in the row, whether signed in or not: all in bin/test --full, else some.

    What every role is answered at every address stands in `tests/permissions/expected.csv` and is asked there.
    """
    if row.strangers:
        return row.strangers.split()
    holders = {
        "client": "client author", "officer": "officer second_officer", "advisor": "advisor",
        "fund_manager": "fund_manager", "payment_officer": "payment_officer", "certifier": "certifier",
    }  # fmt: skip
    known = {each for role in STEPS[row.code].roles for each in holders.get(role.value, "").split()}
    known |= {scene.name(each) for each in f"{row.who} {row.has_a_part}".split()}
    strangers = [name for name in ONE_OF_EACH if name not in known]
    if WHOLE:
        return strangers
    # Each role has its turn at every fourth row or so; nobody signed in has it at every one.
    first = zlib.crc32(row.code.encode()) % len(strangers)
    return list(dict.fromkeys([*(strangers * 2)[first : first + STRANGERS_ASKED], "anonymous"]))
