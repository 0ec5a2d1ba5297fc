"""How far the mail is: of one opportunity, and altogether; sealed mail is counted nowhere, for its number is secret."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

from microacquisition.correspondence.models import Kind, MailNotice, Message, Outcome, State
from microacquisition.correspondence.pace import begin_next_day, estimate_end, find_carrier, read_limit
from microacquisition.correspondence.texts import PLACEHOLDER, TextRefused, load_file_text

SHOWN_FAILURES = timedelta(days=7)
CAME_BACK = (Outcome.RETURNED, Outcome.COMPLAINED)
COUNTS = {
    "sent": Count("pk", filter=Q(state=State.SENT)),
    "waiting": Count("pk", filter=Q(state=State.QUEUED)),
    "failed": Count("pk", filter=Q(state=State.FAILED)),
    "withdrawn": Count("pk", filter=Q(state=State.WITHDRAWN)),
}


@dataclass(frozen=True)
class NoticeProgress:
    """One notice of an opportunity, to however many people: where its mails stand, and when the last will leave."""

    template: str
    kind: Kind
    began_at: datetime
    sent: int
    waiting: int
    failed: int
    withdrawn: int
    returned: int
    ends_at: datetime | None


@dataclass(frozen=True)
class MailStatus:
    """How the carrier is doing and what waits for it; counts are of mail that is not sealed."""

    last_success_at: datetime | None
    failing_since: datetime | None
    failure: str
    waiting: dict[Kind, int]
    oldest_at: datetime | None
    failed_lately: int
    returned_lately: int
    per_minute: int
    per_day: int
    ends_at: datetime | None

    @property
    def waiting_in_all(self) -> int:
        """Every mail that waits."""
        return sum(self.waiting.values())


def list_notices(opportunity_id: UUID, now: datetime) -> list[NoticeProgress]:
    """Return the notices that were written about an opportunity, newest first."""
    unsealed = Message.objects.filter(opportunity_id=opportunity_id, sealed=None)
    grouped = unsealed.values("event_id", "template", "kind")
    rows: Any = grouped.annotate(began_at=Min("created_at"), **COUNTS)
    returned = _count_returned(opportunity_id)
    ends: dict[str, datetime | None] = {}
    found = []
    for row in rows.order_by("-began_at", "template"):
        kind = Kind(row["kind"])
        if row["waiting"] and kind not in ends:
            ends[kind] = estimate_end(_count_waiting()[kind], _count_sent_today(now), now)
        found.append(
            NoticeProgress(
                template=row["template"],
                kind=kind,
                began_at=row["began_at"],
                returned=returned.get((row["event_id"], row["template"]), 0),
                ends_at=ends.get(kind) if row["waiting"] else None,
                **{name: row[name] for name in COUNTS},
            )
        )
    return found


def _count_returned(opportunity_id: UUID) -> dict[tuple[UUID | None, str], int]:
    notices = MailNotice.objects.filter(
        message__opportunity_id=opportunity_id, message__sealed=None, outcome__in=CAME_BACK
    )
    rows = notices.values_list("message__event_id", "message__template").annotate(
        Count("message", distinct=True)
    )
    return {(event, template): count for event, template, count in rows}


def read_mail_status(now: datetime) -> MailStatus:
    """Return how the mail is going now."""
    carrier, limit, waiting = find_carrier(), read_limit(), _count_waiting()
    since = now - SHOWN_FAILURES
    lately = MailNotice.objects.filter(received_at__gte=since, outcome__in=CAME_BACK, message__sealed=None)
    return MailStatus(
        last_success_at=_left().aggregate(last=Max("sent_at"))["last"],
        failing_since=carrier.failing_since,
        failure=carrier.failure,
        waiting=waiting,
        oldest_at=_queued().aggregate(oldest=Min("created_at"))["oldest"],
        failed_lately=Message.objects.filter(state=State.FAILED, sealed=None, created_at__gte=since).count(),
        returned_lately=lately.count(),
        per_minute=limit.count * 60 // limit.span,
        per_day=limit.per_day,
        ends_at=estimate_end(sum(waiting.values()), _count_sent_today(now), now),
    )


def _queued() -> QuerySet[Message]:
    return Message.objects.filter(state=State.QUEUED, sealed=None)


def _left() -> QuerySet[Message]:
    return Message.objects.filter(state=State.SENT, sealed=None)


def _count_sent_today(now: datetime) -> int:
    midnight = begin_next_day(now) - timedelta(days=1)
    return _left().filter(sent_at__gte=midnight).count()


def _count_waiting() -> dict[Kind, int]:
    rows = _queued().order_by().values_list("kind").annotate(Count("pk"))
    counted: dict[str, int] = dict(rows)
    return {kind: counted.get(kind, 0) for kind in Kind}


def name_message(template: str, language: str, **known: str) -> str:
    """Return the subject of a message as pages name it: what is `known` filled in, every other value as dots."""
    try:
        subject = load_file_text(template, language).subject
    except TextRefused:
        return template
    return PLACEHOLDER.sub(lambda match: known.get(match[1], "…"), subject)
