"""The kinds of form field that pages draw, each with its rules and its messages."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from microacquisition.common.dates import format_number
from microacquisition.common.money import MoneyError, format_money, parse_money
from microacquisition.common.word_count import count_words

DEFAULT_ZONE = "America/Toronto"


def check_word_limit(text: str, limit: int) -> None:
    """Raise ValidationError where `text` has more than `limit` words."""
    words = count_words(text)
    if words > limit:
        raise ValidationError(
            ngettext(
                "Shorten your answer by %(over)d word: it has %(words)d and the limit is %(limit)d.",
                "Shorten your answer by %(over)d words: it has %(words)d and the limit is %(limit)d.",
                words - limit,
            ),
            code="too_many_words",
            params={"over": words - limit, "words": words, "limit": limit},
        )


class WordLimitedField(forms.CharField):
    """A long answer with a limit in words, counted on the server."""

    widget = forms.Textarea(attrs={"rows": 11})

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(**kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        check_word_limit(value, self.limit)


class MoneyField(forms.CharField):
    """An amount typed the English or the French way; its value is integer cents, or None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "num", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_money(text)
        except MoneyError as error:
            raise ValidationError(error.words.in_language(_language()), code="money") from error

    def prepare_value(self, value: Any) -> Any:
        return format_money(value, _language()) if isinstance(value, int) else value


class WholeNumberField(forms.CharField):
    """A whole number from `least` to `most`, in the digits 0 to 9; its value is an int, or None."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "num", "autocomplete": "off"})

    def __init__(self, *, least: int = 0, most: int = 1_000_000, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        if not (
            text.isascii() and text.isdecimal() and len(text) <= 9 and self.least <= int(text) <= self.most
        ):
            raise ValidationError(
                _("Enter a whole number from %(least)s to %(most)s, in digits."),
                code="whole_number",
                params={
                    name: format_number(value, _language())
                    for name, value in (("least", self.least), ("most", self.most))
                },
            )
        return int(text)


class DayField(forms.DateField):
    """A calendar day, as year-month-day: which of 03/04 is the month, nobody guesses."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Enter a date as year-month-day, such as 2026-11-30.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the day; digits of other scripts, which Python reads too, are refused as everywhere."""
        if isinstance(value, str) and not value.isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class AffirmationField(forms.BooleanField):
    """A box that must be ticked by the person; never ticked for them."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Tick the box if this is true. Without it you cannot go on.")
    }

    def __init__(self, *, legend: Any = "", **kwargs: Any) -> None:
        if kwargs.get("initial"):
            raise ValueError("An affirmation is never preselected.")
        self.legend = legend
        super().__init__(**kwargs)


class ChoiceField(forms.ChoiceField):
    """One of a few choices, as radio buttons, none of them preselected."""

    widget = forms.RadioSelect
    default_error_messages: ClassVar[dict[str, Any]] = {"required": _("Choose one of the answers.")}

    def __init__(self, **kwargs: Any) -> None:
        if kwargs.get("initial"):
            raise ValueError("A judgment or a consent is never preselected.")
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        """Ask for the answer by the question's own words, so that a list of errors tells them apart."""
        own_words = self.error_messages["required"] != ChoiceField.default_error_messages["required"]
        if value in self.empty_values and self.required and self.label and not own_words:
            words = _("Choose an answer for “%(label)s”.")
            raise ValidationError(words, code="required", params={"label": self.label})
        super().validate(value)


def _language() -> str:
    return get_language() or "en"
