"""Forms of the review and of the small steps: comments by section, reasons, which statement to copy."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.opportunities.statement.models import Statement
from microacquisition.opportunities.statement.section_pages import SECTION_FORMS, label_section
from microacquisition.site.forms import ChoiceField, PageForm
from microacquisition.site.templatetags.look import name_in_list

WHOLE = "whole"


class ChangesForm(PageForm):
    """What to change, section by section; at least one comment."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        language = get_language() or "en"
        labels: dict[str, Any] = {WHOLE: _("The statement as a whole")}
        labels |= {code: label_section(code).in_language(language) for code in SECTION_FORMS}
        self.base_fields = {  # type: ignore[misc]  # Django copies it from the instance
            f"comment_{code}": forms.CharField(
                label=label, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
            )
            for code, label in labels.items()
        }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.comments():
            self.add_error(None, _("Say what to change, beside at least one section."))
        return self.cleaned_data

    def comments(self) -> dict[str, str]:
        """Return the comments typed, by section; an empty key is the statement as a whole."""
        typed = {name.removeprefix("comment_"): text for name, text in self.cleaned_data.items() if text}
        return {"" if code == WHOLE else code: text for code, text in typed.items()}


class ReasonForm(PageForm):
    """Why a step is taken; kept in the file, and read by whom it concerns."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 5}), max_length=2000,
        help_text=_("It goes into the file, and the people concerned read it."),
    )  # fmt: skip


class CopyForm(PageForm):
    """Which earlier statement to start from."""

    def __init__(self, *args: Any, earlier: list[Statement], **kwargs: Any) -> None:
        choices = [(str(each.pk), name_in_list(each.opportunity.title)) for each in earlier]
        self.base_fields = {"source": ChoiceField(label=_("Which statement?"), choices=choices)}  # type: ignore[misc]  # Django copies it from the instance
        super().__init__(*args, **kwargs)
