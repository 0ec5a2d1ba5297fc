"""Forms of work in trouble: a new date, notices, the share of the work done, a dispute."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from microacquisition.site.forms import (
    AffirmationField,
    ChoiceField,
    LocalInstantField,
    PageForm,
    WholeNumberField,
)


class NoticeForm(PageForm):
    """Words that the other side reads and the file keeps."""

    AGREED = _("What you agreed with the supplier")
    DISPUTE: ClassVar[dict[str, Any]] = {
        "open_dispute": _("What you disagree with, and what you ask for"),
        "answer_dispute": _("Your answer to the other side"),
        "resolve_dispute": _("How it is resolved, and what each side does now"),
    }
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 5}), max_length=2000)


class ProposalForm(NoticeForm):
    """A later delivery date, and why."""

    due_at = LocalInstantField(label=_("New delivery date"))
    field_order = ("due_at", "reason")


class ExtensionAnswerForm(PageForm):
    """The answer to a proposed date: its two buttons say which; a refusal gives its reason."""

    shown_due_at = forms.CharField(widget=forms.HiddenInput, max_length=40)
    reason = forms.CharField(
        label=_("If you decline: why, and what would work"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def clean_shown_due_at(self) -> datetime | None:
        """Return the instant the page showed; None where it is none, which equals no proposal."""
        try:
            return datetime.fromisoformat(self.cleaned_data["shown_due_at"])
        except ValueError:
            return None

    def clean(self) -> dict[str, Any]:
        """Ask who declines for a reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "decline" in self.data and not cleaned.get("reason"):
            self.add_error(
                "reason", _("Say why you decline, so that the other side can propose another date.")
            )
        return cleaned


class DefaultForm(NoticeForm):
    """Termination for default: the reason, and that the supplier was heard."""

    supplier_heard = AffirmationField(
        label=_("The supplier was asked for a new date or for their reasons, and was heard.")
    )


class DefaultNoticeForm(NoticeForm):
    """Why the supplier is in default, and until when they can still deliver."""

    cure_by = LocalInstantField(label=_("Last date to deliver after all"))


class ShareAnswerForm(PageForm):
    """What the supplier says of the announced share."""

    agrees = ChoiceField(
        label=_("Do you agree with this share?"), choices=(("yes", _("Yes")), ("no", _("No")))
    )
    percent = WholeNumberField(
        label=_("If not: the share that you have done, in percent"), required=False, least=0, most=100
    )
    reason = forms.CharField(
        label=_("If not: what is done, and where to see it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def clean(self) -> dict[str, Any]:
        """Ask who does not agree for a share and for what is done."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("agrees") == "no":
            if cleaned.get("percent") is None and "percent" not in self.errors:
                self.add_error("percent", _("Enter the share that you have done, from 0 to 100."))
            if not cleaned.get("reason") and "reason" not in self.errors:
                self.add_error("reason", _("Say what is done and where it can be seen."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """What was answered, as the step takes it."""
        return {**self.cleaned_data, "agrees": self.cleaned_data["agrees"] == "yes"}


class ConvenienceForm(NoticeForm):
    """Termination for convenience: the reason and the share of the work done."""

    percent = WholeNumberField(
        label=_("Share of the work done, in percent"),
        least=0,
        most=100,
        help_text=_("The supplier is paid this share of the fixed price."),
    )
