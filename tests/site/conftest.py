"""A signed-in person and the trial pages."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import Settings

from microacquisition.people.models import User


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Begin in English, whatever page an earlier test asked for."""
    with override("en"):
        yield


@pytest.fixture
def trial_pages(settings: Settings, database: None) -> None:
    """Serve the addresses of `pages_to_try`."""
    settings.ROOT_URLCONF = "tests.site.pages_to_try"


@pytest.fixture
def person(database: None) -> User:
    """Somebody with an account and no role."""
    return User.objects.create_user("jordan@example.org", name="Jordan Tremblay")


@pytest.fixture
def signed_in(person: User) -> Client:
    """A browser in which that person has signed in."""
    client = Client()
    client.force_login(person)
    return client
