"""Reads the forms of a page as a browser would: what is filled in already, and where it is sent."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]


@dataclass
class PageForm:
    """One form: its address ("" is the page itself), its values, its buttons by text."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    choices: dict[str, list[str]] = field(default_factory=dict)  # of radio buttons, boxes and lists
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, text


class FormReader(HTMLParser):
    """Collects every form that posts, and what `main` says."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.said: list[str] = []
        self._form: PageForm | None = None
        self._textarea: str | None = None
        self._select: str | None = None
        self._button: Attributes | None = None
        self._text = ""
        self._in_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._in_main = True
        elif tag == "form" and at.get("method", "").lower() == "post":
            self._form = PageForm(at.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._read_control(tag, at, self._form)

    def _read_control(self, tag: str, at: Attributes, form: PageForm) -> None:
        name = at.get("name", "")
        if tag == "input" and name:
            form.names.add(name)
            is_box = at.get("type") in ("checkbox", "radio")
            if is_box:
                form.choices.setdefault(name, []).append(at.get("value", "on"))
            if "checked" in at or not is_box:
                form.values.setdefault(name, []).append(at.get("value", "on" if is_box else ""))
        elif tag == "textarea":
            form.names.add(name)
            self._textarea, self._text = name, ""
        elif tag == "select":
            form.names.add(name)
            self._select = name
        elif tag == "option" and self._select:
            form.choices.setdefault(self._select, []).append(at.get("value", ""))
            if "selected" in at:
                form.values[self._select] = [at.get("value", "")]
        elif tag == "button":
            self._button, self._text = at, ""

    def handle_data(self, data: str) -> None:
        self._text += data
        if self._in_main and data.strip():
            self.said.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._in_main = False
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._textarea and self._form is not None:
            self._form.values[self._textarea] = [self._text.removeprefix("\n")]
            self._textarea = None
        elif tag == "button" and self._button is not None and self._form is not None:
            self._form.buttons.append(
                (self._button.get("name", ""), self._button.get("value", ""), self._text.strip())
            )
            self._button = None


def read_forms(html: str) -> FormReader:
    """Return the forms and the words of a page."""
    reader = FormReader()
    reader.feed(html)
    return reader
