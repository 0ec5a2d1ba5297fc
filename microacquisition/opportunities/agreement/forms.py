"""Forms of the agreement: the answers that stand in its text, then the signature."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.process.programmes.base import Programme
from microacquisition.process.rules.agreement import (
    ADDRESS_MISSING,
    NAME_DIFFERS,
    NAME_THE_AUTHORITY,
    SAY_WHAT_IS_MISSING,
    is_same_name,
)
from microacquisition.site.forms import ChoiceField, DayField, PageForm

YES_NO = (("yes", _("Yes")), ("no", _("No")))


class AnswersForm(PageForm):
    """Two questions of the law and the way of payment: they stand in the agreement."""

    former_public_servant = ChoiceField(
        label=_("Are you a former public servant of the federal government?"), choices=YES_NO
    )
    federal_employee = ChoiceField(label=_("Do you work for the federal government now?"), choices=YES_NO)
    payment_method = ChoiceField(label=_("How do you want to be paid?"))
    payment_address = forms.EmailField(
        label=_("E-mail address of your PayPal account"),
        required=False,
        max_length=200,
        help_text=_("Only for PayPal. The fee that PayPal keeps when you receive the money is yours."),
        error_messages={"invalid": _("Enter an e-mail address such as name@example.ca.")},
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.fields["payment_method"].choices = [  # type: ignore[attr-defined]
            (method.code, method.words.in_language(language)) for method in programme.payment_methods
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the address that PayPal needs."""
        cleaned: dict[str, Any] = super().clean() or {}
        is_paypal = cleaned.get("payment_method") == "paypal"
        if is_paypal and not cleaned.get("payment_address") and "payment_address" not in self.errors:
            self.add_error("payment_address", ADDRESS_MISSING.in_language(get_language() or "en"))
        if not is_paypal:
            cleaned["payment_address"] = ""
        return cleaned

    def given(self) -> dict[str, Any]:
        """What was answered, as the step `sign_agreement` takes it."""
        said = self.cleaned_data
        yes = {name: said[name] == "yes" for name in ("former_public_servant", "federal_employee")}
        return {**said, **yes}

    def spoken(self) -> list[tuple[str, str]]:
        """The answers as hidden fields of the page on which the text is signed."""
        said = self.cleaned_data
        names = ("former_public_servant", "federal_employee", "payment_method", "payment_address")
        return [(name, str(said[name])) for name in names]


class PapersForm(PageForm):
    """A director general's two papers, as they were signed."""

    director_general = forms.CharField(
        label=_("Name and title of the director general who signed"), max_length=200
    )
    papers_signed_on = DayField(label=_("Day on which they were signed"))
    own_time = forms.CharField(
        label=_("First paper: the work is done on your own time"),
        help_text=_("Paste the whole text as it was signed. The file keeps it."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    intellectual_property = forms.CharField(
        label=_("Second paper: the intellectual property is yours to license"),
        help_text=_("Paste the whole text as it was signed. The file keeps it."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_papers_signed_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["papers_signed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class PapersCheckForm(PageForm):
    """Whether both papers are in order."""

    accepted = ChoiceField(
        label=_("Are both papers in order?"),
        choices=(("yes", _("Yes: the supplier can sign")), ("no", _("No: return them"))),
    )
    reason = forms.CharField(
        label=_("If you return them: what is missing"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask who returns the papers for what is lacking."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("accepted") == "no" and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", SAY_WHAT_IS_MISSING.in_language(get_language() or "en"))
        return cleaned

    def given(self) -> dict[str, Any]:
        """What was decided, as the step takes it."""
        return {**self.cleaned_data, "accepted": self.cleaned_data["accepted"] == "yes"}


class ExceptionForm(PageForm):
    """The exception for a former public servant: granted by an authority, or refused."""

    granted = ChoiceField(
        label=_("Is there an exception for this purchase?"),
        choices=(
            ("yes", _("Yes: the supplier can sign")),
            ("no", _("No: the award goes to the next in order")),
        ),
    )
    authority = forms.CharField(
        label=_("If yes: who authorizes it, and the reference"), required=False, max_length=200
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def clean(self) -> dict[str, Any]:
        """Ask for the authority of an exception."""
        cleaned: dict[str, Any] = super().clean() or {}
        if (
            cleaned.get("granted") == "yes"
            and not cleaned.get("authority")
            and "authority" not in self.errors
        ):
            self.add_error("authority", NAME_THE_AUTHORITY.in_language(get_language() or "en"))
        return cleaned

    def given(self) -> dict[str, Any]:
        """What was decided, as the step takes it."""
        return {**self.cleaned_data, "granted": self.cleaned_data["granted"] == "yes"}


class SignatureForm(PageForm):
    """The typed name over the digest of the text above it."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    signed_name = forms.CharField(
        label=_("Your full legal name"),
        max_length=200,
        help_text=_("Typing your name is your signature. It must be the name that stands in the agreement."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, legal_name: str, **kwargs: Any) -> None:
        self.legal_name = legal_name
        super().__init__(*args, **kwargs)

    def clean_signed_name(self) -> str:
        """Refuse another name than the one in the agreement."""
        name: str = self.cleaned_data["signed_name"]
        if not is_same_name(name, self.legal_name):
            words = NAME_DIFFERS.filled(name=self.legal_name)
            raise forms.ValidationError(words.in_language(get_language() or "en"))
        return name


class CountersignForm(PageForm):
    """The buyer's signature over the same digest."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
