"""Fields of several inputs: a text in both languages, a local date and time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.zones import AmbiguousTime, NonexistentTime, local_time, resolve_local
from microacquisition.site.fields import DEFAULT_ZONE, check_word_limit
from microacquisition.site.text_rules import refuse_unfit_text


class PartsWidget(forms.MultiWidget):
    """Several inputs of one field; `split` turns the field's value into what each shows."""

    def __init__(self, parts: dict[str, forms.Widget | type[forms.Widget]], split: Any) -> None:
        self.part_names = list(parts)
        self.split = split
        super().__init__(parts)

    def decompress(self, value: Any) -> list[Any]:
        shown: list[Any] = self.split(value)
        return shown


class BilingualField(forms.Field):
    """A text in both official languages, side by side, either written first; its value is Bilingual.

    `required_languages` must be written; with none of them and `required`, either one is enough.
    """

    drawn_as = "bilingual"
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Write this in English or in French."),
        "missing_en": _("Write this in English too."),
        "missing_fr": _("Write this in French too."),
    }

    def __init__(
        self, *, long: bool = False, max_length: int | None = None, word_limit: int | None = None,
        required_languages: Sequence[str] = (), rows: int = 8, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.long, self.max_length, self.word_limit, self.rows = long, max_length, word_limit, rows
        self.required_languages = tuple(required_languages)
        plain = forms.Textarea if long else forms.TextInput
        kwargs["widget"] = PartsWidget({"en": plain(), "fr": plain()}, _split_bilingual)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Bilingual:
        en, fr = ((text or "").strip().replace("\r\n", "\n") for text in (value or ["", ""]))
        written = {"en": en, "fr": fr}
        for language in self.required_languages if self.required else ():
            if not written[language]:
                both = not any(written.values())
                code = "required" if both and len(self.required_languages) > 1 else f"missing_{language}"
                raise ValidationError(self.error_messages[code], code=f"part_{language}")
        if self.required and not any(written.values()):
            raise ValidationError(self.error_messages["required"], code="required")
        for language, text in written.items():
            self._check_part(language, text)
        return Bilingual(**written)

    def _check_part(self, language: str, text: str) -> None:
        try:
            refuse_unfit_text(text)
            if self.word_limit is not None:
                check_word_limit(text, self.word_limit)
        except ValidationError as error:
            raise ValidationError(error.messages, code=f"part_{language}") from error
        if self.max_length is not None and len(text) > self.max_length:
            raise ValidationError(
                _("Shorten this text: it has %(length)d characters and the limit is %(limit)d."),
                code=f"part_{language}",
                params={"length": len(text), "limit": self.max_length},
            )


class LocalInstantField(forms.Field):
    """A date and a time in the programme's zone; its value is an aware UTC instant, or None.

    A time that comes twice is asked about (`name_which`: first or second), one that never comes is refused.
    """

    drawn_as = "local_instant"
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Enter a date and a time."),
        "invalid_date": _("Enter the date as year-month-day, such as 2026-11-30."),
        "invalid_time": _("Enter the time as hours and minutes, such as 14:00."),
    }

    def __init__(self, *, zone: str = DEFAULT_ZONE, **kwargs: Any) -> None:
        self.zone = zone
        parts = {name: forms.TextInput() for name in ("date", "time", "which")}
        kwargs["widget"] = PartsWidget(dict(parts), self._split)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> datetime | None:
        day_text, time_text, which = ((text or "").strip() for text in (value or ["", "", ""]))
        if not day_text and not time_text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        day = _parsed(parse_date, day_text)
        if day is None:
            raise ValidationError(self.error_messages["invalid_date"], code="part_date")
        at = _parsed(parse_time, time_text)
        if at is None or at.tzinfo is not None:
            raise ValidationError(self.error_messages["invalid_time"], code="part_time")
        try:
            return resolve_local(day, at, self.zone)
        except NonexistentTime as error:
            raise ValidationError(error.words.in_language(_language()), code="part_time") from error
        except AmbiguousTime as error:
            if which in ("first", "second"):
                return error.earlier if which == "first" else error.later
            raise ValidationError(error.words.in_language(_language()), code="ambiguous") from error
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid_date"], code="part_date") from error

    def _split(self, value: Any) -> list[str]:
        if not isinstance(value, datetime):
            return ["", "", ""]
        local = local_time(value, self.zone)
        return [f"{local:%Y-%m-%d}", f"{local:%H:%M}", "second" if local.fold else ""]


def _split_bilingual(value: Any) -> list[str]:
    return [value.en, value.fr] if isinstance(value, Bilingual) else ["", ""]


def _parsed(parse: Any, text: str) -> Any:
    try:
        return parse(text) if text.isascii() else None
    except ValueError:
        return None


def _language() -> str:
    return get_language() or "en"
