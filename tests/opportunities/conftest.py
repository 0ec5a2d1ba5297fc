"""People for the office's tests, on a database in which commits commit."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from microacquisition.people.models import User
from tests.builders import People, make_people, sign_in_as


@pytest.fixture
def people(committed_database: str, settings: Any) -> People:
    """Everybody an opportunity needs."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    return make_people()


@pytest.fixture
def browser(settings: Any) -> Callable[[User], Client]:
    """Give a browser signed in as a person."""
    return lambda user: sign_in_as(user, settings)
