"""Lists in pages: what an answer says of its page, and the addresses of its neighbours."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.http import urlencode

from microacquisition.common.words import Words
from microacquisition.reports.api.parameters import Parameter
from microacquisition.reports.api.spelling import Json

LAST_PAGE, MOST_ON_A_PAGE, USUAL = 1_000_000, 100, 20
PAGING = (
    Parameter(
        "page",
        Words(en="Which page, from 1.", fr="Quelle page, à partir de 1."),
        {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
        "1",
    ),
    Parameter(
        "per_page",
        Words(en="How many on a page.", fr="Combien par page."),
        {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE, "default": USUAL},
        "20",
    ),
)


@dataclass(frozen=True)
class Page:
    """One page of a list of `total` rows, and how long it is."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; one where there is nothing."""
        return max(1, -(-self.total // self.size))

    @property
    def rows(self) -> slice:
        """Which rows of the list stand on it."""
        return slice((self.number - 1) * self.size, self.number * self.size)


def open_page(asked: Json, total: int) -> Page:
    """Return the page that was asked for; Http404 beyond the last."""
    page = Page(asked["page"], asked["per_page"], total)
    if page.number > page.pages:
        raise Http404
    return page


def spell_page(
    request: HttpRequest, page: Page, rows: Iterable[Any], spell: Callable[[Any], Json]
) -> tuple[Json, dict[str, str]]:
    """Return the body, and the addresses of the other pages by their relation."""
    links = {"first": write_address(request, page=1), "last": write_address(request, page=page.pages)}
    if page.number > 1:
        links["prev"] = write_address(request, page=page.number - 1)
    if page.number < page.pages:
        links["next"] = write_address(request, page=page.number + 1)
    body = {
        "total": page.total,
        "page": page.number,
        "pages": page.pages,
        "next": links.get("next"),
        "previous": links.get("prev"),
        "items": [spell(row) for row in rows],
    }
    return body, links


def write_address(request: HttpRequest, **changed: str | int) -> str:
    """Return this address with some of its parameters changed."""
    kept = [(name, value) for name, values in request.GET.lists() if name not in changed for value in values]
    query = urlencode([*kept, *changed.items()])
    return f"{settings.SITE_ADDRESS}{request.path}{'?' if query else ''}{query}"
