"""Forms of what happens while open: a section amended with its reason, a closing moved."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from microacquisition.common.zones import local_time
from microacquisition.opportunities.posting.extending import LOCAL_MINUTE, Proposal
from microacquisition.opportunities.statement.models import Statement
from microacquisition.opportunities.statement.section_form import SectionForm
from microacquisition.opportunities.statement.section_forms import DatesForm
from microacquisition.opportunities.statement.section_pages import DECLARATIONS, SECTION_FORMS
from microacquisition.process.sections import Section
from microacquisition.site.forms import BilingualField, LocalInstantField, PageForm


class DatesToAmendForm(DatesForm):
    """Selection and delivery; the closing is moved by two people, on its own page."""

    def further_fields(self) -> dict[str, forms.Field]:
        fields = super().further_fields()
        del fields["closes_at"]
        return fields

    def write(self) -> None:
        statement, zone = self.statement, self.statement.opportunity.programme.zone
        statement.selection_on = self.cleaned_data["selection_on"]
        statement.delivery_at = self.cleaned_data["delivery_at"]
        statement.delivery_local = local_time(statement.delivery_at, zone).strftime(LOCAL_MINUTE)


AMENDABLE: dict[str, type[SectionForm]] = {
    **{code: form for code, form in SECTION_FORMS.items() if code != DECLARATIONS},
    Section.DATES: DatesToAmendForm,
}


def make_amendment_form(section: str, data: Any, statement: Statement, request: HttpRequest) -> SectionForm:
    """Return the section's form with one more field: why it is amended."""
    languages = statement.opportunity.programme.languages
    reason = make_reason_field(
        languages, _("Why is it amended?"), _("The public page shows it beside what changes.")
    )
    return AMENDABLE[section](data, statement=statement, request=request, further={"reason": reason})


def make_reason_field(languages: Sequence[str], label: Any, hint: Any) -> BilingualField:
    """Return the field for a reason that everybody reads."""
    return BilingualField(
        label=label, long=True, rows=3, max_length=2000, required_languages=languages, help_text=hint
    )


class ExtensionForm(PageForm):
    """The new closing, and why."""

    def __init__(self, *args: Any, zone: str, languages: Sequence[str], **kwargs: Any) -> None:
        further: dict[str, forms.Field] = {
            "closes_at": LocalInstantField(label=_("New closing"), zone=zone),
            "reason": make_reason_field(
                languages,
                _("Why is the closing moved?"),
                _("The public page shows it, and everybody who applied or began to is told in these words."),
            ),
        }
        super().__init__(*args, further=further, **kwargs)

    def proposal(self) -> Proposal:
        """What was typed, to be signed by two people."""
        return Proposal(self.cleaned_data["closes_at"], self.cleaned_data["reason"])
