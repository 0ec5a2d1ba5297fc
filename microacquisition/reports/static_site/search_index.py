"""Writes the index by which the copy searches in the reader's browser: one line an opportunity, in one language."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from microacquisition.common.dates import format_instant
from microacquisition.common.money import format_money
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting import public_queries as public

AT_ONCE = 500


def write_index(language: str, now: datetime) -> Iterator[bytes]:
    """Yield the index piece by piece, in the order of the list."""
    rows = public.list_public(Opportunity.objects.public(), now).iterator(chunk_size=AT_ONCE)
    yield b'{"opportunities":['
    for number, row in enumerate(rows):
        line = json.dumps(_describe(public.describe_row(row, now), language), ensure_ascii=False)
        yield f"{',' if number else ''}\n{line}".encode()
    yield b"\n]}\n"


def _describe(row: public.PublicRow, language: str) -> dict[str, Any]:
    """Return what is searched and shown of one; `address` is relative to the index."""
    opportunity = row.opportunity
    title, written_in = opportunity.title.best_for(language)
    return {
        "address": f"{opportunity.reference}/",
        "reference": opportunity.reference,
        "title": title,
        "language": written_in,
        "text": row.short_description.best_for(language)[0],
        "skills": ", ".join(skill.in_language(language) for skill in row.skills),
        "state": row.label.in_language(language),
        "look": row.look,
        "price": format_money(opportunity.price_cents or 0, language),
        "closes": format_instant(opportunity.closes_at, opportunity.zone, language)
        if opportunity.closes_at
        else "",
    }
