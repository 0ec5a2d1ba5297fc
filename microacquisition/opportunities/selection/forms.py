"""What people fill in to select: the day of the draw, its value, a refusal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from microacquisition.site.forms import DayField, PageForm


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
