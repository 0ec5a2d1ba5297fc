"""One list for a supplier: applications and works, each in words, each with its one next action."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from microacquisition.common.dates import format_instant
from microacquisition.opportunities.applications.models import OpenedApplication
from microacquisition.opportunities.evaluation.clarifying import answer_question, ask_supplier
from microacquisition.opportunities.evaluation.models import Clarification, StrikeNotice
from microacquisition.opportunities.evaluation.queries import standing_applications
from microacquisition.opportunities.my_work.own_list import list_own_applications, list_own_works
from microacquisition.people.models import User
from microacquisition.site.clock import current_instant
from tests.builders import People
from tests.opportunities.agreement.builders import make_accepted as make_accepted_work
from tests.opportunities.agreement.builders import make_offered as make_offered_work
from tests.opportunities.evaluation.builders import (
    answer,
    apply,
    make_closed,
    make_evaluated,
    make_offered,
    make_open,
    make_opened,
    tell,
)

Browser = Callable[[User], Client]


def read(browser: Client) -> str:
    """Return the page of one's own applications, in English."""
    return browser.get("/en/my-applications/").content.decode()


@pytest.mark.parametrize(("address", "word"), [("/en/", "apply"), ("/fr/", "candidature")])
def test_whoever_applied_to_nothing_is_told_what_to_do(
    people: People, browser: Browser, address: str, word: str
) -> None:
    own = {"/en/": "/en/my-applications/", "/fr/": "/fr/mes-candidatures/"}[address]
    page = browser(people.stranger).get(own).content.decode()
    listed = {"/en/": "/en/opportunities/", "/fr/": "/fr/occasions/"}[address]
    assert 'class="empty"' in page and f'class="btn" href="{listed}"' in page and word in page


def test_while_open_the_application_can_be_changed_and_nothing_is_said_of_others(
    people: People, browser: Browser
) -> None:
    opportunity = make_open(people)
    own = apply(opportunity, people.suppliers[0])
    page = read(browser(people.suppliers[0]))
    assert reverse("application", kwargs={"application_id": own}) in page
    assert "Received and sealed" in page and "See your result" not in page
    assert own not in read(browser(people.suppliers[1]))


def test_the_result_is_linked_after_the_freeze_and_not_before(people: People, browser: Browser) -> None:
    make_closed(people)
    waiting = read(browser(people.suppliers[0]))
    assert "See your result" not in waiting and "when the result is known" in waiting


def test_after_the_freeze_each_applicant_finds_their_own_result(people: People, browser: Browser) -> None:
    make_evaluated(people, failing=1)
    for user in people.suppliers:
        row = list_own_applications(user, current_instant())[0]
        assert row.address == reverse("application_result", kwargs={"application_id": row.application.pk})
        assert "See your result" in read(browser(user))
        assert browser(user).get(row.address).status_code == 200


def test_whoever_is_offered_the_work_finds_the_agreement_to_sign(people: People, browser: Browser) -> None:
    opportunity = make_offered(people)
    asked = [user for user in people.suppliers if list_own_works(user, current_instant())]
    assert len(asked) == 1
    page = read(browser(asked[0]))
    assert reverse("sign_agreement", kwargs={"opportunity_id": opportunity.pk}) in page
    other = next(user for user in people.suppliers if user != asked[0])
    assert "sign it by" not in read(browser(other))


def test_each_work_shows_its_one_next_action(people: People, browser: Browser) -> None:
    opportunity = make_accepted_work(people)
    page = read(browser(people.suppliers[0]))
    assert reverse("send_invoice", kwargs={"opportunity_id": opportunity.pk}) in page
    assert "Send the invoice: it is filled in for you" in page
    assert not list_own_works(people.suppliers[1], current_instant())


def test_the_list_speaks_french(people: People, browser: Browser) -> None:
    make_offered_work(people)
    page = browser(people.suppliers[0]).get("/fr/mes-candidatures/").content.decode()
    assert "Mes travaux" in page and "Lire et signer l’entente" in page


def test_what_is_asked_of_the_supplier_stands_first_with_its_date(people: People, browser: Browser) -> None:
    opportunity = make_opened(people)
    struck = tell(opportunity, people)
    asked = next(each for each in standing_applications(opportunity) if each.pk != struck)
    ask_supplier(asked, people.officer, "What do you mean by quickly?", "en")
    owner = {row.application_id: row.supplier.owner for row in OpenedApplication.objects.all()}
    notice, question = StrikeNotice.objects.get(), Clarification.objects.get()
    for key, name, answer_by, said in (
        (struck, "strike_notice", notice.answer_by, "Your application may be struck"),
        (asked.pk, "clarification", question.answer_by, "asks you to explain"),
    ):
        page = read(browser(owner[key]))
        when = format_instant(answer_by, opportunity.zone or opportunity.programme.zone, "en")
        assert reverse(name, kwargs={"application_id": key}) in page
        assert said in page and "You can answer until" in page and f">{when}</time>" in page
    answer(struck)
    answer_question(question, owner[asked.pk], "Within a day.", "en")
    for key in (struck, asked.pk):
        page = read(browser(owner[key]))
        assert "You can answer until" not in page and "We write to you" in page
