"""Forms of the funds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from microacquisition.site.forms import ChoiceField, DayField, MoneyField, PageForm

SETTLED = (
    ("done", _("The budget transfer is done.")),
    ("risk", _("It is not done: I accept the risk meanwhile, in my name.")),
)
TRANSFER = (*SETTLED, ("awaited", _("It is not done: the opportunity is not posted before it is.")))


def transfer_fields(choices: tuple[Any, ...]) -> dict[str, forms.Field]:
    """Return the fields of another branch's budget transfer: which of the choices, and its day, reference or reason."""
    return {
        "transfer": ChoiceField(label=_("Budget transfer from the other branch"), choices=choices),
        "transfer_done_on": DayField(
            label=_("Day of the transfer"), required=False, help_text=_("Where it is done.")
        ),
        "transfer_reference": forms.CharField(
            label=_("Reference of the transfer"), required=False, max_length=60, help_text=_("Where it is done.")
        ),
        "transfer_reason": forms.CharField(
            label=_("Why the risk is acceptable"), required=False, max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Where you accept it. It is kept in the file with your name."),
        ),
    }  # fmt: skip


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
        further = transfer_fields(TRANSFER) if transfer_needed else None
        super().__init__(*args, further=further, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask for what goes with the choice."""
        return check_transfer(self, super().clean() or self.cleaned_data)


class TransferForm(PageForm):
    """The other branch's transfer, done or its risk accepted, apart from the reservation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, further=transfer_fields(SETTLED), **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask for what goes with the choice."""
        return check_transfer(self, super().clean() or self.cleaned_data)


def check_transfer(form: PageForm, typed: dict[str, Any]) -> dict[str, Any]:
    """Refuse a transfer that is done without day or reference, and a risk without its reason."""
    chosen = typed.get("transfer")
    if chosen == "done" and not typed.get("transfer_done_on"):
        form.add_error("transfer_done_on", _("Enter the day on which the budget was transferred."))
    if chosen == "done" and not typed.get("transfer_reference"):
        form.add_error("transfer_reference", _("Enter the reference of the transfer."))
    if chosen == "risk" and not typed.get("transfer_reason"):
        form.add_error("transfer_reason", _("Say why the risk is acceptable."))
    return typed
