"""The whole record of an opportunity, newest first, in the reader's language."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from microacquisition.common.read_once import read_once
from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.process.roles import Role
from microacquisition.process.step_words import EVENT_WORDS, STEP_WORDS
from microacquisition.records.models import Event

RECEIPTS = "receipt"
ROLE_WORDS = {role.value: role.label for role in Role}


@dataclass(frozen=True)
class Moment:
    """One entry of the timeline; several like events in a row are one moment."""

    what: Words
    who: str
    role: Words | None
    at: datetime
    first: int
    last: int

    @property
    def count(self) -> int:
        """How many events the moment stands for."""
        return self.last - self.first + 1


@read_once
def read_events(opportunity: Opportunity) -> list[tuple[Event, dict[str, Any]]]:
    """Return every event of the opportunity’s stream with what its body says, oldest first."""
    rows = Event.objects.filter(stream=opportunity.stream).order_by("seq")
    return [(event, json.loads(event.body)) for event in rows]


def read_timeline(opportunity: Opportunity) -> list[Moment]:
    """Return every event of the opportunity's stream as moments, newest first."""
    events = read_events(opportunity)
    names = _names({str(body["actor"]) for _event, body in events})
    moments = []
    for _key, run in groupby(events, key=lambda pair: (pair[0].code, pair[1]["actor"])):
        pairs = list(run)
        grouped = (
            [pairs]
            if pairs[0][0].code in (RECEIPTS, "save_statement", "judge")
            else [[pair] for pair in pairs]
        )
        moments += [_moment(group, names) for group in grouped]
    return moments[::-1]


def _moment(pairs: list[tuple[Event, dict[str, Any]]], names: dict[str, str]) -> Moment:
    event, body = pairs[-1]
    role = str(body["role"])
    return Moment(
        what=_what(event.code, body),
        who=names.get(str(body["actor"]), ""),
        role=ROLE_WORDS.get(role),
        at=event.at,
        first=pairs[0][0].seq,
        last=event.seq,
    )


def _what(code: str, body: dict[str, Any]) -> Words:
    if code in STEP_WORDS:
        return STEP_WORDS[code].done
    facts = body["facts"] if isinstance(body["facts"], dict) else {}
    words = EVENT_WORDS.get(code, Words(en=code.replace("_", " "), fr=code.replace("_", " ")))
    step = STEP_WORDS.get(str(facts.get("step", "")))
    return words.filled(step=step.do) if step else words


def _names(actors: set[str]) -> dict[str, str]:
    people = User.objects.filter(pk__in=[actor for actor in actors if len(actor) == 36])
    return {str(person.pk): str(person) for person in people}
