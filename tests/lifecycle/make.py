"""A client, staff, and a request made through the engine: the least that the engine can work with."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.taken_forms import Taken
from microacquisition.people.models import Department, RoleHeld, Team, TeamMember, User
from microacquisition.process.roles import Role
from microacquisition.process.rules.eligibility import QUESTIONS, Answer
from microacquisition.records.events import CLOCK_DOER, write_event


def make_person(name: str) -> User:
    """A person with an account; the same one for the same name."""
    found = get_user_model().objects.filter(name=name).first()
    address = f"{name.lower().replace(' ', '.')}@example.ca"
    return found or get_user_model().objects.create_user(address, name=name)


def make_department() -> Department:
    """The department that buys through the ESDC program."""
    made, _ = Department.objects.get_or_create(
        code="esdc", defaults={"name_en": "ESDC", "name_fr": "EDSC", "programme_codes": ["esdc"]}
    )
    return made


def make_client() -> User:
    """The client, a member of the only team."""
    client = make_person("Cleo Client")
    team, _ = Team.objects.get_or_create(department=make_department(), name_en="Cloud", name_fr="Infonuage")
    TeamMember.objects.get_or_create(team=team, user=client, defaults={"started_at": timezone.now()})
    return client


def make_staff(name: str, *roles: Role) -> User:
    """A person who holds the roles in the program and department."""
    person, now = make_person(name), timezone.now()
    for role in roles:
        RoleHeld.objects.create(
            user=person, role=role.value, programme_code="esdc", department=make_department(),
            proposed_by=make_person("Ada First"), proposed_at=now,
            confirmed_by=make_person("Ben Second"), confirmed_at=now,
        )  # fmt: skip
    return person


def describe_request() -> Mapping[str, Any]:
    """What the client types."""
    return {
        "programme_code": "esdc",
        "team": Team.objects.get(),
        "title": "Building policies",
        "need": "Policies for thirty services.",
        "answers": {question.code: Answer(question.good_answer, "Because.") for question in QUESTIONS},
    }


def ask_for_code(client: User, form_key: uuid.UUID | None = None) -> Taken:
    """Take the step `request`."""
    return take_step("request", opportunity_id=None, user=client, given=describe_request(), form_key=form_key)


def make_request() -> Opportunity:
    """An opportunity just asked for."""
    return Opportunity.objects.get(pk=ask_for_code(make_client()).opportunity_id)


def walk(opportunity: Opportunity, *states: str) -> Opportunity:
    """Lead the row from state to state with an event each, as the engine would, without a stage’s rows."""
    with transaction.atomic():
        for state in states:
            subject = ("opportunity", str(opportunity.pk))
            write_event(opportunity.stream, "walk", CLOCK_DOER, subject, states=(opportunity.state, state))
            opportunity.state = state
            opportunity.save(update_fields=["state"])
    return opportunity
