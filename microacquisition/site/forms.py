"""The base of every form: what was typed stays, errors stand by the field and in a summary."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.common.dates import zone_name
from microacquisition.common.word_count import count_words
from microacquisition.site.compound_fields import BilingualField, LocalInstantField, PartsWidget
from microacquisition.site.fields import (
    DEFAULT_ZONE,
    AffirmationField,
    ChoiceField,
    DayField,
    MoneyField,
    WholeNumberField,
    WordLimitedField,
)
from microacquisition.site.stash import Typed, typed_before
from microacquisition.site.text_rules import put_on_one_line, refuse_unfit_text

__all__ = [
    "AffirmationField", "BilingualField", "ChoiceField", "DayField", "LocalInstantField", "MoneyField",
    "PageForm", "WholeNumberField", "WhoSees", "WordLimitedField",
]  # fmt: skip

DEFAULT_REQUIRED = forms.Field.default_error_messages["required"]


@dataclass(frozen=True)
class WhoSees:
    """Who reads a field, written beside it: `seen` draws a solid frame, else a dashed one."""

    text: Any
    seen: bool


@dataclass(frozen=True)
class FieldPart:
    """One input of a field that has several."""

    id: str
    name: str
    value: str
    is_wrong: bool


class PageField(BoundField):
    """A field of a PageForm as the templates draw it."""

    form: "PageForm"

    @property
    def drawn_as(self) -> str:
        """Name of the template under `site/pages/fields/`."""
        if self.is_hidden:
            return "hidden"
        if isinstance(self.field.widget, forms.CheckboxInput):
            return "affirmation"
        if isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "choices"
        return str(getattr(self.field, "drawn_as", "input"))

    @property
    def template(self) -> str:
        """The template that draws this field."""
        return f"site/pages/fields/{self.drawn_as}.html"

    @property
    def is_optional(self) -> bool:
        """True where the label says "(optional)"."""
        return not self.field.required and self.drawn_as != "affirmation"

    @property
    def who_sees(self) -> WhoSees | None:
        """Who reads this field, where the form says so."""
        return self.form.who_sees.get(self.name)

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}_hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}_error"

    @property
    def count_id(self) -> str:
        return f"{self.auto_id}_count"

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        """Return Django's attributes; a single radio button is never invalid, its group is."""
        built = super().build_widget_attrs(attrs, widget)
        if self.drawn_as == "choices":
            built.pop("aria-invalid", None)
        return built

    @property
    def aria_describedby(self) -> str:
        """Ids of what explains the field: hint, error, count."""
        ids = [(self.help_text, self.hint_id), (self.errors, self.error_id), (self.word_limit, self.count_id)]
        return " ".join(id_ for shown, id_ in ids if shown)

    @property
    def word_limit(self) -> int | None:
        """Most words allowed, where the field counts them."""
        return getattr(self.field, "limit", None)

    @property
    def word_count(self) -> int:
        """Words typed so far."""
        return count_words(str(self.value() or ""))

    @property
    def words_over(self) -> int:
        """Words above the limit, or 0."""
        return max(0, self.word_count - (self.word_limit or 0))

    @property
    def error_codes(self) -> set[str]:
        """Codes of this field's errors."""
        return {str(error.code) for error in self.form.errors.as_data().get(self.name, [])}

    @property
    def parts(self) -> dict[str, FieldPart]:
        """Each input of a field that has several, by its name (`en`, `fr`; `date`, `time`, `which`)."""
        widget = self.field.widget
        shown = self.value()
        values = shown if isinstance(shown, list | tuple) else widget.decompress(shown)
        whole_is_wrong = bool(self.errors) and not any(code.startswith("part_") for code in self.error_codes)
        return {
            part: FieldPart(
                f"{self.auto_id}_{part}", f"{self.html_name}_{part}", value or "",
                whole_is_wrong or f"part_{part}" in self.error_codes,
            )
            for part, value in zip(widget.part_names, values, strict=False)
        }  # fmt: skip

    @property
    def parts_in_page_order(self) -> list[tuple[str, FieldPart]]:
        """The languages of a bilingual field, the page's own first."""
        parts = self.parts
        order = ("fr", "en") if get_language() == "fr" else ("en", "fr")
        return [(language, parts[language]) for language in order]

    @property
    def is_ambiguous(self) -> bool:
        """True where a local time comes twice and the page must ask which one."""
        return "ambiguous" in self.error_codes or bool(self.parts["which"].value)

    @property
    def zone_text(self) -> str:
        """Everyday name of the field's zone in the page's language."""
        return zone_name(getattr(self.field, "zone", DEFAULT_ZONE)).in_language(get_language() or "en")

    @property
    def anchor(self) -> str:
        """Id of the input that the error summary leads to."""
        if self.drawn_as in ("bilingual", "local_instant"):
            parts = self.parts_in_page_order if self.drawn_as == "bilingual" else list(self.parts.items())
            return next((part.id for _name, part in parts if part.is_wrong), parts[0][1].id)
        if self.drawn_as == "choices":
            return f"{self.auto_id}_0"
        return str(self.auto_id)


class PageForm(forms.Form):
    """A form of a page; with `request`, shows what was typed before the session ended.

    `further` are the fields that depend on what the page is about; they are checked and kept like any other.
    """

    bound_field_class = PageField
    who_sees: ClassVar[Mapping[str, WhoSees]] = {}

    def __init__(
        self,
        *args: Any,
        request: HttpRequest | None = None,
        further: Mapping[str, forms.Field] | None = None,
        **kwargs: Any,
    ) -> None:
        if further:
            self.base_fields = {**self.base_fields, **further}  # type: ignore[misc]  # of this form alone
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _prepare_field(field)
        typed = typed_before(request) if request is not None and not self.is_bound else None
        self.was_kept = typed is not None
        if typed:
            self.initial = {**self.initial, **self._as_initial(typed)}

    def error_list(self) -> list[tuple[str, str]]:
        """Return (id of the input, message) for each error, in page order; no id for the form's own."""
        listed = [("", str(message)) for message in self.non_field_errors()]
        for field in self:
            anchor = field.anchor if isinstance(field, PageField) else ""
            listed += [(anchor, str(message)) for message in field.errors]
        return listed

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        """What was typed into a field of one line stays on it, whatever was pasted."""
        return _on_one_line(widget, super()._widget_data_value(widget, html_name))  # type: ignore[misc]

    def _as_initial(self, typed: Typed) -> dict[str, Any]:
        data = QueryDict(mutable=True)
        for name, values in typed.items():
            data.setlist(name, values)
        return {
            name: field.widget.value_from_datadict(data, {}, self.add_prefix(name))
            for name, field in self.fields.items()
            if not isinstance(field, forms.FileField)
        }


def _on_one_line(widget: forms.Widget, value: Any) -> Any:
    if isinstance(widget, PartsWidget):
        return [_on_one_line(part, text) for part, text in zip(widget.widgets, value, strict=True)]
    return put_on_one_line(value) if isinstance(widget, forms.TextInput) and isinstance(value, str) else value


def _prepare_field(field: forms.Field) -> None:
    if isinstance(field, forms.CharField):
        # Ours names the character and covers NUL too.
        kept = [check for check in field.validators if not isinstance(check, ProhibitNullCharactersValidator)]
        field.validators = [*kept, refuse_unfit_text]
    if field.error_messages.get("required") == DEFAULT_REQUIRED and field.label:
        field.error_messages["required"] = format_lazy(_("Fill in “{label}”."), label=field.label)
