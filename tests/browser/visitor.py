"""What a person does in a browser: sign in, go, fill in, press; every page they see is examined."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page, Response

from microacquisition.people.link_sign_in import make_sign_in_link
from microacquisition.people.models import User
from tests.browser.pages import PageChecker


@dataclass
class Visitor:
    """Somebody at a window of their own, in their language."""

    page: Page
    site: str
    language: str
    checker: PageChecker

    def address_of(self, name: str, *values: Any) -> str:
        """Return the full address of a page in the visitor's language."""
        with translation.override(self.language):
            return self.site + reverse(name, args=values)

    def sign_in(self, email: str) -> None:
        """Sign in by a fresh link, which in a demonstration counts as both factors."""
        token = make_sign_in_link(User.objects.get(email=email))
        self.page.goto(self.address_of("use_link", token))
        self.press_main()

    def go(self, name: str, *values: Any, keep: bool = True) -> int:
        """Open a page and return the status of the answer."""
        return self.open(self.address_of(name, *values), keep=keep)

    def open(self, address: str, *, keep: bool = True) -> int:
        """Open an address and return the status of the answer."""
        answer: Response | None = self.page.goto(address)
        assert answer is not None
        if keep:
            self.keep()
        return answer.status

    def keep(self) -> None:
        """Let the page as it stands be examined."""
        assert self.page.locator("html").get_attribute("lang") == self.language, self.page.url
        self.checker.check_page(self.page.content(), self.page.url)

    def fill(self, **typed: str | bool) -> None:
        """Fill in fields by their name: text, the value of a choice, or a tick."""
        for name, value in typed.items():
            field = self.page.locator(f'[name="{name}"]')
            kind = field.first.get_attribute("type")
            if kind == "radio":
                self.page.locator(f'[name="{name}"][value="{value}"]').check()
            elif kind == "checkbox" and isinstance(value, bool):
                field.set_checked(value)
            elif kind == "checkbox":
                self.page.locator(f'[name="{name}"][value="{value}"]').check()
            elif field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(str(value))
            else:
                field.fill(str(value))

    def press_main(self, *, keep: bool = True) -> None:
        """Press the one solid button of the main part."""
        solid = self.page.locator("main form button.btn:not(.second)")
        (solid if solid.count() else self.page.locator("main form button")).first.click()
        self.settle(keep=keep)

    def press(self, words: str, *, keep: bool = True) -> None:
        """Press the button, or follow the link, that carries these words."""
        named = self.page.get_by_role("button", name=words).or_(self.page.get_by_role("link", name=words))
        named.first.click()
        self.settle(keep=keep)

    def reads(self, words: str) -> None:
        """AssertionError unless the page says these words."""
        said = " ".join(self.page.locator("body").inner_text().split())
        assert " ".join(words.split()) in said, f"{urlsplit(self.page.url).path}: {said[:600]}"

    def settle(self, *, keep: bool = True) -> None:
        """Wait for the page that follows, and let it be examined."""
        self.page.wait_for_load_state("load")
        if keep:
            self.keep()
