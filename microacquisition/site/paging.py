"""Long lists in pages with an address each: `…/page-2/`, so that a static copy has the same addresses."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404

ROWS_ON_A_PAGE = 20
NEIGHBOURS = 2


@dataclass(frozen=True)
class PageLink:
    """The link to one page; `after_gap` where pages before it are left out."""

    number: int
    address: str
    after_gap: bool


@dataclass(frozen=True)
class PagedRows:
    """One page of a list and the addresses of its neighbours."""

    rows: list[Any]
    number: int
    pages: int
    total: int
    address: str
    query: str

    def address_of(self, number: int) -> str:
        """Return the address of page `number`; the first is the list itself."""
        path = self.address if number == 1 else f"{self.address}page-{number}/"
        return f"{path}?{self.query}" if self.query else path

    @property
    def previous_address(self) -> str:
        """Address of the page before, or an empty string."""
        return self.address_of(self.number - 1) if self.number > 1 else ""

    @property
    def next_address(self) -> str:
        """Address of the page after, or an empty string."""
        return self.address_of(self.number + 1) if self.number < self.pages else ""

    @property
    def links(self) -> list[PageLink]:
        """The first page, the last one, and those around this one."""
        near = range(self.number - NEIGHBOURS, self.number + NEIGHBOURS + 1)
        shown = sorted({1, self.pages, *(number for number in near if 1 <= number <= self.pages)})
        before = [0, *shown]
        return [
            PageLink(number, self.address_of(number), number > earlier + 1)
            for number, earlier in zip(shown, before, strict=False)
        ]


def page_rows(
    rows: Any,
    number: int,
    address: str,
    query: str = "",
    size: int = ROWS_ON_A_PAGE,
    *,
    total: int | None = None,
) -> PagedRows:
    """Return page `number` (from 1) of `rows`, a list or queryset; Http404 where there is no such page.

    `total` is how many rows there are, where that was counted already.
    """
    paginator = Paginator(rows, size)
    if total is not None:
        paginator.count = total  # a cached property: this is its answer
    if not 1 <= number <= paginator.num_pages:
        raise Http404
    page = paginator.page(number)
    return PagedRows(list(page.object_list), number, paginator.num_pages, paginator.count, address, query)
