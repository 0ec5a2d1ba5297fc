"""A fund manager who never signed before: from the mail to the signature in five clicks; or refuses, or passes it on."""

import re
import time
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings as site
from django.test import Client

from microacquisition.correspondence.layout import LINK_LINE
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.opportunities.funding.models import FundsSignature
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Delegation, RoleHeld, User
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import People, make_funding_confirmed, sign_in_as
from tests.stories.actor import Actor
from tests.stories.beginning import Cast
from tests.stories.mails import check_mail
from tests.stories.page_forms import read_forms

MOST_CLICKS = 5


class CountingReader:
    """A browser without scripts that counts what its reader presses, links and buttons alike."""

    def __init__(self) -> None:
        self.browser = Client()
        self.clicks = 0
        self.html = ""
        self.address = ""

    def follow(self, link: str) -> None:
        """Press a link."""
        self.clicks += 1
        self._open(link)

    def send(self, **typed: str) -> None:
        """Press the button of the first form that asks for what is typed."""
        self.clicks += 1
        form = next(each for each in read_forms(self.html).forms if set(typed) <= each.names)
        answer = self.browser.post(form.action or self.address, {**form.values, **typed}, follow=True)
        assert answer.status_code == 200, answer.status_code
        self._keep(answer)

    def _open(self, link: str) -> None:
        self._keep(self.browser.get(link, follow=True))

    def _keep(self, answer: Any) -> None:
        self.html = answer.content.decode()
        path = answer.redirect_chain[-1][0] if getattr(answer, "redirect_chain", None) else ""
        self.address = path or self.address or answer.request["PATH_INFO"]


def _new_fund_manager(people: People, language: str = "en") -> User:
    """Somebody who was only granted the role: no name, no second factor, never signed in."""
    user = User.objects.create_user("new.manager@example.ca", language=language)
    now = current_instant()
    RoleHeld.objects.create(
        user=user, role="fund_manager", programme_code="esdc", department=people.department,
        proposed_by=people.auditor, proposed_at=now, confirmed_by=people.stranger, confirmed_at=now,
    )  # fmt: skip
    return user


def _link_in(template: str, person: User) -> str:
    row = Message.objects.filter(template=template, to_email=person.email).latest("created_at")
    link = re.findall(LINK_LINE, read_letter(row).body)[0][1]
    assert link.startswith(site.SITE_ADDRESS)
    return urlsplit(link).path


def _code_for(person: User) -> str:
    row = Message.objects.filter(template__contains="sign_in_code", to_email=person.email).latest(
        "created_at"
    )
    found = re.search(r"\b([A-Z0-9]{3,}-?[A-Z0-9]{3,})\b", read_letter(row).body)
    assert found
    return found.group(1)


