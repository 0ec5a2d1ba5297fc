"""What no text field accepts: characters that cannot be seen, and card numbers; and what stays on one line."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from microacquisition.common.card_numbers import holds_card_number

ALLOWED_CONTROLS = {"\t", "\n", "\r"}
# Marks that make text read in another order than it is stored.
DIRECTION_MARKS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# A name or a title stands in a mail’s header, where each of these would begin another one.
LINE_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def put_on_one_line(text: str) -> str:
    """Return the text with a space for each line break or tab that was pasted into it."""
    return LINE_BREAKS.sub(" ", text)


def refuse_unfit_text(text: str) -> None:
    """Raise ValidationError for control characters, hidden direction marks and payment card numbers."""
    for character in text:
        if character in ALLOWED_CONTROLS:
            continue
        if character in DIRECTION_MARKS or unicodedata.category(character) in ("Cc", "Cs"):
            raise ValidationError(
                _("Remove the character that cannot be seen (code %(code)s), then send the text again."),
                code="control_character",
                params={"code": f"U+{ord(character):04X}"},
            )
    if holds_card_number(text):
        raise ValidationError(
            _("Remove what looks like a payment card number. We never keep one."), code="card_number"
        )
