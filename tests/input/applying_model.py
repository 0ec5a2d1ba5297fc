"""Applying from several tabs at once, as a machine tries it: what each tab shows, and a small model of what must hold."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse

from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from tests.stories.actor import Actor
from tests.stories.page_forms import read_forms

STALE = "changed in another window meanwhile"
STALE_DRAFT = "Another draft was saved since"
BEGUN = ("", "DRAFT")


@dataclass
class Author:
    """A supplier, and what the model knows of their application: the text of each version, none for a withdrawal."""

    actor: Actor
    state: str = ""
    versions: list[str] = field(default_factory=list)
    draft: str = ""
    answered: dict[str, str] = field(default_factory=dict)  # the key of a form, and where its answer led

    @property
    def key(self) -> str:
        """The id of their application, once anything was answered."""
        return next(iter(self.answered.values())).rstrip("/").rpartition("/")[2]

    def list_kept(self) -> list[tuple[int, str]]:
        """Return (number, state) of what the database holds of it."""
        rows = ApplicationVersion.objects.filter(application_id=self.key).order_by("number")
        return list(rows.values_list("number", "state"))

    def list_expected(self) -> list[tuple[int, str]]:
        """The same by the model."""
        return [(n, "SUBMITTED" if text else "WITHDRAWN") for n, text in enumerate(self.versions, 1)]


@dataclass
class Tab:
    """A page to apply that is open in a browser, with the form key and the version that it was loaded with."""

    author: Author
    address: str
    fields: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    draft: str = ""  # the draft that the page was drawn with
    was_checked: bool = False
    has_sent: bool = False

    @property
    def form_key(self) -> str:
        """The key that the page carries."""
        return str(self.fields["form_key"])

    @property
    def is_stale(self) -> bool:
        """Whether another tab sent a version since this one was loaded."""
        return self.fields["based_on"] != str(len(self.author.versions))

    @property
    def would_replace_unseen(self) -> bool:
        """Whether saving would replace a draft that this tab never showed."""
        return self.author.draft not in ("", self.draft, self.text)

    def load(self, page: str) -> bool:
        """Take over the form of this page; False where it has none."""
        form = next((form for form in read_forms(page).forms if "based_on" in form.names), None)
        if form is None:
            return False
        self.fields = {name: values[-1] for name, values in form.values.items()}
        self.fields |= {
            name: "on" for name in form.names if name.startswith(("eligibility_", "undertaking_"))
        }
        self.draft = self.author.draft
        self.was_checked = any(name == "send" for name, _value, _text in form.buttons)
        self.has_sent = False
        return True

    def type(self, text: str) -> None:
        """Write the text into every answer."""
        self.text = text
        self.fields |= {name: text for name in self.fields if name.startswith("answer_")}

    def press(self, button: str) -> HttpResponse:
        """Send what is typed by this button."""
        return self.author.actor.browser.post(self.address, {**self.fields, button: "1"})  # type: ignore[return-value]


def find_state(author: Author) -> str:
    """Return the state of the author's application in the database."""
    return Application.objects.get(pk=author.key).state
