"""Reads the site as a stranger does, through the same handler as the web server, without a network."""

import sys
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http.response import HttpResponseBase

from microacquisition.site.static_copy import MARK


class Visitor:
    """Somebody who has not signed in and keeps no cookie; each page is read anew."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        site = urlsplit(settings.SITE_ADDRESS)
        port = site.port or (443 if site.scheme == "https" else 80)
        self.about: dict[str, Any] = {
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "QUERY_STRING": "", "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": site.hostname or "", "SERVER_PORT": str(port), "HTTP_HOST": site.netloc,
            "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0), "wsgi.url_scheme": site.scheme,
            "wsgi.errors": sys.stderr, "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
            MARK: True,
        }  # fmt: skip

    def read(self, path: str) -> HttpResponseBase:
        """Return the answer at `path`, percent-encoded as in a link. Closing it would end the connection, and the snapshot."""
        spelt = unquote(path).encode().decode("latin-1")  # as WSGI wants it
        return self.handler.get_response(
            WSGIRequest({**self.about, "PATH_INFO": spelt, "wsgi.input": BytesIO()})
        )
