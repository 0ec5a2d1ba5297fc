"""The site refuses to serve from a database that could not be trusted."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from setup.embedded import ADMINISTRATOR, OWNER

from config.checks import list_database_faults, refuse_untrusted_database
from microacquisition.records.database_faults import read_database_faults
from tests.database.template import point_django_at


def test_a_database_that_forgets_or_with_another_clock_is_refused(committed_database, settings):
    assert list_database_faults() == []
    settings.TESTING = False
    with pytest.raises(ImproperlyConfigured, match="fsync off.*current_instant"):
        refuse_untrusted_database()


@pytest.mark.parametrize(("role", "sentence"), [(OWNER, "owns tables"), (ADMINISTRATOR, "is a superuser")])
def test_a_role_with_too_many_rights_is_refused(committed_database, test_server, role, sentence):
    assert not any(sentence in fault for fault in read_database_faults())
    point_django_at(test_server, role, committed_database)
    assert any(sentence in fault for fault in read_database_faults())
