"""Whether nobody or many applied, everybody else reads the same bytes before the opening: no number, no name, no word.

In `bin/test --full` every reader asks for every address that its rules open to them, in `bin/test` for the pages they
live with; languages alternate.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

import pytest
from django.contrib.postgres.aggregates import BoolOr
from django.test import Client
from django.utils.translation import override

from microacquisition.common.read_once import reading_once
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.sending import deliver_due
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.process.roles import Role
from microacquisition.records.models import Event
from microacquisition.reports.open_data.publishing import publish_releases
from microacquisition.site.clock import current_instant
from tests.applying import apply_as
from tests.builders import People, make_open, make_people, sign_in_as
from tests.opportunities.applications.crawl import is_turned_away, known_values, list_addresses, read_whole
from tests.opportunities.applications.make import make_person
from tests.opportunities.applications.planting import CANARY, hire, plant_canaries

WHOLE = os.environ.get("TEST_EXTENT") == "full"
READERS = ("anonymous", "officer", "advisor", "client", "evaluator", "auditor", "administrator")
MORE_READERS = (
    "second_officer", "fund_manager", "payment_officer", "certifier", "author", "stranger", "another supplier",
    "union_observer", "open_source_advisor",
)  # fmt: skip
LIVED_WITH = {
    "home", "opportunity_list", "open_list", "opportunity", "feed", "calendar", "opportunity_feed", "opportunity_calendar", "apply", "file", "needs_me", "freeze_evaluation", "evaluate", "application",
    "record_application", "demo_mailbox", "checkpoints", "my_applications", "file_mail", "service_status",
    "follow", "subscribe",
    "open_data", "ocds_releases", "ocds_package", "ocds_record", "disclosure_quarter", "disclosure_year",
    "data_for_software", "api_opportunities", "api_opportunity", "api_amendments", "api_outcomes", "api_skills", "api_changes",
}  # fmt: skip
DEMO_SENDER = "microacquisition.integrations.demo_mailbox.DemoMailboxSender"
GUESSED = "A-00000"
REFUSED = b"turned away by the rules of the address"
Pages = dict[str, set[bytes]]


@pytest.fixture
def people(committed_database: str) -> People:
    """Everybody, four suppliers among them."""
    return make_people(suppliers=4)


def find_readers(people: People) -> dict[str, User | None]:
    """Everybody who looks, by what they are; None for a stranger who has not signed in."""
    staff = {name: person for name, person in vars(people).items() if isinstance(person, User)}
    roles = (Role.ADMINISTRATOR, Role.UNION_OBSERVER, Role.OPEN_SOURCE_ADVISOR)
    hired = {role.value: hire(people, role) for role in roles}
    known = {**staff, **hired, "another supplier": people.suppliers[3], "anonymous": None}
    return {name: known[name] for name in (READERS + MORE_READERS if WHOLE else READERS)}


def read_everything(
    reader: str, person: User | None, browser: Client, people: People, opportunity: Opportunity, language: str
) -> Pages:
    """Return every answer by its address; an application's id in it is replaced by one that is none.

    Where the rules of an address turn the reader away before its view reads anything, that is the answer.
    """
    ids = list(opportunity.applications.values_list("pk", flat=True))
    recorded = set(opportunity.applications.filter(versions__by_officer=True).values_list("pk", flat=True))
    pages: Pages = {}
    addresses = list(list_addresses(language, choose_values(people, opportunity)))
    with reading_once(), override(language):
        refused = {each for _name, each in addresses if WHOLE and is_turned_away(person, each)}
    for name, address in addresses:
        if not WHOLE and name not in LIVED_WITH:
            continue
        # An officer reads the receipt of what an officer recorded.
        if name == "recorded_receipt" and "officer" in reader and any(each in address for each in recorded):
            continue
        # What people live with is asked for whatever its rules say.
        asks = name in LIVED_WITH or address not in refused
        whole = read_answer(browser, address) if asks else REFUSED
        for each in ids:
            assert each in address or each.encode() not in whole, (reader, address)
            address, whole = address.replace(each, GUESSED), whole.replace(each.encode(), GUESSED.encode())
        assert CANARY.encode() not in whole.lower(), (reader, address)
        pages.setdefault(address, set()).add(whole)
    return pages


def choose_values(people: People, opportunity: Opportunity) -> dict[str, Any]:
    """What stands in addresses; of the applications one of each kind: draft, sent, withdrawn, recorded."""
    kinds = opportunity.applications.annotate(recorded=BoolOr("versions__by_officer")).order_by("started_at")
    chosen = {(state, recorded): key for key, state, recorded in kinds.values_list("pk", "state", "recorded")}
    values = known_values(people, opportunity)
    several = {
        part: list(chosen.values()) for part, value in values.items() if isinstance(value, list) and chosen
    }
    return {**values, **several}


def read_answer(browser: Client, address: str) -> bytes:
    """Return the whole answer to one who may ask."""
    answer = browser.get(address)
    assert answer.status_code < 500, address
    return read_whole(answer)


def read_as_everybody(
    readers: dict[str, User | None],
    people: People,
    opportunity: Opportunity,
    at: datetime,
    move_clock: Any,
    settings: Any,
) -> Iterator[tuple[str, Pages]]:
    """Yield what each reader reads at this instant; languages alternate."""
    languages = cycle(("en", "fr"))
    for reader, person in readers.items():
        browser = sign_in_as(person, settings) if person else Client()
        move_clock(at)
        yield reader, read_everything(reader, person, browser, people, opportunity, next(languages))


def test_everybody_reads_the_same_bytes_for_any_number(
    people: People, settings: Any, move_clock: Any
) -> None:
    settings.DEMO, settings.MAIL_SENDER = True, DEMO_SENDER
    opportunity, readers = make_open(people), find_readers(people)
    deliver_due()
    at = (current_instant() + timedelta(days=1)).replace(second=0)

    def read() -> dict[str, Pages]:
        publish_releases()
        return dict(read_as_everybody(readers, people, opportunity, at, move_clock, settings))

    read()  # what is read leaves its event once a day
    none, again = read(), read() if WHOLE else {}
    if WHOLE:
        forget_what_changes_by_itself(none, again, opportunity)
        apply_as(people.suppliers[0], opportunity)
        assert_same(read(), none)
        plant_canaries(
            replace(people, suppliers=[make_person(f"Other {number}") for number in range(3)]),
            opportunity,
            settings,
        )
    else:
        plant_canaries(people, opportunity, settings)
    wanted = 25 if WHOLE else 6
    for number in range(wanted - Application.objects.count()):
        apply_as(User.objects.create_user(f"p{number}@example.org", name=f"Person {number}"), opportunity)
    assert Application.objects.count() == wanted
    assert_same(read(), none)


def forget_what_changes_by_itself(
    pages: dict[str, Pages], again: dict[str, Pages], opportunity: Opportunity
) -> None:
    """Leave out what is another at each reading though nobody applied, such as a new secret; never of the opportunity."""
    for reader, read in pages.items():
        for address in [each for each in read if again[reader][each] != read[each]]:
            # A new row of a section of the statement has a new key each time.
            of_opportunity = str(opportunity.pk) in address or str(opportunity.reference) in address
            assert not of_opportunity or "/section/" in address, (reader, address)
            del read[address]


def assert_same(found: dict[str, Pages], expected: dict[str, Pages]) -> None:
    """Say who reads what differently."""
    for reader, pages in expected.items():
        differing = {address for address in pages if found[reader].get(address) != pages[address]}
        assert not differing, (reader, differing)


def test_mails_and_events_are_the_same_for_any_number(people: People) -> None:
    opportunity = make_open(people)

    def count() -> tuple[int, int]:
        return Message.objects.filter(sealed=None).count(), Event.objects.count()

    before = count()
    for number in range(3):
        apply_as(User.objects.create_user(f"p{number}@example.org", name=f"Person {number}"), opportunity)
    assert count() == before
    assert Message.objects.filter(sealed__isnull=False).count() == 3
    for message in Message.objects.filter(sealed__isnull=False):
        assert not (message.to_email or message.to_name or message.subject or message.body)
