"""What every page knows: its languages, its menu, who reads it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language

from microacquisition.site.installation import is_local_demo
from microacquisition.site.menu import FOOTER, MENU, draw_links, roles_held
from microacquisition.site.static_copy import describe_copy


def describe_page(request: HttpRequest) -> dict[str, Any]:
    """Return the values that `site/pages/base.html` draws."""
    language = get_language() or "en"
    other = "en" if language == "fr" else "fr"
    return {
        "language": language,
        "other_language": other,
        "other_language_address": address_in(request, other),
        "home_address": f"/{language}/",
        "menu": draw_links(request, MENU),
        "footer": draw_links(request, FOOTER),
        "help_address": settings.MAIL_REPLY_TO,
        "static_copy": describe_copy(request),
        "demo": settings.DEMO,
        "mailbox_address": _address_of("demo_mailbox") if settings.DEMO else "",
        "sign_in_as_address": _address_of("sign_in_as") if is_local_demo(request) else "",
        "reader_roles": _describe_roles(request, language),
    }


def address_in(request: HttpRequest, language: str) -> str:
    """Return this page's address in `language`, or the home page where the page has none."""
    here = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    there = translate_url(here, language)
    return there if there.startswith(f"/{language}/") else f"/{language}/"


def _address_of(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _describe_roles(request: HttpRequest, language: str) -> str:
    return ", ".join(role.label.in_language(language) for role in roles_held(request))
