"""Where a page of the copy lies, and where a link leads: to a file of the copy, or to the live site."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language_from_path, override

from microacquisition.common.words import LANGUAGES
from microacquisition.reports.static_site.routes import BY_NAME
from microacquisition.site.static_copy import ABOUT

# Shown by the host for any missing address, however deep: the one page whose links cannot be relative.
NOT_FOUND = "/404.html"
INDEX = "index.html"


@dataclass(frozen=True)
class Led:
    """Where a link leads; `opens_live` where it leaves the copy, `static` names a static file that it needs."""

    address: str
    opens_live: bool = False
    static: str = ""


@dataclass(frozen=True)
class Places:
    """The live site's address without a slash at its end; the copy's own with one, empty where nobody said; its path there."""

    live: str
    address: str = ""
    base: str = "/"

    def lead(self, link: str, page: str) -> Led:
        """Return where `link` of the page at `page` leads; what is not of this site stays as it is."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            if f"{parts.scheme}://{parts.netloc}" != self.live:
                return Led(link)
        elif not parts.path and not parts.query:
            return Led(link)
        path = urljoin(page, parts.path) or "/"
        if parts.query or not is_in_copy(path):
            return Led(self.live + urlunsplit(("", "", path, parts.query, parts.fragment)), opens_live=True)
        static = path.removeprefix(settings.STATIC_URL) if path.startswith(settings.STATIC_URL) else ""
        return Led(
            self._write_way(page, path) + (f"#{parts.fragment}" if parts.fragment else ""), static=static
        )

    def live_address(self, link: str, page: str) -> str:
        """Return where `link` stands on the live site."""
        return urljoin(self.live + page, link)

    def public_address(self, link: str, page: str) -> str:
        """Return the address by which search engines and chat programs shall know the page that `link` names."""
        path = urlsplit(urljoin(page, link)).path
        return self.address + path[1:] if self.address and is_in_copy(path) else self.live_address(link, page)

    def _write_way(self, page: str, path: str) -> str:
        """Return the relative way from one page to another; from the page for missing ones, the absolute path."""
        target = _write_file_path(path).removesuffix(INDEX)
        if page == NOT_FOUND:
            return self.base + target[1:]
        here, there = page.split("/")[1:-1], target.split("/")[1:]
        shared = 0
        while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
            shared += 1
        return "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"


@lru_cache(maxsize=20_000)
def is_in_copy(path: str) -> bool:
    """True where the address of this path is a file of every copy."""
    if path.startswith(settings.STATIC_URL) or path in _own_paths():
        return True
    return _find_route_name(path) in BY_NAME


def name_file(path: str) -> PurePosixPath:
    """Return the file of an address, from the folder of the copy. ValueError for one that would lie outside."""
    file = PurePosixPath(unquote(_write_file_path(path)).lstrip("/"))
    if ".." in file.parts:
        raise ValueError(f"{path} would lie outside the copy.")
    return file


def index_path(language: str) -> str:
    """Return the address of the search index in this language, beside the list that it searches."""
    with override(language):
        return f"{reverse('opportunity_list')}search.json"


@lru_cache(maxsize=1)
def _own_paths() -> frozenset[str]:
    return frozenset({ABOUT, NOT_FOUND, *(index_path(language) for language in LANGUAGES)})


def _write_file_path(path: str) -> str:
    """Return the path of the file. Data at an address without an ending get one: a folder may have the same name."""
    if path.endswith("/"):
        route = BY_NAME.get(_find_route_name(path))
        return path + (route.index if route else INDEX)
    return path if "." in path.rpartition("/")[2] else f"{path}.json"


@lru_cache(maxsize=20_000)
def _find_route_name(path: str) -> str:
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return str(resolve(unquote(path)).url_name)
        except Resolver404:
            return ""
