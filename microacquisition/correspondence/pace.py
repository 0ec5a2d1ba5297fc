"""How fast mail may leave: every worker takes a place before each mail, sign-in mail before steps before lists."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction

from microacquisition.correspondence.models import Carrier, Kind
from microacquisition.site.clock import current_instant

RATE = re.compile(r"([1-9][0-9]{0,5})/(second|minute)")
SECONDS = {"second": 1, "minute": 60}
# Of its span, what those who may hurry run ahead of an even pace: mail to a list never does.
HURRY = {Kind.SIGN_IN: 0.10, Kind.STEP: 0.05, Kind.LIST: 0.0}
# What workers lose between two places, and nobody used, is made up for: of the span, at most so much.
CATCHES_UP = 0.02
SLOWER = 1.125  # than the limit: with all who hurried and all that is made up for, no span holds more than its count
# Of a day's mails, what each class leaves to the one before it.
SHARE_OF_DAY = {Kind.SIGN_IN: 1.0, Kind.STEP: 0.95, Kind.LIST: 0.85}
# After each failure of the carrier itself nothing but sign-in mail tries it for a while, then for twice as long.
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(minutes=5)


class LimitRefused(ValueError):
    """The limit in the settings is not written as we read it."""


@dataclass(frozen=True)
class Limit:
    """At most `count` requests in any `span` seconds, and `per_day` mails from midnight to midnight UTC; 0: no limit."""

    count: int = 0
    span: int = 60
    per_day: int = 0

    @property
    def slack(self) -> timedelta:
        """How far behind an even pace the next place may still be given as if nothing had been lost."""
        return timedelta(seconds=self.span * CATCHES_UP)

    @property
    def interval(self) -> timedelta:
        """Between two mails at an even pace."""
        return timedelta(seconds=self.span * SLOWER / self.count) if self.count else timedelta()

    def lead(self, kind: Kind) -> timedelta:
        """How far ahead of an even pace mail of this kind may leave."""
        return timedelta(seconds=self.span * HURRY[kind])

    def share(self, kind: Kind) -> int:
        """How many mails of a day may have left when one of this kind does."""
        return int(self.per_day * SHARE_OF_DAY[kind])


def read_limit() -> Limit:
    """Return the carrier's limit (`MAIL_LIMIT`, `MAIL_LIMIT_PER_DAY`); LimitRefused where it cannot be read."""
    rate, per_day = settings.MAIL_LIMIT, str(settings.MAIL_LIMIT_PER_DAY or "0")
    found = RATE.fullmatch(rate)
    if rate and found is None:
        raise LimitRefused(f"MAIL_LIMIT is {rate!r}; write it as 1000/minute or 14/second.")
    if not (per_day.isascii() and per_day.isdecimal()):
        raise LimitRefused(f"MAIL_LIMIT_PER_DAY is {per_day!r}, not a whole number.")
    if found is None:
        return Limit(per_day=int(per_day))
    return Limit(int(found[1]), SECONDS[found[2]], int(per_day))


def take_place(kind: str, mails: int = 1) -> float:
    """Take a place for one request with `mails` mails; return 0, or the seconds to wait where there is none yet.

    Commit before the mail is sent: all workers ask the same row. A place that is not used is lost, never given twice.
    """
    limit = read_limit()
    with transaction.atomic():
        carrier = _lock_carrier() if limit.count or limit.per_day else find_carrier()
        now = current_instant()
        wait = (_find_opening(carrier, limit, Kind(kind), mails, now) - now).total_seconds()
        if wait > 0:
            return wait
        if limit.count or limit.per_day:
            carrier.next_at = max(carrier.next_at or now, now - limit.slack) + limit.interval
            carrier.taken = mails + (carrier.taken if carrier.day == now.date() else 0)
            carrier.day = now.date()
            carrier.save(update_fields=["next_at", "taken", "day"])
    return 0.0


def _lock_carrier() -> Carrier:
    carrier, _is_new = Carrier.objects.select_for_update().get_or_create(pk=1)
    return carrier


def find_carrier() -> Carrier:
    """Return how the carrier is doing; a fresh row where no mail ever left."""
    return Carrier.objects.filter(pk=1).first() or Carrier(pk=1)


def _find_opening(carrier: Carrier, limit: Limit, kind: Kind, mails: int, now: datetime) -> datetime:
    """Return the instant from which the next mail of `kind` may leave; not after `now`: at once."""
    openings = [now]
    if limit.count and carrier.next_at:
        openings.append(carrier.next_at - limit.lead(kind))
    if limit.per_day and carrier.day == now.date() and carrier.taken + mails > limit.share(kind):
        openings.append(begin_next_day(now))
    if kind != Kind.SIGN_IN and carrier.resumes_at:
        openings.append(carrier.resumes_at)
    return max(openings)


def begin_next_day(now: datetime) -> datetime:
    """Return the next midnight UTC, when carriers count anew."""
    return datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)


def note_success(*, sealed: bool) -> None:
    """Write down that the carrier takes mail again; what pages show is ended by mail that is not sealed alone."""
    carrier = find_carrier()
    if carrier.away_since is None and (sealed or carrier.failing_since is None):
        return
    ended = {} if sealed else {"failing_since": None, "failure": ""}
    Carrier.objects.filter(pk=1).update(away_since=None, resumes_at=None, **ended)


def note_failure(code: str, *, sealed: bool) -> None:
    """Write down that the carrier itself takes no mail, and let it be for a while."""
    with transaction.atomic():
        carrier, now = _lock_carrier(), current_instant()
        carrier.away_since = carrier.away_since or now
        carrier.resumes_at = now + min(max(now - carrier.away_since, SHORTEST_PAUSE), LONGEST_PAUSE)
        if not sealed:
            carrier.failing_since, carrier.failure = carrier.failing_since or now, code[:60]
        carrier.save(update_fields=["away_since", "resumes_at", "failing_since", "failure"])


def estimate_end(mails: int, sent_today: int, now: datetime) -> datetime | None:
    """Return when so many more mails to a list will have left by the limit alone; None where there is none."""
    limit = read_limit()
    if not mails or not (limit.count or limit.per_day):
        return None
    at, left = now, mails
    if limit.per_day:
        room = limit.share(Kind.LIST)
        today = max(0, room - sent_today)
        if left > today:
            days, left = divmod(left - today - 1, max(1, room))
            at, left = begin_next_day(now) + timedelta(days=days), left + 1
    return at + left * limit.interval
