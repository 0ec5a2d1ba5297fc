"""The page of a draw in a browser: whole without scripts; with them it checks itself and names what was changed."""

import json
from typing import Any

from playwright.sync_api import Browser, Route

from microacquisition.opportunities.opportunity import Opportunity
from tests.browser.pages import PageChecker
from tests.browser.visitor import Visitor
from tests.builders import make_people
from tests.opportunities.evaluation.builders import make_ranked


def open_draw(
    browser: Browser, site: str, checker: PageChecker, opportunity: Opportunity, **options: Any
) -> Visitor:
    """Open the draw's page in French."""
    context = browser.new_context(locale="fr-CA", **options)
    context.on("weberror", lambda error: checker.faults.append(f"script: {error.error}"))
    who = Visitor(context.new_page(), site, "fr", checker)
    who.go("draw", opportunity.reference)
    return who


def test_anybody_checks_the_draw_in_the_browser(
    browser: Browser, running_site: str, checker: PageChecker
) -> None:
    opportunity = make_ranked(make_people())
    who = open_draw(browser, running_site, checker, opportunity)
    who.press("Vérifier dans ce navigateur", keep=False)
    who.page.get_by_text("Identique", exact=True).wait_for()
    who.keep()
    said = who.page.locator("[role=status] li:visible").all_inner_texts()
    assert len(said) == 12 and all(each.endswith("identique") for each in said), said

    def change(route: Route) -> None:
        answer = route.fetch()
        drawn = json.loads(answer.text())
        route.fulfill(response=answer, json={**drawn, "order": drawn["order"][::-1]})

    who.page.route("**/draw.json", change)
    who.press("Vérifier dans ce navigateur", keep=False)
    who.page.get_by_text("Différent", exact=True).wait_for()
    order = who.page.locator('[data-said="order"]').inner_text()
    first, second = opportunity.order.values_list("application_id", flat=True)
    assert "différent" in order and f"1: {second} ≠ {first}" in order
    who.keep()
    who.page.context.close()


def test_without_scripts_the_page_is_whole_and_has_no_dead_button(
    browser: Browser, running_site: str, checker: PageChecker
) -> None:
    opportunity = make_ranked(make_people())
    narrow = {"width": 320, "height": 800}
    who = open_draw(browser, running_site, checker, opportunity, java_script_enabled=False, viewport=narrow)
    assert not who.page.get_by_role("button").count()
    assert who.page.get_by_text("verify_draw.py").first.is_visible()
    who.page.context.close()
