"""Verbs of telling many: each writes an announcement, which the worker turns into mails."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from microacquisition.common.words import LANGUAGES
from microacquisition.correspondence.texts import TextRefused, load_file_text
from microacquisition.opportunities.announcing.models import Announcement, Audience
from microacquisition.opportunities.announcing.queries import list_recipients
from microacquisition.opportunities.letters import Values, describe_opportunity, public_address
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.site.clock import current_instant

FAN_OUT_JOB = "opportunities.announce"
FAN_OUT_QUEUE = "mail"
FAN_OUT_PRIORITY = 5  # after the mails of steps, before those of lists
FILLED_LATER = frozenset({"unsubscribe_link"})


def tell_followers(
    opportunity: Opportunity,
    event_id: UUID,
    message: str,
    values: Values = lambda language: {},
    *,
    now: datetime | None = None,
) -> Announcement | None:
    """Tell everybody who follows `opportunity`, in the caller's transaction; the worker writes the mails.

    `event_id` names what happened: the event of the record, or the row that is told (a question, an amendment); the
    same one twice with the same message is told once. `message` is `stage/name`; it may use what every letter says of
    an opportunity (`letters.describe_opportunity`), `values(language)` and `{unsubscribe_link}`, which it must have.
    None, and nothing is kept, where nobody follows or the opportunity is practice. Raises TextRefused where the
    message has a placeholder without a value.
    """
    return announce(opportunity, event_id, message, Audience.FOLLOWERS, values, now=now)


def announce(
    opportunity: Opportunity,
    event_id: UUID,
    message: str,
    audience: Audience,
    values: Values,
    *,
    now: datetime | None = None,
) -> Announcement | None:
    """Tell an audience of one opportunity; as `tell_followers` says."""
    if opportunity.practice or opportunity.posted_at is None:
        return None
    filled = {language: _fill(message, language, opportunity, values(language)) for language in LANGUAGES}
    announcement = Announcement(
        opportunity=opportunity,
        event_id=event_id,
        template=message,
        audience=audience,
        values=filled,
        at=now or current_instant(),
    )
    if not list_recipients(announcement).exists():
        return None
    return keep_announcement(announcement)


def keep_announcement(announcement: Announcement) -> Announcement:
    """Keep it and let the worker begin; the one that is kept already where there is one."""
    kept, is_new = Announcement.objects.get_or_create(
        event_id=announcement.event_id,
        template=announcement.template,
        defaults={
            "opportunity": announcement.opportunity,
            "audience": announcement.audience,
            "values": announcement.values,
            "at": announcement.at,
            "finished_at": announcement.finished_at,
        },
    )
    if is_new and kept.finished_at is None:
        defer_page(kept)
    return kept


def defer_page(announcement: Announcement) -> None:
    """Let the worker write the next page of mails, in the caller's transaction, if that is not in the queue already."""
    job = app.configure_task(
        FAN_OUT_JOB,
        queue=FAN_OUT_QUEUE,
        priority=FAN_OUT_PRIORITY,
        queueing_lock=f"announce {announcement.pk}",
    )
    try:
        with transaction.atomic():
            job.defer(announcement_id=str(announcement.pk))
    except AlreadyEnqueued:
        return


def _fill(message: str, language: str, opportunity: Opportunity, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values that the message uses, so that what is missing is found by whoever tells."""
    known = {**describe_opportunity(opportunity, language, public_address), **values}
    placeholders = load_file_text(message, language).placeholders
    wanted = placeholders - FILLED_LATER
    if missing := (wanted - known.keys()) | (FILLED_LATER - placeholders):
        raise TextRefused(f"{message}: missing {sorted(missing)}.")
    return {name: known[name] for name in sorted(wanted)}
