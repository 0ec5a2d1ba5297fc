"""An open opportunity, suppliers, and browsers signed in as them."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.utils import timezone

from microacquisition.common.sealing import new_opportunity_keys
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity
from microacquisition.opportunities.statement.models import ApplicationCriterion, Statement
from microacquisition.people.models import Department, RoleHeld, Team, TeamMember, User
from microacquisition.process.roles import Role
from microacquisition.records.events import CLOCK_DOER, write_event
from microacquisition.site.clock import current_instant

PATH = ("DRAFTING", "IN_REVIEW", "APPROVED", "FUNDED", "OPEN")
ANSWER = "I wrote thirty policies in two years and tested each of them."


def make_person(name: str, language: str = "en") -> User:
    """A person with an account."""
    email = f"{name.lower().replace(' ', '.')}@example.ca"
    return get_user_model().objects.create_user(email, name=name, language=language)


def make_open(reference: str = "MA-2026-0007", hours: float = 48) -> Opportunity:
    """An opportunity that is open, with one criterion, one client, one officer."""
    department, _ = Department.objects.get_or_create(
        code="esdc", defaults={"name_en": "ESDC", "name_fr": "EDSC", "programme_codes": ["esdc"]}
    )
    team, _ = Team.objects.get_or_create(
        department=department, name_en="Cloud team", name_fr="Équipe infonuagique"
    )
    client, officer = _person_once("Cleo Client"), _person_once("Olga Officer")
    TeamMember.objects.get_or_create(team=team, user=client, defaults={"started_at": timezone.now()})
    if not RoleHeld.objects.filter(user=officer).exists():
        _grant(officer, Role.OFFICER, "esdc", department)
    now, programme = current_instant(), PROGRAMMES.newest("esdc")
    public_key, wrapped = new_opportunity_keys(settings.OUTSIDE_KEY)
    with transaction.atomic():
        opportunity = Opportunity.objects.create(
            state="REQUESTED", department=department, team=team, requested_by=client, officer=officer,
            title_en="Building policies", title_fr="Création de politiques", programme_code="esdc",
            programme_version=programme.version, programme_digest=programme.digest, reference=reference,
            posted_at=now, opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=hours),
            original_closes_at=now + timedelta(hours=hours), zone=programme.zone,
            delivery_at=now + timedelta(days=30), price_cents=650_000, largest_price_cents=869_565,
            public_key=public_key, wrapped_private_key=wrapped,
        )  # fmt: skip
        statement = Statement.objects.create(opportunity=opportunity)
        ApplicationCriterion.objects.create(
            statement=statement, place=1, text_en="Show your skills", text_fr="Montrez vos compétences"
        )
        _walk(opportunity)
    return opportunity


def _walk(opportunity: Opportunity) -> None:
    before = ""
    for state in ("REQUESTED", *PATH):
        subject = ("opportunity", str(opportunity.pk))
        write_event(opportunity.stream, "walk", CLOCK_DOER, subject, states=(before, state))
        opportunity.state = before = state
        opportunity.save(update_fields=["state"])


def _person_once(name: str) -> User:
    return get_user_model().objects.filter(name=name).first() or make_person(name)


def _grant(user: User, role: Role, programme: str, department: Department) -> None:
    proposer, confirmer = _person_once("Ada First"), _person_once("Ben Second")
    now = timezone.now()
    RoleHeld.objects.create(
        user=user, role=role.value, programme_code=programme, department=department,
        proposed_by=proposer, proposed_at=now, confirmed_by=confirmer, confirmed_at=now,
    )  # fmt: skip


def sign_in(user: User) -> Any:
    """A browser signed in as the person."""
    browser = Client()
    browser.force_login(user)
    return browser


def fill_form(opportunity: Opportunity, **changes: Any) -> dict[str, str]:
    """Everything an applicant types and ticks, with a form key of its own."""
    programme = opportunity.programme
    typed = {
        "name": "Jordan Tremblay",
        "business_name": "",
        "based_on": "0",
        "form_key": str(uuid.uuid4()),
        **{f"answer_{each.code}": ANSWER for each in criteria_of(opportunity)},
        **{f"eligibility_{each.code}": "on" for each in programme.eligibility},
        **{f"undertaking_{each.code}": "on" for each in programme.undertakings},
    }
    return {name: value for name, value in {**typed, **changes}.items() if value is not None}


def answer_field(opportunity: Opportunity) -> str:
    """Name of the field of the only criterion."""
    return f"answer_{criteria_of(opportunity)[0].code}"


def apply_address(opportunity: Opportunity, language: str = "en") -> str:
    """Where one applies."""
    middle = "occasions" if language == "fr" else "opportunities"
    last = "presenter-une-candidature" if language == "fr" else "apply"
    return f"/{language}/{middle}/{opportunity.reference}/{last}/"


def send(browser: Any, opportunity: Opportunity, language: str = "en", **changes: Any) -> Any:
    """Send a whole application in one go, as the last button does."""
    return browser.post(
        apply_address(opportunity, language), {**fill_form(opportunity, **changes), "send": "1"}
    )
