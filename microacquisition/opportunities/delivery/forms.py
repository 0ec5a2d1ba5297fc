"""Forms of the work: a delivery, its assessment, items from the client."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.common.words import Words
from microacquisition.opportunities.delivery.items import ItemStanding
from microacquisition.opportunities.statement.models import AcceptanceCriterion
from microacquisition.process.rules.delivery import (
    NAME_THE_CODE,
    NOT_YET_HANDED_OVER,
    REASON_MISSING,
    Verdict,
    check_commit,
    check_pull_request,
    check_repository,
)
from microacquisition.site.forms import (
    ChoiceField,
    DayField,
    PageForm,
)
from microacquisition.site.templatetags.look import bilingual, name_in_list

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


class HandOverForm(PageForm):
    """Which item the client team handed over, and on which day."""

    item = ChoiceField(label=_("What you handed over"))
    handed_over_on = DayField(label=_("Day of the handover"))

    def __init__(self, *args: Any, standings: list[ItemStanding], today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = name_items(standings)  # type: ignore[attr-defined]

    def clean_handed_over_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["handed_over_on"]
        if day > self.today:
            raise forms.ValidationError(NOT_YET_HANDED_OVER.in_language(get_language() or "en"))
        return day


class ItemAnswerForm(PageForm):
    """Whether the supplier has an item."""

    item = ChoiceField(label=_("Which item"))
    answer = ChoiceField(
        label=_("Do you have it?"),
        choices=(("received", _("Yes, I have it")), ("missing", _("No, it is missing"))),
    )

    def __init__(self, *args: Any, standings: list[ItemStanding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standings = {str(each.item.pk): each for each in standings}
        self.fields["item"].choices = name_items(standings)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say by the field where an item was never handed over, or is not late."""
        cleaned: dict[str, Any] = super().clean() or {}
        standing = self.standings.get(cleaned.get("item") or "")
        if standing is None or standing.handover is not None:
            return cleaned
        if cleaned.get("answer") == "received":
            self.add_error("answer", _("The client team has not marked this item as handed over yet."))
        elif cleaned.get("answer") == "missing" and not standing.days_to_give:
            self.add_error("answer", _("This item is not late yet, or its delay so far was counted already."))
        return cleaned


def name_items(standings: list[ItemStanding]) -> list[tuple[str, str]]:
    """Return the choices of a list of items, in the page’s language."""
    return [(str(each.item.pk), name_in_list(each.item.text)) for each in standings]


def _fields_of(criterion: AcceptanceCriterion, number: int) -> dict[str, forms.Field]:
    return {
        f"met_{criterion.code}": ChoiceField(
            label=format_html("{}. {}", number, bilingual(criterion.text)), choices=MET_OR_NOT
        ),
        f"reason_{criterion.code}": forms.CharField(
            label=_("Reason, criterion %(number)s") % {"number": number},
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Needed where the criterion is not met: what is missing, so that it can be fixed."),
        ),
    }
