"""What sending an application asks of the database: at a deadline everybody waits for what the others ask."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.opportunities.applications.make import make_open, make_person, send, sign_in

FIRST_TIME, AFTER_THAT = 30, 32  # with the question that the test itself asks about the form


@pytest.mark.usefixtures("committed_database")
def test_sending_asks_few_questions() -> None:
    opportunity, browser = make_open(), sign_in(make_person("Jordan Tremblay"))
    with CaptureQueriesContext(connection) as first:
        assert send(browser, opportunity).status_code == 302
    with CaptureQueriesContext(connection) as again:
        assert send(browser, opportunity, based_on="1").status_code == 302
    assert len(first) <= FIRST_TIME
    assert len(again) <= AFTER_THAT
