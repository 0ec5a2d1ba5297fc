"""May this work be delivered and judged, and when is it due? (spec/pilot.md, step 4; design, table of deliverables)."""

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
class ItemFacts:
    """One item that the supplier gets from the client, before it is handed over, confirmed or reported late."""

    is_known: bool  # an item of this statement was chosen, and its agreement is in force
    is_handed_over: bool  # the client team says so, and the supplier did not deny it
    is_confirmed: bool
    work_is_open: bool
    days_to_give: int  # business days by which the delivery date has not yet moved for it
    today: date
    started_on: date
    handed_over_on: date | None = None
    somebody_waits: bool = True  # before a form: an item stands for which the step could be taken


@dataclass(frozen=True)
class AssessmentFacts:
    """A delivery against the criteria of the statement; `verdicts` None before a form."""

    criteria: tuple[str, ...]
    verdicts: Mapping[str, Verdict] | None = None


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
NO_OPEN_WORK = Words(en="No work is under way.", fr="Il n’y a pas de travaux en cours.")
CHOOSE_ITEM = Words(
    en="Choose an item that waits for this answer.", fr="Choisissez un élément qui attend cette réponse."
)
NOT_YET_HANDED_OVER = Words(
    en="Enter the day on which it was handed over: today or earlier.",
    fr="Inscrivez le jour de la remise : aujourd’hui ou avant.",
)
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


def count_days_late(due_on: date, started_on: date, until: date) -> int:
    """Return the business days by which an item from the client is late on `until`.

    Nobody waits before the work begins: the promise counts from the later of its date and the signature's.
    """
    return max(0, count_business_days(max(due_on, started_on), until))


def move_by_days(due_at: datetime, days: int, zone: str) -> datetime:
    """Return the due instant (UTC) so many business days later, at the same local time."""
    return BusinessDays(days).after(due_at, zone)


def items_stand(facts: ItemFacts) -> list[Words]:
    """An item can be moved on while the work is open, and only where one stands for it."""
    if not facts.work_is_open:
        return [NO_OPEN_WORK]
    if facts.somebody_waits:
        return []
    return [
        Words(en="No item waits for this answer now.", fr="Aucun élément n’est en attente de cette réponse.")
    ]


def item_can_be_handed_over(facts: ItemFacts) -> list[Words]:
    """The client team names an item that is not handed over, and a day of the work so far."""
    if not facts.is_known or facts.is_handed_over:
        return [CHOOSE_ITEM]
    day = facts.handed_over_on
    if day is None or day > facts.today:
        return [NOT_YET_HANDED_OVER]
    return []


def item_can_be_confirmed(facts: ItemFacts) -> list[Words]:
    """The supplier confirms what the client team says it handed over."""
    return [] if facts.is_handed_over and not facts.is_confirmed else [CHOOSE_ITEM]


def item_can_be_reported(facts: ItemFacts) -> list[Words]:
    """The supplier says that an item is missing: it is late, or what was handed over did not arrive."""
    if not facts.is_known or facts.is_confirmed:
        return [CHOOSE_ITEM]
    if facts.is_handed_over or facts.days_to_give > 0:
        return []
    return [
        Words(
            en="This item is not late yet, or its delay so far was counted already.",
            fr="Cet élément n’est pas encore en retard, ou son retard a déjà été compté.",
        )
    ]


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
