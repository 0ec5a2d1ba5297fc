"""Forms of the funds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from microacquisition.site.forms import ChoiceField, DayField, MoneyField, PageForm

TRANSFER = (
    ("done", _("The budget transfer is done.")),
    ("risk", _("It is not done: I accept the risk meanwhile, in my name.")),
)


class FundingFormForm(PageForm):
    """What the client confirms and the fund manager signs for; the price comes from the statement."""

    fiscal_year = ChoiceField(label=_("Fiscal year that pays"))
    cost_centre = forms.CharField(label=_("Cost centre"), max_length=30)
    coding = forms.CharField(
        label=_("Financial coding"), max_length=120, help_text=_("As your financial system writes it.")
    )
    tax_ceiling_cents = MoneyField(
        label=_("Tax to set aside"),
        help_text=_("The highest sales tax in Canada, so that the funds suffice wherever the tax is due."),
    )
    budget_transfer_needed = ChoiceField(
        label=_("Must another branch transfer its budget first?"),
        choices=(("yes", _("Yes")), ("no", _("No"))),
    )

    def __init__(self, *args: Any, years: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fiscal_year"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What was typed, as the step `prepare_funding_form` takes it."""
        return {
            **self.cleaned_data,
            "budget_transfer_needed": self.cleaned_data["budget_transfer_needed"] == "yes",
        }


class ReasonForm(PageForm):
    """Why the funds are refused or the form is sent back; people read it."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        help_text=_("It is written to the people concerned and kept in the file."),
    )


class ReservationForm(PageForm):
    """The reservation as the financial system gave it."""

    number = forms.CharField(
        label=_("Number of the reservation"), max_length=40, help_text=_("The invoice will quote it.")
    )
    amount_cents = MoneyField(label=_("Amount reserved, tax included"))

    def __init__(self, *args: Any, transfer_needed: bool, **kwargs: Any) -> None:
        transfer: dict[str, forms.Field] = {
            "transfer": ChoiceField(label=_("Budget transfer from the other branch"), choices=TRANSFER),
            "transfer_done_on": DayField(label=_("Day of the transfer"), required=False),
        }
        super().__init__(*args, further=transfer if transfer_needed else None, **kwargs)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("transfer") == "done" and not typed.get("transfer_done_on"):
            self.add_error("transfer_done_on", _("Enter the day on which the budget was transferred."))
        return typed
