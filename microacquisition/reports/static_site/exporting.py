"""Writes the whole public site as files: every page as a stranger reads it at one instant, and what only a copy needs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from microacquisition.common.dates import format_instant_and_utc
from microacquisition.common.words import LANGUAGES
from microacquisition.content.today import ZONE
from microacquisition.reports.static_site.folder import CopyFolder, Counts, ExportRefused, fill_folder
from microacquisition.reports.static_site.places import NOT_FOUND, Places, index_path, name_file
from microacquisition.reports.static_site.rewriting import RewrittenPage
from microacquisition.reports.static_site.routes import ROUTES, Route, Values
from microacquisition.reports.static_site.search_index import write_index
from microacquisition.reports.static_site.visiting import Visitor
from microacquisition.site.clock import holding_instant
from microacquisition.site.static_copy import ABOUT

PAGES = "reports/static_site/pages"
# Their addresses are all of the copy: where its own address is known they name that one.
MAPS = frozenset({"sitemap", "sitemap_file", "robots"})
SAID_EVERY = 1_000  # files
Say = Callable[[str], None]


def export_site(folder: Path, places: Places, say: Say) -> Counts:
    """Write the copy into `folder`, telling `say` how far it is; return what was written.

    Everything is read in one snapshot of the database, which nothing can write to, and at one instant. ExportRefused
    where the folder is not ours, or a page cannot be read; what was there then stays.
    """
    with fill_folder(folder) as filled, _one_snapshot(), holding_instant() as now:
        _Export(filled, places, now, say).write_everything()
    return filled.counts


@contextmanager
def _one_snapshot() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


class _Export:
    """One run: who reads, where it is written, and which static files the pages asked for so far."""

    def __init__(self, folder: CopyFolder, places: Places, now: datetime, say: Say) -> None:
        self.folder, self.places, self.now, self.say = folder, places, now, say
        self.visitor = Visitor()
        self.statics: set[str] = set()

    def write_everything(self) -> None:
        """Write every address of every route, then what only a copy needs."""
        for route in ROUTES:
            before = self.folder.counts.files
            for language in LANGUAGES if route.in_languages else (settings.LANGUAGE_CODE,):
                with override(language):
                    for values in route.values():
                        self._write_route(route, values)
            self.say(f"{route.name}: {self.folder.counts.files - before}")
        for language in LANGUAGES:
            self._write_file(index_path(language), write_index(language, self.now))
        self._write_own_pages()
        for name in sorted(self.statics):
            self._write_file(settings.STATIC_URL + name, _read_static(name))
        # One host of static sites would else take every page for a template.
        self.folder.write(PurePosixPath(".nojekyll"), ())
        self.say(f"{self.folder.counts.files} files in all.")

    def _write_route(self, route: Route, values: Values) -> None:
        """Write one address, and the further pages of a list as long as each leads to the next."""
        path = reverse(route.name, kwargs=values)
        leading, number = self._write_address(route.name, path), 2
        while route.pages:
            following = reverse(route.pages, kwargs={**values, route.number: number})
            if self.places.lead(following, path).address not in leading:
                return
            path, number = following, number + 1
            leading = self._write_address(route.pages, path)

    def _write_address(self, name: str, path: str) -> set[str]:
        """Write what stands at `path`; return where it leads within the copy."""
        answer = self.visitor.read(path)
        if answer.status_code != 200:
            hint = f" Is {self.places.live} in ALLOWED_HOSTS?" if answer.status_code == 400 else ""
            raise ExportRefused(f"{path} cannot be read: the site answers {answer.status_code}.{hint}")
        body = _read_body(answer)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            return self._write_page(path, b"".join(body).decode())
        if name in MAPS and self.places.address:
            live, copy = f"{self.places.live}/".encode(), self.places.address.encode()
            body = iter([b"".join(body).replace(live, copy)])
        self._write_file(path, body)
        return set()

    def _write_page(self, path: str, html: str) -> set[str]:
        page = RewrittenPage(html, path, self.places)
        self.statics |= page.statics
        self._write_file(path, iter([page.write().encode()]))
        return page.leading

    def _write_own_pages(self) -> None:
        """Write what the live site does not have: what this copy is, and what the host shows for a missing address."""
        instants = {f"made_{code}": format_instant_and_utc(self.now, ZONE, code) for code in LANGUAGES}
        about = render_to_string(f"{PAGES}/about_copy.html", {"live": self.places.live, **instants})
        self._write_page(ABOUT, about)
        self._write_page(NOT_FOUND, render_to_string(f"{PAGES}/not_found.html"))

    def _write_file(self, path: str, body: Iterator[bytes]) -> None:
        self.folder.write(name_file(path), body)
        if not self.folder.counts.files % SAID_EVERY:
            self.say(f"{self.folder.counts.files} files so far, last {path}")


def _read_body(answer: HttpResponseBase) -> Iterator[bytes]:
    """Yield the body, in pieces where the view gives it so."""
    return (piece.encode() if isinstance(piece, str) else bytes(piece) for piece in answer)


def _read_static(name: str) -> Iterator[bytes]:
    """Yield a static file: as collected for the server, else from where it lies in the source."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            yield file.read()
        return
    found = finders.find(name)
    if not found:
        raise ExportRefused(f"The static file {name} is missing: start the site once with bin/run.")
    yield Path(str(found)).read_bytes()
