"""What people fill in to select: the day of the draw, its value, a refusal, a debrief."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.process.rules.debrief import MEETING_AHEAD
from microacquisition.site.clock import current_instant
from microacquisition.site.forms import ChoiceField, DayField, PageForm


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
        max_length=200,
        widget=forms.TextInput(attrs={"class": "code", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Copy the 64 characters of “randomness” of that round."),
    )

    def refuse(self, reason: Any) -> None:
        """Say beside the field why this value is not the one."""
        self.add_error("value", reason)


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
    met_on = DayField(label=_("Day of the meeting"), required=False)
    met_with = forms.CharField(label=_("Who was there"), required=False, max_length=300)
    answer = forms.CharField(
        label=_("Your answer, or the notes of the meeting"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("The supplier receives this text. Say nothing of other applications."),
    )

    def clean(self) -> dict[str, Any]:
        """A meeting has a day, which has come, and people; an answer in writing has neither."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("how") != "meeting":
            return {**cleaned, "met_on": None, "met_with": ""}
        if not cleaned.get("met_on") and "met_on" not in self.errors:
            self.add_error("met_on", _("Enter the day of the meeting."))
        if cleaned.get("met_on") and cleaned["met_on"] > current_instant().date():
            self.add_error("met_on", MEETING_AHEAD.in_language(get_language() or "en"))
        if not cleaned.get("met_with"):
            self.add_error("met_with", _("Say who was there."))
        return cleaned
