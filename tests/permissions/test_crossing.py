"""What comes from elsewhere: a form without its key, an address that leads away, a name of another host."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from microacquisition.site.access import NOBODY
from tests.lifecycle.prepared import Library
from tests.permissions.addresses import list_routes
from tests.permissions.asking import asking_in, forgotten
from tests.permissions.cast import sign_in
from tests.permissions.changes import unchanged

POSTED = [route for route in list_routes() if route.callback.access.post is not NOBODY]
# The payment service signs what it sends, the carrier of our mail names a secret; they read no page of ours first. A
# mail program that ends a subscription does not either (RFC 8058): what it sends carries a signed token.
WITHOUT_KEY = frozenset({"take_payment_notice", "take_delivery_notice", "leave_list"})
AWAY = (
    "https://evil.example/", "//evil.example/", r"\\evil.example", "/\\evil.example", "https:evil.example",
    "javascript:alert(1)", "http://testserver@evil.example/", "http:///evil.example", "\thttps://evil.example",
)  # fmt: skip


def test_only_a_signed_notice_comes_without_the_key_of_a_form() -> None:
    exempt = {str(route.name) for route in POSTED if getattr(route.callback, "csrf_exempt", False)}
    assert exempt == WITHOUT_KEY


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Nothing was changed"), ("fr", "Rien n’a été modifié")]
)
def test_a_form_without_its_key_is_refused_in_plain_words(library: Library, language: str, said: str) -> None:
    with asking_in(library, "in review") as asker:
        browser = Client(enforce_csrf_checks=True)
        browser.cookies.update(asker.browsers["officer"].cookies)
        with unchanged():
            for route in [each for each in POSTED if each.name not in WITHOUT_KEY][
                :: 7 if language == "en" else 11
            ]:
                answer = browser.post(asker.values.address(route, language), {"form_key": "x"})
                page = answer.content.decode()
                assert answer.status_code == 403 and said in page, route.name
                assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("away", AWAY)
def test_no_address_leads_away(library: Library, away: str) -> None:
    scene = library.open("people")
    with forgotten():
        supplier, client = sign_in(scene.people["supplier_1"]), sign_in(scene.people["client"])
        named = {"name": "Ana Roy", "language": "en", "next": away}
        answers = [
            supplier.post("/en/welcome/", named),
            supplier.post(f"/en/welcome/?next={away}", named),
            client.get("/en/sign-in/", {"next": away}),
            client.get("/en/sign-in/next/", {"next": away}),
            client.post("/en/second-factor/go-on/", {"next": away, "back": away}),
            client.post("/en/sign-out/", {"next": away}),
            Client().post("/en/sign-in/", {"email": "new.one@example.ca", "next": away}),
        ]
        for answer in answers:
            assert answer.status_code == 302
            there = urlsplit(answer["Location"])
            assert (there.scheme, there.netloc) == ("", "") and "evil" not in answer["Location"]
        for page in (
            supplier.get("/en/welcome/", {"next": away}),
            Client().get("/en/sign-in/", {"next": away}),
        ):
            form = page.content.decode().partition("<main")[2]
            assert 'name="next"' not in form


def test_where_a_stranger_came_from_never_leads_away(library: Library) -> None:
    library.open("people")
    for came_from in (
        "http://testserver//evil.example/x",
        "https://evil.example/",
        "http://testserver@evil.example/",
    ):
        answer = Client().post("/en/second-factor/go-on/", headers={"Referer": came_from})
        assert answer["Location"] in ("/en/sign-in/?next=%2Fen%2F", "/en/sign-in/?next=%2Fevil.example%2Fx")


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example"])
def test_the_name_of_another_host_is_refused(library: Library, host: str) -> None:
    scene = library.open("people")
    with forgotten():
        browser = sign_in(scene.people["client"])
        for answer in (
            browser.get("/en/needs-me/", headers={"Host": host}),
            browser.post("/fr/profil/", {"name": "X", "language": "fr"}, headers={"Host": host}),
        ):
            assert answer.status_code == 400 and "evil" not in answer.content.decode()


def test_a_host_named_beside_the_host_is_not_heard(library: Library) -> None:
    scene = library.open("people")
    with forgotten():
        page = sign_in(scene.people["client"]).get("/en/", headers={"X-Forwarded-Host": "evil.example"})
        assert page.status_code == 200 and "evil.example" not in page.content.decode()
