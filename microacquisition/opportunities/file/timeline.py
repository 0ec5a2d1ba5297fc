"""The whole record of an opportunity, newest first, in the reader's language."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from microacquisition.common.read_once import read_once
from microacquisition.common.words import Words
from microacquisition.opportunities.file.contacts import Contact, read_contacts, reads_contacts
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.readings import READINGS
from microacquisition.opportunities.signatures import Signature
from microacquisition.people.models import User
from microacquisition.process.roles import Role
from microacquisition.process.step_words import EVENT_WORDS, STEP_WORDS
from microacquisition.records.models import Event

RECEIPTS = "receipt"
GROUPED = READINGS | {RECEIPTS, "save_statement", "judge", "note_announcement"}
# Of a deployment’s own code, or of a version to come.
UNNAMED = Words(en="Event “{code}”", fr="Événement «\xa0{code}\xa0»")
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
    contact: Contact | None = None
    recorded: bool = False  # by an officer, of what somebody else did on paper
    paper: Signature | None = None  # where the event is a signature given on paper

    @property
    def count(self) -> int:
        """How many events the moment stands for."""
        return self.last - self.first + 1


@read_once
def read_events(opportunity: Opportunity) -> list[tuple[Event, dict[str, Any]]]:
    """Return every event of the opportunity’s stream with what its body says, oldest first."""
    rows = Event.objects.filter(stream=opportunity.stream).order_by("seq")
    return [(event, json.loads(event.body)) for event in rows]


def read_timeline(opportunity: Opportunity, reader: User | None = None) -> list[Moment]:
    """Return every event of the opportunity's stream as moments, newest first, with what `reader` may read of them."""
    events = read_events(opportunity)
    contacts = read_contacts(events) if reads_contacts(reader, opportunity) else {}
    names = _names({str(body["actor"]) for _event, body in events})
    papers = {str(each.pk): each for each in list_papers(opportunity)}
    moments = []
    for _key, run in groupby(events, key=lambda pair: (pair[0].code, pair[1]["actor"])):
        pairs = list(run)
        grouped = [pairs] if pairs[0][0].code in GROUPED else [[pair] for pair in pairs]
        moments += [_moment(group, names, contacts, papers) for group in grouped]
    return moments[::-1]


@read_once
def list_papers(opportunity: Opportunity) -> list[Signature]:
    """Return the signatures given on paper, oldest first."""
    return list(opportunity.signatures.exclude(outside_name="").order_by("signed_at"))


def _moment(
    pairs: list[tuple[Event, dict[str, Any]]],
    names: dict[str, str],
    contacts: dict[UUID, Contact],
    papers: dict[str, Signature],
) -> Moment:
    event, body = pairs[-1]
    role = str(body["role"])
    return Moment(
        what=_what(event.code, body),
        who=names.get(str(body["actor"]), ""),
        role=ROLE_WORDS.get(role),
        at=event.at,
        first=pairs[0][0].seq,
        last=event.seq,
        contact=contacts.get(event.pk),
        recorded=bool(body["acting_for"]),
        paper=papers.get(event.subject_id) if event.subject_kind == "signature" else None,
    )


def _what(code: str, body: dict[str, Any]) -> Words:
    if code in STEP_WORDS:
        return STEP_WORDS[code].done
    facts = body["facts"] if isinstance(body["facts"], dict) else {}
    code = "sign_on_paper" if code == "sign" and facts.get("outside") == "yes" else code
    words = EVENT_WORDS.get(code) or UNNAMED.filled(code=code)
    step = STEP_WORDS.get(str(facts.get("step", "")))
    return words.filled(step=step.do) if step else words


def _names(actors: set[str]) -> dict[str, str]:
    people = User.objects.filter(pk__in=[actor for actor in actors if len(actor) == 36])
    return {str(person.pk): str(person) for person in people}
