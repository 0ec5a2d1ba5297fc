"""Forms of the sections that hold single fields; each reads its section from the statement and writes it back."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.common.zones import local_time
from microacquisition.opportunities.statement.models import RequiredSkill
from microacquisition.opportunities.statement.section_form import SectionForm, YesNoField
from microacquisition.opportunities.statement.skill_field import SkillField
from microacquisition.process.price import estimate_price
from microacquisition.process.rules.statement import LONGEST_SHORT_DESCRIPTION, LONGEST_TITLE
from microacquisition.process.skills import SKILL_GROUPS
from microacquisition.site.clock import current_instant
from microacquisition.site.forms import (
    BilingualField,
    ChoiceField,
    DayField,
    LocalInstantField,
    MoneyField,
    WholeNumberField,
)

LOCAL_MINUTE = "%Y-%m-%dT%H:%M"
FURTHEST = timedelta(days=3 * 365)


class TitleForm(SectionForm):
    """The title."""

    title = BilingualField(
        label=_("Title"), max_length=LONGEST_TITLE,
        help_text=_("At most 100 characters. Name the result and the technology."),
    )  # fmt: skip


class ShortDescriptionForm(SectionForm):
    """The paragraph of lists and mails."""

    short_description = BilingualField(
        label=_("Short description"), long=True, rows=4, max_length=LONGEST_SHORT_DESCRIPTION,
        help_text=_("At most 500 characters. Lists and mails show it."),
    )  # fmt: skip


class BackgroundForm(SectionForm):
    """Who asks and why."""

    background = BilingualField(
        label=_("Background"), long=True, rows=14, max_length=20_000,
        help_text=_("Who is asking, what was done before, which problem to solve. Lists and links are written in Markdown."),
    )  # fmt: skip


class WorkForm(SectionForm):
    """What must be delivered."""

    work = BilingualField(
        label=_("The work"), long=True, rows=14, max_length=20_000,
        help_text=_("Everything to deliver, with links to data. Lists and links are written in Markdown."),
    )  # fmt: skip
    location = BilingualField(
        label=_("Place where some of the work must be done"), max_length=200, required=False,
        help_text=_("Leave it empty where all of the work can be done from anywhere."),
    )  # fmt: skip


class RepositoryForm(SectionForm):
    """Where the work is delivered, and what the supplier can run."""

    repository = forms.URLField(
        label=_("Address of the repository"), required=False, max_length=300, assume_scheme="https",
        help_text=_("Where the code will be delivered. It can be created later; posting waits for it."),
    )  # fmt: skip
    checks = BilingualField(
        label=_("Tests or checks the supplier can run"), long=True, rows=6, max_length=5_000, required=False
    )


class LicenceForm(SectionForm):
    """The open source licence by its SPDX identifier."""

    continues_existing_code = YesNoField(
        label=_("Does the work continue existing code?"),
        help_text=_("Existing code keeps the licence of its repository. For new code we propose MIT."),
    )

    def further_fields(self) -> dict[str, forms.Field]:
        known = self.statement.opportunity.programme.licences
        return {
            "licence": ChoiceField(
                label=_("Licence"), required=False,
                choices=[
                    *((code, _("MIT (proposed for new code)") if code == "MIT" else code) for code in known),
                    ("other", _("The licence of the existing repository")),
                ],
            ),
            "other_licence": forms.RegexField(
                r"^[A-Za-z0-9.+-]{1,60}$", label=_("Licence of the existing repository"), required=False,
                help_text=_("Its SPDX identifier, such as LGPL-2.1-only."),
                error_messages={"invalid": _("Enter an SPDX identifier, such as LGPL-2.1-only.")},
            ),
        }  # fmt: skip

    def read(self) -> dict[str, Any]:
        stored, known = self.statement.licence, self.statement.opportunity.programme.licences
        other = bool(stored) and stored not in known
        return {
            "continues_existing_code": self.statement.continues_existing_code,
            "licence": "other" if other else stored,
            "other_licence": stored if other else "",
        }

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("licence") == "":
            self.add_error("licence", _("Choose a licence."))
        elif given.get("licence") == "other":
            if not given.get("continues_existing_code", True):
                self.add_error("licence", _("New code takes one of the licences listed."))
            if not given.get("other_licence") and "other_licence" not in self.errors:
                self.add_error("other_licence", _("Enter an SPDX identifier, such as LGPL-2.1-only."))
        return given

    def write(self) -> None:
        given = self.cleaned_data
        self.statement.continues_existing_code = given["continues_existing_code"]
        self.statement.licence = given["other_licence"] if given["licence"] == "other" else given["licence"]


class SkillsForm(SectionForm):
    """Skills of the taxonomy, as boxes in groups; one may be typed by its name instead."""

    named = SkillField(
        label=_("Add a skill by its name"), required=False,
        help_text=_("Type a few letters: names are suggested. It is ticked below once you save."),
    )  # fmt: skip

    def further_fields(self) -> dict[str, forms.Field]:
        language = get_language() or "en"
        return {
            f"skills_{group.code}": forms.MultipleChoiceField(
                label=group.label.in_language(language), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(skill.code, skill.label.in_language(language)) for skill in group.skills],
            )
            for group in SKILL_GROUPS
        }  # fmt: skip

    def read(self) -> dict[str, Any]:
        stored = set(self.statement.skills.values_list("skill", flat=True))
        return {
            f"skills_{group.code}": [skill.code for skill in group.skills if skill.code in stored]
            for group in SKILL_GROUPS
        }

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            self.add_error(None, _("Choose at least one skill."))
        return self.cleaned_data

    def write(self) -> None:
        named = self.cleaned_data["named"]
        boxes = [codes for name, codes in self.cleaned_data.items() if name != "named"]
        wanted = {code for codes in boxes for code in codes} | ({named} if named else set())
        self.statement.skills.exclude(skill__in=wanted).delete()
        stored = set(self.statement.skills.values_list("skill", flat=True))
        RequiredSkill.objects.bulk_create(
            RequiredSkill(statement=self.statement, skill=code) for code in sorted(wanted - stored)
        )


class PriceForm(SectionForm):
    """The estimate that makes the fixed price: rate × (hours + hours of administration)."""

    hours = WholeNumberField(
        label=_("Estimated hours of work"), least=1, most=400,
        help_text=_("Hours of administration are added by the program."),
    )  # fmt: skip

    def further_fields(self) -> dict[str, forms.Field]:
        return {"rate_cents": MoneyField(label=_("Hourly rate"))}

    def clean(self) -> dict[str, Any]:
        rate = self.cleaned_data.get("rate_cents")
        if rate is not None and not 0 < rate <= self.statement.opportunity.programme.price_cap_cents:
            self.add_error("rate_cents", _("Enter an hourly rate above zero and below the program’s cap."))
        return self.cleaned_data

    def write(self) -> None:
        super().write()
        programme = self.statement.opportunity.programme
        self.statement.price_cents = estimate_price(
            self.cleaned_data["rate_cents"], self.cleaned_data["hours"], programme.administrative_hours
        )


class DatesForm(SectionForm):
    """Closing, selection and delivery, in the program's zone."""

    def further_fields(self) -> dict[str, forms.Field]:
        zone = self.statement.opportunity.programme.zone
        return {
            "closes_at": LocalInstantField(label=_("Closing of applications"), zone=zone),
            "selection_on": DayField(label=_("Expected selection")),
            "delivery_at": LocalInstantField(label=_("Delivery of the work"), zone=zone),
        }

    def clean(self) -> dict[str, Any]:
        now = current_instant()
        zone = self.statement.opportunity.programme.zone
        for name, value in list(self.cleaned_data.items()):
            day = local_time(value, zone).date() if isinstance(value, datetime) else value
            if day is not None and not local_time(now, zone).date() <= day <= (now + FURTHEST).date():
                self.add_error(name, _("Choose a date from today to three years ahead."))
        return self.cleaned_data

    def write(self) -> None:
        super().write()
        statement, zone = self.statement, self.statement.opportunity.programme.zone
        statement.closes_local = local_time(self.cleaned_data["closes_at"], zone).strftime(LOCAL_MINUTE)
        statement.delivery_local = local_time(self.cleaned_data["delivery_at"], zone).strftime(LOCAL_MINUTE)


class DeclarationsForm(SectionForm):
    """What the client team declares; the union observer reads it, suppliers do not."""

    unclassified = YesNoField(
        label=_("Is everything unclassified?"),
        help_text=_("The statement, the data and the code: nothing protected or classified."),
    )
    standalone_reason = forms.CharField(
        label=_("Why is this a standalone piece of work?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    no_capacity_reason = forms.CharField(
        label=_("Why is there no capacity inside? Who was asked, and when?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
