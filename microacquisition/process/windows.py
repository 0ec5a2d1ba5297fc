"""How long something may take, as a programme says it: business days, days or minutes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from microacquisition.common.words import Words
from microacquisition.common.zones import local_time, resolve_leniently
from microacquisition.process.calendar import add_business_days


@dataclass(frozen=True)
class BusinessDays:
    """So many federal business days, ending at the same local time, or at `closing_time` if given."""

    n: int
    closing_time: time | None = None

    def after(self, instant: datetime, zone: str) -> datetime:
        """Return the end (UTC) of the window that starts at `instant`, counted in `zone`."""
        return _at_local_day(instant, zone, self.n, self.closing_time)

    def before(self, instant: datetime, zone: str) -> datetime:
        """Return the instant (UTC) that lies so many business days before `instant`."""
        return _at_local_day(instant, zone, -self.n, self.closing_time)

    def label(self) -> Words:
        """Return `2 business days` / « 2 jours ouvrables »."""
        if self.n == 1:
            return Words(en="1 business day", fr="1\u00a0jour ouvrable")
        return Words(en=f"{self.n} business days", fr=_plural(self.n, "jour ouvrable", "jours ouvrables"))


@dataclass(frozen=True)
class Days:
    """So many calendar days, ending at the same local time, or at `closing_time` where one is given."""

    n: int
    closing_time: time | None = None

    def after(self, instant: datetime, zone: str) -> datetime:
        """Return the end (UTC) of the window that starts at `instant`, counted in `zone`."""
        return self._at(instant, zone, self.n)

    def before(self, instant: datetime, zone: str) -> datetime:
        """Return the instant (UTC) that lies so many days before `instant`."""
        return self._at(instant, zone, -self.n)

    def label(self) -> Words:
        """Return `14 days` / « 14 jours »."""
        return Words(en="1 day" if self.n == 1 else f"{self.n} days", fr=_plural(self.n, "jour", "jours"))

    def _at(self, instant: datetime, zone: str, count: int) -> datetime:
        local = local_time(instant, zone)
        return _resolve(local.date() + timedelta(days=count), local, self.closing_time, zone)


@dataclass(frozen=True)
class Minutes:
    """So many minutes, for practice programs."""

    n: int

    def after(self, instant: datetime, zone: str) -> datetime:
        """Return the instant (UTC) so many minutes later; `zone` changes nothing."""
        return local_time(instant, zone).astimezone(UTC) + timedelta(minutes=self.n)

    def before(self, instant: datetime, zone: str) -> datetime:
        """Return the instant (UTC) so many minutes earlier; `zone` changes nothing."""
        return local_time(instant, zone).astimezone(UTC) - timedelta(minutes=self.n)

    def label(self) -> Words:
        """Return `5 minutes` / « 5 minutes »."""
        return Words(
            en="1 minute" if self.n == 1 else f"{self.n} minutes", fr=_plural(self.n, "minute", "minutes")
        )


Window = BusinessDays | Days | Minutes


def _at_local_day(instant: datetime, zone: str, count: int, closing_time: time | None) -> datetime:
    local = local_time(instant, zone)
    return _resolve(add_business_days(local.date(), count), local, closing_time, zone)


def _resolve(day: date, local: datetime, closing_time: time | None, zone: str) -> datetime:
    return resolve_leniently(day, closing_time or local.time(), zone)


def _plural(count: int, one: str, many: str) -> str:
    """French counts 0 and 1 as singular."""
    return f"{count}\u00a0{one if count < 2 else many}"
