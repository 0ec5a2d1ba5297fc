"""What people fill in to select: the day of the draw, its value, a refusal, a debrief."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.process.rules.debrief import MEETING_AHEAD
from microacquisition.site.forms import ChoiceField, DayField, PageForm

HOW_TO_TYPE = {
    "lotto-6-49": _("The six numbers of Lotto 6/49 drawn that day, without the bonus number."),
    "dice-d6": _("The 20 throws in the order they fell, each from 1 to 6."),
}


class DayForm(PageForm):
    """A later day for the draw, where the officer wants one."""

    day = DayField(
        label=_("A later day"),
        required=False,
        help_text=_("Leave empty for the day proposed. The draw is at noon, Eastern time."),
    )


class ValueForm(PageForm):
    """The value as its source published it."""

    value = forms.CharField(
        label=_("Value published"),
        max_length=500,
        widget=forms.TextInput(attrs={"class": "code", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Copy all that the page of that round shows: its signature is checked here."),
    )

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in HOW_TO_TYPE:
            self.fields["value"].help_text = HOW_TO_TYPE[kind]

    def refuse(self, reason: Any) -> None:
        """Say beside the field why this value is not the one."""
        self.add_error("value", reason)


class WitnessedForm(ValueForm):
    """The value with the two people who watched and signed the minutes."""

    witness_1 = forms.CharField(label=_("First witness"), max_length=200)
    position_1 = forms.CharField(label=_("Position and organization of the first witness"), max_length=200)
    witness_2 = forms.CharField(label=_("Second witness"), max_length=200)
    position_2 = forms.CharField(label=_("Position and organization of the second witness"), max_length=200)
    signed_on = DayField(
        label=_("Day on which both signed the minutes"),
        help_text=_("Keep the signed minutes in the file. The names stay in the record."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today  # the local day of the file

    def clean(self) -> dict[str, Any]:
        """Two different people, who signed already."""
        cleaned: dict[str, Any] = super().clean() or {}
        names = [" ".join(cleaned.get(f"witness_{n}", "").split()).casefold() for n in (1, 2)]
        if names[0] and names[0] == names[1]:
            self.add_error("witness_2", _("Name a second person."))
        if cleaned.get("signed_on") and cleaned["signed_on"] > self.today:
            self.add_error("signed_on", _("Enter today or an earlier day."))
        return cleaned


class CorrectionForm(PageForm):
    """Which application was left out, and why the finding was wrong."""

    application_id = ChoiceField(label=_("Which application was left out"))
    reason = forms.CharField(
        label=_("Why the finding was wrong"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "It replaces the reason of each criterion that was not met, and the supplier reads it. A second person"
            " signs the same words."
        ),
    )

    def __init__(self, *args: Any, applications: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["application_id"].choices = [(key, key) for key in applications]  # type: ignore[attr-defined]


class DeclineForm(PageForm):
    """A reason, if the supplier wants to give one."""

    reason = forms.CharField(
        label=_("Why not this time?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The program officer reads it. It has no effect on other opportunities."),
    )


class QuestionForm(PageForm):
    """What a supplier who was not chosen wants to know."""

    question = forms.CharField(
        label=_("What would you like to know?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The program officer reads it. You may also say that you would rather meet."),
    )


class DebriefForm(PageForm):
    """An answer in writing, or the notes of a meeting that took place."""

    how = ChoiceField(
        label=_("How is the debrief given?"),
        choices=(("writing", _("In writing")), ("meeting", _("In a meeting that took place"))),
    )
    met_on = DayField(label=_("If you met: day of the meeting"), required=False)
    met_with = forms.CharField(label=_("If you met: who was there"), required=False, max_length=300)
    answer = forms.CharField(
        label=_("Your answer, or the notes of the meeting"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("The supplier receives this text. Say nothing of other applications."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today  # the local day of the file

    def clean(self) -> dict[str, Any]:
        """A meeting has a day, which has come, and people; an answer in writing has neither."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("how") != "meeting":
            return {**cleaned, "met_on": None, "met_with": ""}
        if not cleaned.get("met_on") and "met_on" not in self.errors:
            self.add_error("met_on", _("Enter the day of the meeting."))
        if cleaned.get("met_on") and cleaned["met_on"] > self.today:
            self.add_error("met_on", MEETING_AHEAD.in_language(get_language() or "en"))
        if not cleaned.get("met_with"):
            self.add_error("met_with", _("Say who was there."))
        return cleaned
