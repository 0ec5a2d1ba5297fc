"""An administrator resets the second factor of somebody who lost theirs: event, mail, every session ended."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from microacquisition.people.models import RoleHeld, User
from microacquisition.process.roles import Role
from tests.people.doubles import SentMail
from tests.people.test_second_factor import enrol


def test_a_lost_second_factor_is_reset_and_set_up_again(
    administrators: tuple[User, User], make_person: Callable[..., User], give_role: Callable[..., RoleHeld],
    sign_in: Callable[..., Client], sign_in_mails: list[SentMail], platform_events: list[Any],
) -> None:  # fmt: skip
    person = make_person("Fay Manager", language="fr")
    give_role(person, Role.FUND_MANAGER)
    theirs = sign_in(person)
    enrol(theirs)
    assert theirs.get("/en/profile/").status_code == 200
    browser = sign_in(administrators[0], second_factor=True)
    address = f"/en/administration/people/{person.pk}/second-factor/"
    assert address in browser.get("/en/administration/roles/").content.decode()
    assert "Reset the second factor of Fay Manager?" in browser.get(address).content.decode()
    assert browser.post(address).status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    assert theirs.get("/en/profile/").status_code == 302
    assert (sign_in_mails[-1].email, sign_in_mails[-1].message) == (person.email, "second_factor_reset")
    assert sign_in_mails[-1].language == "fr"
    assert (platform_events[-1].code, platform_events[-1].actor) == (
        "reset_second_factor",
        str(administrators[0].pk),
    )
    assert browser.post(address).status_code == 409
    enrol(sign_in(User.objects.get(pk=person.pk)))


def test_nobody_resets_their_own_and_nobody_else_resets_any(
    administrators: tuple[User, User], make_person: Callable[..., User], give_role: Callable[..., RoleHeld],
    sign_in: Callable[..., Client], platform_events: list[Any],
) -> None:  # fmt: skip
    officer, supplier = make_person("Olga Officer"), make_person("Sam Supplier")
    give_role(officer, Role.OFFICER)
    enrol(sign_in(administrators[0]))
    enrol(sign_in(supplier))
    before = len(platform_events)
    own = f"/en/administration/people/{administrators[0].pk}/second-factor/"
    answer = sign_in(administrators[0], second_factor=True).post(own)
    assert answer.status_code == 409 and "their own second factor" in answer.content.decode()
    assert sign_in(officer, second_factor=True).post(own).status_code == 404
    theirs = f"/en/administration/people/{supplier.pk}/second-factor/"
    assert sign_in(administrators[1], second_factor=True).post(theirs).status_code == 404
    assert Authenticator.objects.filter(user__in=[administrators[0], supplier], type="totp").count() == 2
    assert [event.code for event in platform_events[before:]] == []
