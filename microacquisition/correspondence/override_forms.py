"""The form on which an officer writes a program's own text of a message."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from microacquisition.common.bilingual import Bilingual
from microacquisition.correspondence.overriding import NOT_LATER, find_faults
from microacquisition.correspondence.texts import load_text
from microacquisition.process.programmes.base import Programme
from microacquisition.site.clock import current_instant
from microacquisition.site.forms import BilingualField, LocalInstantField, PageForm

SUBJECT_LIMIT, BODY_LIMIT = 200, 8000
BOTH = ("en", "fr")


class OverrideForm(PageForm):
    """Subject and body in both languages, and the moment from which they are sent."""

    subject = BilingualField(label=_("Subject"), required_languages=BOTH, max_length=SUBJECT_LIMIT)
    body = BilingualField(
        label=_("Text"), long=True, rows=18, required_languages=BOTH, max_length=BODY_LIMIT,
        help_text=_("Paragraphs are set apart by an empty line. Below the line -- stands why people get this mail."),
    )  # fmt: skip

    def __init__(self, *args: Any, template: str, programme: Programme, **kwargs: Any) -> None:
        self.template = template
        texts = {language: load_text(template, language, programme.code) for language in BOTH}
        initial = {
            name: Bilingual(**{language: getattr(text, name) for language, text in texts.items()})
            for name in ("subject", "body")
        }
        starts_at = LocalInstantField(
            label=_("Sent from"), zone=programme.zone, help_text=_("A moment in the future. Mail written before it keeps the text of its day."),
        )  # fmt: skip
        super().__init__(*args, initial=initial, further={"starts_at": starts_at}, **kwargs)

    def clean_starts_at(self) -> Any:
        """Return the moment; it lies in the future."""
        starts_at = self.cleaned_data["starts_at"]
        if starts_at <= current_instant():
            raise ValidationError(NOT_LATER.in_language(get_language() or "en"), code="whole")
        return starts_at

    def clean(self) -> dict[str, Any]:
        """Check the placeholders once both texts are there."""
        given = super().clean() or {}
        if isinstance(given.get("subject"), Bilingual) and isinstance(given.get("body"), Bilingual):
            for fault in find_faults(self.template, given["subject"], given["body"]):
                where = _("English") if fault.language == "en" else _("French")
                message = f"{where}{_(':')} {fault.words.in_language(get_language() or 'en')}"
                self.add_error(fault.field, ValidationError(message, code=f"part_{fault.language}"))
        return given
