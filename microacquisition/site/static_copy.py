"""Says whether a page is drawn for a copy of the site as files, which no request from outside can claim."""

from django.conf import settings
from django.http import HttpRequest

# A key of the WSGI environment. What a visitor sends stands there under names that begin with HTTP_.
MARK = "microacquisition.static_copy"
ABOUT = "/about-this-copy/"


def is_for_copy(request: HttpRequest) -> bool:
    """True where the page becomes a file of a copy."""
    return MARK in request.META


def describe_copy(request: HttpRequest) -> dict[str, str] | None:
    """Return where this page stands on the live site and what tells of the copy; None on the live site itself."""
    if not is_for_copy(request):
        return None
    return {"live_address": f"{settings.SITE_ADDRESS}{request.path}", "about_address": ABOUT}
