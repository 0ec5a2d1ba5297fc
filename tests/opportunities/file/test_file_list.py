"""Every file of one’s own in one list, whoever has it now, ended ones too; nobody else’s."""

from collections.abc import Callable

from django.test import Client

from microacquisition.opportunities.engine import take_step
from microacquisition.people.models import User
from tests.builders import People, make_request

Browser = Callable[[User], Client]


def test_a_declined_request_is_still_found(people: People, browser: Browser) -> None:
    opportunity = make_request(people)
    given = {"reason": "It is not code."}
    take_step("decline_request", opportunity_id=opportunity.pk, user=people.officer, given=given)
    for user in (people.officer, people.client, people.auditor):
        window = browser(user)
        assert '<a href="/en/files/">All files</a>' in window.get("/en/needs-me/").content.decode()
        page = window.get("/en/files/").content.decode()
        assert f'href="/en/files/{opportunity.pk}/"' in page and "Declined" in page
    assert "Tous les dossiers" in browser(people.client).get("/fr/dossiers/").content.decode()


def test_nobody_finds_a_file_that_is_not_theirs(people: People, browser: Browser) -> None:
    opportunity = make_request(people)
    for user in (people.stranger, people.suppliers[0]):
        page = browser(user).get("/en/files/").content.decode()
        assert str(opportunity.pk) not in page and "There is no file yet." in page
    assert Client().get("/en/files/").status_code == 302
    assert browser(people.officer).get("/en/files/page-2/").status_code == 404
