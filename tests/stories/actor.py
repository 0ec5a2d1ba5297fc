"""Somebody who uses the site in their own language, through pages alone."""

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.people.models import User
from microacquisition.people.queries import DEMO_LINK_KEY
from tests.stories.page_forms import PageForm, read_forms

Typed = dict[str, Any]


class Actor:
    """One person with a browser; every address is asked for in their language, every form is the page's own."""

    def __init__(self, person: User) -> None:
        self.person = person

    @cached_property
    def browser(self) -> Client:
        """Their browser, signed in with both factors once they need it."""
        browser = Client()
        browser.force_login(self.person)
        session = browser.session
        session[DEMO_LINK_KEY] = str(self.person.pk)
        session.save()
        return browser

    def address(self, page: str, *args: Any, **kwargs: Any) -> str:
        """Return the address of a page in the actor's language."""
        with override(self.person.language):
            return reverse(page, args=args or None, kwargs=kwargs or None)

    def read(self, page: str, *args: Any, **kwargs: Any) -> str:
        """Open a page and return its HTML; it must be there, in the actor's language."""
        return self._open(self.address(page, *args, **kwargs))

    def fill(self, page: str, *args: Any, typed: Typed | None = None, button: str = "", **kwargs: Any) -> str:
        """Open a page, fill in its form, send it; it must be taken. Returns the page that follows."""
        address = self.address(page, *args, **kwargs)
        return self.fill_in(self._open(address), address, typed=typed, button=button)

    def fill_in(self, html: str, address: str, *, typed: Typed | None = None, button: str = "") -> str:
        """Fill in the form of a page that is open."""
        answer = self.send_form(html, address, typed=typed, button=button)
        assert answer.status_code == 302, (
            f"{self.person} at {address} ({answer.status_code}): {_said(answer)}"
        )
        return self._open(answer["Location"])

    def send_form(
        self, html: str, address: str, *, typed: Typed | None = None, button: str = ""
    ) -> HttpResponse:
        """Fill in the form of a page that is open and return whatever is answered."""
        form = _choose_form(html, typed or {}, button)
        assert form is not None, (
            f"{address} has no form with {sorted(typed or {})}, {button!r}: {_read_main(html)}"
        )
        values: dict[str, Any] = {**form.values, **(typed or {})}
        values |= {name: value for name, value, _text in form.buttons if button and name == button}
        self.last = (form.action or address, values)
        answer: HttpResponse = self.browser.post(*self.last)  # type: ignore[assignment]
        return answer

    def send_again(self) -> HttpResponse:
        """Send the same form once more, as a double click does."""
        answer: HttpResponse = self.browser.post(*self.last)  # type: ignore[assignment]
        return answer

    def _open(self, address: str) -> str:
        answer = self.browser.get(address, follow=True)
        assert answer.status_code == 200, f"{self.person} at {address}: {answer.status_code} {_said(answer)}"
        html = answer.content.decode()
        assert f'<html lang="{self.person.language}"' in html
        return html


def _choose_form(html: str, typed: Typed, button: str) -> PageForm | None:
    for form in read_forms(html).forms:
        has_button = not button or any(name == button for name, _value, _text in form.buttons)
        is_meant = "form_key" in form.names or bool(typed)
        if is_meant and set(typed) <= form.names and has_button:
            return form
    return None


def _said(answer: Any) -> str:
    return _read_main(answer.content.decode())


def _read_main(html: str) -> str:
    return " | ".join(read_forms(html).said)
