"""Forms of payment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from microacquisition.site.forms import AffirmationField, DayField, PageForm


class InvoiceForm(PageForm):
    """The only thing a supplier types: their own invoice number. Amounts come from the agreement."""

    number = forms.CharField(label=_("Your invoice number"), max_length=40)


class ReasonForm(PageForm):
    """A reason that the other side reads."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class CertifyForm(PageForm):
    """Section 34, affirmed by the person."""

    received = AffirmationField(label=_("The work was received and meets the agreement."))
    right = AffirmationField(label=_("The amounts, the tax and the payee are right."))


class PaymentForm(PageForm):
    """A payment made outside: reference, date, evidence. Never a card number."""

    reference = forms.CharField(
        label=_("Payment reference"),
        max_length=80,
        help_text=_("From the card statement or PayPal. Never a card number."),
    )
    paid_on = DayField(label=_("Date of payment"))
    evidence = forms.CharField(
        label=_("Evidence"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        help_text=_("Paste the receipt’s text: who was paid, how much, when. It is kept in the file."),
    )


class NotMadeForm(PageForm):
    """Why a payment that was started was not made."""

    reason = forms.CharField(
        label=_("Why it was not made"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Say it only once you are sure that no money left. Another payment may then begin."),
    )


class RefundForm(PageForm):
    """Money that came back: reference, date, reason."""

    reference = forms.CharField(
        label=_("Reference of the refund"),
        max_length=80,
        help_text=_("From the card statement or PayPal. Never a card number."),
    )
    refunded_on = DayField(label=_("Date of the refund"))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
