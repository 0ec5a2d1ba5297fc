"""What people type about themselves, their team and their supplier."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.ca import bn
from stdnum.exceptions import ValidationError as NumberRefused

from microacquisition.people.models import Department, Team
from microacquisition.people.sign_in_forms import NOT_AN_ADDRESS, read_address
from microacquisition.people.suppliers import PROVINCES
from microacquisition.site.forms import ChoiceField, PageForm, WhoSees

LANGUAGE_CHOICES = (("en", "English"), ("fr", "Français"))
OUTSIDE = "outside"
COUNTRIES = (("CA", _("Canada")), ("US", _("United States")), ("XX", _("Another country")))
BUYERS_SEE = WhoSees(_("Buyers see this once you are selected"), seen=True)


class NameForm(PageForm):
    """Name and language of mails: asked at the first sign-in, changed in the profile."""

    name = forms.CharField(
        label=_("Full name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = ChoiceField(
        label=_("Language of our mails to you"), choices=LANGUAGE_CHOICES,
        help_text=_("Pages are in the language you choose at the top of each page."),
    )  # fmt: skip


class NewAddressForm(PageForm):
    """A new address to sign in with."""

    email = forms.EmailField(
        label=_("New e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": NOT_AN_ADDRESS},
    )  # fmt: skip

    def clean_email(self) -> str:
        """Return the address in small letters."""
        return read_address(self.cleaned_data["email"])


class CloseAccountForm(PageForm):
    """The word that confirms the closing of an account, typed by the person."""

    confirmation = forms.CharField(
        label=_("Type your e-mail address to confirm"), max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_confirmation(self) -> str:
        """Return what was typed where it is the person's address."""
        typed = str(self.cleaned_data["confirmation"]).strip().lower()
        if typed != self.email:
            raise forms.ValidationError(_("This is not the e-mail address of your account."))
        return typed


class TeamForm(PageForm):
    """The client team somebody belongs to: one that exists, or a new one."""

    team = forms.ChoiceField(label=_("Team"), required=False)
    branch = forms.CharField(label=_("Branch"), max_length=200, required=False)
    division = forms.CharField(label=_("Division"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name of the team in English"), max_length=200, required=False)
    name_fr = forms.CharField(label=_("Name of the team in French"), max_length=200, required=False)

    def __init__(self, *args: Any, department: Department, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in department.teams.all()}
        choices = [(key, team.name.best_for(language)[0]) for key, team in self.teams.items()]
        self.fields["team"].choices = [("", _("Another team, named below")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a name where no team was chosen."""
        typed = super().clean() or {}
        if not typed.get("team") and not (typed.get("name_en") or typed.get("name_fr")):
            self.add_error("name_en", _("Choose a team above, or name yours in at least one language."))
        return typed

    @property
    def chosen(self) -> Team | None:
        """The team that exists and was chosen."""
        return self.teams.get(self.cleaned_data.get("team", ""))


class SupplierForm(PageForm):
    """Who delivers and is paid: asked for when an agreement is near, changed here at any time."""

    who_sees: ClassVar[dict[str, WhoSees]] = {"legal_name": BUYERS_SEE}

    legal_name = forms.CharField(
        label=_("Full legal name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    business_name = forms.CharField(
        label=_("Business name"), max_length=200, required=False,
        help_text=_("Leave empty if you work under your own name."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip
    street = forms.CharField(
        label=_("Street address"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    city = forms.CharField(
        label=_("City"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRIES)
    province = forms.ChoiceField(
        label=_("Province or territory"),
        choices=[("", _("Choose one")), *PROVINCES, (OUTSIDE, _("Outside Canada"))],
        error_messages={"required": _("Choose your province or territory.")},
    )
    postal_code = forms.CharField(
        label=_("Postal code"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "postal-code"})
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    contact_email = forms.EmailField(
        label=_("E-mail address that buyers see"), max_length=254,
        help_text=_("It may differ from the one you sign in with."),
        error_messages={"invalid": _("Enter an e-mail address such as name@example.ca.")},
    )  # fmt: skip
    is_registered_for_tax = ChoiceField(
        label=_("Are you registered for the GST/HST?"), choices=(("yes", _("Yes")), ("no", _("No"))),
        help_text=_("If you are, you charge the tax of the place of the buyer. If not, you charge none."),
    )  # fmt: skip
    gst_hst_number = forms.CharField(
        label=_("GST/HST number"), max_length=20, required=False,
        help_text=_("Nine digits, RT and four digits, such as 12345 6782 RT 0001. Never a social insurance number."),
    )  # fmt: skip
    pst_number = forms.CharField(label=_("PST or QST number"), max_length=20, required=False)

    def clean_gst_hst_number(self) -> str:
        """Return the number as RT account, without spaces."""
        text = self.cleaned_data["gst_hst_number"]
        if not text:
            return ""
        try:
            number = bn.validate(text.upper())
        except NumberRefused as error:
            raise forms.ValidationError(_("This is not a GST/HST number. Check each digit.")) from error
        # Nine digits alone may be a social insurance number, which never enters the system.
        if number[9:11] != "RT":
            raise forms.ValidationError(
                _("A GST/HST number has the letters RT and four digits after nine digits.")
            )
        return number

    def clean(self) -> dict[str, Any]:
        """Ask for the number of who is registered, and for the province of who is in Canada."""
        typed = super().clean() or {}
        registered = typed.get("is_registered_for_tax")
        if registered == "yes" and not typed.get("gst_hst_number") and "gst_hst_number" not in self.errors:
            self.add_error(
                "gst_hst_number", _("Enter your GST/HST number, or say that you are not registered.")
            )
        if typed.get("country") == "CA" and typed.get("province") == OUTSIDE:
            self.add_error("province", _("Choose your province or territory."))
        if typed.get("province") == OUTSIDE:
            typed["province"] = ""
        typed["is_registered_for_tax"] = registered == "yes"
        if registered == "no":
            typed["gst_hst_number"] = typed["pst_number"] = ""
        return typed
