"""How far the mail about a file is: staff see it, sealed mail is counted nowhere, and it says when the last will leave."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from microacquisition.correspondence import pace, sending
from microacquisition.correspondence.models import MailNotice, Message, Outcome
from microacquisition.correspondence.outbox import send_message
from microacquisition.correspondence.texts import load_samples
from microacquisition.opportunities.heartbeat import beat
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.ports.mail import CarrierAway
from microacquisition.site.clock import current_instant
from tests.builders import People, make_open, make_request
from tests.correspondence.doubles import KeepingSender

Browser = Callable[[User], Client]
TEMPLATE = "posting/new_opportunity"
TOKEN = re.compile(r'value="[0-9a-zA-Z]{64}"')


@pytest.fixture
def carrier(settings: Any) -> type[KeepingSender]:
    settings.MAIL_SENDER = "tests.correspondence.doubles.KeepingSender"
    KeepingSender.sent, KeepingSender.failures, KeepingSender.seconds = [], [], 0
    return KeepingSender


def tell_list(opportunity: Opportunity, count: int, **changes: Any) -> list[Message]:
    """Write one notice to so many readers."""
    values = {
        name: samples[0] for name, samples in load_samples(TEMPLATE).items() if name != "recipient_name"
    }
    event = uuid.uuid4()
    facts = {"kind": "list", "event_id": event, "opportunity_id": opportunity.pk, **changes}
    return [
        send_message(
            TEMPLATE, to_email=f"r{n}@example.org", to_name="", language="en", values=values, **facts
        )
        for n in range(count)
    ]


def read(browser: Client, opportunity: Opportunity) -> str:
    answer = browser.get(reverse("file_mail", kwargs={"opportunity_id": opportunity.pk}))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_file_leads_to_what_is_sent_waits_and_failed(
    people: People, browser: Browser, settings: Any, carrier: type[KeepingSender]
) -> None:
    opportunity, officer = make_request(people), browser(people.officer)
    Message.objects.filter(state="queued").update(state="failed")
    settings.MAIL_LIMIT = "1/minute"
    rows = tell_list(opportunity, 12)
    assert sending.deliver_due() == 1
    Message.objects.filter(pk=rows[-1].pk).update(state="failed")
    sent = Message.objects.get(state="sent")
    MailNotice.objects.create(number="1", message=sent, outcome=Outcome.RETURNED)
    address = reverse("file_mail", kwargs={"opportunity_id": opportunity.pk})
    assert address in officer.get(reverse("file", kwargs={"opportunity_id": opportunity.pk})).content.decode()
    page = read(officer, opportunity)
    assert "10 mails wait. The last will have left on" in page
    assert "1 came back" in page and '<td class="num">10</td>' in page
    assert "To the mailing list" in page


def test_sealed_mail_is_counted_nowhere(
    people: People, browser: Browser, settings: Any, carrier: type[KeepingSender]
) -> None:
    settings.MAIL_LIMIT_PER_DAY = "1000"
    opportunity, officer = make_open(people), browser(people.officer)
    sending.deliver_due()

    def read_both() -> list[str]:
        pages = read(officer, opportunity), officer.get("/en/status/").content.decode()
        return [TOKEN.sub("", page) for page in pages]

    before = read_both()
    rows = tell_list(opportunity, 4, kind="step", sealed=True)
    assert read_both() == before
    carrier.failures.append(CarrierAway("no_connection"))
    sending.deliver_message(rows[0].pk)
    assert pace.find_carrier().away_since is not None
    assert read_both() == before


def test_who_may_not_see_the_file_does_not_see_its_mail(people: People, browser: Browser) -> None:
    opportunity = make_request(people)
    address = reverse("file_mail", kwargs={"opportunity_id": opportunity.pk})
    for person in (people.stranger, people.suppliers[0]):
        assert browser(person).get(address).status_code == 404


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("authentication", "it refuses our key or password"),
        ("day_is_full", "the limit of the day is reached"),
        ("no_connection", "it cannot be reached"),
    ],
)
def test_a_carrier_that_fails_shows_on_the_status_page(
    people: People, browser: Browser, carrier: type[KeepingSender], code: str, said: str
) -> None:
    opportunity, officer = make_request(people), browser(people.officer)
    sending.deliver_due()
    assert "Mail leaves." in officer.get("/en/status/").content.decode()
    tell_list(opportunity, 3)
    carrier.failures.append(CarrierAway(code))
    sending.deliver_due()
    page = officer.get("/en/status/").content.decode()
    assert "The mail provider has taken no mail since" in page and said in page
    assert "Nothing is lost" in page
    assert "3 mails wait: the mail provider takes nothing at the moment." in read(officer, opportunity)


def test_the_status_page_tells_of_the_worker_to_staff_alone(people: People, browser: Browser) -> None:
    officer = browser(people.officer)
    assert "The worker has never run" in officer.get("/en/status/").content.decode()
    beat(current_instant())
    assert "The worker runs" in officer.get("/en/status/").content.decode()
    assert "Le processus de travail tourne" in officer.get("/fr/etat/").content.decode()
    assert browser(people.suppliers[0]).get("/en/status/").status_code == 404
    assert Client().get("/en/status/").status_code == 302
