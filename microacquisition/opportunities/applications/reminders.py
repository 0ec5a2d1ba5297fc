"""Tells whoever began an application and did not send it that the closing is near: once, two days ahead, sealed."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from microacquisition.common.dates import format_instant_and_utc
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.reaching import draft_holder
from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity

AHEAD = timedelta(hours=48)


def remind_of_closing(now: datetime) -> int:
    """Write to the author of each draft begun more than 48 hours before the closing; return how many. Idempotent."""
    near = Opportunity.objects.filter(
        state="OPEN", practice=False, closes_at__gt=now, closes_at__lte=now + AHEAD
    )
    drafts = Application.objects.filter(
        opportunity__in=near, state="DRAFT", draft__isnull=False, reminded_at=None
    )
    return sum(_remind(key, now) for key in drafts.values_list("pk", flat=True))


@transaction.atomic
def _remind(application_id: str, now: datetime) -> int:
    # The draft's own row is locked: whoever sends it meanwhile, or reminds too, waits and then finds it changed.
    rows = Application.objects.select_for_update(of=("self",)).select_related("opportunity")
    draft = rows.filter(pk=application_id, state="DRAFT", draft__isnull=False, reminded_at=None).first()
    if draft is None:
        return 0
    opportunity = draft.opportunity
    closes = opportunity.closes_at
    if closes is None or now >= closes or draft.started_at > closes - AHEAD:
        return 0
    holder, zone = draft_holder(draft), opportunity.zone or opportunity.programme.zone
    draft.reminded_at = now
    draft.save(update_fields=["reminded_at"])

    def values(language: str) -> Mapping[str, str]:
        return {"closes": format_instant_and_utc(closes, zone, language)}

    def link(of: Opportunity) -> str:
        return reverse("apply", kwargs={"reference": of.reference})

    for letter in write_to(
        [holder] if holder else [],
        "applications/closing_soon",
        opportunity,
        link=link,
        values=values,
        sealed=True,
    ):
        post_letter(letter, None, opportunity)
    return 1
