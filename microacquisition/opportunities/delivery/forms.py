"""Forms of the work: a delivery, its assessment, a new date, a notice."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.common.words import Words
from microacquisition.opportunities.statement.models import AcceptanceCriterion
from microacquisition.process.rules.delivery import (
    NAME_THE_CODE,
    REASON_MISSING,
    Verdict,
    check_commit,
    check_pull_request,
    check_repository,
)
from microacquisition.site.forms import (
    AffirmationField,
    ChoiceField,
    LocalInstantField,
    PageForm,
    WholeNumberField,
)

MET_OR_NOT = (("met", _("Met")), ("not_met", _("Not met")))


class DeliveryForm(PageForm):
    """Where the code is, and which state of it is delivered."""

    repository = forms.CharField(
        label=_("Address of the repository"),
        max_length=300,
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
        help_text=_("Public, such as https://github.com/you/the-code."),
    )
    commit = forms.CharField(
        label=_("Commit"),
        required=False,
        max_length=64,
        help_text=_("The commit that you deliver. Leave empty if you give a pull request."),
    )
    pull_request = forms.CharField(
        label=_("Address of the pull request"), required=False, max_length=300, widget=forms.URLInput
    )
    note = forms.CharField(
        label=_("Note to the client team"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("How to run and check it, what changed since the last delivery."),
    )

    def __init__(self, *args: Any, hosts: tuple[str, ...], **kwargs: Any) -> None:
        self.hosts = hosts
        super().__init__(*args, **kwargs)

    def clean_repository(self) -> str:
        """Refuse an address that is not on an allowed code host."""
        return self._checked("repository", check_repository(self.cleaned_data["repository"], self.hosts))

    def clean_commit(self) -> str:
        """Refuse what cannot be a commit; upper case is lowered."""
        self.cleaned_data["commit"] = self.cleaned_data["commit"].lower()
        return self._checked("commit", check_commit(self.cleaned_data["commit"]))

    def clean_pull_request(self) -> str:
        """Refuse an address that is not on an allowed code host."""
        address = self.cleaned_data["pull_request"]
        return self._checked("pull_request", check_pull_request(address, self.hosts))

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two: a commit or a pull request."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("commit") and not cleaned.get("pull_request"):
            self.add_error("commit", NAME_THE_CODE.in_language(get_language() or "en"))
        return cleaned

    def _checked(self, name: str, reason: Words | None) -> str:
        if reason is not None:
            raise forms.ValidationError(reason.in_language(get_language() or "en"))
        value: str = self.cleaned_data[name]
        return value


class AssessmentForm(PageForm):
    """Each work acceptance criterion: met or not met, and why where it is not."""

    def __init__(self, *args: Any, criteria: list[AcceptanceCriterion], **kwargs: Any) -> None:
        self.criteria = criteria
        # Set before the form copies them, so that what was typed before a sign-in is kept for them too.
        self.base_fields = {  # type: ignore[misc]
            name: field
            for number, criterion in enumerate(criteria, start=1)
            for name, field in _fields_of(criterion, number).items()
        }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason by each criterion that is not met."""
        cleaned: dict[str, Any] = super().clean() or {}
        for criterion in self.criteria:
            not_met = cleaned.get(f"met_{criterion.code}") == "not_met"
            name = f"reason_{criterion.code}"
            if not_met and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, REASON_MISSING.in_language(get_language() or "en"))
        return cleaned

    def verdicts(self) -> dict[str, Verdict]:
        """The verdict on each criterion, by its code."""
        said = self.cleaned_data
        return {
            each.code: Verdict(said[f"met_{each.code}"] == "met", said[f"reason_{each.code}"])
            for each in self.criteria
        }


class ExtensionForm(PageForm):
    """A later delivery date, agreed with the supplier."""

    due_at = LocalInstantField(label=_("New delivery date"))
    supplier_agreed = AffirmationField(label=_("The supplier agreed to this date."))


class NoticeForm(PageForm):
    """Words that the other side reads and the file keeps."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 5}), max_length=2000)


class DefaultForm(NoticeForm):
    """Termination for default: the reason, and that the supplier was heard."""

    supplier_heard = AffirmationField(
        label=_("The supplier was asked for a new date or for their reasons, and was heard.")
    )


class ConvenienceForm(NoticeForm):
    """Termination for convenience: the reason and the share of the work done."""

    percent = WholeNumberField(
        label=_("Share of the work done, in percent"),
        least=0,
        most=100,
        help_text=_("The supplier is paid this share of the fixed price."),
    )


def _fields_of(criterion: AcceptanceCriterion, number: int) -> dict[str, forms.Field]:
    text = criterion.text.best_for(get_language() or "en")[0]
    return {
        f"met_{criterion.code}": ChoiceField(label=f"{number}. {text}", choices=MET_OR_NOT),
        f"reason_{criterion.code}": forms.CharField(
            label=_("Reason, criterion %(number)s") % {"number": number},
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Needed where the criterion is not met: what is missing, so that it can be fixed."),
        ),
    }
