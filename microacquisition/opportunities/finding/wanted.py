"""What somebody looks for, and how it stands in an address."""

from dataclasses import dataclass, replace

from django.utils.http import urlencode

STATUSES = ("open", "soon", "closed")


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: the filters that could be understood; empty ones leave nothing out."""

    words: str = ""
    statuses: tuple[str, ...] = ()
    skill: str = ""
    programme: str = ""
    department: str = ""
    least_cents: int | None = None
    most_cents: int | None = None
    remote: bool = False
    sort: str = "closing"

    @property
    def narrows(self) -> bool:
        """True where anything but the state leaves opportunities out."""
        return replace(self, statuses=(), sort="closing") != Wanted()

    def write_query(self) -> str:
        """Return the filters as they stand in an address, without the question mark."""
        pairs: list[tuple[str, str]] = [
            ("q", self.words), *(("status", status) for status in self.statuses), ("skill", self.skill),
            ("program", self.programme), ("department", self.department),
            ("from", _spell_amount(self.least_cents)), ("to", _spell_amount(self.most_cents)),
            ("remote", "1" if self.remote else ""), ("sort", "" if self.sort == "closing" else self.sort),
        ]  # fmt: skip
        return urlencode([(name, value) for name, value in pairs if value != ""])


def _spell_amount(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100}.{cents % 100:02}"
