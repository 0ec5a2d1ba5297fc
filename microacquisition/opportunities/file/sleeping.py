"""Clients who owe something and fall silent: the clock asks them and tells the officer; any sign of life wakes the file."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from microacquisition.common.dates import format_date
from microacquisition.common.read_once import read_once
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.file.reminding import lock_file
from microacquisition.opportunities.file.waits import Wait, read_waits, zone_of_file
from microacquisition.opportunities.letters import file_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.readings import READING
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding, teams_of
from microacquisition.process.lifecycle import ENDS
from microacquisition.process.roles import Role
from microacquisition.process.rules.waiting import client_sleeps
from microacquisition.records.events import CLOCK_DOER, Doer, write_event
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant

FELL_ASLEEP, GOES_ON = "fall_asleep", "go_on"
BY_CLIENT = '"role":"client"'  # as the canonical body of an event says it

NOT_WAITED_FOR = Words(
    en="Nothing waits for the client team any more.", fr="Rien n’attend plus l’équipe cliente."
)


def find_client_wait(opportunity: Opportunity, now: datetime) -> Wait | None:
    """Return what only the client team owes now, or None."""
    waits = read_waits(read_turns(opportunity, now=now).waiting, now)
    return next((each for each in waits if each.pending.roles == {Role.CLIENT}), None)


def last_sign_of_client(opportunity: Opportunity, wait: Wait) -> datetime:
    """Return when the client team last did anything on this file, or since when it owes this, whichever is later."""
    rows = Event.objects.filter(stream=opportunity.stream, body__contains=BY_CLIENT).exclude(
        subject_kind=READING
    )
    last = rows.order_by("-seq").first()
    return max(wait.pending.since, last.at) if last else wait.pending.since


@read_once
def is_asleep(opportunity: Opportunity) -> bool:
    """True from the letter of the clock to the next thing that happens on the file, reminders aside."""
    rows = Event.objects.filter(stream=opportunity.stream).exclude(subject_kind__in=("wait", READING))
    last = rows.exclude(code="note_contact").order_by("-seq").first()
    return last is not None and last.code == FELL_ASLEEP


def put_to_sleep(now: datetime) -> int:
    """Mark each file whose client has been silent too long, and write both letters; return how many. Idempotent."""
    rows = Opportunity.objects.exclude(state__in=(*ENDS, "REQUESTED", "OPEN", "SCHEDULED"))
    return sum(_put_to_sleep(row, now) for row in rows if not row.programme.practice and _slumbers(row, now))


def go_on(opportunity_id: UUID, user: User, language: str) -> None:
    """Keep that the client team goes on. NotYours for others; Refused where nothing waits for the team."""
    with transaction.atomic():
        opportunity = lock_file(opportunity_id)
        if all(team.pk != opportunity.team_id for team in teams_of(user)):
            raise NotYours(GOES_ON)
        if find_client_wait(opportunity, current_instant()) is None:
            raise Refused([NOT_WAITED_FOR])
        doer = Doer(str(user.pk), Role.CLIENT.value, language)
        event = write_event(opportunity.stream, GOES_ON, doer, ("opportunity", str(opportunity.pk)))
        for letter in write_to(_officers(opportunity), "file/client_goes_on", opportunity, link=file_address):
            post_letter(letter, event.pk, opportunity)


def _slumbers(opportunity: Opportunity, now: datetime) -> Wait | None:
    wait = find_client_wait(opportunity, now)
    if (
        wait is None
        or is_asleep(opportunity)
        or not client_sleeps(last_sign_of_client(opportunity, wait), now)
    ):
        return None
    return wait


def _put_to_sleep(opportunity: Opportunity, now: datetime) -> int:
    with transaction.atomic():
        opportunity = lock_file(opportunity.pk)
        wait = _slumbers(opportunity, now)
        if wait is None:
            return 0
        silent_since = local_time(last_sign_of_client(opportunity, wait), zone_of_file(opportunity)).date()
        event = write_event(
            opportunity.stream, FELL_ASLEEP, CLOCK_DOER, ("opportunity", str(opportunity.pk)),
            facts={"step": wait.pending.step.code, "silent_since": silent_since.isoformat()},
        )  # fmt: skip

        def values(language: str) -> dict[str, str]:
            return {"what": wait.what.in_language(language), "since": format_date(silent_since, language)}

        letters = write_to(
            wait.people, "file/still_needed", opportunity, link=_question_address, values=values
        )
        letters += write_to(
            _officers(opportunity), "file/client_silent", opportunity, link=file_address, values=values
        )
        for letter in letters:
            post_letter(letter, event.pk, opportunity)
        return 1


def _question_address(opportunity: Opportunity) -> str:
    return reverse("still_needed", kwargs={"opportunity_id": opportunity.pk})


def _officers(opportunity: Opportunity) -> list[User]:
    holders = people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id)
    return [opportunity.officer] if opportunity.officer in holders and opportunity.officer else holders
