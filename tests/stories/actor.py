"""Somebody who uses the site in their own language, through pages alone."""

import uuid
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.people.models import User
from microacquisition.people.queries import DEMO_LINK_KEY


class Actor:
    """One person with a browser; every address is asked for in their language."""

    def __init__(self, person: User) -> None:
        self.person = person
        self.browser = Client()
        self.browser.force_login(person)
        session = self.browser.session
        session[DEMO_LINK_KEY] = str(person.pk)
        session.save()

    def address(self, page: str, *args: Any, **kwargs: Any) -> str:
        """Return the address of a page in the actor's language."""
        with override(self.person.language):
            return reverse(page, args=args or None, kwargs=kwargs or None)

    def read(self, page: str, *args: Any, **kwargs: Any) -> str:
        """Open a page and return its HTML; it must be there."""
        address = self.address(page, *args, **kwargs)
        answer = self.browser.get(address, follow=True)
        assert answer.status_code == 200, f"{self.person} at {address}: {answer.status_code}"
        html = answer.content.decode()
        assert f'<html lang="{self.person.language}"' in html
        return html

    def send(self, page: str, *args: Any, typed: dict[str, Any] | None = None, **kwargs: Any) -> str:
        """Fill in a page's form and send it; it must be taken. Returns the page that follows."""
        answer = self.try_to_send(page, *args, typed=typed, **kwargs)
        assert answer.status_code == 302, self._say_why_not(answer, page)
        following = self.browser.get(answer["Location"], follow=True)
        assert following.status_code == 200, f"{answer['Location']}: {following.status_code}"
        return following.content.decode()

    def try_to_send(self, page: str, *args: Any, typed: dict[str, Any] | None = None, **kwargs: Any) -> HttpResponse:
        """Send a page's form and return whatever is answered."""
        return self.browser.post(
            self.address(page, *args, **kwargs), {"form_key": str(uuid.uuid4()), **(typed or {})}
        )  # type: ignore[return-value]

    def _say_why_not(self, answer: HttpResponse, page: str) -> str:
        reader = _ErrorReader()
        reader.feed(answer.content.decode())
        return f"{self.person} could not send {page} ({answer.status_code}): {' | '.join(reader.said)}"


class _ErrorReader(HTMLParser):
    """Reads what an error summary or a refusal says."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.depth = 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.depth = 0

    def handle_data(self, data: str) -> None:
        if self.depth and data.strip():
            self.said.append(data.strip())
