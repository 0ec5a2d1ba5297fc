"""The list: words in both languages, filters and order in the address, pages, and what it says when nothing is found."""

import re
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from microacquisition.opportunities.finding.models import SearchWords
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.models import RequiredSkill, Statement
from microacquisition.people.models import Department
from microacquisition.records.events import CLOCK_DOER, write_event
from tests.opportunities.applications.make import make_open

QUERIES = 5
Make = Callable[..., str]


@pytest.fixture
def make(database: None) -> Make:
    """Give a function that posts an opportunity with these texts, skills and columns, and returns its reference."""

    def post(en: str, fr: str, *skills: str, hours: float = 48, **columns: Any) -> str:
        opportunity = make_open(f"MA-2026-{Opportunity.objects.count() + 1:04}", hours)
        statement = Statement.objects.get(opportunity=opportunity)
        RequiredSkill.objects.bulk_create(RequiredSkill(statement=statement, skill=code) for code in skills)
        Opportunity.objects.filter(pk=opportunity.pk).update(title_en=en, title_fr=fr, **columns)
        return str(opportunity.reference)

    return post


def read(query: str = "", address: str = "/en/opportunities/") -> str:
    """The page that the search gives."""
    answer = Client().get(f"{address}?{query}" if query else address)
    assert answer.status_code == 200, (address, query)
    return answer.content.decode()


def found(query: str = "", address: str = "/en/opportunities/") -> list[str]:
    """References of what the search finds, in the order of the page."""
    return re.findall(r'<span class="code">(MA-[\d-]+)</span>', read(query, address))


def test_words_are_searched_in_the_language_of_the_page(make: Make) -> None:
    maps = make("Maps of bridges", "Cartes géospatiales des ponts", "geospatial")
    dates = make("Accessible date picker", "Sélecteur de dates accessible", "accessibility")
    assert found("q=bridge") == [maps]  # a plural, by its stem
    assert found("q=SELECTEUR", "/fr/occasions/") == [dates]  # without its accent
    assert found("q=géospatiale", "/fr/occasions/") == [maps]
    assert found("q=bridge", "/fr/occasions/") == []
    assert found("q=Accessibilité", "/fr/occasions/") == [dates]  # the name of its skill
    assert found("q=date+-maps") == [dates]
    assert found(f"q={maps}") == [maps]


def test_a_text_in_one_language_is_found_on_pages_of_both(make: Make) -> None:
    only = make("Converter of spreadsheets", "")
    assert found("q=converter") == found("q=converter", "/fr/occasions/") == [only]


def test_names_with_signs_are_not_cut_to_a_letter(make: Make) -> None:
    plus, sharp = make("Reader in C++", "Lecteur en C++"), make("Reader in C#", "Lecteur en C#", "csharp")
    node = make("Server for Node.js", "Serveur pour Node.js")
    assert found("q=C%2B%2B") == [plus]
    assert found("q=c%23") == [sharp]
    assert found("q=.NET") == [sharp]  # another name of its skill
    assert found("q=node") == found("q=node.js", "/fr/occasions/") == [node]


@pytest.mark.parametrize(
    "typed",
    [
        "(",
        "%",
        "'",
        '"',
        '"a',
        "é",
        "\\",
        "<b>",
        "a & | !",
        ":*",
        "or",
        "-",
        "日本",
        "\u202e",
        "\x00",
        "x" * 10_000,
        '"(' * 5_000,
    ],
)
def test_nothing_that_is_typed_is_an_error(database: None, typed: str) -> None:
    for address in ("/en/opportunities/", "/fr/occasions/"):
        read("&".join(f"{name}={quote(typed)}" for name in ("q", "skill", "from", "status")), address)


def test_filters_and_order_stand_in_the_address(make: Make) -> None:
    other = Department.objects.create(
        code="tc", name_en="Transport", name_fr="Transports", programme_codes=["esdc"]
    )
    first = make("One", "Un", "python", hours=50, price_cents=300_000)
    second = make("Two", "Deux", "python", "sql", hours=40, price_cents=500_000)
    third = make("Three", "Trois", "go", hours=60, price_cents=700_000, department=other)
    assert found() == [second, first, third]  # closing soonest first
    assert found("sort=price") == [third, second, first]
    assert found("sort=newest") == [third, second, first]
    assert found("skill=Python") == found("skill=python&from=&to=") == [second, first]
    assert found("department=tc") == [third]
    assert found("program=code_with_us") == []
    assert found("from=4000&to=6%C2%A0000,00%C2%A0%24") == [second]
    assert found("skill=python&to=$3,000.00") == [first]
    Statement.objects.filter(opportunity__reference=first).update(
        location_en="Gatineau", location_fr="Gatineau"
    )
    assert found("remote=on") == found("remote=1") == [second, third]
    page = read("skill=python&department=tc")
    assert 'value="Python"' in page and '<option value="tc" selected>' in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("skill=Juggling", "We have no skill of this name"), ("from=a+lot", "amount"),
        ("from=9000&to=10", "at least the lower price"), ("department=none", "Choose one from the list"),
        ("sort=luck", "Choose one from the list"), ("status=lost", "Choose one from the list"),
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_understood_says_so_and_leaves_nothing_out(
    make: Make, query: str, says: str
) -> None:
    reference = make("One", "Un", price_cents=950_00)
    page = read(f"q=one&{query}" if "from=9" not in query else query)
    assert "<title>Error:" in page and says in page
    assert ("one" in page) and (reference in page or "9000" in query)


