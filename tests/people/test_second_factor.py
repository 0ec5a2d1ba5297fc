"""The second factor: enrolled in the flow of a signature, asked for at sign-in, kept sealed."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import CommandError
from django.test import Client

from microacquisition.people.models import Department, RoleHeld, User
from microacquisition.people.second_factor import needs_second_factor
from tests.people.doubles import SentMail
from tests.people.soft_passkey import SoftPasskey
from tests.people.test_sign_in import link_of

TYPED = {"email": "Olga@example.ca", "role": "officer", "programme_code": "esdc", "department": ""}


def number_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def enrol(browser: Client) -> str:
    """Set up an app in this browser and return its key."""
    secret: str = browser.get("/en/second-factor/app/").context["form"].secret
    answer = browser.post("/en/second-factor/app/", {"code": number_of(secret)})
    assert answer["Location"] == "/en/second-factor/recovery-codes/"
    return secret


def test_an_administrator_enrols_in_the_flow_and_comes_back_with_what_was_typed(
    administrators: tuple[User, User], sign_in: Callable[..., Client], sign_in_mails: list[SentMail],
    platform_events: list[Any],
) -> None:  # fmt: skip
    browser = sign_in(administrators[0])
    assert browser.get("/en/administration/roles/propose/").status_code == 200
    answer = browser.post("/en/administration/roles/propose/", TYPED)
    assert answer["Location"] == "/en/second-factor/choose/"
    assert not RoleHeld.objects.filter(role="officer").exists()
    page = browser.get(answer["Location"]).content.decode()
    assert "A passkey" in page and "An authenticator app" in page and "what you typed is kept" in page
    enrol(browser)
    assert sign_in_mails[-1].message == "second_factor_changed"
    assert platform_events[-1].code == "add_second_factor"
    codes = browser.get("/en/second-factor/recovery-codes/")
    assert "back to what I was signing" in codes.content.decode()
    answer = browser.post("/en/second-factor/go-on/")
    assert answer["Location"] == "/en/administration/roles/propose/"
    page = browser.get(answer["Location"]).content.decode()
    assert "Olga@example.ca" in page and "We kept what you typed" in page
    assert browser.post("/en/administration/roles/propose/", TYPED)["Location"] == "/en/administration/roles/"
    assert RoleHeld.objects.get(role="officer").user.email == "olga@example.ca"


def test_a_wrong_number_sets_up_nothing(
    administrators: tuple[User, User], sign_in: Callable[..., Client]
) -> None:
    browser = sign_in(administrators[0])
    secret = browser.get("/fr/deuxieme-facteur/application/").context["form"].secret
    wrong = f"{(int(number_of(secret)) + 1) % 1_000_000:06}"
    page = browser.post("/fr/deuxieme-facteur/application/", {"code": wrong})
    assert page.status_code == 200 and page.context["form"].errors["code"]
    assert page.context["form"].secret == secret
    assert not Authenticator.objects.exists()


def test_the_key_of_the_app_is_sealed_at_rest(
    administrators: tuple[User, User], sign_in: Callable[..., Client]
) -> None:
    secret = enrol(sign_in(administrators[0]))
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_sign_in_asks_for_the_second_factor(
    administrators: tuple[User, User], sign_in: Callable[..., Client], sign_in_mails: list[SentMail]
) -> None:
    user = administrators[0]
    secret = enrol(sign_in(user))
    browser = Client()
    browser.post("/en/sign-in/", {"email": user.email})
    answer = browser.post("/en/sign-in/code/", {"code": sign_in_mails[-1].values["code"]})
    assert answer["Location"] == "/en/sign-in/second-factor/"
    assert "_auth_user_id" not in browser.session
    assert browser.get("/en/administration/roles/").status_code == 302
    page = browser.post("/en/sign-in/second-factor/", {"code": "000000"})
    assert page.status_code == 200 and "That code is not right" in page.content.decode()
    answer = browser.post("/en/sign-in/second-factor/", {"code": number_of(secret)})
    assert answer["Location"] == "/en/sign-in/next/"
    answer = browser.post("/en/administration/roles/propose/", TYPED)
    assert answer["Location"] == "/en/administration/roles/"


def test_a_recovery_code_replaces_the_app_once(
    administrators: tuple[User, User], sign_in: Callable[..., Client], sign_in_mails: list[SentMail]
) -> None:
    user, first = administrators[0], sign_in(administrators[0])
    enrol(first)
    code = first.get("/en/second-factor/recovery-codes/").context["codes"][0]
    for expected in (302, 200):
        browser = Client()
        browser.post("/en/sign-in/", {"email": user.email})
        browser.post("/en/sign-in/code/", {"code": sign_in_mails[-1].values["code"]})
        assert browser.post("/en/sign-in/second-factor/", {"code": code}).status_code == expected


def test_another_session_uses_the_factor_and_comes_back(
    administrators: tuple[User, User], sign_in: Callable[..., Client]
) -> None:
    older = sign_in(administrators[0])
    secret = enrol(sign_in(administrators[0]))
    answer = older.post("/en/administration/roles/propose/", TYPED)
    assert answer["Location"] == "/en/second-factor/use/"
    assert older.get("/en/second-factor/recovery-codes/").status_code == 404
    assert older.get("/en/second-factor/app/").status_code == 404
    assert older.get("/en/second-factor/use/").status_code == 200
    answer = older.post("/en/second-factor/use/", {"code": number_of(secret)})
    assert answer["Location"] == "/en/administration/roles/propose/"
    assert older.post("/en/administration/roles/propose/", TYPED)["Location"] == "/en/administration/roles/"


def test_a_link_of_a_demo_counts_as_both_factors(
    administrators: tuple[User, User], settings: Any, sign_in: Callable[..., Client]
) -> None:
    settings.DEMO = True
    browser = Client()
    browser.post(link_of(administrators[0].email))
    assert browser.post("/en/administration/roles/propose/", TYPED)["Location"] == "/en/administration/roles/"


def test_elsewhere_a_link_is_the_first_factor_until_an_administrator_has_a_second(
    administrators: tuple[User, User], sign_in: Callable[..., Client]
) -> None:
    address = link_of(administrators[1].email)
    browser = Client()
    assert browser.post(link_of(administrators[0].email)).status_code == 302
    assert browser.post("/en/administration/roles/propose/", TYPED)["Location"] == "/en/second-factor/choose/"
    enrol(browser)
    assert Client().post(address).status_code == 410
    with pytest.raises(CommandError, match="no longer needed"):
        link_of(administrators[1].email)


def test_suppliers_and_clients_are_not_asked(
    client_member: User, sign_in: Callable[..., Client], department: Department
) -> None:
    request = sign_in(client_member).get("/en/profile/").wsgi_request
    assert request.user == client_member and not needs_second_factor(request)


def test_removing_the_factor_takes_a_session_that_used_it(
    administrators: tuple[User, User], sign_in: Callable[..., Client]
) -> None:
    browser, older = sign_in(administrators[0]), sign_in(administrators[0])
    enrol(browser)
    factor = Authenticator.objects.get(type="totp")
    address = f"/en/second-factor/{factor.pk}/remove/"
    assert older.post(address).status_code == 404
    assert sign_in(administrators[1]).post(address).status_code == 404
    assert Authenticator.objects.filter(pk=factor.pk).exists()
    assert browser.get(address).status_code == 200
    assert browser.post(address).status_code == 302
    assert not Authenticator.objects.exists()


def test_a_passkey_that_answers_nonsense_is_refused(
    administrators: tuple[User, User], sign_in: Callable[..., Client]
) -> None:
    browser = sign_in(administrators[0])
    page = browser.get("/en/second-factor/passkey/")
    assert page.status_code == 200 and "publicKey" in page.content.decode()
    for answer in (
        "",
        "{}",
        "[]",
        "x",
        '{"id": 1}',
        '"a"',
        "null",
        '{"id":"YQ","rawId":"YQ","response":{},"type":"x"}',
    ):
        page = browser.post("/en/second-factor/passkey/", {"name": "", "credential": answer})
        assert page.status_code == 200, answer
        assert page.context["form"].errors
    assert not Authenticator.objects.exists()


def test_a_passkey_is_set_up_and_used_at_sign_in(
    administrators: tuple[User, User],
    sign_in: Callable[..., Client],
    sign_in_mails: list[SentMail],
    settings: Any,
) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    user, passkey = administrators[0], SoftPasskey()
    browser = sign_in(user)
    options = json.loads(
        json.dumps(browser.get("/en/second-factor/passkey/").context["options"], default=dict)
    )
    typed = {"name": "work phone", "credential": json.dumps(passkey.create(options))}
    answer = browser.post("/en/second-factor/passkey/", typed)
    assert answer.status_code == 302, answer.context["form"].errors
    assert "work phone" in browser.get("/en/second-factor/").content.decode()
    assert browser.post("/en/administration/roles/propose/", TYPED)["Location"] == "/en/administration/roles/"
    fresh = Client()
    fresh.post("/en/sign-in/", {"email": user.email})
    fresh.post("/en/sign-in/code/", {"code": sign_in_mails[-1].values["code"]})
    page = fresh.get("/en/sign-in/second-factor/")
    options = json.loads(json.dumps(page.context["options"], default=dict))
    stranger = {"credential": json.dumps(SoftPasskey().get(options))}
    assert fresh.post("/en/sign-in/second-factor/", stranger).status_code == 200
    options = json.loads(json.dumps(fresh.get("/en/sign-in/second-factor/").context["options"], default=dict))
    answer = fresh.post("/en/sign-in/second-factor/", {"credential": json.dumps(passkey.get(options))})
    assert answer.status_code == 302
    assert "_auth_user_id" in fresh.session
