"""Contacts noted on a file: kind and day in the record, names and summary beside it; a correction is another note."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from microacquisition.common.words import Words
from microacquisition.opportunities.file.reminding import lock_file, part_in_waiting
from microacquisition.opportunities.opportunity import SEES_EVERYTHING, Opportunity, TakenForm
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.taken_forms import find_taken, names_constraint
from microacquisition.people.models import User
from microacquisition.people.queries import holds, teams_of
from microacquisition.process.rules.contacts import ContactFacts, ContactKind, contact_took_place
from microacquisition.records.events import Doer, keep_text, write_event
from microacquisition.records.models import Event, KeptText
from microacquisition.site.clock import current_instant

NOTED = "note_contact"


@dataclass(frozen=True)
class Contact:
    """A contact as the file page draws it."""

    kind: Words
    on: date
    with_whom: str
    summary: str


def note_contact(
    opportunity_id: UUID, user: User, language: str, given: Mapping[str, Any], form_key: UUID | None
) -> None:
    """Keep a contact. NotYours for who has no part in the file; Refused for a day ahead. A form works once."""
    try:
        with transaction.atomic():
            opportunity = lock_file(opportunity_id)
            role = part_in_waiting(user, opportunity)
            if role is None:
                raise NotYours(NOTED)
            if find_taken(NOTED, user, form_key):
                return
            facts = ContactFacts(given["took_place_on"], opportunity.local_day(current_instant()))
            if reasons := contact_took_place(facts):
                raise Refused(reasons)
            event = write_event(
                opportunity.stream, NOTED, Doer(str(user.pk), role.value, language),
                ("opportunity", str(opportunity.pk)),
                facts={"kind": given["kind"], "on": given["took_place_on"].isoformat()},
                digests={"with_whom": keep_text(given["with_whom"]), "summary": keep_text(given["summary"])},
            )  # fmt: skip
            if form_key is not None:
                TakenForm.objects.create(
                    person=user, form_key=form_key, step=NOTED, opportunity_id=opportunity.pk,
                    subject_id=str(event.pk),
                )  # fmt: skip
    except IntegrityError as error:
        if not names_constraint(error, "a_form_works_once"):
            raise


def reads_contacts(user: User | None, opportunity: Opportunity) -> bool:
    """True for the client team and the staff of the file; who only evaluates there reads none."""
    if user is None:
        return False
    if any(team.pk == opportunity.team_id for team in teams_of(user)):
        return True
    place = (opportunity.programme_code, opportunity.department_id)
    return any(holds(user, role, *place) for role in SEES_EVERYTHING)


def read_contacts(events: list[tuple[Event, dict[str, Any]]]) -> dict[UUID, Contact]:
    """Return the contacts among these events, by event."""
    noted = {event.pk: body for event, body in events if event.code == NOTED}
    if not noted:
        return {}
    digests = [digest for body in noted.values() for digest in body["digests"].values()]
    texts = dict(KeptText.objects.filter(digest__in=digests).values_list("digest", "text"))
    return {
        key: Contact(
            kind=ContactKind(body["facts"]["kind"]).label,
            on=date.fromisoformat(body["facts"]["on"]),
            with_whom=texts.get(body["digests"]["with_whom"], ""),
            summary=texts.get(body["digests"]["summary"], ""),
        )
        for key, body in noted.items()
    }
