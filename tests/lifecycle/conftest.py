"""The prepared states, and rules that say when they refused."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from microacquisition.opportunities.opportunity import PROGRAMMES
from setup.embedded import APPLICATION, Server
from tests.conftest import name_copy
from tests.database.template import point_django_at
from tests.lifecycle.branches import WITNESSED
from tests.lifecycle.every_state import STATES
from tests.lifecycle.prepared import Library
from tests.lifecycle.refusals import Refusals, listen_to_rules

PROVIDERS = {"paypal": "tests.opportunities.payment.paypal_double.reach_double"}


@pytest.fixture(scope="session")
def prepared_states(
    test_server: Server, template_database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Library]:
    """Every state of a purchase, made when a test first asks for it."""
    library = Library(test_server, template_database, STATES, name_copy)
    yield library
    with django_db_blocker.unblock():
        library.drop()


@pytest.fixture(scope="module")
def library(
    prepared_states: Library, django_db_blocker: DjangoDbBlocker, test_server: Server
) -> Iterator[Library]:
    """The prepared states, with a connection that these tests may use; afterwards Django is where it was."""
    before, versions = connection.settings_dict["NAME"], [*PROGRAMMES._versions, WITNESSED]
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True, PAYMENT_PROVIDERS=PROVIDERS),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(PROGRAMMES, "_versions", versions)
        yield prepared_states
        point_django_at(test_server, APPLICATION, before)


@pytest.fixture(scope="module")
def refusals() -> Iterator[Refusals]:
    """Every rule of the table, telling which of them refused and why."""
    with pytest.MonkeyPatch.context() as patch:
        yield listen_to_rules(patch)
