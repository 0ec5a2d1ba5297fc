"""People, their sign-in mails, and browsers signed in as them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from microacquisition.people.models import Department, RoleHeld, Team, TeamMember, User
from microacquisition.people.queries import DEMO_LINK_KEY
from microacquisition.process.roles import Role
from tests.people import doubles


@pytest.fixture(autouse=True)
def sign_in_mails(settings: Any) -> Iterator[list[doubles.SentMail]]:
    """Every sign-in mail sent in the test; nothing leaves."""
    settings.ROOT_URLCONF = "tests.people.addresses"
    settings.SIGN_IN_MAIL = "tests.people.doubles.keep_sign_in_mail"
    settings.PLATFORM_RECORD = "tests.people.doubles.keep_platform_event"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    doubles.SENT.clear()
    doubles.EVENTS.clear()
    cache.clear()
    yield doubles.SENT


@pytest.fixture
def platform_events() -> list[doubles.KeptEvent]:
    """Every event written to the platform stream in the test."""
    return doubles.EVENTS


@pytest.fixture
def make_person(database: None) -> Callable[..., User]:
    """Make a person: `make_person("Ana Roy", language="fr")`."""

    def make(name: str = "Ana Roy", email: str = "", language: str = "en") -> User:
        address = email or f"{name.lower().replace(' ', '.')}@example.ca"
        return get_user_model().objects.create_user(address, name=name, language=language)

    return make


@pytest.fixture
def administrators(make_person: Callable[..., User]) -> tuple[User, User]:
    """The two first administrators."""
    pair = make_person("Ada First"), make_person("Ben Second")
    for user in pair:
        RoleHeld.objects.create(
            user=user, role=Role.ADMINISTRATOR.value, proposed_at=timezone.now(), confirmed_at=timezone.now()
        )
    return pair


@pytest.fixture
def department(database: None) -> Department:
    """A department that buys through the ESDC programme."""
    return Department.objects.create(
        code="esdc",
        name_en="Employment",
        name_fr="Emploi",
        mail_domains=["hrsdc.example.ca"],
        programme_codes=["esdc"],
    )


@pytest.fixture
def give_role(administrators: tuple[User, User], department: Department) -> Callable[..., RoleHeld]:
    """Give a person a confirmed role in the ESDC programme and the department."""

    def give(user: User, role: Role) -> RoleHeld:
        first, second = administrators
        now = timezone.now()
        return RoleHeld.objects.create(
            user=user, role=role.value, programme_code="esdc", department=department,
            proposed_by=first, proposed_at=now, confirmed_by=second, confirmed_at=now,
        )  # fmt: skip

    return give


@pytest.fixture
def client_member(make_person: Callable[..., User], department: Department) -> User:
    """A member of a client team."""
    user = make_person("Cleo Client", email="cleo@hrsdc.example.ca")
    team = Team.objects.create(department=department, name_en="Data", name_fr="Données")
    TeamMember.objects.create(team=team, user=user, started_at=timezone.now())
    return user


@pytest.fixture
def sign_in(settings: Any) -> Callable[..., Client]:
    """Give a browser signed in as a person; `second_factor=True` as if they had used theirs."""

    def enter(user: User, *, second_factor: bool = False) -> Client:
        browser = Client()
        browser.force_login(user)
        if second_factor:
            settings.DEMO = True
            session = browser.session
            session[DEMO_LINK_KEY] = str(user.pk)
            session.save()
        return browser

    return enter
