"""The draw page's own script, loaded in a browser and given published draws."""

from typing import Any

from playwright.sync_api import Browser, Page

from setup.places import ROOT

SCRIPT = ROOT / "microacquisition" / "opportunities" / "static" / "opportunities" / "check_draw.js"
SITE = "http://localhost:9"  # nothing listens there: what it gives is said below
PAGE = "<!doctype html><html lang='en'><title>Draw</title></html>"
CHECK = "async (draw) => (await import('/check_draw.js')).checkDraw(draw)"


def open_script(browser: Browser) -> Page:
    """Open an empty page that can load the script, in a secure context."""
    page = browser.new_page()
    page.route(f"{SITE}/", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.route(
        f"{SITE}/check_draw.js",
        lambda route: route.fulfill(body=SCRIPT.read_text("utf-8"), content_type="text/javascript"),
    )
    page.goto(f"{SITE}/")
    return page


def find_differences(page: Page, draw: Any) -> dict[str, str]:
    """Return each part the script checked, with what differs; empty where nothing does."""
    return dict(page.evaluate(CHECK, draw))
