"""What search engines, chat programs and printers get; how a page says that the closing is near; many opportunities."""

import xml.etree.ElementTree as Xml
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.closing_soon import describe_time_left
from microacquisition.reports.scale import seed_opportunities
from setup.embedded import APPLICATION, OWNER, Server
from tests.bench.find import PAGES, measure_page
from tests.builders import People, make_open, make_people
from tests.database.template import point_django_at

CLOSES = datetime(2026, 11, 30, 19, tzinfo=UTC)
SITE = settings.SITE_ADDRESS
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(address: str) -> str:
    """The page at the address."""
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def list_map() -> dict[str, set[str]]:
    """Each address of the map, and the languages it is said to have."""
    index = Xml.fromstring(read("/sitemap.xml"))
    (file,) = [each.text or "" for each in index.iter(f"{MAP}loc")]
    pages = Xml.fromstring(read("/" + file.split("/", 3)[3])).findall(f"{MAP}url")
    return {
        str(page.findtext(f"{MAP}loc")).split("/", 3)[3]: {str(link.get("hreflang")) for link in page if "hreflang" in link.attrib}
        for page in pages
    }  # fmt: skip


def test_the_page_names_itself_to_programs_in_the_languages_it_has(people: People) -> None:
    opportunity = make_open(people)
    english, french = (
        f"{start}{opportunity.reference}/" for start in ("/en/opportunities/", "/fr/occasions/")
    )
    page = read(french)
    for tag in (
        f'<link rel="canonical" href="{SITE}{french}">',
        f'<link rel="alternate" hreflang="en" href="{SITE}{english}">',
        f'<link rel="alternate" hreflang="fr" href="{SITE}{french}">',
        '<meta property="og:title" content="Politiques infonuagiques">',
        '<meta property="og:locale" content="fr_CA">',
    ):
        assert tag in page, tag
    assert "mailto:?subject=" in page and f'value="{SITE}{french}" readonly' in page
    assert {english[1:], french[1:]} <= set(list_map())
    assert f"Sitemap: {SITE}/sitemap.xml" in read("/robots.txt")
    Opportunity.objects.filter(pk=opportunity.pk).update(title_fr="")
    page = read(french)
    assert 'hreflang="fr"' not in page.partition("</head>")[0]
    assert f'<link rel="canonical" href="{SITE}{english}">' in page
    assert list_map()[english[1:]] == {"en"} and french[1:] not in list_map()


def test_in_the_last_hours_the_page_says_how_long_is_left(people: People, move_clock: Any) -> None:
    opportunity = make_open(people)
    address = f"/en/opportunities/{opportunity.reference}/"
    move_clock(opportunity.closes_at - timedelta(hours=12, minutes=5))
    assert ">Closing soon<" not in read(address) + read("/en/opportunities/")
    move_clock(opportunity.closes_at - timedelta(hours=3, minutes=30))
    page = read(address)
    assert ">Closing soon<" in page and "It closes in 3 hours and 2" in page and "UTC" in page
    assert ">Closing soon<" in read("/en/opportunities/")
    assert "Clôture dans 3\xa0heures et 2" in read(f"/fr/occasions/{opportunity.reference}/")
    move_clock(opportunity.closes_at)
    assert ">Closing soon<" not in read(address)


def test_time_left_is_counted_in_whole_minutes_and_never_too_much() -> None:
    opportunity = Opportunity(state="OPEN", closes_at=CLOSES)
    for left, says in (
        (timedelta(hours=12), "in 12 hours"), (timedelta(hours=1, minutes=1, seconds=59), "in 1 hour and 1 minute"),
        (timedelta(minutes=2), "in 2 minutes"), (timedelta(seconds=59), "in less than a minute"),
    ):  # fmt: skip
        words = describe_time_left(opportunity, CLOSES - left)
        assert words is not None and words.en == says


def test_many_cost_no_more_than_few(committed_database: str, test_server: Server) -> None:
    point_django_at(test_server, OWNER, committed_database)
    assert seed_opportunities(60) == 60 and seed_opportunities(40) == 100
    point_django_at(test_server, APPLICATION, committed_database)
    for label, address in PAGES.items():
        figure = measure_page(label, address.format(last=5), times=1)
        assert figure.passed, str(figure)


def test_invented_ones_are_refused_beside_real_ones(people: People) -> None:
    make_open(people)
    with pytest.raises(CommandError, match="Only a demonstration or an empty database"):
        call_command("seed_scale", "5")
    assert Opportunity.objects.count() == 1


def test_the_practice_page_is_not_offered_to_others(committed_database: str, browser: Any) -> None:
    people = make_people("practice")
    opportunity = make_open(people)
    page = browser(people.stranger).get(f"/en/opportunities/{opportunity.reference}/").content.decode()
    assert "og:title" not in page and "mailto:?subject" not in page
    assert f"opportunities/{opportunity.reference}/" not in "".join(list_map())
