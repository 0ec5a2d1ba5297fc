"""Rules of waiting: when somebody may be reminded, when the clock reminds, who may stand in, when a client sleeps."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from microacquisition.common.words import Words
from microacquisition.process.calendar import count_business_days, is_business_day

# The clock reminds on the first business day past the target, then every so many: in the pilot four days passed
# before a signature that takes three minutes, so a week is too long; every day would soon be read no more.
REMIND_EVERY = 3
REMIND_FROM = 8  # o’clock, local time: where mail is read in the morning
# Two of three eligible clients of the pilot fell silent; four weeks of work, the issue says, is 20 days.
SLEEPS_AFTER = timedelta(days=20)


@dataclass(frozen=True)
class ReminderFacts:
    """The facts of a reminder by mail; days are local."""

    is_awaited: bool
    is_own_turn: bool
    people_to_remind: int
    today: date
    last_reminder: date | None = None


@dataclass(frozen=True)
class StandInFacts:
    """The facts of naming who acts instead."""

    is_awaited: bool
    can_stand_in: bool


def is_still_awaited(facts: ReminderFacts | StandInFacts) -> list[Words]:
    """Only what is awaited now can be hurried or passed on."""
    if facts.is_awaited:
        return []
    return [Words(en="Nobody is waiting for this any more.", fr="Plus personne n’attend cela.")]


def is_somebody_elses_turn(facts: ReminderFacts) -> list[Words]:
    """Nobody reminds themselves."""
    if not facts.is_own_turn:
        return []
    return [
        Words(en="It is your own turn: take the step.", fr="C’est à vous d’agir\xa0: franchissez l’étape.")
    ]


def somebody_can_be_reminded(facts: ReminderFacts) -> list[Words]:
    """A reminder goes to people; the clock needs none."""
    if not facts.is_awaited or facts.people_to_remind:
        return []
    return [
        Words(
            en="Nobody holds this role yet. Ask an administrator to grant it.",
            fr="Personne n’a encore ce rôle. Demandez à une administratrice ou à un administrateur de l’accorder.",
        )
    ]


def is_not_reminded_today(facts: ReminderFacts) -> list[Words]:
    """One reminder a business day for each wait, whoever sends it."""
    last = facts.last_reminder
    if last is None or count_business_days(last, facts.today) >= 1:
        return []
    return [
        Words(
            en="A reminder was already sent. You can send another one on the next business day.",
            fr="Un rappel a déjà été envoyé. Vous pourrez en envoyer un autre le prochain jour ouvrable.",
        )
    ]


def may_stand_in(facts: StandInFacts) -> list[Words]:
    """A stand-in holds the same role on this file, or belongs to the same client team."""
    if not facts.is_awaited or facts.can_stand_in:
        return []
    return [Words(en="This person cannot act here.", fr="Cette personne ne peut pas agir ici.")]


def count_days_late(age: int, target: int | None) -> int:
    """Return by how many business days a wait is past its target; 0 where it is not, or has none."""
    return max(0, age - target) if target is not None else 0


def clock_reminds(since: date, target: int | None, last_reminder: date | None, now: datetime) -> bool:
    """True in the morning of a business day past the target, REMIND_EVERY business days after the last reminder.

    `now` is local. A wait without a target is never hurried by the clock.
    """
    today = now.date()
    if target is None or now.hour < REMIND_FROM or not is_business_day(today):
        return False
    if not count_days_late(count_business_days(since, today), target):
        return False
    return last_reminder is None or count_business_days(last_reminder, today) >= REMIND_EVERY


def client_sleeps(last_sign: datetime, now: datetime) -> bool:
    """True where a client who owes something has given no sign of life for SLEEPS_AFTER."""
    return now - last_sign >= SLEEPS_AFTER
