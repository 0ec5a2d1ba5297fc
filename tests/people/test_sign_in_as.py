"""In a demonstration on this machine anybody signs in as its people; nowhere else is there such a page."""

from typing import Any

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from microacquisition.people.accounts import save_supplier
from microacquisition.people.models import User
from microacquisition.people.queries import DEMO_LINK_KEY

ADDRESSES = ("/en/demo/", "/fr/demo/")


@pytest.fixture
def sam(committed_database: str) -> User:
    """A supplier."""
    user = get_user_model().objects.create_user("sam@example.ca", name="Sam Roy", language="en")
    save_supplier(user, {"legal_name": "Sam Roy"})
    return user


@pytest.fixture
def demo_database(owner_address: str) -> None:
    """The database says that it was made as a demo."""
    with psycopg.connect(owner_address, autocommit=True) as owner:
        owner.execute("ALTER TABLE site_installation DISABLE TRIGGER refuse_other_installation")
        owner.execute("UPDATE site_installation SET demo = true")


@pytest.fixture
def demo(settings: Any, demo_database: None) -> None:
    """A demonstration on this machine."""
    settings.DEMO = True
    settings.SITE_ADDRESS = "http://localhost:8000"


def here() -> Client:
    """A browser on this machine."""
    return Client(headers={"host": "localhost"})


@pytest.mark.parametrize("address", ADDRESSES)
def test_its_people_are_listed_by_role_and_one_button_signs_in(
    sam: User, demo: None, platform_events: list[Any], address: str
) -> None:
    browser = here()
    page = browser.get(address).content.decode()
    assert "Sam Roy" in page and f'value="{sam.pk}"' in page
    assert browser.post(address, {"person": str(sam.pk)}).status_code == 302
    assert browser.session["_auth_user_id"] == str(sam.pk)
    assert browser.session[DEMO_LINK_KEY] == str(sam.pk)
    assert [(event.code, event.actor) for event in platform_events][-1] == ("sign_in_for_demo", str(sam.pk))


def test_the_banner_leads_there(sam: User, demo: None) -> None:
    assert 'href="/en/demo/"' in here().get("/en/sign-in/").content.decode()


def test_nobody_who_is_not_listed_can_be_chosen(sam: User, demo: None) -> None:
    other = get_user_model().objects.create_user("pat@example.ca", name="Pat", language="en")
    browser = here()
    for value in (str(other.pk), "", "x", "\x00"):
        assert browser.post(ADDRESSES[0], {"person": value}).status_code == 404
    assert "_auth_user_id" not in browser.session


def test_another_site_cannot_press_the_button(sam: User, demo: None) -> None:
    browser = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    assert browser.post(ADDRESSES[0], {"person": str(sam.pk)}).status_code == 403
    assert "_auth_user_id" not in browser.session


def refuse(browser: Client, person: User, address: str) -> None:
    """The page is not there, and nobody is signed in."""
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"person": str(person.pk)}).status_code == 404
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_not_there_where_the_settings_are_no_demo(
    sam: User, demo: None, settings: Any, address: str
) -> None:
    settings.DEMO = False
    refuse(here(), sam, address)


def test_it_is_not_there_where_the_database_was_not_made_as_a_demo(sam: User, settings: Any) -> None:
    settings.DEMO, settings.SITE_ADDRESS = True, "http://localhost:8000"
    refuse(here(), sam, ADDRESSES[0])
    assert 'href="/en/demo/"' not in here().get("/en/sign-in/").content.decode()


def test_it_is_not_there_under_another_name(sam: User, demo: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    refuse(Client(headers={"host": "buy.example.ca"}), sam, ADDRESSES[0])
    settings.SITE_ADDRESS = "https://buy.example.ca"
    refuse(here(), sam, ADDRESSES[0])
