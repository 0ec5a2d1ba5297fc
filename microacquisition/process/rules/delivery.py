"""May this work be delivered, judged, extended, ended? (spec/pilot.md, step 4 and exceptions; design, table of deliverables)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.process.calendar import count_business_days, is_business_day
from microacquisition.process.windows import BusinessDays

SMALLEST_MOVE = 3  # business days (design, `ask_for_revision`)
REMIND_AHEAD = 2  # business days before the work is due
REMIND_FROM = 8  # o'clock, local time: nobody is written to at night
COMMIT = re.compile(r"[0-9a-f]{7,64}")


@dataclass(frozen=True)
class DeliveryFacts:
    """What was handed over: addresses as typed, and the hosts the program allows."""

    hosts: tuple[str, ...]
    repository: str = ""
    commit: str = ""
    pull_request: str = ""


@dataclass(frozen=True)
class Verdict:
    """One work acceptance criterion judged: met is None while nobody chose."""

    met: bool | None
    reason: str = ""


@dataclass(frozen=True)
class AssessmentFacts:
    """A delivery against the criteria of the statement; `verdicts` None before a form."""

    criteria: tuple[str, ...]
    verdicts: Mapping[str, Verdict] | None = None


@dataclass(frozen=True)
class ExtensionFacts:
    """A delivery date about to move."""

    due_at: datetime
    new_due_at: datetime | None = None
    supplier_agreed: bool = False


@dataclass(frozen=True)
class TerminationFacts:
    """An agreement about to end early."""

    open_deliverables: int
    is_overdue: bool  # due, not delivered, date passed
    supplier_cannot: bool
    somebody_is_left: bool
    percent: int | None = None


REPOSITORY = Words(
    en="Enter the https address of a repository on one of these code hosts: {hosts}.",
    fr="Inscrivez l’adresse https d’un dépôt chez l’un de ces hébergeurs de code\xa0: {hosts}.",
)
COMMIT_MALFORMED = Words(
    en="A commit is 7 to 64 digits and letters from a to f.",
    fr="Un commit compte de 7 à 64 chiffres et lettres de a à f.",
)
PULL_REQUEST = Words(
    en="Enter the https address of a pull request on one of these code hosts: {hosts}.",
    fr="Inscrivez l’adresse https d’une demande de tirage chez l’un de ces hébergeurs de code\xa0: {hosts}.",
)
NAME_THE_CODE = Words(
    en="Name the code: a commit or a pull request.",
    fr="Désignez le code\xa0: un commit ou une demande de tirage.",
)
NOT_JUDGED = Words(en="Judge every criterion.", fr="Évaluez chaque critère.")
REASON_MISSING = Words(
    en="Say why a criterion is not met: the supplier works from it.",
    fr="Expliquez pourquoi un critère n’est pas satisfait\xa0: le fournisseur s’en sert pour réviser.",
)


def check_repository(address: str, hosts: tuple[str, ...]) -> Words | None:
    """Return why this is not a repository on an allowed public code host, or None."""
    return None if _is_on(address, hosts, 2) else REPOSITORY.filled(hosts=", ".join(hosts))


def check_commit(commit: str) -> Words | None:
    """Return why this is not a commit, or None; empty is none given."""
    return None if not commit or COMMIT.fullmatch(commit) else COMMIT_MALFORMED


def check_pull_request(address: str, hosts: tuple[str, ...]) -> Words | None:
    """Return why this is not a pull request on an allowed host, or None; empty is none given."""
    return None if not address or _is_on(address, hosts, 3) else PULL_REQUEST.filled(hosts=", ".join(hosts))


def _is_on(address: str, hosts: tuple[str, ...], parts: int) -> bool:
    try:
        split = urlsplit(address)
        port = split.port
    except ValueError:
        return False
    named = [part for part in split.path.split("/") if part]
    return split.scheme == "https" and split.netloc in hosts and port is None and len(named) >= parts


def code_is_named(facts: DeliveryFacts) -> list[Words]:
    """A delivery names a public repository, and the commit or pull request in it (design, `deliver`)."""
    found = [
        check_repository(facts.repository, facts.hosts),
        check_commit(facts.commit),
        check_pull_request(facts.pull_request, facts.hosts),
        None if facts.commit or facts.pull_request else NAME_THE_CODE,
    ]
    return [reason for reason in found if reason is not None]


def every_criterion_is_judged(facts: AssessmentFacts) -> list[Words]:
    """Every work acceptance criterion is met or not met, the latter with a reason, and nothing else is judged."""
    verdicts = facts.verdicts or {}
    if set(verdicts) != set(facts.criteria) or any(verdict.met is None for verdict in verdicts.values()):
        return [NOT_JUDGED]
    if any(not verdict.met and not verdict.reason.strip() for verdict in verdicts.values()):
        return [REASON_MISSING]
    return []


def every_criterion_is_met(facts: AssessmentFacts) -> list[Words]:
    """Work is accepted when every criterion is met (design, `accept`)."""
    if all(verdict.met for verdict in (facts.verdicts or {}).values()):
        return []
    return [
        Words(
            en="A criterion is not met: ask for a revision.",
            fr="Un critère n’est pas satisfait\xa0: demandez une révision des travaux.",
        )
    ]


def a_criterion_is_not_met(facts: AssessmentFacts) -> list[Words]:
    """A revision needs a criterion that is not met; the criteria and nothing else count."""
    if any(verdict.met is False for verdict in (facts.verdicts or {}).values()):
        return []
    return [Words(en="Every criterion is met: accept the work.", fr="Tous les critères sont satisfaits\xa0: acceptez les travaux.")]  # fmt: skip


def move_due_date(due_at: datetime, delivered_at: datetime, now: datetime, zone: str) -> datetime:
    """Return the new due instant (UTC) after a request to revise.

    It moves by the business days the assessment took, at least three, and never to less than three from now.
    """
    taken = count_business_days(local_time(delivered_at, zone).date(), local_time(now, zone).date())
    moved = BusinessDays(max(taken, SMALLEST_MOVE)).after(due_at, zone)
    return max(moved, BusinessDays(SMALLEST_MOVE).after(now, zone))


def moves_later_and_agreed(facts: ExtensionFacts) -> list[Words]:
    """A delivery date moves later only, and the supplier agreed (design, `extend_delivery`)."""
    reasons = []
    if facts.new_due_at is None or facts.new_due_at <= facts.due_at:
        reasons.append(
            Words(en="Choose a later date than the current one.", fr="Choisissez une date postérieure à la date actuelle.")
        )  # fmt: skip
    if not facts.supplier_agreed:
        reasons.append(
            Words(en="The supplier must have agreed to the new date.", fr="Le fournisseur doit avoir accepté la nouvelle date.")
        )  # fmt: skip
    return reasons


def work_is_open(facts: TerminationFacts) -> list[Words]:
    """What is accepted is owed: only work that is not accepted can be terminated."""
    if facts.open_deliverables:
        return []
    return [Words(en="No work is open: all of it was accepted.", fr="Il n’y a plus de travaux en cours\xa0: tout est accepté.")]  # fmt: skip


def supplier_is_in_default(facts: TerminationFacts) -> list[Words]:
    """Default is work not delivered by its date, or a supplier who said that it cannot deliver (spec/pilot.md)."""
    if facts.is_overdue or facts.supplier_cannot:
        return []
    return [
        Words(
            en="The work is not overdue, and the supplier did not say that it cannot deliver.",
            fr="Les travaux ne sont pas en retard, et le fournisseur n’a pas dit qu’il ne pourra pas livrer.",
        )
    ]


def share_is_a_percentage(facts: TerminationFacts) -> list[Words]:
    """For convenience the supplier is paid the share of the price that matches the work done."""
    if facts.percent is not None and 0 <= facts.percent <= 100:
        return []
    return [Words(en="Enter the share of the work done, from 0 to 100 percent.", fr="Inscrivez la part des travaux faite, de 0 à 100\xa0%.")]  # fmt: skip


def share_of(price_cents: int, percent: int) -> int:
    """Return `percent` of a price in cents, halves rounded up."""
    return (price_cents * percent + 50) // 100


def is_reminder_due(due: datetime, now: datetime) -> bool:
    """True from the morning of the second business day before the work is due; both in local time."""
    return (
        now < due
        and now.hour >= REMIND_FROM
        and now.date() >= _business_days_before(due.date(), REMIND_AHEAD)
    )


def _business_days_before(day: date, count: int) -> date:
    while count:
        day -= timedelta(days=1)
        count -= is_business_day(day)
    return day
