"""Feeds and calendars as their readers read them: `feedparser` and `icalendar`."""

from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.models import ClosingChange
from tests.applying import apply_as, make_closed
from tests.builders import People, make_open, make_people
from tests.opportunities.agreement.builders import make_in_work
from tests.opportunities.posting.test_amend import amend

KINDS = ("feed.atom", "calendar.ics")


def read(address: str, **headers: str) -> Any:
    """The answer, which is there."""
    answer = Client().get(address, headers=headers or None)
    assert answer.status_code == 200, address
    return answer


def parse(address: str) -> Any:
    """The feed as a reader understands it, without any fault."""
    feed = feedparser.parse(read(address).content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def events(address: str) -> dict[str, Any]:
    """The events of a calendar by their identifiers."""
    calendar = Calendar.from_ical(read(address).content)
    assert not calendar.errors
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def extend(opportunity: Opportunity, days: int = 7) -> None:
    """Move the closing, past the people who would sign it."""
    later = opportunity.closes_at + timedelta(days=days)
    ClosingChange.objects.create(
        opportunity=opportunity, old_closes_at=opportunity.closes_at, new_closes_at=later, new_closes_local="",
        reason_en="More time.", reason_fr="Plus de temps.",
    )  # fmt: skip
    Opportunity.objects.filter(pk=opportunity.pk).update(closes_at=later)


def test_the_feed_of_a_search_holds_what_the_list_holds(people: People) -> None:
    opportunity = make_open(people)
    feed = parse("/fr/occasions/feed.atom?q=infonuagique")
    assert feed.feed.language == "fr" and feed.feed.links[-1].href.endswith(
        "/fr/occasions/feed.atom?q=infonuagique"
    )
    (entry,) = feed.entries
    assert entry.title == "Politiques infonuagiques"
    assert entry.link.endswith(f"/fr/occasions/{opportunity.reference}/")
    assert entry.id.startswith("tag:") and entry.id.endswith(f":{opportunity.reference}/fr")
    assert "6\xa0000,00\xa0$" in entry.summary and entry.tags[0].term == "Ouverte"
    assert parse("/en/opportunities/feed.atom").entries[0].id.endswith("/en")
    empty = parse("/en/opportunities/feed.atom?q=volcano")
    assert (
        empty.entries == []
        and empty.feed.updated == parse("/en/opportunities/feed.atom?q=volcano").feed.updated
    )


def test_a_reader_that_has_it_gets_304_until_it_changes(people: People) -> None:
    opportunity = make_open(people)
    addresses = [
        f"/en/opportunities/{part}{kind}" for kind in KINDS for part in ("", f"{opportunity.reference}/")
    ]
    known = {address: read(address) for address in addresses}
    for address, answer in known.items():
        for name, header in (("if-none-match", "ETag"), ("if-modified-since", "Last-Modified")):
            again = Client().get(address, headers={name: answer[header]})
            assert (again.status_code, again.content) == (304, b""), (address, name)
    extend(opportunity)
    for address, answer in known.items():
        assert read(address, **{"if-none-match": answer["ETag"]}).content != answer.content, address


def test_amendments_moves_and_the_end_are_told_in_the_feed_of_one(people: People) -> None:
    opportunity = make_open(people)
    address = f"/en/opportunities/{opportunity.reference}/feed.atom"
    amend(opportunity, people.officer)
    reason = Bilingual("Not needed any more.", "Le besoin n’existe plus.")
    take_step(
        "cancel",
        opportunity_id=opportunity.pk,
        user=people.officer,
        given={"reason_both": reason, "reason": "both"},
    )
    entries = parse(address).entries
    assert [entry.title.partition(": ")[2] for entry in entries] == [
        "Cancelled",
        "Amended: The work",
        "Posted",
    ]
    assert "Not needed any more." in entries[0].summary
    assert "A data source was missing." in entries[1].summary and "Its tests" in entries[1].summary
    assert len({entry.id for entry in entries}) == 3


def test_the_outcome_is_told_in_the_feed_of_one(people: People) -> None:
    opportunity = make_in_work(people)
    told = [entry.title for entry in parse(f"/fr/occasions/{opportunity.reference}/feed.atom").entries]
    assert told[0].startswith(f"{opportunity.reference}: Fournisseur sélectionné\xa0: ")
    assert told[1].endswith(": Clôturée") and told[-1].endswith(": Affichée")


def test_a_deadline_keeps_its_identifier_and_its_number_grows_when_it_moves(people: People) -> None:
    opportunity = make_open(people)
    own, everything = f"/en/opportunities/{opportunity.reference}/calendar.ics", "/fr/occasions/calendar.ics"
    before = events(own)
    assert [uid.partition("@")[0].removeprefix(f"{opportunity.reference.lower()}-") for uid in before] == [
        "closing",
        "delivery",
    ]
    closing = next(uid for uid in before if "-closing@" in uid)
    assert before[closing].decoded("dtstart") == opportunity.closes_at.replace(microsecond=0)
    assert events(everything)[closing]["summary"] == "Clôture des candidatures\xa0: Politiques infonuagiques"
    extend(opportunity)
    after = events(own)
    assert set(after) == set(before)
    assert int(after[closing]["sequence"]) == int(before[closing]["sequence"]) + 1
    assert after[closing].decoded("dtstart") - before[closing].decoded("dtstart") == timedelta(days=7)
    assert after[closing]["status"] == "CONFIRMED"
    assert events(everything)[closing]["sequence"] == after[closing]["sequence"]
    assert events("/en/opportunities/calendar.ics?q=volcano") == {}


def test_a_cancelled_one_says_so_in_the_calendar(people: People) -> None:
    opportunity = make_open(people)
    reason = Bilingual("Not needed any more.", "Le besoin n’existe plus.")
    take_step(
        "cancel",
        opportunity_id=opportunity.pk,
        user=people.officer,
        given={"reason_both": reason, "reason": "both"},
    )
    assert {event["status"] for event in events("/en/opportunities/calendar.ics").values()} == {"CANCELLED"}


def test_an_application_changes_no_feed_and_no_calendar(people: People) -> None:
    opportunity = make_open(people)
    addresses = [
        f"/{start}{part}{kind}" for start in ("en/opportunities/", "fr/occasions/") for kind in KINDS
        for part in ("", f"{opportunity.reference}/")
    ]  # fmt: skip
    before = [
        (read(address).content, read(address)["ETag"], read(address)["Last-Modified"])
        for address in addresses
    ]
    apply_as(people.suppliers[0], opportunity)
    assert [
        (read(address).content, read(address)["ETag"], read(address)["Last-Modified"])
        for address in addresses
    ] == before


def test_closing_is_told(people: People, move_clock: Any) -> None:
    opportunity = make_closed(people, move_clock)
    assert parse(f"/en/opportunities/{opportunity.reference}/feed.atom").entries[0].title.endswith(": Closed")
    assert parse("/en/opportunities/feed.atom?status=closed").entries[0].tags[0].term == "Closed"
    assert parse("/en/opportunities/feed.atom?status=open").entries == []


@pytest.mark.parametrize("kind", KINDS)
def test_practice_and_what_is_not_posted_have_none(committed_database: str, kind: str) -> None:
    opportunity = make_open(make_people("practice"))
    for reference in (opportunity.reference, "MA-1999-0001"):
        assert Client().get(f"/en/opportunities/{reference}/{kind}").status_code == 404
    assert opportunity.reference.encode() not in read(f"/en/opportunities/{kind}").content


def test_each_asks_the_database_little(people: People) -> None:
    opportunity = make_open(people)
    amend(opportunity, people.officer)
    one = f"/en/opportunities/{opportunity.reference}/"
    most = {
        "/en/opportunities/feed.atom": 5, "/en/opportunities/calendar.ics": 6, f"{one}feed.atom": 7,
        f"{one}calendar.ics": 4, one: 20, "/sitemap.xml": 1, "/sitemap-1.xml": 2, "/en/skills/": 3,
    }  # fmt: skip
    for address, queries in most.items():
        read(address)
        with CaptureQueriesContext(connection) as captured:
            read(address)
        assert len(captured) <= queries, (address, len(captured))
