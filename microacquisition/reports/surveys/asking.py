"""Asks, a week after the outcome and once: whoever applied, and once it has ended the client team."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import override

from microacquisition.common.zones import local_time
from microacquisition.correspondence.outbox import send_message
from microacquisition.opportunities.applications.models import OpenedApplication
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.records.events import CLOCK_DOER, write_event
from microacquisition.reports.surveys.models import SurveyAsked, SurveyKind, SurveyLink
from microacquisition.site.fields import DEFAULT_ZONE

WAIT = timedelta(days=7)  # after the outcome, so that nobody takes it for part of the decision
NO_LATER = timedelta(days=60)  # whoever hears of it so late does not remember
GOOD_FOR = timedelta(days=30)
ENDED = ("COMPLETED", "TERMINATED", "NO_AWARD", "CANCELLED")


def send_surveys(now: datetime) -> int:
    """Ask everybody whose turn it is; return how many mails stand in the outbox. Practice is never asked about."""
    SurveyLink.objects.filter(last_day__lt=local_time(now, DEFAULT_ZONE).date()).delete()
    sent = 0
    for kind, rows in (
        (SurveyKind.SUPPLIER, _list_decided(now)),
        (SurveyKind.CLIENT, _list_ended(now)),
    ):
        was_asked = SurveyAsked.objects.filter(opportunity=OuterRef("pk"), kind=kind)
        for opportunity in rows.exclude(Exists(was_asked)).order_by("posted_at"):
            sent += _ask(opportunity, kind, now)
    return sent


def _list_decided(now: datetime) -> QuerySet[Opportunity]:
    """Purchases whose first agreement was signed, or that ended without one after the opening, a week ago."""
    since, until = now - NO_LATER, now - WAIT
    rows = Opportunity.objects.public().annotate(signed=Min("agreements__signed_at"))
    signed = Q(signed__gt=since, signed__lte=until)
    none = Q(signed=None, state__in=("NO_AWARD", "CANCELLED"), state_since__gt=since, state_since__lte=until)
    return rows.filter(signed | none)


def _list_ended(now: datetime) -> QuerySet[Opportunity]:
    """Purchases that ended a week ago."""
    return Opportunity.objects.public().filter(
        state__in=ENDED, state_since__gt=now - NO_LATER, state_since__lte=now - WAIT
    )


def _ask(opportunity: Opportunity, kind: SurveyKind, now: datetime) -> int:
    people = _list_applicants(opportunity) if kind == SurveyKind.SUPPLIER else client_people(opportunity.team)
    asked = {person.pk: person for person in people if person.is_active}
    tokens = {secrets.token_urlsafe(32): person for person in asked.values()}
    last_day = local_time(now + GOOD_FOR, DEFAULT_ZONE).date()
    with transaction.atomic():
        SurveyAsked.objects.create(opportunity=opportunity, kind=kind)
        # In the order of their digests: it says nothing of who got which.
        SurveyLink.objects.bulk_create(
            SurveyLink(
                token_hash=each, kind=kind, programme_code=opportunity.programme_code, last_day=last_day
            )
            for each in sorted(map(digest_token, tokens))
        )
        for token, person in tokens.items():
            _send(opportunity, kind, person, token)
        if tokens:
            write_event(
                opportunity.stream, "send_survey", CLOCK_DOER, ("opportunity", str(opportunity.pk)),
                facts={"kind": kind.value, "people": len(tokens)},
            )  # fmt: skip
    return len(tokens)


def _list_applicants(opportunity: Opportunity) -> Iterable[User]:
    """Everybody whose application was opened, chosen or not."""
    rows = OpenedApplication.objects.filter(application__opportunity=opportunity)
    for row in rows.select_related("supplier__owner"):
        yield row.supplier.owner


def _send(opportunity: Opportunity, kind: SurveyKind, person: User, token: str) -> None:
    with override(person.language):
        link = settings.SITE_ADDRESS + reverse("survey", kwargs={"token": token})
    send_message(
        f"reports/survey_{kind.value}",
        to_email=person.email,
        to_name=person.name,
        language=person.language,
        values={
            "title": opportunity.title.best_for(person.language)[0],
            "reference": str(opportunity),
            "link": link,
        },
        sealed=True,
        programme_code=opportunity.programme_code,
    )


def digest_token(token: str) -> str:
    """Return what is kept of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
