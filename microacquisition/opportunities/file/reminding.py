"""Reminders by mail: one click of whoever waits, at most one a business day; the clock’s own once a target passes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from microacquisition.common.dates import format_date
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.file.waits import (
    REMINDED,
    REMINDED_BY_CLOCK,
    WAIT,
    Wait,
    read_waits,
    zone_of_file,
)
from microacquisition.opportunities.letters import Values, write_to
from microacquisition.opportunities.opportunity import Opportunity, public_status
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.people.queries import holds, teams_of
from microacquisition.process.lifecycle import ENDS
from microacquisition.process.roles import Role
from microacquisition.process.rules import waiting as rules
from microacquisition.process.waiting import HURRIED_WHILE_OPEN
from microacquisition.process.windows import BusinessDays
from microacquisition.records.events import CLOCK_DOER, Doer, write_event
from microacquisition.site.clock import current_instant

RULES = (
    rules.is_still_awaited, rules.is_somebody_elses_turn, rules.somebody_can_be_reminded, rules.is_not_reminded_today,
)  # fmt: skip


def part_in_waiting(user: User, opportunity: Opportunity) -> Role | None:
    """Return as whom the person may remind others and note contacts: officer, client or advisor; else None."""
    if any(team.pk == opportunity.team_id for team in teams_of(user)):
        return Role.CLIENT
    for role in (Role.OFFICER, Role.ADVISOR):
        if holds(user, role, opportunity.programme_code, opportunity.department_id):
            return role
    return None


def remind(opportunity_id: UUID, key: str, user: User, language: str) -> Wait:
    """Write to whom the wait belongs, with an event. NotYours for who waits for nothing here, else Refused."""
    with transaction.atomic():
        opportunity = lock_file(opportunity_id)
        role = part_in_waiting(user, opportunity)
        if role is None:
            raise NotYours("remind")
        now = current_instant()
        turns = read_turns(opportunity, user, now)
        wait = next((each for each in read_waits(turns.waiting, now) if each.key == key), None)
        own = {each.step.code for each in turns.mine}
        facts = rules.ReminderFacts(
            is_awaited=wait is not None,
            is_own_turn=wait is not None and wait.pending.step.code in own,
            people_to_remind=len(wait.people) if wait else 0,
            today=opportunity.local_day(now),
            last_reminder=wait.reminded_on if wait else None,
        )
        reasons = [reason for rule in RULES for reason in rule(facts)]
        if wait is None or reasons:
            raise Refused(reasons)
        sender = user.name or user.email
        _write(wait, Doer(str(user.pk), role.value, language), REMINDED, {"sender_name": sender})
        return wait


def remind_of_late_waits(now: datetime) -> int:
    """Write to everybody whose target has passed, as the rule says; return how many waits. Idempotent."""
    live = Opportunity.objects.exclude(state__in=ENDS)
    return sum(_remind_of_late(row, now) for row in live if not row.programme.practice and _late(row, now))


def _remind_of_late(opportunity: Opportunity, now: datetime) -> int:
    with transaction.atomic():
        # Look again under the lock: somebody may have acted meanwhile.
        late = _late(lock_file(opportunity.pk), now)
        for wait in late:
            _write(wait, CLOCK_DOER, REMINDED_BY_CLOCK, {})
        return len(late)


def _late(opportunity: Opportunity, now: datetime) -> list[Wait]:
    local = local_time(now, zone_of_file(opportunity))
    waits = read_waits(read_turns(opportunity, now=now).waiting, now)
    if public_status(opportunity, now) == "open":
        waits = [each for each in waits if each.pending.step.code in HURRIED_WHILE_OPEN]
    return [
        each for each in waits if each.people and rules.clock_reminds(*each.target, each.reminded_on, local)
    ]


def lock_file(opportunity_id: UUID) -> Opportunity:
    """Lock the opportunity’s row; NotYours where there is none."""
    row = Opportunity.objects.select_for_update(of=("self",)).filter(pk=opportunity_id).first()
    if row is None:
        raise NotYours("file")
    return row


def describe_wait(wait: Wait, said: Mapping[str, str]) -> Values:
    """Return what messages say of a wait: what, since when, for how long; and what else `said` adds."""

    def values(language: str) -> Mapping[str, str]:
        return {
            "what": wait.what.in_language(language),
            "since": format_date(wait.since, language),
            "age": say_age(wait.age).in_language(language),
            **said,
        }

    return values


def say_age(days: int) -> Words:
    """Return `3 business days`; `today` where it began today."""
    return BusinessDays(days).label() if days else Words(en="today", fr="aujourd’hui")


def step_address(wait: Wait) -> str:
    """Path of the page on which the step is taken, in the active language."""
    return reverse(wait.pending.page, kwargs={"opportunity_id": wait.pending.opportunity.pk})


def _write(wait: Wait, doer: Doer, code: str, said: Mapping[str, str]) -> None:
    opportunity = wait.pending.opportunity
    facts = {"step": wait.pending.step.code, "people": len(wait.people)}
    event = write_event(opportunity.stream, code, doer, (WAIT, wait.key), facts=facts)
    template = "file/reminder" if code == REMINDED else "file/late"
    letters = write_to(
        wait.people,
        template,
        opportunity,
        link=lambda _row: step_address(wait),
        values=describe_wait(wait, said),
    )
    for letter in letters:
        post_letter(letter, event.pk, opportunity)
