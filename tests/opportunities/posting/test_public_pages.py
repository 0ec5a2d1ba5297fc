"""What the public reads: home, list, opportunity, practice; nothing of applications before they are counted."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.engine import take_step
from microacquisition.site.clock import current_instant
from tests.applying import apply_as, make_closed
from tests.builders import People, make_funded, make_open, make_people, make_posted


@pytest.fixture
def anybody(people: People) -> Client:
    """A browser of somebody who never signed in."""
    return Client()


def _read(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_nothing_is_public_before_posting(people: People, anybody: Client) -> None:
    make_funded(people)
    assert "There is nothing here" in _read(anybody, "/en/opportunities/")
    assert "Il n’y a rien ici" in _read(anybody, "/fr/occasions/")
    assert "Nothing is open" in _read(anybody, "/en/")


def test_an_empty_list_leads_to_the_practice_ones_in_a_demonstration_alone(
    people: People, anybody: Client, settings: Any
) -> None:
    for demo in (True, False):
        settings.DEMO = demo
        for address in ("/en/", "/en/opportunities/"):
            empty = _read(anybody, address).partition('class="empty"')[2]
            assert ("see the practice opportunities" in empty) is demo


def test_an_open_opportunity_is_on_every_page_in_both_languages(people: People, anybody: Client) -> None:
    opportunity = make_open(people)
    for address, title, status in (
        ("/en/", "Cloud policies", "Open"),
        ("/en/opportunities/", "Cloud policies", "Open"),
        (f"/en/opportunities/{opportunity.reference}/", "Cloud policies", "You can apply until"),
        ("/fr/", "Politiques infonuagiques", "Ouverte"),
        ("/fr/occasions/", "Politiques infonuagiques", "Ouverte"),
        (f"/fr/occasions/{opportunity.reference}/", "Politiques infonuagiques", "Vous pouvez présenter"),
    ):
        page = _read(anybody, address)
        assert title in page
        assert status in page


def test_the_page_keeps_the_order_that_testing_settled(people: People, anybody: Client) -> None:
    page = _read(anybody, f"/en/opportunities/{make_open(people).reference}/")
    parts = ('id="status"', 'id="next"', 'id="background"', 'id="acceptance"', 'id="evaluation"')
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert "poor performance on an earlier contract" in page
    assert "$6,000.00" in page
    assert 'rel="canonical"' in page
    assert 'hreflang="fr"' in page


def test_coming_soon_then_open_then_being_counted(people: People, anybody: Client, move_clock: Any) -> None:
    opens_at = current_instant() + timedelta(hours=20)
    opportunity = make_posted(people, opens_at=opens_at)
    address = f"/en/opportunities/{opportunity.reference}/"
    assert "Applications open on" in _read(anybody, address)
    assert "Coming soon" in _read(anybody, "/en/opportunities/")
    assert opportunity.reference not in _read(anybody, "/en/opportunities/?status=open")
    move_clock(opportunity.closes_at)
    take_step("open", opportunity_id=opportunity.pk, user=None)
    page = _read(anybody, address)
    assert "Closed, being counted" in page
    assert "You can apply" not in page
    assert opportunity.reference in _read(anybody, "/en/opportunities/?status=closed")
    assert opportunity.reference not in _read(anybody, "/en/opportunities/?status=open")


def test_pages_of_an_open_opportunity_are_equal_to_the_byte_and_count_nothing(
    people: People, anybody: Client
) -> None:
    opportunity = make_open(people)
    for address in ("/en/", "/en/opportunities/", f"/en/opportunities/{opportunity.reference}/"):
        first, second = _read(anybody, address), _read(Client(), address)
        assert first == second
        assert "Applications received" not in first


def test_an_application_changes_no_public_page_while_open(people: People, anybody: Client) -> None:
    opportunity = make_open(people)
    addresses = ("/en/", "/fr/occasions/", f"/en/opportunities/{opportunity.reference}/")
    before = [_read(anybody, address) for address in addresses]
    apply_as(people.suppliers[0], opportunity)
    assert [_read(anybody, address) for address in addresses] == before


def test_after_closing_count_and_root_are_public(people: People, anybody: Client, move_clock: Any) -> None:
    opportunity = make_closed(people, move_clock)
    page = _read(anybody, f"/en/opportunities/{opportunity.reference}/")
    assert "Applications received" in page
    assert opportunity.applications_root in page
    assert "being evaluated, without names" in page


def test_a_cancelled_opportunity_says_why(people: People, anybody: Client) -> None:
    opportunity = make_open(people)
    reason = Bilingual("Not needed any more.", "Le besoin n’existe plus.")
    take_step(
        "cancel",
        opportunity_id=opportunity.pk,
        user=people.officer,
        given={"reason_both": reason, "reason": "both"},
    )
    assert "Not needed any more." in _read(anybody, f"/en/opportunities/{opportunity.reference}/")
    assert "Le besoin n’existe plus." in _read(anybody, f"/fr/occasions/{opportunity.reference}/")


def test_practice_stays_in_its_area(committed_database: str, browser: Any) -> None:
    people = make_people("practice")
    opportunity = make_open(people)
    anybody, signed_in = Client(), browser(people.stranger)
    address = f"/en/opportunities/{opportunity.reference}/"
    assert opportunity.reference not in _read(signed_in, "/en/opportunities/")
    assert opportunity.reference not in _read(anybody, "/en/")
    assert anybody.get(address).status_code == 404
    assert anybody.get("/en/practice/").status_code == 302
    assert opportunity.reference in _read(signed_in, "/en/practice/")
    assert opportunity.reference in _read(signed_in, address)


def test_unknown_references_and_pages_are_not_found(people: People, anybody: Client) -> None:
    make_open(people)
    for address in ("/en/opportunities/MA-1999-0001/", "/en/opportunities/page-2/", "/fr/occasions/page-0/"):
        assert anybody.get(address).status_code == 404, address
    assert anybody.post("/en/opportunities/").status_code == 405
