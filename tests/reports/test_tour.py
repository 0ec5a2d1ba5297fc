"""The tour shows every stop of the script in both languages, in order, with a picture that is there and small."""

import re
from pathlib import Path

import pytest

from demo.awarded_opportunities import AWARDED_OPPORTUNITIES
from demo.branching_opportunities import BRANCHING_OPPORTUNITIES
from demo.later_opportunities import LATER_OPPORTUNITIES
from demo.opportunities import OPPORTUNITIES
from demo.people import CLIENTS, STAFF, SUPPLIERS
from demo.scored_opportunities import SCORED_OPPORTUNITIES
from demo.tour import LOOKED_AT, STOPS

DOCS = Path(__file__).resolve().parents[2] / "docs"
LARGEST = 4_000_000  # bytes, all pictures together


@pytest.mark.parametrize(("document", "language"), [("tour.md", "en"), ("visite.md", "fr")])
def test_each_stop_stands_in_the_document_with_its_picture(document: str, language: str) -> None:
    text = (DOCS / document).read_text()
    shown = re.findall(r"\]\((pictures/tour/[^)]+)\)", text)
    assert shown == [f"pictures/tour/{stop.name}.{language}.jpg" for stop in STOPS]
    assert all((DOCS / picture).exists() for picture in shown)
    for stop in STOPS:
        assert all(person in text for person in stop.people), stop.name


def test_the_pictures_are_small_and_no_other_lies_there() -> None:
    lying = list((DOCS / "pictures" / "tour").iterdir())
    assert len(lying) == 2 * len(STOPS)
    assert sum(picture.stat().st_size for picture in lying) <= LARGEST


def test_each_stop_names_people_and_a_purchase_of_the_demonstration() -> None:
    people = {each.name for each in (*STAFF, *CLIENTS, *(supplier.person for supplier in SUPPLIERS))}
    purchases = (
        *OPPORTUNITIES, *SCORED_OPPORTUNITIES, *LATER_OPPORTUNITIES, *AWARDED_OPPORTUNITIES, *BRANCHING_OPPORTUNITIES,
    )  # fmt: skip
    stops = (*STOPS, *LOOKED_AT)
    titles = {title for each in purchases for title in (each.title.en, each.title.fr)}
    assert {person for stop in stops for person in stop.people} <= people
    assert {stop.title for stop in stops if stop.title} <= titles
