"""Takes the pictures of the tour from a demonstration that runs: `python -m demo.take_pictures --address …`."""

import argparse
import re
import sys
import tempfile
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

from demo.tour import AUDREY, LOOKED_AT, STOPS, Stop

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "tour"
WIDE, NARROW = 1280, 320
TALLEST = {WIDE: 1150, NARROW: 6000}  # pixels; a picture in a document shows the top of a long page
QUALITY = 60  # of JPEG: text stays legible, a picture stays under 150 kB
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def main() -> None:
    """Take every stop in both languages: wide into docs/, narrow into a temporary folder, only to be looked at."""
    options = read_options()
    narrow = Path(tempfile.mkdtemp(prefix="tour-"))
    (narrow / "wide").mkdir()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=OPTIONS)
        found = find_purchases(browser, options.address)
        wanted = [(stop, PICTURES) for stop in STOPS] + [(stop, narrow / "wide") for stop in LOOKED_AT]
        missing = [
            stop
            for stop, wide in wanted
            if stop.name.startswith(options.only)
            and not take_stop(browser, options.address, stop, found, {WIDE: wide, NARROW: narrow})
        ]
        browser.close()
    print(f"The narrow pictures are in {narrow}, and those that are only to be looked at.")
    if missing:
        names = ", ".join(stop.name for stop in missing)
        sys.exit(f"Not reached: {names}. The demonstration needs about ten minutes after its first start.")


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Take the pictures of docs/tour.md and docs/visite.md.")
    parser.add_argument("--address", default="http://localhost:8000/", help="where the demonstration runs")
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="the browser")
    parser.add_argument("--only", default="", help="how the names of the stops begin that are taken")
    return parser.parse_args()


def find_purchases(browser: Browser, address: str) -> dict[str, tuple[str, str]]:
    """Return id and reference of each purchase by its English title, as an auditor and the public find them."""
    page = browser.new_page()
    sign_in(page, address, AUDREY)
    page.goto(urljoin(address, "en/needs-me/"))
    keys = read_links(page, r"/en/files/([0-9a-f-]{36})/$")
    references: dict[str, str] = {}
    following: str | None = urljoin(address, "en/practice/")
    while following:
        page.goto(following)
        references |= read_links(page, r"/en/opportunities/([A-Z]+-\d{4}-\d+)/$")
        further = page.locator("main a[rel=next]")
        following = urljoin(address, str(further.first.get_attribute("href"))) if further.count() else None
    page.close()
    return {title: (keys.get(title, ""), references.get(title, "")) for title in {*keys, *references}}


def read_links(page: Page, pattern: str) -> dict[str, str]:
    """Return what the pattern finds in each link’s address, by the text of the link."""
    links = page.eval_on_selector_all(
        "main a", "all => all.map(one => [one.innerText.trim(), one.getAttribute('href')])"
    )
    found = ((text, re.search(pattern, href or "")) for text, href in links)
    # A title that stands in one language only is followed by a note in brackets.
    return {re.sub(r" \(.*\)$", "", text): match.group(1) for text, match in found if match}


def sign_in(page: Page, address: str, person: str) -> None:
    """Sign in as one of the invented people."""
    page.goto(urljoin(address, "en/demo/"))
    page.get_by_role("button", name=person, exact=True).click()


def take_stop(
    browser: Browser, address: str, stop: Stop, found: dict[str, tuple[str, str]], folders: dict[int, Path]
) -> bool:
    """Take one stop in both languages and widths; False where nobody named there reaches the page."""
    key, reference = found.get(stop.title, ("", ""))
    pages = {"en": stop.en, "fr": stop.fr}
    addresses = {
        language: f"{language}/{page.format(id=key, reference=reference)}" for language, page in pages.items()
    }
    for person in stop.people or ("",):
        page = browser.new_page(viewport={"width": WIDE, "height": 900})
        if person:
            sign_in(page, address, person)
        reached = [
            take_picture(page, urljoin(address, to), stop, language, folders)
            for language, to in addresses.items()
        ]
        page.close()
        if all(reached):
            return True
    return False


def take_picture(page: Page, address: str, stop: Stop, language: str, folders: dict[int, Path]) -> bool:
    """Take one page at both widths; False where it is not there for this person."""
    answer = page.goto(address)
    if answer is None or answer.status != 200 or page.url != address:
        return False
    for width, folder in folders.items():
        page.set_viewport_size({"width": width, "height": 900})
        across, tall = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        )
        if across > width:
            print(f"{stop.name} {language}: {across} pixels wide at {width}.")
        page.screenshot(
            path=folder / f"{stop.name}.{language}.jpg", type="jpeg", quality=QUALITY, full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": min(tall, TALLEST[width])},
        )  # fmt: skip
    return True


if __name__ == "__main__":
    main()
