"""A running site on a database of its own, a browser, and people signed in to it."""

import os
import shutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from django.utils import translation
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.pages import PageChecker, open_checker
from tests.browser.visitor import Visitor
from tests.database.known_states import kept

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here, so that the inner loop leaves it out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of the browser."""
    # Its event loop runs in this thread, which Django takes for a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        yield driver
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, started once."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture
def running_site(committed_database: str, settings: Any) -> Iterator[str]:
    """The address of a running demonstration without people, on a database of this test alone."""
    settings.DEMO = True
    settings.MAIL_SENDER = "microacquisition.integrations.demo_mailbox.DemoMailboxSender"
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    settings.SITE_ADDRESS = f"http://localhost:{server.port}"
    settings.CSRF_TRUSTED_ORIGINS = [settings.SITE_ADDRESS]
    with translation.override("en"):
        yield settings.SITE_ADDRESS
    server.terminate()


@pytest.fixture
def demo_site(running_site: str) -> str:
    """The address of a running demonstration with its people."""
    load_demo()
    return running_site


@kept
def load_demo() -> None:
    """Fill the database with the demonstration; its mails name the address at which it was loaded first."""
    call_command("load_demo", stdout=StringIO())


@pytest.fixture(scope="session")
def examined(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where every process of this run notes what axe has seen, so that it sees nothing twice."""
    run = tmp_path_factory.getbasetemp()
    folder = (run if worker_id == "master" else run.parent) / "examined"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def checker(browser: Browser, tmp_path: Path, examined: Path, running_site: str) -> Iterator[PageChecker]:
    """Examines every page that visitors keep; the test fails at its end for any fault of any page."""
    shots = Path(os.environ["PAGE_SHOTS"]) if os.environ.get("PAGE_SHOTS") else None
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    opened = open_checker(browser, tmp_path, examined, shots)
    yield opened
    opened.page.context.close()
    assert not opened.faults, "\n".join(opened.faults)


def note_violation(checker: PageChecker, said: str) -> None:
    """Count what the content security policy had to stop as a fault of the page."""
    if "Content Security Policy" in said:
        checker.faults.append(said)


@pytest.fixture
def visit(browser: Browser, demo_site: str, checker: PageChecker) -> Iterator[Callable[..., Visitor]]:
    """Open a window for somebody: `visit("olivia.marchand@dex.example.org", "en")`, or a stranger without address."""
    contexts = []

    def open_window(email: str = "", language: str = "en", *, scripts: bool = True) -> Visitor:
        context = browser.new_context(
            java_script_enabled=scripts, locale=f"{language}-CA", viewport={"width": 1280, "height": 900}
        )
        context.set_default_timeout(15_000)
        context.on("weberror", lambda error: checker.faults.append(f"script: {error.error}"))
        context.on("console", lambda message: note_violation(checker, message.text))
        contexts.append(context)
        visitor = Visitor(context.new_page(), demo_site, language, checker)
        if email:
            visitor.sign_in(email)
        return visitor

    yield open_window
    for context in contexts:
        context.close()
