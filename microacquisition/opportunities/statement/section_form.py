"""What every section of a statement has in common as a form: it reads its columns and writes them back."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.dates import format_instant
from microacquisition.opportunities.statement.models import Statement
from microacquisition.site.forms import ChoiceField, PageForm


class YesNoField(ChoiceField):
    """Yes or no; its value is True or False."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=(("yes", _("Yes")), ("no", _("No"))), **kwargs)

    def clean(self, value: Any) -> Any:
        return super().clean(value) == "yes"

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)


class SectionForm(PageForm):
    """A section of a statement: fields named like what they fill."""

    def __init__(
        self, data: Any = None, *, statement: Statement, request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        self.statement = statement
        self.base_fields = {**self.base_fields, **self.further_fields()}  # type: ignore[misc]  # Django copies it from the instance
        kwargs.setdefault("initial", self.read())
        super().__init__(data, request=request, **kwargs)

    def further_fields(self) -> dict[str, forms.Field]:
        """Fields that depend on the statement's program."""
        return {}

    def read(self) -> dict[str, Any]:
        """Return what the section says now, by field."""
        opportunity = self.statement.opportunity
        return {
            name: opportunity.title if name == "title" else getattr(self.statement, name)
            for name in self.base_fields
        }

    def write(self) -> None:
        """Put what was typed on the statement, which the caller saves."""
        for name, value in self.cleaned_data.items():
            owner = self.statement.opportunity if name == "title" else self.statement
            if isinstance(value, Bilingual):
                setattr(owner, f"{name}_en", value.en)
                setattr(owner, f"{name}_fr", value.fr)
            else:
                setattr(owner, name, value)

    def write_on(self, statement: Statement) -> None:
        """Put what was typed on `statement`, freshly locked."""
        self.statement = statement
        self.write()

    def as_texts(self) -> list[tuple[Any, str, str]]:
        """Return what the section says now as (label, language or "", text), to stand beside what was typed."""
        shown: list[tuple[Any, str, str]] = []
        for field in self.visible_fields():
            value = self.initial.get(field.name)
            if isinstance(value, Bilingual):
                shown += [(field.label, "en", value.en), (field.label, "fr", value.fr)]
            elif isinstance(value, datetime):
                zone = self.statement.opportunity.programme.zone
                shown.append((field.label, "", format_instant(value, zone, get_language() or "en")))
            elif isinstance(value, list):
                shown.append((field.label, "", ", ".join(map(str, value))))
            else:
                prepared = field.field.prepare_value(value)
                shown.append((field.label, "", "" if prepared is None else str(prepared)))
        return [entry for entry in shown if entry[2]]
