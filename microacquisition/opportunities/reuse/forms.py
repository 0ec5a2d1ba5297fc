"""Forms of close-out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from microacquisition.site.forms import MoneyField, PageForm


class CompletionForm(PageForm):
    """Where the code is listed for reuse, or why it is not."""

    address = forms.URLField(
        label=_("Address in the catalogue"),
        required=False,
        assume_scheme="https",
        max_length=300,
        help_text=_("Leave empty if nothing is listed, and say why below."),
    )
    reason_en = forms.CharField(
        label=_("Why nothing is listed, in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    reason_fr = forms.CharField(
        label=_("Why nothing is listed, in French"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two: an address, or the reason in both languages."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("address"):
            for name in ("reason_en", "reason_fr"):
                if not cleaned.get(name):
                    self.add_error(
                        name, _("Without an address, say why in both languages: the public reads it.")
                    )
        return cleaned


class ReleaseForm(PageForm):
    """What is released, with the reference of the financial system."""

    released_cents = MoneyField(label=_("Amount released"))
    reference = forms.CharField(label=_("Reference"), max_length=60)
