"""Forms of the posting."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.opportunities.posting.announcement import TASKS
from microacquisition.opportunities.posting.translations import ChangedText, StatementText
from microacquisition.process.rules.posting import numbers_equal_in_both_languages
from microacquisition.site.forms import BilingualField, ChoiceField, LocalInstantField, PageForm

LONGEST_LINE_ROWS = 60  # characters that fill about one row of the field


class TranslationForm(PageForm):
    """One field a text, in the second language; numbers and dates must equal those of the first."""

    def __init__(self, *args: Any, changed: list[ChangedText], language: str, **kwargs: Any) -> None:
        self.changed, self.language = changed, language
        texts = [each.now for each in changed]
        self.texts = {each.name: each for each in texts}
        initial = {each.name: getattr(each.text, language) for each in texts}
        further = {each.name: _text_field(each, language) for each in texts}
        super().__init__(*args, initial=initial, further=further, **kwargs)

    @property
    def pairs(self) -> list[tuple[ChangedText, Any]]:
        """Each text with the field of its translation, in the order of the page."""
        return [(each, self[each.now.name]) for each in self.changed]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for name, each in self.texts.items():
            if name in typed:
                self._compare_numbers(each, typed[name])
        return typed

    def _compare_numbers(self, each: StatementText, typed: str) -> None:
        pair = (each.text.en, typed) if self.language == "fr" else (typed, each.text.fr)
        for reason in numbers_equal_in_both_languages(*pair):
            self.add_error(each.name, reason.in_language(get_language() or "en"))


class PostingForm(PageForm):
    """What the officer judges, the repository, and when it opens."""

    splitting = ChoiceField(
        label=_("Does this purchase split a larger requirement?"),
        choices=(
            ("none", _("No: it is a requirement of its own")),
            ("split", _("Yes: it splits a larger requirement")),
        ),
        help_text=_("Look at the earlier purchases of the same team, and at those of the same supplier."),
    )
    splitting_reason = forms.CharField(
        label=_("Why do you judge so?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    repository = forms.URLField(
        label=_("Repository for the delivery"),
        max_length=300,
        assume_scheme="https",
        help_text=_("The public repository in which the work will be delivered."),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        opens_at = LocalInstantField(
            label=_("Opens"),
            zone=zone,
            required=False,
            help_text=_("Leave it empty to open at once. Until it opens, the public reads “Coming soon”."),
        )
        super().__init__(*args, further={"opens_at": opens_at}, **kwargs)

    def given(self) -> dict[str, Any]:
        """What was typed, as the step `post` takes it."""
        typed = dict(self.cleaned_data)
        return {**typed, "splitting_judged_none": typed.pop("splitting") == "none"}


class ReadinessForm(PageForm):
    """That one thing is in place, with the evidence, or that it is waived, with the reason."""

    kind = ChoiceField(
        label=_("Which is it?"),
        choices=(("recorded", _("It is in place")), ("waived", _("I waive it, by name"))),
    )
    text = forms.CharField(
        label=_("The evidence, or the reason of the waiver"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Who, when, what. Auditors read this."),
    )
    reference = forms.CharField(
        label=_("Reference of the document"), max_length=100, required=False,
        help_text=_("A number or an address, if there is one."),
    )  # fmt: skip


class TakeBackForm(PageForm):
    """Why a posting is taken back before it opens."""

    reason = forms.CharField(
        label=_("Why is it taken back?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("The client team reads this. The public does not."),
    )


class CancellationForm(PageForm):
    """Why it is cancelled, in the words everybody is told."""

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        reason = BilingualField(
            label=_("Why is it cancelled?"),
            long=True,
            rows=4,
            max_length=2000,
            required_languages=languages,
            help_text=_("The public page shows it, and everybody who had a part is told in these words."),
        )
        super().__init__(*args, further={"reason": reason}, **kwargs)


def _text_field(each: StatementText, language: str) -> forms.CharField:
    source = each.text.fr if language == "en" else each.text.en
    rows = max(3, min(20, len(source) // LONGEST_LINE_ROWS + source.count("\n") + 2))
    widget = (
        forms.Textarea(attrs={"rows": rows, "lang": language})
        if each.is_long
        else forms.TextInput(attrs={"lang": language})
    )
    label = each.label.in_language(get_language() or "en")
    return forms.CharField(label=label, max_length=each.longest, widget=widget)


class AnnouncementForm(PageForm):
    """What is done of the announcement; what carries no tick is not done."""

    done = forms.MultipleChoiceField(
        label=_("Tick what is done"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one from the list.")},
        choices=[(task.code, task.code) for task in TASKS],
    )  # fmt: skip
