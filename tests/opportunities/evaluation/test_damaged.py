"""A sealed application that does not open holds nobody else up: who sees it, what they do, and how it is opened later."""

from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from microacquisition.common.bilingual import Bilingual
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import read_letter
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Refused
from microacquisition.people.models import Supplier, User
from microacquisition.records.models import Event
from tests.builders import People
from tests.opportunities.evaluation.builders import apply, assign, judge, make_open, move, reload, take

Browser = Callable[[User], Client]
FLIP = (
    "UPDATE opportunities_applicationversion SET body = set_byte(body, 50, 255 - get_byte(body, 50))"
    " WHERE application_id = %s"
)


def flip(owner_address: str, key: str) -> None:
    """Damage the sealed body as a disk would; a second time mends it."""
    with psycopg.connect(owner_address) as owner:
        owner.execute("ALTER TABLE opportunities_applicationversion DISABLE TRIGGER USER")
        owner.execute(FLIP, [key])


@pytest.fixture
def damaged(people: People, owner_address: str) -> tuple[Opportunity, str]:
    """CLOSED by the clock and opened as two people signed beforehand; one of two applications did not open."""
    opportunity = assign(make_open(people), people, people.evaluator)
    keys = [apply(opportunity, user) for user in people.suppliers[:2]]
    for signer in (people.officer, people.advisor):
        take("open_applications", opportunity, signer)
    flip(owner_address, keys[0])
    assert opportunity.closes_at is not None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [opportunity.closes_at])
    move(timedelta(seconds=1))
    take_due_steps()
    take_due_steps()
    return reload(opportunity), keys[0]


def _read(browser: Client, name: str, opportunity: Opportunity) -> str:
    return browser.get(reverse(name, args=(opportunity.pk,))).content.decode()


def test_the_others_are_opened_and_officer_and_advisor_see_what_to_do(
    people: People, damaged: tuple[Opportunity, str], browser: Browser
) -> None:
    opportunity, key = damaged
    assert opportunity.applications_opened_at is not None
    assert opportunity.applications.filter(opened__isnull=False).count() == 1
    address = reverse("damaged_seals", args=(opportunity.pk,))
    for reader in (people.officer, people.advisor):
        for page in ("/en/needs-me/", reverse("file", args=(opportunity.pk,))):
            assert address in browser(reader).get(page).content.decode()
        said = browser(reader).get(address).content.decode()
        assert key in said and "backup" in said
    for reader in (people.evaluator, people.client, people.suppliers[0]):
        assert browser(reader).get(address).status_code == 404
    letters = [read_letter(each) for each in Message.objects.filter(template="evaluation/damaged_seal")]
    assert {each.to_email for each in letters} == {
        people.officer.email, people.second_officer.email, people.advisor.email,
    }  # fmt: skip
    assert all(key in each.body for each in letters)
    assert Event.objects.filter(code="find_damaged_seal", subject_id=key).count() == 1


def test_the_others_are_judged_and_nothing_is_frozen_without_it(
    people: People, damaged: tuple[Opportunity, str]
) -> None:
    opportunity, _key = damaged
    take("declare", opportunity, people.evaluator, no_interest=True)
    judge(opportunity, people.evaluator)
    with pytest.raises(Refused, match="must be restored"):
        take("freeze_evaluation", opportunity, people.officer)


def _cancel(opportunity: Opportunity, people: People) -> None:
    reason = Bilingual("An application was lost.", "Une candidature a été perdue.")
    for signer in (people.officer, people.advisor):
        take("cancel_after_closing", opportunity, signer, reason=reason.en, reason_both=reason)
    assert reload(opportunity).state == "CANCELLED"


def test_whoever_sent_it_is_told_of_a_cancellation_by_their_account(
    people: People, damaged: tuple[Opportunity, str], browser: Browser
) -> None:
    opportunity, key = damaged
    assert "by mail to the account that sent it" in _read(
        browser(people.officer), "damaged_seals", opportunity
    )
    _cancel(opportunity, people)
    told = Message.objects.filter(template__in=("posting/cancelled_applicant", "posting/cancelled_sealed"))
    assert people.suppliers[0].email in {read_letter(each).to_email for each in told}
    public = Client().get(reverse("opportunity", args=(opportunity.reference,))).content.decode()
    assert key not in public


def test_nobody_is_left_without_a_notice_where_the_address_is_inside_the_seal(
    people: People, damaged: tuple[Opportunity, str], browser: Browser
) -> None:
    """As one that an officer recorded for somebody without an account: the account has no address."""
    opportunity, key = damaged
    User.objects.filter(pk=people.suppliers[0].pk).update(is_active=False)
    Supplier.objects.filter(owner=people.suppliers[0]).update(contact_email="")
    assert "Not by mail" in _read(browser(people.officer), "damaged_seals", opportunity)
    address = reverse("opportunity", args=(opportunity.reference,))
    assert key not in Client().get(address).content.decode()
    _cancel(opportunity, people)
    public = Client().get(address).content.decode()
    assert f"Application {key} could not be opened" in public and opportunity.programme.address in public


def test_once_restored_it_is_opened_and_judged_like_the_others(
    people: People, damaged: tuple[Opportunity, str], browser: Browser, owner_address: str
) -> None:
    opportunity, key = damaged
    take("declare", opportunity, people.evaluator, no_interest=True)
    officer, address = browser(people.officer), reverse("damaged_seals", args=(opportunity.pk,))
    assert officer.post(address).status_code == 409
    flip(owner_address, key)
    assert officer.post(address).status_code == 302
    assert opportunity.applications.filter(opened__isnull=False).count() == 2
    assert Event.objects.filter(code="open_damaged_seal", subject_id=key).count() == 1
    assert address not in _read(officer, "file", opportunity) and officer.get(address).status_code == 409
    judge(opportunity, people.evaluator)
    for signer in (people.officer, people.advisor):
        take("freeze_evaluation", opportunity, signer)
    assert reload(opportunity).state == "EVALUATED"
