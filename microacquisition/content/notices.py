"""Privacy notices at the forms that they belong to."""

from django.utils.translation import get_language

from microacquisition.content.texts import PageText, find_text
from microacquisition.content.today import find_today

SUBJECTS = ("contracting", "survey", "mailing_list")


def find_notice(subject: str) -> PageText:
    """Return today's notice (`contracting`, `survey`, `mailing_list`) in the page's language.

    A form draws it by `{% include "content/pages/notice.html" with notice=notice %}`, and the event of its
    sending keeps `notice.reference`. KeyError for an unknown subject.
    """
    if subject not in SUBJECTS:
        raise KeyError(subject)
    return find_text(f"privacy_{subject}", get_language() or "en", find_today())
