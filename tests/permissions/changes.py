"""Whether anything changed: a digest of every table but sessions, counts of tries, and events that reading leaves."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from microacquisition.opportunities.readings import READINGS
from microacquisition.records.models import Event
from tests.stories.bad_pages import weigh_database

# A download of one’s own data leaves an event too (docs/what-is-noted.md).
NOTED = READINGS | {"export_own_data"}
HOLD_EVENTS = frozenset({"public.records_event", "public.records_streamhead"})


@contextmanager
def unchanged(but: Collection[str] = ()) -> Iterator[None]:
    """Fail where a table holds something else after the block; `but` names those that may."""
    before, known = weigh_database(), Event.objects.count()
    yield
    after = weigh_database()
    new = Event.objects.order_by("-recorded_at", "-seq").values_list("code", flat=True)[
        : Event.objects.count() - known
    ]
    kept = HOLD_EVENTS if set(new) <= NOTED else frozenset()
    changed = {table for table in after if after[table] != before.get(table)}
    assert changed - set(but) <= kept, f"changed: {sorted(changed)}; events: {list(new)}"
