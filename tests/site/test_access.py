"""What is not allowed is refused, and what was typed is kept."""

import secrets

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client

from microacquisition.people.models import User
from microacquisition.site.access import NOBODY, SIGNED_IN, access
from microacquisition.site.stash import SESSION_KEY

pytestmark = pytest.mark.usefixtures("trial_pages")

FORM = "/en/trial/form/"


def test_a_method_that_is_not_declared_is_refused(signed_in: Client) -> None:
    assert signed_in.get("/en/trial-post/").status_code == 405
    assert signed_in.put("/en/trial/form/").status_code == 405
    assert signed_in.get("/en/trial-nobody/").status_code == 405


def test_not_yours_and_not_there_answer_alike(signed_in: Client) -> None:
    not_yours, not_there = signed_in.get("/en/trial-not-yours/"), signed_in.get("/en/trial-not-there/")
    nowhere = signed_in.get("/en/nowhere/")
    assert not_yours.status_code == not_there.status_code == nowhere.status_code == 404
    shown = [page.content.split(b"<main")[1] for page in (not_yours, not_there, nowhere)]
    assert shown[0] == shown[1] == shown[2]


def test_strangers_are_sent_to_sign_in_and_back(client: Client) -> None:
    for address in ("/en/trial-not-yours/", "/en/trial-not-there/", f"{FORM}?a=1"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/en/sign-in/?next=%2Fen%2Ftrial")


def test_what_was_typed_before_the_session_ended_is_kept(client: Client, person: User) -> None:
    typed = {"name": "Zoé", "title_fr": "Un titre", "closing_date": "2026-11-30", "kind": "more", "age": "on"}
    answer = client.post(FORM, typed)
    assert answer.status_code == 302 and "next=%2Fen%2Ftrial%2Fform%2F" in answer.headers["Location"]
    client.force_login(person)
    page = client.get(FORM).content.decode()
    assert "We kept what you typed. Check it and send again." in page
    for shown in ('value="Zoé"', 'value="Un titre"', 'value="2026-11-30"'):
        assert shown in page
    assert page.count("checked") == 2
    assert 'class="error"' not in page


def test_kept_text_cannot_be_read_in_the_database(client: Client) -> None:
    client.post(FORM, {"name": "canary-of-the-stash", "csrfmiddlewaretoken": "x"})
    session = Session.objects.get(session_key=client.session.session_key)
    assert SESSION_KEY in session.get_decoded()
    assert "canary" not in str(session.get_decoded())
    assert "6361" + "6e617279" not in str(session.get_decoded())


def test_kept_text_is_forgotten_once_it_is_sent(client: Client, person: User) -> None:
    client.post(FORM, {"name": "Zoé"})
    client.force_login(person)
    client.post(FORM, {"name": "Zoé"})
    assert "We kept" not in client.get(FORM).content.decode()


def test_more_than_the_stash_holds_is_not_kept(client: Client, person: User) -> None:
    client.post(FORM, {"name": secrets.token_hex(90_000)})  # cannot be compressed below 64 kB
    client.force_login(person)
    assert "We kept" not in client.get(FORM).content.decode()


def test_a_step_without_a_page_goes_back_to_where_it_was_pressed(client: Client) -> None:
    answer = client.post("/en/trial-post/", {"a": "1"}, HTTP_REFERER="http://testserver/en/trial/form/")
    assert "next=%2Fen%2Ftrial%2Fform%2F" in answer.headers["Location"]
    answer = client.post("/en/trial-post/", {"a": "1"}, HTTP_REFERER="http://elsewhere.example/en/trap/")
    assert answer.headers["Location"].endswith("next=%2Fen%2F")


def test_a_view_says_who_may_use_it() -> None:
    @access(get=SIGNED_IN)
    def view(request: HttpRequest) -> None: ...

    assert view.access.get is SIGNED_IN and view.access.post is NOBODY  # type: ignore[attr-defined]
