"""The weekly message: on Monday morning, in the zone of every public program, what opened since the last one."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from microacquisition.common.words import LANGUAGES, Words
from microacquisition.common.zones import local_time, resolve_leniently
from microacquisition.correspondence.subscribers import Subscription
from microacquisition.opportunities.announcing.actions import keep_announcement
from microacquisition.opportunities.announcing.models import Announcement, Audience
from microacquisition.opportunities.letters import describe_opportunity, public_address
from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity
from microacquisition.opportunities.statement.models import RequiredSkill

MESSAGE = "announcing/weekly"
MORNING = time(8)
WEEK = timedelta(days=7)
NAMES_OF_WEEKS = uuid.UUID("5b0c9a52-7f0e-4d3c-9a43-6d1f0f8b2a10")
LINE = Words(en="{price} before tax, closes {closes}", fr="{price} avant les taxes, clôture le {closes}")


def announce_week(now: datetime) -> Announcement | None:
    """Keep the announcement of the latest Monday morning, once; None where it is kept already."""
    monday = find_monday(now)
    due = find_morning(monday)
    last = Announcement.objects.filter(audience=Audience.WEEKLY).order_by("-at").first()
    if last is not None and last.at >= due:
        return None
    since = last.at if last is not None else due - WEEK
    opened = [_describe(row) for row in _list_opened(since, due)]
    return keep_announcement(
        Announcement(
            event_id=uuid.uuid5(NAMES_OF_WEEKS, monday.isoformat()),
            template=MESSAGE,
            audience=Audience.WEEKLY,
            values={"opened": opened},
            at=due,
            finished_at=None if opened else now,
        )
    )


def find_monday(now: datetime) -> date:
    """Return the latest Monday whose morning has begun in every zone."""
    today = local_time(now, _list_zones()[0]).date()
    monday = today - timedelta(days=today.weekday())
    return monday if find_morning(monday) <= now else monday - WEEK


def find_morning(day: date) -> datetime:
    """Return the instant (UTC) from which it is morning on `day` in the zone of every public program."""
    return max(resolve_leniently(day, MORNING, zone) for zone in _list_zones())


def describe_week(announcement: Announcement, subscription: Subscription) -> Mapping[str, str] | None:
    """Return what one subscriber reads: what matches the choices; None where nothing does."""
    rows = [row for row in announcement.values["opened"] if _matches(row, subscription)]
    if not rows:
        return None
    language = subscription.language
    with override(language):
        address = f"{settings.SITE_ADDRESS}{reverse('opportunity_list')}"
    return {
        "opportunities": "\n\n".join(row[language] for row in rows),
        "number": str(len(rows)),
        "link": address,
    }


def _list_zones() -> list[str]:
    """The zones of the programs that post in public."""
    public = [each for each in map(PROGRAMMES.newest, PROGRAMMES.codes()) if not each.practice]
    return [each.zone for each in public]


def _list_opened(since: datetime, until: datetime) -> list[Opportunity]:
    rows = Opportunity.objects.public().filter(opens_at__gt=since, opens_at__lte=until)
    return list(rows.exclude(state__in=("SCHEDULED", "CANCELLED")).order_by("closes_at", "reference"))


def _describe(opportunity: Opportunity) -> dict[str, Any]:
    """Return what choices are compared with, and the lines in each language."""
    asked = RequiredSkill.objects.filter(statement__opportunity=opportunity).order_by("skill")
    lines = {}
    for language in LANGUAGES:
        said = describe_opportunity(opportunity, language, public_address)
        facts = LINE.filled(price=said["price"], closes=said["closes"]).in_language(language)
        lines[language] = "\n".join((said["title"], facts, said["link"]))
    skills = list(asked.values_list("skill", flat=True))
    return {"skills": skills, "programme": opportunity.programme_code, **lines}


def _matches(row: Mapping[str, Any], subscription: Subscription) -> bool:
    skills, programmes = subscription.skills, subscription.programmes
    return (not skills or not row["skills"] or not set(skills).isdisjoint(row["skills"])) and (
        not programmes or row["programme"] in programmes
    )
