"""The page that says why a step cannot be taken now."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from microacquisition.common.words import Words


def refused_page(
    request: HttpRequest, reasons: Sequence[Words], back_url: str, status: int = 409
) -> HttpResponse:
    """Return a page with every reason in the page's language and the way back."""
    language = get_language() or "en"
    values = {"reasons": [reason.in_language(language) for reason in reasons], "back_url": back_url}
    return render(request, "site/pages/refused.html", values, status=status)
