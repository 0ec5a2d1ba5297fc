"""A copy of the site on a plain host, under a path of its own: read and searched in a browser, with scripts and without."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import note_violation
from tests.browser.pages import PageChecker
from tests.builders import make_people
from tests.opportunities.applications.make import make_open
from tests.opportunities.evaluation.builders import make_ranked

WORDS = {
    "en": ("See the open opportunity", "Search", "1 opportunity matches your search.", "No opportunity matches your search.",
           "Check in this browser", "It is the same", "Français", "fr/occasions/"),
    "fr": ("Voir l’occasion ouverte", "Chercher", "1 occasion correspond à votre recherche.",
           "Aucune occasion ne correspond à votre recherche.", "Vérifier dans ce navigateur", "Identique", "English",
           "en/opportunities/"),
}  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    """A host of files that knows nothing of the site, and writes no log."""

    def log_message(self, *said: Any) -> None:
        """Say nothing."""


@pytest.fixture
def copy(running_site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy: one drawn opportunity and one that is open."""
    make_ranked(make_people())
    make_open("MA-2027-0001", hours=48)
    folder = tmp_path_factory.mktemp("host")
    call_command("export_site", str(folder / "any" / "path"), stdout=StringIO())
    host = ThreadingHTTPServer(("localhost", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=host.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{host.server_port}/any/path/"
    host.shutdown()
    thread.join()
    host.server_close()


def keep(page: Page, checker: PageChecker, language: str) -> None:
    """Let the page be examined as it stands."""
    assert page.locator("html").get_attribute("lang") == language, page.url
    checker.check_page(page.content(), page.url)


def test_it_is_read_searched_and_checked_in_both_languages(
    browser: Browser, checker: PageChecker, copy: str, running_site: str
) -> None:
    for language in WORDS:
        context = browser.new_context(locale=f"{language}-CA")
        context.set_default_timeout(15_000)
        context.on("weberror", lambda error: checker.faults.append(f"script: {error.error}"))
        context.on("console", lambda message: note_violation(checker, message.text))
        walk(context.new_page(), checker, copy, running_site, language)
        context.close()
    checker.finish()


def walk(page: Page, checker: PageChecker, copy: str, running_site: str, language: str) -> None:
    """From the choice of a language to the check of a draw, and to the pages that only a copy has."""
    see, search, one, none, check, same, other, other_path = WORDS[language]
    page.goto(copy)
    page.locator(f"a[hreflang={language}]").click()
    keep(page, checker, language)
    page.get_by_role("link", name=see).click()
    field = page.locator("input[type=search]")
    for typed, said in (("POLICIES création", none), ("creation" if language == "fr" else "BUILDING", one)):
        field.fill(typed)
        page.get_by_role("button", name=search).click()
        expect(page.locator("[data-found] [role=status]")).to_have_text(said)
    keep(page, checker, language)
    expect(page.locator("[data-listed]")).to_be_hidden()
    field.fill("")
    page.get_by_role("button", name=search).click()
    expect(page.locator("[data-listed] .rows")).to_be_visible()
    expect(page.locator("[data-found]")).to_be_hidden()
    field.fill("creation" if language == "fr" else "BUILDING")
    page.get_by_role("button", name=search).click()
    page.locator("[data-found] h3 a").click()
    assert page.url.startswith(copy) and page.url.endswith("/MA-2027-0001/")
    keep(page, checker, language)
    apply = page.locator("main .do a.btn")
    assert str(apply.get_attribute("href")).startswith(f"{running_site}/{language}/")
    page.get_by_role("link", name=other, exact=True).click()
    assert page.url == f"{copy}{other_path}MA-2027-0001/"
    page.go_back()
    page.goto(f"{copy}{language}/{'tirages' if language == 'fr' else 'draws'}/")
    keep(page, checker, language)
    page.goto(f"{copy}{language}/{'occasions/cloturees' if language == 'fr' else 'opportunities/closed'}/")
    page.locator("main .rows h3 a").first.click()
    page.locator("main .do a.btn").first.click()
    page.get_by_role("button", name=check).click()
    page.get_by_text(same, exact=True).wait_for()
    keep(page, checker, language)
    for own in ("about-this-copy/", "404.html", ""):
        page.goto(copy + own)
        checker.check_page(page.content(), page.url)


def test_without_scripts_the_lists_lead_everywhere_and_the_search_goes_to_the_live_site(
    browser: Browser, checker: PageChecker, copy: str, running_site: str
) -> None:
    context = browser.new_context(
        locale="fr-CA", java_script_enabled=False, viewport={"width": 320, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{copy}fr/occasions/")
    assert page.get_by_text("La recherche s’ouvre sur le site d’origine.").is_visible()
    assert not page.locator("[data-found]").is_visible()
    keep(page, checker, "fr")
    page.get_by_role("link", name="Ouvertes (1)").click()
    page.locator("main .rows h3 a").click()
    assert page.url == f"{copy}fr/occasions/MA-2027-0001/"
    page.go_back()
    page.locator("input[type=search]").fill("création")
    page.get_by_role("button", name="Chercher").click()
    assert page.url == f"{running_site}/fr/occasions/?q=cr%C3%A9ation"
    assert page.locator("main .rows h3 a").count() == 1
    context.close()
    checker.finish()
