"""Documents and texts of one language, on a page of the other: named in the page's language, and marked."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.people.models import User
from microacquisition.site.templatetags.look import only_in
from tests.builders import People, make_open
from tests.opportunities.agreement.builders import make_paid

Browser = Callable[[User], Client]


def read(browser: Client, name: str, language: str, **key: object) -> str:
    """Return the page in that language."""
    with override(language):
        return browser.get(reverse(name, kwargs=key)).content.decode()


def test_documents_are_named_in_the_language_of_the_page(people: People, browser: Browser) -> None:
    opportunity = make_paid(people)
    for name, reader in (("file", people.officer), ("my_work", people.suppliers[0])):
        french = read(browser(reader), name, "fr", opportunity_id=opportunity.pk)
        said = french.partition(">Documents<")[2].partition("</ul>")[0]
        assert "Entente signée par le fournisseur" in said and "Facture INV-1" in said
        assert "Agreement" not in said and 'hreflang="en"' in said and "en anglais seulement" in said
        english = read(browser(reader), name, "en", opportunity_id=opportunity.pk)
        said = english.partition(">Documents<")[2].partition("</ul>")[0]
        assert "Agreement signed by both sides" in said and "only" not in said


def test_a_criterion_in_english_alone_is_marked_on_the_french_form(people: People, browser: Browser) -> None:
    opportunity = make_open(people)
    opportunity.statement.applicationcriterion_set.update(text_fr="")
    page = read(browser(people.suppliers[0]), "apply", "fr", reference=opportunity.reference)
    assert 'lang="en"' in page and "en anglais seulement" in page
    with override("en"):
        assert only_in("en") == only_in("") == ""
