"""The site behind a real socket, in this process and on this test's database, and browsers that send piece by piece."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections


class QuietHandler(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def serve() -> Iterator[int]:
    """Serve the site on a free port of this machine; gives the port."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.daemon_threads = True
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield int(server.server_address[1])
    server.shutdown()
    thread.join()
    server.server_close()
    connections.close_all()


@dataclass
class Sending:
    """One request over a socket of its own, sent in pieces."""

    link: socket.socket
    rest: bytes

    def send(self, share: float) -> None:
        """Send this share of what is left."""
        size = int(len(self.rest) * share)
        self.link.sendall(self.rest[:size])
        self.rest = self.rest[size:]

    def finish(self) -> tuple[int, str]:
        """Send what is left; return the status and the whole answer."""
        self.send(1)
        return self.answer()

    def cut(self) -> tuple[int, str]:
        """Send no more; return what is answered."""
        self.link.shutdown(socket.SHUT_WR)
        return self.answer()

    def first_line(self) -> str:
        """Return the first line of the answer, and hang up."""
        self.link.settimeout(60)
        line = self.link.recv(200).partition(b"\r\n")[0].decode()
        self.link.close()
        return line

    def answer(self) -> tuple[int, str]:
        """Return status and text of the answer, headers included; 0 where the connection just ends."""
        self.link.settimeout(60)
        whole = b""
        while piece := self.link.recv(65536):
            whole += piece
        self.link.close()
        return (int(whole.split(b" ", 2)[1]) if whole else 0), whole.decode(errors="replace")


def begin_post(port: int, browser: Any, address: str, form: dict[str, str], **headers: str) -> Sending:
    """Open a connection as the signed-in browser and send the head of a POST; the body is left to be sent."""
    browser.get(address)
    cookies = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
    body = urlencode({"csrfmiddlewaretoken": browser.cookies["csrftoken"].value, **form}).encode()
    head = {
        "Host": "localhost", "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)), "Connection": "close",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }  # fmt: skip
    link = socket.create_connection(("127.0.0.1", port))
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    link.sendall(f"POST {address} HTTP/1.1\r\n{lines}\r\n".encode())
    return Sending(link, body)
