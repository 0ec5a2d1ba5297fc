"""Reads the forms of a page, to send them empty."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.db import transaction
from django.test import Client


@dataclass
class FormOnPage:
    """A form that posts: where to, its hidden values, and whether there is anything to fill in."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    asks: bool = False


class FormReader(HTMLParser):
    """Collects the forms of the main part that post."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormOnPage] = []
        self._open: FormOnPage | None = None
        self._in_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the open one."""
        values = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._in_main = True
        elif tag == "form" and self._in_main and values.get("method", "").lower() == "post":
            self._open = FormOnPage(values.get("action", ""))
            self.forms.append(self._open)
        elif self._open is None:
            return
        elif tag == "input" and values.get("type") == "hidden":
            self._open.hidden[values.get("name", "")] = values.get("value", "")
        elif tag in ("input", "select", "textarea"):
            self._open.asks = True

    def handle_endtag(self, tag: str) -> None:
        """Close what ends."""
        if tag == "form":
            self._open = None
        elif tag == "main":
            self._in_main = False


def read_forms(html: str) -> list[FormOnPage]:
    """Return the forms of the main part that post and ask for something."""
    reader = FormReader()
    reader.feed(html)
    return [form for form in reader.forms if form.asks]


def send_empty(reader: Client, address: str, html: str) -> Iterator[str]:
    """Send each form of the page with nothing filled in and yield the pages that say what is wrong."""
    for form in read_forms(html):
        with transaction.atomic():
            answer = reader.post(form.action or address, form.hidden)
            transaction.set_rollback(True)
        assert answer.status_code < 500, address
        text = answer.content.decode() if answer.status_code < 300 else ""
        if 'id="errors"' in text:
            yield text
