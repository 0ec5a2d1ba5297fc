"""Who finds what on a file: evaluators no names before the offer, auditors no action, union observers their four answers."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import RoleHeld, User
from microacquisition.people.queries import supplier_of
from microacquisition.process.roles import Role
from microacquisition.site.clock import current_instant
from tests.builders import People, make_drafting, make_people, make_request
from tests.opportunities.agreement.builders import make_paid as make_paid_work
from tests.opportunities.evaluation.builders import (
    make_closed,
    make_evaluated,
    make_offered,
    make_opened,
    make_ranked,
)

Browser = Callable[[User], Client]
CANARY = "Zebulon Canary"


def address(name: str, opportunity: Opportunity) -> str:
    """Return a staff page of the opportunity, in English."""
    return reverse(name, kwargs={"opportunity_id": opportunity.pk})


def name_everybody_canary(people: People) -> None:
    """Give every supplier the canary name, as a person and as a supplier."""
    for user in people.suppliers:
        user.name = CANARY
        user.save(update_fields=["name"])
        supplier = supplier_of(user)
        assert supplier is not None
        supplier.legal_name = CANARY
        supplier.save(update_fields=["legal_name"])


@pytest.mark.parametrize("make", [make_closed, make_opened, make_evaluated, make_ranked])
def test_before_the_offer_no_evaluator_finds_a_name(
    people: People, browser: Browser, make: Callable[[People], Opportunity]
) -> None:
    name_everybody_canary(people)
    opportunity = make(people)
    if make is make_closed:
        officer = browser(people.officer)
        typed = {"evaluators": [str(people.evaluator.pk)], "chair": str(people.evaluator.pk)}
        assert officer.post(address("assign_evaluators", opportunity), typed).status_code == 302
    evaluator = browser(people.evaluator)
    for page in ("file", "evaluate"):
        answer = evaluator.get(address(page, opportunity), follow=True)
        assert answer.status_code == 200
        assert CANARY not in answer.content.decode()
    assert CANARY not in evaluator.get("/en/needs-me/").content.decode()
    for user in people.suppliers:
        assert user.email not in evaluator.get(address("file", opportunity)).content.decode()


def test_the_canary_would_be_seen_once_the_agreement_is_signed(people: People, browser: Browser) -> None:
    name_everybody_canary(people)
    opportunity = make_paid_work(people)
    assert CANARY in browser(people.officer).get(address("file", opportunity)).content.decode()


def test_an_evaluator_finds_no_agreement_and_no_invoice(people: People, browser: Browser) -> None:
    opportunity = make_offered(people)
    page = browser(people.evaluator).get(address("file", opportunity)).content.decode()
    assert "/documents/" not in page


def test_the_auditor_reads_every_file_and_finds_no_action(people: People, browser: Browser) -> None:
    opportunity = make_paid_work(people)
    auditor = browser(people.auditor)
    page = auditor.get(address("file", opportunity)).content.decode()
    assert "/documents/" in page and 'class="btn"' not in page and "Other steps" not in page
    assert auditor.get("/en/needs-me/").status_code == 200
    for step in ("complete", "release_funds", "cancel"):
        assert auditor.get(address(step, opportunity)).status_code == 404


def make_observer(people: People) -> User:
    """Return a union observer of the program and department."""
    user = User.objects.create_user("observer@example.ca", name="Una Observer", language="fr")
    now = current_instant()
    RoleHeld.objects.create(
        user=user, role=Role.UNION_OBSERVER.value, programme_code=people.programme_code, department=people.department,
        proposed_by=people.officer, proposed_at=now, confirmed_by=people.second_officer, confirmed_at=now,
    )  # fmt: skip
    return user


def test_the_union_observer_reads_four_answers_of_each_purchase_and_no_file(
    people: People, browser: Browser
) -> None:
    opportunity = make_drafting(people)
    observer = browser(make_observer(people))
    page = observer.get("/fr/a-observer/").content.decode()
    assert "Politiques infonuagiques" in page and "Asked everybody in May." in page
    assert "65" in page and "6\xa0000,00\xa0$" in page
    assert observer.get(address("file", opportunity)).status_code == 404
    assert 'href="/fr/a-observer/"' in observer.get("/fr/").content.decode()


def test_the_observer_finds_neither_requests_nor_practice_nor_other_departments(
    people: People, browser: Browser
) -> None:
    make_request(people)
    make_drafting(make_people("practice"))
    assert "rien à observer" in browser(make_observer(people)).get("/fr/a-observer/").content.decode()


def test_nobody_else_finds_the_observers_page(people: People, browser: Browser) -> None:
    for user in (people.officer, people.auditor, people.suppliers[0]):
        assert browser(user).get("/en/to-observe/").status_code == 404
    assert "sign-in" in Client().get("/en/to-observe/", follow=True).request["PATH_INFO"]