def test_the_first_signature_takes_five_clicks_from_the_mail_sign_in_and_second_factor_included(
    cast: Cast, settings: Any
) -> None:
    settings.DEMO = False
    person = _new_fund_manager(cast.people)
    opportunity = make_funding_confirmed(cast.people)
    reader = CountingReader()
    reader.follow(_link_in("funding/to_sign_for_funds", person))  # 1: the mail’s link leads to sign-in
    reader.send(email=person.email)  # 2: a code, please
    reader.send(code=_code_for(person))  # 3: the code
    reader.send(name="Nadia Manager")  # 4: asked once, at the first sign-in of all
    for said in (
        "Cloud policies", "Cloud operations", "Employment", "$6,000.00", "$900.00", "$6,900.00", "2026-2027", "4410",
        "N-100-4410", "Please sign by November 24, 2026", "By signing, you state that", "Section 32", "Refuse the funds",
    ):  # fmt: skip
        assert said in reader.html, said
    secret = re.search(r'<code class="key">(\w+)</code>', reader.html)
    assert secret
    number = format_hotp_value(hotp_value(secret.group(1), int(time.time()) // 30))
    reader.send(code=number)  # 5: the app’s number, and signed
    assert reader.clicks <= MOST_CLICKS
    assert FundsSignature.objects.get().signed_by == person
    assert Authenticator.objects.filter(user=person, type="totp").exists()
    assert "Recovery codes" in reader.html
    assert Event.objects.filter(stream=opportunity.stream, code="sign").exists()


def test_a_wrong_number_signs_nothing_and_keeps_the_page(cast: Cast, settings: Any) -> None:
    settings.DEMO = False
    person = _new_fund_manager(cast.people)
    person.name = "Nadia"
    person.save()
    opportunity = make_funding_confirmed(cast.people)
    browser = Client()
    browser.force_login(person)
    before = Event.objects.filter(stream=opportunity.stream).count()
    address = _link_in("funding/to_sign_for_funds", person)
    secret = browser.get(address).context["enrolment"].form.secret
    wrong = f"{(int(format_hotp_value(hotp_value(secret, int(time.time()) // 30))) + 1) % 1_000_000:06}"
    for typed in ({"code": wrong}, {"code": ""}, {}):
        answer = browser.post(address, typed)
        assert answer.status_code == 200
        assert answer.context["enrolment"].form.secret == secret
    assert not FundsSignature.objects.exists() and not Authenticator.objects.filter(user=person).exists()
    assert Event.objects.filter(stream=opportunity.stream).count() == before


def test_refused_on_the_same_page_the_client_and_the_officer_learn_what_comes_next(cast: Cast) -> None:
    opportunity = make_funding_confirmed(cast.people)
    cast.fund_manager.fill(
        "sign_for_funds", opportunity_id=opportunity.pk, typed={"reason": "Our budget is spent."}
    )
    opportunity.refresh_from_db()
    assert opportunity.state == "DRAFTING"
    check_mail("funding/funds_refused", cast.people.client, "Our budget is spent.", "en rédaction")
    check_mail("funding/funds_refused", cast.people.officer, "Our budget is spent.", "open for writing again")
    assert "Funds refused" in cast.officer.read("file", opportunity_id=opportunity.pk)


@pytest.fixture
def delegated(cast: Cast) -> tuple[Opportunity, User]:
    """A form to sign, and the stand-in that the fund manager’s delegation names; they read French."""
    stand_in = _new_fund_manager(cast.people, "fr")
    stand_in.name = "Simon Suppléant"
    stand_in.save()
    Delegation.objects.create(
        user=cast.people.fund_manager, role="fund_manager", limit_cents=10_000_00, starts=date(2020, 1, 1),
        stand_in=stand_in, instrument_reference="D-17",
    )  # fmt: skip
    return make_funding_confirmed(cast.people), stand_in


def _pass_on(actor: Actor, opportunity: Opportunity, person: User) -> Any:
    """Press the one button, as the signing page draws it."""
    page = actor.read("sign_for_funds", opportunity_id=opportunity.pk)
    address = actor.address("pass_on", opportunity.pk)
    forms = [form for form in read_forms(page).forms if form.action == address]
    mine = [form for form in forms if form.values["person"] == [str(person.pk)]]
    values = (
        mine[0].values
        if mine
        else {"wait": f"sign_for_funds:{opportunity.pk}", "role": "fund_manager", "person": str(person.pk)}
    )
    return actor.browser.post(address, values)


def test_the_fund_manager_passes_it_to_the_stand_in_in_one_click(
    cast: Cast, delegated: tuple[Opportunity, User], settings: Any
) -> None:
    opportunity, stand_in = delegated
    page = cast.fund_manager.read("sign_for_funds", opportunity_id=opportunity.pk)
    assert "Pass to Simon Suppléant" in page and "named in the delegation" in page
    assert _pass_on(cast.fund_manager, opportunity, stand_in).status_code == 302
    check_mail("file/stand_in", stand_in, "Fund Manager")
    assert Event.objects.filter(stream=opportunity.stream, code="name_stand_in").count() == 1
    page = cast.fund_manager.read("sign_for_funds", opportunity_id=opportunity.pk)
    assert "Simon Suppléant was asked to act instead." in page
    browser = sign_in_as(stand_in, settings)
    address = cast.fund_manager.address("sign_for_funds", opportunity.pk)
    assert browser.post(address).status_code == 302
    assert FundsSignature.objects.get().signed_by == stand_in


def test_a_stand_in_signs_within_the_delegation_that_names_them(
    cast: Cast, delegated: tuple[Opportunity, User], settings: Any
) -> None:
    opportunity, stand_in = delegated
    Delegation.objects.create(
        user=stand_in,
        role="fund_manager",
        limit_cents=1_00,
        starts=date(2020, 1, 1),
        instrument_reference="D-18",
    )
    browser = sign_in_as(stand_in, settings)
    address = cast.fund_manager.address("sign_for_funds", opportunity.pk)
    assert "Your delegation goes up to $1.00" in browser.post(address).content.decode()
    assert not FundsSignature.objects.exists()
    assert _pass_on(cast.officer, opportunity, stand_in).status_code == 302
    assert browser.post(address).status_code == 302
    assert FundsSignature.objects.get().signed_by == stand_in


def test_a_delegation_that_ended_names_nobody(cast: Cast, delegated: tuple[Opportunity, User]) -> None:
    opportunity, _stand_in = delegated
    Delegation.objects.update(ended_at=current_instant(), ended_by=cast.people.auditor)
    page = cast.fund_manager.read("sign_for_funds", opportunity_id=opportunity.pk)
    assert "named in the delegation" not in page
    answer = cast.fund_manager.browser.post(cast.fund_manager.address("sign_for_funds", opportunity.pk))
    assert answer.status_code == 409 and not FundsSignature.objects.exists()


def test_nobody_without_a_part_passes_it_on(cast: Cast, delegated: tuple[Opportunity, User]) -> None:
    opportunity, stand_in = delegated
    for actor in (cast.client, cast.payment_officer):
        assert _pass_on(actor, opportunity, stand_in).status_code == 404
        assert "Not you?" not in actor.read("sign_for_funds", opportunity_id=opportunity.pk)
    assert not Event.objects.filter(stream=opportunity.stream, code="name_stand_in").exists()
