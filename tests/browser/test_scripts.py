"""What the site's few scripts add, under the real content security policy; nothing depends on them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from demo.people import STAFF
from microacquisition.people.models import User
from microacquisition.people.queries import has_second_factor
from tests.browser.pages import PageChecker
from tests.browser.visitor import Visitor
from tests.opportunities.applications.make import apply_address, make_open, make_person, sign_in


def test_the_error_summary_takes_the_focus(visit: Callable[..., Visitor]) -> None:
    who = visit(language="fr")
    who.go("account_login", keep=False)
    who.press_main(keep=False)
    assert who.page.evaluate("document.activeElement.id") == "errors"
    assert who.page.title().startswith("Erreur")
    who.page.locator("#errors a").first.click()
    assert who.page.evaluate("document.activeElement.name") == "email"


def test_a_passkey_is_set_up_and_used(visit: Callable[..., Visitor]) -> None:
    person = STAFF[0]
    who = visit(person.email)
    add_security_key(who)
    who.go("mfa_add_webauthn", keep=False)
    who.press_main(keep=False)
    who.page.wait_for_url("**/recovery-codes/")
    assert has_second_factor(User.objects.get(email=person.email))
    who.go("use_second_factor", keep=False)
    with who.page.expect_navigation():
        who.page.get_by_role("button", name="Use my passkey").click()
    assert "second-factor/use" not in who.page.url


def test_without_an_answer_of_the_device_the_page_says_so(visit: Callable[..., Visitor]) -> None:
    who = visit(STAFF[0].email)
    add_security_key(who, verifies=False)
    who.go("mfa_add_webauthn", keep=False)
    said = who.page.locator("[data-passkey-failed]")
    assert not said.is_visible()
    who.page.locator("main button.btn").click()
    said.wait_for(state="visible")
    assert not has_second_factor(User.objects.get(email=STAFF[0].email))


@pytest.mark.parametrize(("language", "seconds"), [("en", r":\d\d:(\d\d)\s"), ("fr", r"min\s(\d\d)\ss")])
def test_the_server_s_time_runs_on_whatever_the_device_thinks(
    running_site: str, checker: PageChecker, browser: Browser, language: str, seconds: str
) -> None:
    opportunity, person = make_open(hours=0.5), sign_in(make_person("Jordan Tremblay"))
    context = browser.new_context()
    context.add_cookies(
        [{"name": "sessionid", "value": person.cookies["sessionid"].value, "url": running_site}]
    )
    page = context.new_page()
    page.clock.install(time="1999-12-31T23:59:00")
    page.goto(running_site + apply_address(opportunity, language))

    def read_second() -> int:
        return int(re.search(seconds, page.locator("[data-seconds]").first.inner_text() + " ")[1])  # type: ignore[index]

    before = read_second()
    page.clock.run_for(7_000)
    # The time that this test itself takes runs on too.
    assert 7 <= (read_second() - before) % 60 < 50
    assert (
        page.locator("[data-clock-runs]").is_visible() and not page.locator("[data-clock-made]").is_visible()
    )
    assert not page.locator("[data-clock-over]").is_visible()
    page.clock.fast_forward(30 * 60 * 1000)
    assert page.locator("[data-clock-over]").is_visible()
    checker.check_page(page.content(), page.url)
    context.close()


def add_security_key(who: Visitor, *, verifies: bool = True) -> None:
    """Give the browser a security key that answers at once, or refuses."""
    session = who.page.context.new_cdp_session(who.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": verifies, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