def test_pages_and_what_each_state_holds(make: Make) -> None:
    for number in range(21):
        make(f"Piece {number}", f"Morceau {number}", hours=48 if number else -0.5)
    assert len(found()) == 20
    assert len(found("", "/en/opportunities/page-2/")) == 1
    assert "21 opportunities." in read() and "20 opportunities match your search." in read(
        "q=piece&status=open"
    )
    assert "?q=piece" in read("q=piece") and 'href="/en/opportunities/page-2/?q=piece"' in read("q=piece")
    for beyond in (
        "/en/opportunities/page-3/",
        "/en/opportunities/page-2/?status=open",
        "/fr/occasions/page-0/",
    ):
        assert Client().get(beyond).status_code == 404, beyond
    page = " ".join(read("status=open").split())
    assert "Open (20)" in page and "Closed (1)" in page


def test_each_state_has_a_list_at_an_address_of_its_own(make: Make) -> None:
    opened = [make(f"Piece {number}", f"Morceau {number}", hours=48 + number) for number in range(21)]
    closed = make("Closed piece", "Morceau clos", hours=-0.5)
    for address, links in (("/en/opportunities/", ("open/", "coming-soon/", "closed/")),
                           ("/fr/occasions/", ("ouvertes/", "a-venir/", "cloturees/"))):  # fmt: skip
        page, (open_now, soon, ended) = read(address=address), links
        assert all(f'<a href="{address}{link}">' in page for link in links)
        assert found(address=address + open_now) + found(address=f"{address}{open_now}page-2/") == opened
        assert found(address=address + ended) == [closed]
        assert found(address=address + soon) == []
    first = read(address="/en/opportunities/open/")
    assert (
        'href="/en/opportunities/open/page-2/" rel="next"' in first
        and "?" not in re.findall(r'<nav class="paging".*?</nav>', first, re.S)[-1]
    )
    assert 'hreflang="fr" href="/fr/occasions/ouvertes/"' in first and "21 opportunities." in first
    assert re.search(r'<a href="/en/opportunities/open/" aria-current="page">Open\s*</a>', first)
    assert "There is nothing here at the moment" in read(address="/en/opportunities/coming-soon/")
    # What else somebody types after the address is not asked for here.
    assert found("q=volcano&status=closed", "/en/opportunities/open/") == opened[:20]
    assert Client().get("/fr/occasions/ouvertes/page-3/").status_code == 404


def test_what_is_said_when_nothing_is_found(make: Make) -> None:
    assert "There is nothing here at the moment" in read()
    make("Cloud", "Nuage")
    page = read("q=cloud&status=closed")
    assert "No opportunity matches your search" in page and "1 matches in another state: show it" in page
    assert 'href="/en/opportunities/?q=cloud"' in page
    assert "leave a filter out" in read("q=volcano")
    assert "un filtre de moins" in read("q=volcan", "/fr/occasions/")


def test_a_page_costs_five_queries_whatever_it_holds(make: Make) -> None:
    for number in range(22):
        make(f"Piece {number}", f"Morceau {number}", "python", "sql")
    for query, page in (("", ""), ("q=piece&skill=sql&sort=price", ""), ("status=closed", ""), ("", "open/")):
        read(query, f"/en/opportunities/{page}")
        with CaptureQueriesContext(connection) as captured:
            read(query, f"/en/opportunities/{page}")
        assert len(captured) <= QUERIES, (query, page)


def test_the_database_keeps_the_words_itself_and_nobody_else_may(make: Make) -> None:
    reference = make("Cloud", "Nuage")
    statement = Statement.objects.get(opportunity__reference=reference)
    statement.work_en = "Deliver a volcano."
    statement.save()
    RequiredSkill.objects.create(statement=statement, skill="rust")
    assert found("q=volcanoes") == found("q=rust") == [reference]
    statement.skills.all().delete()
    assert found("q=rust") == []
    posted, asked = statement.opportunity, uuid.uuid4()
    write_event(str(asked), "walk", CLOCK_DOER, ("opportunity", str(asked)), states=("", "REQUESTED"))
    Opportunity.objects.create(
        id=asked, state="REQUESTED", department=posted.department, team=posted.team, programme_code="esdc",
        requested_by=posted.requested_by, title_en="Volcano",
    )  # fmt: skip
    assert [row.opportunity.reference for row in SearchWords.objects.all()] == [reference]
    for change in (SearchWords.objects.all().delete, lambda: SearchWords.objects.update(words_en="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_skills_say_how_often_they_are_asked_for(make: Make) -> None:
    make("One", "Un", "python", "geospatial")
    make("Two", "Deux", "python", hours=-0.5)
    page = read(address="/fr/competences/")
    rows = re.findall(
        r"<th scope=\"row\">(?:<a href=\"([^\"]*)\">)?([^<]*).*?num\">(\d+)</td><td class=\"num\">(\d+)", page
    )
    assert ("/fr/occasions/?skill=python", "Python", "1", "2") in rows
    assert ("/fr/occasions/?skill=geospatial", "Données géospatiales et cartes", "1", "1") in rows
    assert ("", "Rust", "0", "0") in rows
