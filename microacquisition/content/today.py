"""The calendar day by which versions of texts are chosen."""

from datetime import date

from microacquisition.common.zones import local_time
from microacquisition.site.clock import current_instant

ZONE = "America/Toronto"


def find_today() -> date:
    """Return the present day in Eastern time, by the database's clock."""
    return local_time(current_instant(), ZONE).date()
