"""Every wait of a file: whose it is, since when, how late, whether somebody was reminded, and what the clock waits for."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from microacquisition.common.dates import instant_words
from microacquisition.common.read_once import read_once
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.file.owners import Owner, find_owners
from microacquisition.opportunities.file.pending import Pending
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.queries import find_commitment, read_beacon
from microacquisition.people.models import User
from microacquisition.process.calendar import count_business_days
from microacquisition.process.roles import Role
from microacquisition.process.rules.waiting import count_days_late
from microacquisition.process.selection.moments import moment_words
from microacquisition.process.waiting import waits_for
from microacquisition.records.models import Event

REMINDED, REMINDED_BY_CLOCK, STAND_IN = "remind", "remind_by_clock", "name_stand_in"
WAIT = "wait"  # the kind of subject of these events

# What nobody can hasten: it comes at its instant by itself.
CLOCK_WAITS = {
    "SCHEDULED": Words(en="the opening", fr="l’ouverture"),
    "OPEN": Words(en="the closing", fr="la clôture"),
    "DRAW_COMMITTED": Words(en="the draw", fr="le tirage au sort"),
}


@dataclass(frozen=True)
class Wait:
    """One wait; `since`, `until`, `today` and `reminded_on` are local days, ages are in business days.

    `until` is the day that was agreed for it, if any: it is late after that day, else after the program's target.
    """

    pending: Pending
    owners: list[Owner]
    since: date
    until: date | None
    today: date
    reminded_on: date | None

    @property
    def age(self) -> int:
        """How long it has waited."""
        return count_business_days(self.since, self.today)

    @property
    def days_late(self) -> int:
        """By how much it is past its target; 0 where it is not."""
        start, days = self.target
        return count_days_late(count_business_days(start, self.today), days)

    @property
    def reminded_today(self) -> bool:
        """True where no other reminder is sent before the next business day."""
        return self.reminded_on is not None and count_business_days(self.reminded_on, self.today) < 1

    @property
    def key(self) -> str:
        """What names this wait in addresses and in the record."""
        return key_of(self.pending)

    @property
    def target(self) -> tuple[date, int | None]:
        """The day from which days are counted, and after how many business days it is late; None: never."""
        return (self.until, 0) if self.until else (self.since, self.pending.target)

    @property
    def what(self) -> Words:
        """What the file waits for, as a noun."""
        return waits_for(self.pending.step)

    @property
    def people(self) -> list[User]:
        """Everybody a reminder goes to."""
        return [person for owner in self.owners for person in owner.people]


@dataclass(frozen=True)
class ClockWait:
    """What comes by itself, and when."""

    opportunity: Opportunity
    what: Words
    when: Words
    since: date
    age: int


def key_of(pending: Pending) -> str:
    """Return the step’s code and the id of what it moves, or of the file where it begins something."""
    subject = pending.subject if pending.subject is not None else pending.opportunity
    return f"{pending.step.code}:{subject.pk}"


def zone_of_file(opportunity: Opportunity) -> str:
    """Return the zone in which the file’s days are counted."""
    return opportunity.zone or opportunity.programme.zone


def read_waits(pending: list[Pending], now: datetime) -> list[Wait]:
    """Return each wait with its owners, in the order given."""
    return [_read_wait(each, now) for each in pending]


def find_clock_wait(
    opportunity: Opportunity, now: datetime, *, people_wait: bool = False
) -> ClockWait | None:
    """Return what the clock will do on this file, or None; what is past its instant only where no people wait."""
    what, until = CLOCK_WAITS.get(opportunity.state), _instant_of(opportunity)
    if what is None or until is None or (people_wait and until <= now):
        return None
    since = local_time(opportunity.state_since, zone_of_file(opportunity)).date()
    when = _tell_instant(opportunity, until)
    return ClockWait(opportunity, what, when, since, count_business_days(since, opportunity.local_day(now)))


def _tell_instant(opportunity: Opportunity, until: datetime) -> Words:
    zone = zone_of_file(opportunity)
    commitment = find_commitment(opportunity) if opportunity.state == "DRAW_COMMITTED" else None
    return moment_words(read_beacon(commitment), zone) if commitment else instant_words(until, zone)


def _instant_of(opportunity: Opportunity) -> datetime | None:
    if opportunity.state == "DRAW_COMMITTED":
        commitment = find_commitment(opportunity)
        return commitment.beacon_at if commitment else None
    return opportunity.opens_at if opportunity.state == "SCHEDULED" else opportunity.closes_at


def _read_wait(pending: Pending, now: datetime) -> Wait:
    opportunity, key = pending.opportunity, key_of(pending)
    zone, today = zone_of_file(opportunity), opportunity.local_day(now)
    since = local_time(pending.since, zone).date()
    reminded_on, stand_ins = None, {}
    for event, facts in _events_of_waits(opportunity):
        if event.subject_id != key or event.at < pending.since:
            continue
        if event.code == STAND_IN:
            stand_ins[Role(facts["role"])] = _person(facts["person"])
        else:
            reminded_on = local_time(event.at, zone).date()
    return Wait(
        pending=pending,
        owners=find_owners(pending, {role: who for role, who in stand_ins.items() if who}, today),
        since=since,
        until=local_time(pending.until, zone).date() if pending.until else None,
        today=today,
        reminded_on=reminded_on,
    )


@read_once
def _events_of_waits(opportunity: Opportunity) -> list[tuple[Event, dict[str, str]]]:
    rows = Event.objects.filter(stream=opportunity.stream, subject_kind=WAIT).order_by("seq")
    return [(event, json.loads(event.body)["facts"]) for event in rows]


@read_once
def _person(person_id: str) -> User | None:
    return User.objects.filter(pk=person_id, is_active=True).first()
