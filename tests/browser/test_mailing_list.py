"""The pages behind the links of list mails, which no menu leads to: axe, valid HTML, no wider than the window."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.correspondence.link_tokens import write_token
from microacquisition.correspondence.subscribing import Wishes, ask_to_subscribe
from microacquisition.opportunities.announcing.interest import interest_address
from microacquisition.site.clock import current_instant
from tests.browser.pages import PageChecker
from tests.builders import make_people, make_translated
from tests.opportunities.announcing.making import SHOWN, make_subscriber, post


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_of_the_list(running_site: str, checker: PageChecker, language: str) -> None:
    people = make_people()
    opportunity = make_translated(people)
    opportunity = post(people, current_instant() + timedelta(days=2), opportunity)
    subscriber = make_subscriber("ana@example.org", language, skills=("documentation",))
    follower = make_subscriber("eve@example.org", language, opportunity_id=opportunity.pk)
    asked = ask_to_subscribe(Wishes("max@example.org", language, opportunity_id=opportunity.pk), SHOWN)
    assert asked is not None
    reader, supplier = Client(), Client()
    supplier.force_login(people.suppliers[0])

    def look(browser: Client, address: str, status: int = 200, **sent: Any) -> None:
        answer = browser.post(address, sent) if sent else browser.get(address)
        assert answer.status_code == status, address
        checker.check_page(answer.content.decode(), f"{running_site}{address}?{len(checker.addresses)}")

    def address(name: str, *parts: Any) -> str:
        with override(language):
            return reverse(name, args=parts)

    interest = "/" + interest_address(subscriber, opportunity.pk).split("/", 3)[3]
    confirm = address("confirm_subscription", asked.token)
    with override(language):
        for page in ("opportunity", "follow"):
            look(reader, address(page, opportunity.reference))
            look(supplier, address(page, opportunity.reference))
        look(reader, address("follow", opportunity.reference), email="no")
        look(reader, address("subscribe"))
        look(reader, address("subscribe"), email="no", skills_languages="python")
        look(reader, address("subscription_asked"))
        look(reader, confirm)
        look(reader, confirm, sent="yes")
        look(reader, confirm, 410)
        look(reader, interest)
        look(reader, interest, opinion="not_clear")
        for token in (write_token(subscriber), write_token(follower)):
            look(reader, address("change_subscription", token))
            look(reader, address("leave_list", token))
        look(reader, address("leave_list", token), **{"List-Unsubscribe": "One-Click"})
        look(reader, address("leave_list", "cut"), 404)
    checker.finish()
