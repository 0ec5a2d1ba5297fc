"""Says whether this is a demonstration on this very machine: where people may try the site as anybody."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import connection
from django.http import HttpRequest

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


def is_local_demo(request: HttpRequest) -> bool:
    """True only where settings and database both say demo, and the site's address and the one asked for are local."""
    if not settings.DEMO:
        return False
    try:
        asked = urlsplit(f"//{request.get_host()}").hostname
    except DisallowedHost:  # the page that refuses another host's name asks too
        return False
    here = urlsplit(settings.SITE_ADDRESS).hostname
    return {asked, here} <= LOCAL_HOSTS and was_made_as_demo()


def was_made_as_demo() -> bool:
    """Return what was fixed in the database when it was made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT demo FROM public.site_installation")
        row = cursor.fetchone()
    return bool(row and row[0])
