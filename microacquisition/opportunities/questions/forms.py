"""Forms of questions: asked by anybody signed in, drafted by the client team, answered, left unanswered, edited."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.questions.models import PublishedAnswer, Question
from microacquisition.process.rules.questions import (
    CHANGE_TO_EXPLAIN,
    UNANSWERED_WORDS,
    WHICH_QUESTION,
    Unanswered,
    Wording,
    is_worded_otherwise,
)
from microacquisition.site.forms import BilingualField, ChoiceField, PageForm, WhoSees

QUESTION_LENGTH, ANSWER_LENGTH, NOTE_LENGTH = 1000, 4000, 500
EVERYBODY_READS = WhoSees(_("Everybody will read this, with the answer"), seen=True)
PUBLIC_WITHOUT_DRAFT = WhoSees(_("The program officer reads this; it is not published as it is"), seen=False)
LANGUAGE_NAMES = (("en", _("English")), ("fr", _("French")))


class AskForm(PageForm):
    """One question."""

    question = forms.CharField(
        label=_("Your question"),
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One question at a time, in English or in French. Do not write what names you."),
    )
    who_sees: Mapping[str, WhoSees] = {"question": EVERYBODY_READS}  # type: ignore[misc]


class DraftForm(PageForm):
    """The client team's answer, in one language."""

    language = ChoiceField(label=_("In which language do you write?"), choices=LANGUAGE_NAMES)
    draft = forms.CharField(
        label=_("Your draft of the answer"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Answer what is asked, for everybody who might apply. The program officer brings both languages."
        ),
    )
    who_sees: Mapping[str, WhoSees] = {"draft": PUBLIC_WITHOUT_DRAFT}  # type: ignore[misc]


class PublishForm(PageForm):
    """What everybody reads of a question: its wording in both languages, and what was changed in it."""

    def __init__(
        self, *args: Any, asked: Question, languages: Sequence[str], last: PublishedAnswer | None = None, **kwargs: Any
    ) -> None:  # fmt: skip
        self.asked, self.last, self.languages = asked, last, tuple(languages)
        texts = {"en": "", "fr": "", asked.language: asked.text}
        initial = {
            "question": last.wording if last else Bilingual(**texts),
            "changed": last.changed if last else None,
        }
        kwargs["initial"] = {**initial, **self.start()}
        super().__init__(*args, further={**self.wording_fields(), **self.further_fields()}, **kwargs)

    def wording_fields(self) -> dict[str, forms.Field]:
        """The question, and what was changed in it."""
        return {
            "question": BilingualField(
                label=_("The question"), long=True, rows=4, max_length=QUESTION_LENGTH,
                required_languages=self.languages,
                help_text=_("As it was asked, but for what names somebody. Translate it into the other language."),
            ),
            "changed": BilingualField(
                label=_("What you changed in the wording"), long=True, rows=2, max_length=NOTE_LENGTH, required=False,
                help_text=_("Only where it is not as it was asked, such as: “A name was left out.” Everybody reads it."),
            ),
        }  # fmt: skip

    def further_fields(self) -> dict[str, forms.Field]:
        """What is said about the question."""
        return {}

    def start(self) -> dict[str, Any]:
        """Return what stands in those fields at first."""
        return {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "question" in cleaned and "changed" in cleaned:
            wording = self.wording()
            if is_worded_otherwise(wording) and not wording.changed.is_complete(self.languages):
                self.add_error("changed", CHANGE_TO_EXPLAIN.in_language(get_language() or "en"))
        return cleaned

    def wording(self) -> Wording:
        """Return what would be published; texts that are missing are empty."""
        typed = self.cleaned_data
        return Wording(
            asked=self.asked.text, question=typed["question"], changed=typed["changed"],
            answer=typed.get("answer", Bilingual()), reason=typed.get("reason", Bilingual()),
        )  # fmt: skip

    def given(self) -> dict[str, Any]:
        """Return what the step is given."""
        return {
            "number": self.asked.number, "wording": self.wording(), "general": self.cleaned_data.get("general", False),
        }  # fmt: skip


class AnswerForm(PublishForm):
    """The answer in every language of the program."""

    def further_fields(self) -> dict[str, forms.Field]:
        return {
            "answer": BilingualField(
                label=_("The answer"), long=True, rows=8, max_length=ANSWER_LENGTH, required_languages=self.languages,
                help_text=_("Both languages are published at once. Markdown works, such as links and lists."),
            ),
            "general": forms.BooleanField(
                required=False, label=_("It is of general interest: show it among the general questions too")
            ),
        }  # fmt: skip

    def start(self) -> dict[str, Any]:
        draft = {self.asked.draft_language: self.asked.draft} if self.asked.draft else {}
        return {"answer": Bilingual(**draft)}


class EditForm(AnswerForm):
    """Another version of what is published, with the reason."""

    def further_fields(self) -> dict[str, forms.Field]:
        reason = BilingualField(
            label=_("Why is it edited?"), long=True, rows=3, max_length=NOTE_LENGTH, required_languages=self.languages,
            help_text=_("The public page shows it beside before and after."),
        )  # fmt: skip
        return {**super().further_fields(), "reason": reason}

    def start(self) -> dict[str, Any]:
        return {"answer": self.last.answer, "general": self.last.general} if self.last else {}


class RefuseForm(PublishForm):
    """Why the question is not answered, where everybody reads it."""

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        self.others = list(others)
        super().__init__(*args, **kwargs)

    def further_fields(self) -> dict[str, forms.Field]:
        language = get_language() or "en"
        choices = [
            (code.value, words.in_language(language))
            for code, words in UNANSWERED_WORDS.items()
            if self.others or code is not Unanswered.ANSWERED_ALREADY
        ]
        same_as = ChoiceField(
            label=_("Which question has the answer?"), required=False,
            choices=[(str(number), text) for number, text in self.others],
            help_text=_("Only where it was answered already: the page leads there."),
        )  # fmt: skip
        return {
            "because": ChoiceField(label=_("Why is it not answered?"), choices=choices),
            **({"same_as": same_as} if self.others else {}),
            "answer": BilingualField(
                label=_("What else you say"), long=True, rows=3, max_length=NOTE_LENGTH, required=False,
                help_text=_("Such as where the answer can be found. Everybody reads it."),
            ),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("because") == Unanswered.ANSWERED_ALREADY and not cleaned.get("same_as"):
            self.add_error("same_as", WHICH_QUESTION.in_language(get_language() or "en"))
        return cleaned

    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            **super().given(), "because": typed["because"], "same_as": int(typed.get("same_as") or 0) or None,
        }  # fmt: skip
