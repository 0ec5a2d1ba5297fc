"""The forms with which an officer writes down an application for somebody who cannot use the site, or withdraws it."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from microacquisition.common.zones import local_time
from microacquisition.opportunities.applications import queries
from microacquisition.opportunities.applications.forms import ApplyForm
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.site.clock import current_instant
from microacquisition.site.forms import AffirmationField, ChoiceField, DayField, PageForm

LONGEST_PHONE = 40
WAYS = (
    ("telephone", _("By telephone")), ("post", _("By post")), ("in_person", _("In person")),
    ("email", _("By e-mail")), ("relay", _("Through a relay or interpretation service")),
)  # fmt: skip


class WithdrawRecordedForm(PageForm):
    """Which application a person asks to have withdrawn, and that they did."""

    application = forms.CharField(
        label=_("Number on the receipt"), max_length=7, help_text=_("It begins with A-, such as A-7K2QX.")
    )
    asked = AffirmationField(
        label=_("The applicant asked me to withdraw this application for them."), legend=_("Consent")
    )

    def __init__(self, *args: Any, opportunity: Opportunity, **kwargs: Any) -> None:
        self.opportunity = opportunity
        super().__init__(*args, **kwargs)

    def clean_application(self) -> Application:
        """Recorded by an officer, and not withdrawn; to an officer every other number is no number."""
        number = self.cleaned_data["application"].strip().upper()
        recorded = queries.list_recorded(self.opportunity)
        version = next((each for each in recorded if each.application_id == number), None)
        if version is None or version.state == "WITHDRAWN":
            raise forms.ValidationError(
                _("Enter the number of an application that an officer recorded and that still stands.")
            )
        return version.application


class RecordForm(ApplyForm):
    """One application as somebody else gave it, with how it came and their consent."""

    name = forms.CharField(label=_("Full name of the applicant"), max_length=200)
    business_name = forms.CharField(label=_("Business name of the applicant"), max_length=200, required=False)
    language = ChoiceField(
        label=_("Language in which the applicant wants letters"),
        choices=(("en", _("English")), ("fr", _("French"))),
    )
    email = forms.EmailField(
        label=_("E-mail address of the applicant, or of somebody they trust"),
        max_length=254,
        required=False,
        help_text=_(
            "The receipt and all letters go there. Without one they go to the program’s address, to be printed."
        ),
    )
    phone = forms.CharField(label=_("Telephone of the applicant"), max_length=LONGEST_PHONE, required=False)
    how = ChoiceField(label=_("How did it reach you?"), choices=WAYS)
    received_on = DayField(label=_("When did it reach you?"))
    consent = AffirmationField(
        label=_(
            "The applicant asked me to apply for them, heard or read every statement above and affirmed each, and agrees"
            " that I write it down."
        ),
        legend=_("Consent"),
    )

    def __init__(self, *args: Any, opportunity: Opportunity, **kwargs: Any) -> None:
        self.zone = opportunity.zone or opportunity.programme.zone
        self.address = opportunity.programme.address
        super().__init__(*args, opportunity=opportunity, **kwargs)

    def clean_received_on(self) -> Any:
        """It came already."""
        day = self.cleaned_data["received_on"]
        if day is not None and day > local_time(current_instant(), self.zone).date():
            raise forms.ValidationError(_("Enter a day that is not in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        """Somewhere the person can be reached."""
        given = super().clean() or self.cleaned_data
        phone = given.get("phone", "")
        if (
            not {"email", "phone"} & set(self.errors)
            and not given.get("email")
            and not any(character.isdigit() for character in phone)
        ):
            self.add_error(
                "phone", _("Enter a telephone or an e-mail address, so that we can reach the applicant.")
            )
        return given

    def about_the_applicant(self) -> list[BoundField]:
        """Who it is, and how to reach them."""
        return [self[name] for name in ("name", "business_name", "language", "email", "phone")]

    def how_it_came(self) -> list[BoundField]:
        """How and when it came, and the consent."""
        return [self[name] for name in ("how", "received_on", "consent")]

    def given(self) -> dict[str, Any]:
        """What was typed, as `record_application` takes it."""
        data = self.cleaned_data
        return {
            **super().given(),
            "contact_email": data["email"] or self.address,
            "language": data["language"],
            "recorded": {
                "how": data["how"],
                "received_on": data["received_on"].isoformat(),
                "email": data["email"],
                "phone": data["phone"],
            },
        }
