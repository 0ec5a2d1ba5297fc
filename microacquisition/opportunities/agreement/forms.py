"""Forms of the agreement: the answers that stand in its text, then the signature."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.process.programmes.base import Programme
from microacquisition.process.rules.agreement import (
    ADDRESS_MISSING,
    FEDERAL_PAPER,
    FORMER_PAPER,
    NAME_DIFFERS,
    is_same_name,
)
from microacquisition.site.forms import ChoiceField, PageForm

YES_NO = (("yes", _("Yes")), ("no", _("No")))


class AnswersForm(PageForm):
    """Two questions of the law and the way of payment: they stand in the agreement."""

    former_public_servant = ChoiceField(
        label=_("Are you a former public servant of the federal government?"), choices=YES_NO
    )
    former_paper = forms.BooleanField(
        label=_("If yes: I give the program my written declaration before the work starts."), required=False
    )
    federal_employee = ChoiceField(label=_("Do you work for the federal government now?"), choices=YES_NO)
    federal_paper = forms.BooleanField(
        label=_("If yes: I give the program a director general’s written agreement before the work starts."),
        required=False,
    )
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
        """Say which paper is missing, by the box that promises it."""
        cleaned: dict[str, Any] = super().clean() or {}
        language = get_language() or "en"
        if cleaned.get("federal_employee") == "yes" and not cleaned.get("federal_paper"):
            self.add_error("federal_paper", FEDERAL_PAPER.in_language(language))
        if cleaned.get("former_public_servant") == "yes" and not cleaned.get("former_paper"):
            self.add_error("former_paper", FORMER_PAPER.in_language(language))
        is_paypal = cleaned.get("payment_method") == "paypal"
        if is_paypal and not cleaned.get("payment_address") and "payment_address" not in self.errors:
            self.add_error("payment_address", ADDRESS_MISSING.in_language(language))
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
        boxes = [(name, "on") for name in ("former_paper", "federal_paper") if said[name]]
        names = ("former_public_servant", "federal_employee", "payment_method", "payment_address")
        return [*((name, str(said[name])) for name in names), *boxes]


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
