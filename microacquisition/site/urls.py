"""Addresses that differ by language, and the addresses of the site itself."""

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import URLPattern, URLResolver, path
from django.utils.functional import lazy
from django.utils.translation import get_language

from microacquisition.site import views

View = Callable[..., Any] | tuple[Sequence[Any], str | None, str | None]


def _choose_route(en: str, fr: str) -> str:
    return fr if get_language() == "fr" else en


_route = lazy(_choose_route, str)


def bilingual_path(en: str, fr: str, view: View, name: str | None = None) -> URLPattern | URLResolver:
    """Return a route written `en` under `/en/` and `fr` under `/fr/`; both hold the same converters.

    `view` may be what `include()` returns. ValueError where the two routes ask for different values.
    """
    if _names_in(en) != _names_in(fr):
        raise ValueError(f"{en!r} and {fr!r} do not ask for the same values.")
    return path(_route(en, fr), view, name=name)


def _names_in(route: str) -> set[str]:
    return {part.split(">")[0] for part in route.split("<")[1:]}


plain_patterns = [
    path("", views.choose_language, name="choose_language"),
    path("healthz", views.say_alive, name="healthz"),
    path("readyz", views.say_ready, name="readyz"),
]
