"""Signing in by a code sent by mail: new people, known people, wrong and expired codes, links."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from microacquisition.people.models import RoleHeld, SignInLink, User
from tests.people.doubles import SentMail


def ask(browser: Client, email: str, address: str = "/en/sign-in/", **more: str) -> Any:
    return browser.post(address, {"email": email, **more})


def test_a_new_person_signs_in_by_code_in_french(database: None, sign_in_mails: list[SentMail]) -> None:
    browser = Client()
    answer = ask(browser, "Zoe@Example.CA", "/fr/connexion/")
    assert answer["Location"] == "/fr/connexion/code/"
    assert not User.objects.exists()
    mail = sign_in_mails[-1]
    assert (mail.message, mail.email, mail.language) == ("sign_in_code", "zoe@example.ca", "fr")
    answer = browser.post("/fr/connexion/code/", {"code": mail.values["code"].lower().replace("-", " ")})
    assert answer["Location"].startswith("/fr/bienvenue/")
    user = User.objects.get()
    assert (user.email, user.language) == ("zoe@example.ca", "fr")
    answer = browser.post("/fr/bienvenue/", {"name": "Zoé Côté", "language": "fr"})
    assert answer["Location"] == "/fr/connexion/suite/"
    page = browser.get("/fr/profil/")
    assert page.status_code == 200
    assert "Zoé Côté" in page.content.decode()


def test_known_and_new_addresses_get_the_same_page(make_person: Callable[..., User]) -> None:
    make_person("Ana Roy")
    pages = []
    for email in ("ana.roy@example.ca", "new.one@example.ca"):
        browser = Client()
        assert ask(browser, email)["Location"] == "/en/sign-in/code/"
        page = browser.get("/en/sign-in/code/")
        pages.append(page.content.decode().replace(email, "").replace(str(page.context["csrf_token"]), ""))
    assert pages[0] == pages[1]


def test_a_wrong_code_is_refused_and_five_end_it(
    make_person: Callable[..., User], sign_in_mails: list[SentMail]
) -> None:
    make_person("Ana Roy")
    browser = Client()
    ask(browser, "ana.roy@example.ca")
    right = sign_in_mails[-1].values["code"]
    for _try in range(4):
        page = browser.post("/en/sign-in/code/", {"code": "BBBB-BBBB"})
        assert page.status_code == 200
        assert "That code is not right" in page.content.decode()
    assert browser.post("/en/sign-in/code/", {"code": "BBBB-BBBB"})["Location"] == "/en/sign-in/?expired"
    assert browser.post("/en/sign-in/code/", {"code": right})["Location"] == "/en/sign-in/?expired"
    assert "_auth_user_id" not in browser.session


def test_the_code_is_nowhere_in_the_session(database: None, sign_in_mails: list[SentMail]) -> None:
    browser = Client()
    ask(browser, "ana@example.ca")
    code = sign_in_mails[-1].values["code"]
    assert code not in str(dict(browser.session)) and code.replace("-", "") not in str(dict(browser.session))


def test_an_expired_code_asks_for_a_new_one(
    database: None, sign_in_mails: list[SentMail], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Client()
    ask(browser, "ana@example.ca")
    session = browser.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 16 * 60
    session.save()
    answer = browser.post("/en/sign-in/code/", {"code": sign_in_mails[-1].values["code"]})
    assert answer["Location"] == "/en/sign-in/?expired"
    assert not User.objects.exists()


def test_too_many_codes_for_one_address_are_refused(database: None, sign_in_mails: list[SentMail]) -> None:
    for _time in range(3):
        assert ask(Client(), "ana@example.ca").status_code == 302
    page = ask(Client(), "ana@example.ca")
    assert "Too many codes" in page.content.decode() and 'value="ana@example.ca"' in page.content.decode()
    assert len(sign_in_mails) == 3


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_next_leads_to_this_site_only(
    make_person: Callable[..., User], sign_in_mails: list[SentMail], there: str
) -> None:
    make_person("Ana Roy")
    browser = Client()
    answer = ask(browser, "ana.roy@example.ca", next=there)
    assert "evil" not in answer["Location"]
    answer = browser.post("/en/sign-in/code/", {"code": sign_in_mails[-1].values["code"], "next": there})
    assert answer["Location"] == "/en/sign-in/next/"


def test_next_is_followed(make_person: Callable[..., User], sign_in_mails: list[SentMail]) -> None:
    make_person("Ana Roy")
    browser = Client()
    answer = ask(browser, "ana.roy@example.ca", next="/en/profile/supplier/")
    assert "next=%2Fen%2Fprofile%2Fsupplier%2F" in answer["Location"]
    code = {"code": sign_in_mails[-1].values["code"], "next": "/en/profile/supplier/"}
    assert browser.post("/en/sign-in/code/", code)["Location"] == "/en/profile/supplier/"


def test_a_suspended_person_cannot_sign_in_and_sessions_end(
    make_person: Callable[..., User], sign_in: Callable[..., Client], sign_in_mails: list[SentMail]
) -> None:
    user = make_person("Ana Roy")
    open_page = sign_in(user)
    assert open_page.get("/en/profile/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert open_page.get("/en/profile/")["Location"].startswith("/en/sign-in/")
    browser = Client()
    ask(browser, user.email)
    answer = browser.post("/en/sign-in/code/", {"code": sign_in_mails[-1].values["code"]})
    assert answer["Location"] == "/en/sign-in/closed/"
    assert browser.get("/en/sign-in/closed/").status_code == 200


def link_of(email: str) -> str:
    out = StringIO()
    call_command("sign_in_link", email, stdout=out)
    return out.getvalue().strip().partition("testserver")[2]


def test_a_link_works_once_and_reading_it_changes_nothing(
    make_person: Callable[..., User], sign_in_mails: list[SentMail], platform_events: list[Any]
) -> None:
    make_person("Ana Roy", language="fr")
    address = link_of("ana.roy@example.ca")
    assert address.startswith("/fr/connexion/lien/")
    assert address.split("/")[-2] not in SignInLink.objects.get().token_hash
    assert [mail.message for mail in sign_in_mails] == ["sign_in_link_made"]
    browser = Client()
    for _time in range(2):
        assert browser.get(address).status_code == 200
    assert "_auth_user_id" not in browser.session
    assert browser.post(address)["Location"] == "/fr/connexion/suite/"
    assert "_auth_user_id" in browser.session
    assert Client().post(address).status_code == 410
    assert [event.code for event in platform_events] == ["make_sign_in_link", "use_sign_in_link"]


def test_a_link_expires_after_15_minutes(
    make_person: Callable[..., User], move_clock: Callable[..., Any]
) -> None:
    make_person("Ana Roy")
    address = link_of("ana.roy@example.ca")
    move_clock(timedelta(minutes=15, seconds=1))
    browser = Client()
    assert browser.get(address).status_code == 410
    assert browser.post(address).status_code == 410
    assert "_auth_user_id" not in browser.session


def test_grant_role_makes_two_administrators_only(database: None) -> None:
    for email in ("a@example.ca", "b@example.ca"):
        call_command("grant_role", email, "administrator", stdout=StringIO())
    with pytest.raises(CommandError, match="Two administrators exist"):
        call_command("grant_role", "c@example.ca", "administrator")
    with pytest.raises(CommandError, match="Only the first two administrators"):
        call_command("grant_role", "d@example.ca", "officer", "--department", "esdc")
    assert RoleHeld.objects.count() == 2
    assert not User.objects.filter(email__in=["c@example.ca", "d@example.ca"]).exists()


@pytest.mark.parametrize("is_staff", [True, False])
def test_a_sign_in_of_staff_alone_leaves_an_event(
    administrators: tuple[User, User], make_person: Callable[..., User], sign_in_mails: list[SentMail],
    platform_events: list[Any], is_staff: bool,
) -> None:  # fmt: skip
    person = administrators[0] if is_staff else make_person("Sam Supplier")
    browser = Client()
    ask(browser, person.email)
    assert platform_events == []
    answer = browser.post("/en/sign-in/code/", {"code": sign_in_mails[-1].values["code"]})
    assert answer.status_code == 302
    assert [(event.code, event.actor) for event in platform_events] == (
        [("sign_in", str(person.pk))] if is_staff else []
    )
