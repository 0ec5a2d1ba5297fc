"""What everybody reads after closing: the receipts, the draw, the outcome; how to apply only while it helps."""

import pytest
from django.test import Client

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.opportunity import Opportunity
from tests.builders import People
from tests.opportunities.agreement.builders import make_paid, reload, take
from tests.opportunities.evaluation.builders import make_closed, make_evaluated, make_open, make_ranked

LANGUAGES = [("en", "opportunities", "draw"), ("fr", "occasions", "tirage")]


def read(opportunity: Opportunity, language: str, list_path: str) -> str:
    """Return the public page as anybody reads it."""
    answer = Client().get(f"/{language}/{list_path}/{opportunity.reference}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("language", "path", "draw"), LANGUAGES)
def test_the_draw_is_linked_once_a_list_is_published_and_not_before(
    people: People, language: str, path: str, draw: str
) -> None:
    opportunity = make_evaluated(people)
    link = f'href="/{language}/{path}/{opportunity.reference}/{draw}/"'
    assert link not in read(opportunity, language, path)
    take("commit_draw", opportunity, people.officer)
    assert link in read(opportunity, language, path)


def test_the_draw_stays_linked_after_the_end(people: People) -> None:
    opportunity = make_ranked(people)
    reason = {"reason_both": Bilingual("Not needed.", "Besoin disparu."), "reason": "both"}
    for person in (people.officer, people.advisor):
        take("cancel_after_closing", opportunity, person, **reason)
    assert reload(opportunity).state == "CANCELLED"
    assert "/draw/" in read(opportunity, "en", "opportunities")


@pytest.mark.parametrize(
    ("language", "path", "word"),
    [("en", "opportunities", "computed at closing"), ("fr", "occasions", "calculé à la clôture")],
)
def test_after_closing_the_count_and_the_root_of_the_receipts_are_explained(
    people: People, language: str, path: str, word: str
) -> None:
    opportunity = make_closed(people)
    page = read(opportunity, language, path)
    assert opportunity.applications_root in page and word in page
    assert "how-to-apply" not in page


def test_while_open_nothing_is_said_of_receipts(people: People) -> None:
    page = read(make_open(people), "en", "opportunities")
    assert "computed at closing" not in page and "How to apply" in page


@pytest.mark.parametrize(
    ("language", "path", "words"),
    [
        ("en", "opportunities", ("Outcome", "What happened", "$6,000.00")),
        ("fr", "occasions", ("Résultat", "Ce qui s’est passé", "6\xa0000,00\xa0$")),
    ],
)
def test_the_outcome_names_supplier_price_code_and_catalogue(
    people: People, language: str, path: str, words: tuple[str, ...]
) -> None:
    opportunity = make_paid(people)
    take("complete", opportunity, people.officer, address="https://code.open.canada.ca/en/policies.html")
    page = read(reload(opportunity), language, path)
    for word in (
        *words,
        "Supplier 1",
        "https://github.com/example/policies",
        "https://code.open.canada.ca/en/policies.html",
    ):
        assert word in page, word
    assert page.count('<li class="done">') >= 6 and 'class="now"' not in page
