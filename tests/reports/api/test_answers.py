"""What the API says is what the public pages say, as described, in both languages, and no more."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.finding.queries import list_departments
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import RankedApplication
from microacquisition.site.clock import current_instant
from tests.applying import make_closed
from tests.builders import People, make_funded, make_open, make_people, make_posted
from tests.opportunities.agreement.builders import make_paid, sign, take
from tests.opportunities.applications.make import make_open as make_row
from tests.opportunities.evaluation.builders import make_offered
from tests.opportunities.finding.test_feeds import extend
from tests.opportunities.posting.test_amend import amend
from tests.reports.api.reading import LISTS, ask, read, read_problem

CANCELLED = {"reason_both": Bilingual("Not needed any more.", "Le besoin n’existe plus."), "reason": "both"}


def read_all(opportunity: Opportunity) -> dict[str, Any]:
    """Every list and the opportunity itself, each valid by its description."""
    return {path: read(path) for path in (*(each.path for each in LISTS), f"opportunities/{opportunity}")}


def test_an_open_one_is_told_whole_in_both_languages(people: People) -> None:
    opportunity = make_open(people)
    said = read_all(opportunity)
    one = said[f"opportunities/{opportunity}"]
    (row,) = said["opportunities"]["items"]
    assert row.items() <= one.items() and said["opportunities"]["total"] == 1
    assert one["title"] == {"en": opportunity.title_en, "fr": opportunity.title_fr}
    assert one["status"] == {"code": "open", "en": "Open", "fr": "Ouverte"}
    assert one["price"] == {"cents": opportunity.price_cents, "currency": "CAD"}
    closes = one["closes"]
    assert (closes["zone"], closes["local"]) == (opportunity.zone, opportunity.closes_local)
    assert closes["utc"] == opportunity.closes_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert (
        len(one["statement"]["application_criteria"])
        == opportunity.statement.applicationcriterion_set.count()
    )
    assert one["statement"]["work"]["fr"] == opportunity.statement.work_fr
    assert (one["received"], one["outcome"], one["amendments"], one["stage"]) == (None, None, [], None)
    for address in one["pages"].values():
        assert Client().get(urlsplit(address).path).status_code == 200


def test_amendments_and_moved_closings_are_told_with_before_and_after(people: People) -> None:
    opportunity = make_open(people)
    amend(opportunity, people.officer)
    extend(opportunity)
    said = read_all(opportunity)
    moved, amended = said["amendments"]["items"]
    assert said[f"opportunities/{opportunity}"]["amendments"] == [moved, amended]
    assert (moved["kind"], moved["section"], moved["reason"]) == (
        "closing_moved", None, {"en": "More time.", "fr": "Plus de temps."},
    )  # fmt: skip
    assert (amended["kind"], amended["section"]) == ("amendment", "work")
    assert amended["reason"]["fr"] == "Il manquait une source de données."
    assert (
        "Its tests" in amended["changes"][0]["after"]["en"]
        and "Its tests" not in amended["changes"][0]["before"]["en"]
    )
    assert read(f"amendments?opportunity={opportunity}")["total"] == 2
    first = read("amendments?per_page=1")
    assert [first["items"][0], read("amendments?per_page=1&page=2")["items"][0]] == [moved, amended]


def test_an_award_names_the_winner_and_nobody_else(people: People) -> None:
    opportunity = make_offered(people)
    sign(opportunity, opportunity.offers.get().application.opened.supplier.owner)
    said = read_all(opportunity)
    (outcome,) = said["outcomes"]["items"]
    agreement = opportunity.agreements.get()
    assert (outcome["supplier"], outcome["price"]["cents"]) == (
        str(agreement.supplier),
        agreement.price_cents,
    )
    assert outcome["signed"] and outcome["delivery"] and outcome["ended"] is None
    assert outcome["draw"]["data"].endswith(f"/{opportunity}/draw.json")
    one = said[f"opportunities/{opportunity}"]
    assert (one["outcome"], one["stage"], one["supplier"]) == (outcome, "in_work", outcome["supplier"])
    others = RankedApplication.objects.exclude(application=agreement.offer.application)
    names = [str(each.application.opened.supplier) for each in others]
    text = "".join(
        ask(path).content.decode()
        for path in ("outcomes", "opportunities", f"opportunities/{opportunity}", "changes")
    )
    assert names and not [name for name in names if name in text]


def test_a_completed_one_says_where_the_code_is(people: People) -> None:
    opportunity = make_paid(people)
    address = "https://example.org/catalogue/policies"
    take("complete", opportunity, people.officer, address=address)
    (outcome,) = read("outcomes")["items"]
    assert (outcome["status"]["code"], outcome["catalogue"]) == ("completed", address)
    assert outcome["repository"] and outcome["ended"]
    read_all(opportunity)


def test_a_cancelled_one_says_why(people: People) -> None:
    opportunity = make_open(people)
    take_step("cancel", opportunity_id=opportunity.pk, user=people.officer, given=CANCELLED)
    (outcome,) = read_all(opportunity)["outcomes"]["items"]
    assert outcome["reason"] == {"en": "Not needed any more.", "fr": "Le besoin n’existe plus."}
    assert (outcome["status"]["code"], outcome["supplier"], outcome["draw"]) == ("cancelled", None, None)


def test_what_was_received_is_told_from_the_closing_on(people: People, move_clock: Any) -> None:
    opportunity = make_closed(people, move_clock)
    one = read(f"opportunities/{opportunity}")
    assert one["received"] == {"applications": 2, "struck": 0, "root": opportunity.applications_root}
    assert (one["status"]["code"], one["stage"]) == ("closed", "closed")


def test_after_the_instant_it_is_being_counted(people: People, move_clock: Any) -> None:
    opportunity = make_open(people)
    known = ask(f"opportunities/{opportunity}")
    move_clock(opportunity.closes_at)
    assert read(f"opportunities/{opportunity}")["status"]["code"] == "counting"
    assert read("opportunities?status=open")["total"] == 0
    move_clock(timedelta(minutes=1))
    again = ask(
        f"opportunities/{opportunity}",
        if_modified_since=known.get("Last-Modified", "Mon, 01 Jun 2020 00:00:00 GMT"),
    )
    assert again["Last-Modified"] == opportunity.closes_at.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_practice_and_what_is_not_posted_are_nowhere(committed_database: str) -> None:
    practice, people = make_open(make_people("practice")), make_people()
    unposted = make_funded(people)
    for reference in (practice.reference, unposted.reference or str(unposted.pk), "MA-1999-0001"):
        read_problem(f"opportunities/{reference[:20]}", 404)
        read_problem(f"amendments?opportunity={reference[:20]}", 404)
    for path in ("opportunities", "amendments", "outcomes", "changes"):
        assert read(path)["items"] == []
    assert "practice" not in {each["code"] for each in read("programmes")["items"]}


def test_one_announced_says_when_it_opens(people: People) -> None:
    said = read(f"opportunities/{make_posted(people, opens_at=current_instant() + timedelta(hours=20))}")
    assert said["status"]["code"] == "soon" and said["opens"]["utc"] > said["posted"]["utc"]


def test_filters_are_those_of_the_public_list(people: People) -> None:
    opportunity = make_open(people)
    (department,) = list_departments()
    price = (opportunity.price_cents or 0) // 100
    finds = ("q=cloud", "q=infonuagique&lang=fr", "status=open", "status=open&status=soon", "program=esdc",
             f"department={department.code}", f"from={price}", f"to={price}.00", "sort=newest", "sort=price")  # fmt: skip
    misses = (
        "q=volcano",
        "q=infonuagique",
        "status=soon",
        "program=code_with_us",
        f"from={price + 1}",
        f"to={price - 1}",
        "skill=cpp",
    )
    assert [read(f"opportunities?{query}")["total"] for query in finds] == [1] * len(finds)
    assert [read(f"opportunities?{query}")["total"] for query in misses] == [0] * len(misses)


def test_pages_lead_to_each_other(database: None) -> None:
    made = {make_row(f"MA-2026-000{number}").reference for number in range(3)}
    address, found, links = "opportunities?per_page=1&sort=newest", [], []
    while address:
        body = read(address)
        links.append(ask(address)["Link"])
        found += [each["reference"] for each in body["items"]]
        address = (body["next"] or "").partition("/api/v1/")[2]
    assert len(found) == 3 and set(found) == made
    assert 'rel="next"' in links[0] and 'rel="prev"' not in links[0] and "sort=newest&page=2" in links[0]
    assert 'rel="prev"' in links[2] and 'rel="next"' not in links[2]
    read_problem("opportunities?page=4&per_page=1", 404)


def test_each_asks_the_database_little_however_many_there_are(database: None) -> None:
    def make(number: int) -> Opportunity:
        made = make_row(f"MA-2026-000{number}")
        extend(made)
        return made

    paths = [*(each.path for each in LISTS), f"opportunities/{make(0)}"]

    def count() -> dict[str, int]:
        counted = {}
        for path in paths:
            read(path)
            with CaptureQueriesContext(connection) as captured:
                ask(path)
            counted[path] = len(captured)
        return counted

    before = count()
    for number in range(1, 5):
        make(number)
    assert count() == before
    assert max(before[path] for path in paths[:-1]) <= 9 and before[paths[-1]] <= 28, before


@pytest.mark.parametrize("path", ["programmes", "skills"])
def test_rules_and_skills_are_told_without_any_opportunity(database: None, path: str) -> None:
    items = read(path)["items"]
    assert items
    if path == "programmes":
        esdc = next(each for each in items if each["code"] == "esdc" and each["newest"])
        assert esdc["price_cap"]["cents"] == 1_000_000
        assert esdc["windows"]["minimum_open"] | {"en": "", "fr": ""} == {
            "kind": "business_days", "number": 5, "en": "", "fr": "",
        }  # fmt: skip
