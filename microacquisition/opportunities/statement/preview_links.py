"""Links with which somebody without an account reads the preview: random, kept hashed, ending by themselves."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.statement.models import PreviewLink
from microacquisition.opportunities.statement.queries import may_write, statement_of
from microacquisition.people.models import User
from microacquisition.process.lifecycle import BEFORE_POSTING
from microacquisition.process.roles import Role
from microacquisition.process.rules.statement import NOTHING_TO_SHARE
from microacquisition.records.events import Doer, write_event
from microacquisition.site.clock import current_instant

LIFE = timedelta(days=14)


def make_preview_link(opportunity_id: UUID, user: User, language: str) -> str:
    """Make a link and return its token, which nobody can read again; NotYours for who does not write, or Refused."""
    with transaction.atomic():
        opportunity = _lock(opportunity_id, user)
        if opportunity.state not in BEFORE_POSTING or statement_of(opportunity) is None:
            raise Refused([NOTHING_TO_SHARE])
        token, now = secrets.token_urlsafe(32), current_instant()
        link = PreviewLink.objects.create(
            opportunity=opportunity, token_hash=_hash(token), made_by=user, made_at=now, expires_at=now + LIFE
        )
        _write_event(opportunity, user, language, "share_preview", link)
        return token


def end_preview_link(opportunity_id: UUID, user: User, language: str, link_id: int) -> None:
    """End a link before its time; ending it twice changes nothing."""
    with transaction.atomic():
        opportunity = _lock(opportunity_id, user)
        link = opportunity.preview_links.filter(pk=link_id, ended_at=None).first()
        if link is None:
            return
        link.ended_at = current_instant()
        link.save(update_fields=["ended_at"])
        _write_event(opportunity, user, language, "end_preview", link)


def find_previewed(token: str) -> Opportunity | None:
    """Return the opportunity a live link shows, or None: ended, expired, posted or never made."""
    live = PreviewLink.objects.filter(
        token_hash=_hash(token), ended_at=None, expires_at__gt=current_instant(),
        opportunity__state__in=BEFORE_POSTING,
    )  # fmt: skip
    link = live.select_related("opportunity").first()
    return link.opportunity if link else None


def live_links(opportunity: Opportunity) -> list[PreviewLink]:
    """Return the links that still work, oldest first."""
    rows = opportunity.preview_links.filter(ended_at=None, expires_at__gt=current_instant())
    return list(rows.select_related("made_by").order_by("made_at"))


def _lock(opportunity_id: UUID, user: User) -> Opportunity:
    opportunity = Opportunity.objects.select_for_update(of=("self",)).filter(pk=opportunity_id).first()
    if opportunity is None or not may_write(user, opportunity):
        raise NotYours("share_preview")
    return opportunity


def _write_event(opportunity: Opportunity, user: User, language: str, code: str, link: PreviewLink) -> None:
    role = Role.OFFICER if opportunity.officer_id == user.pk else Role.CLIENT
    doer = Doer(str(user.pk), role.value, language)
    write_event(opportunity.stream, code, doer, ("preview_link", str(link.pk)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
