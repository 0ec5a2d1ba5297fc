"""Changes the outside key: everything under the old one is wrapped under a new one, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from microacquisition.common.sealing import fingerprint_key
from microacquisition.correspondence import rewrapping as letters
from microacquisition.opportunities.applications import rewrapping as applications
from microacquisition.opportunities.questions.rewrapping import rewrap_askers
from microacquisition.people.adapters import reseal_second_factors
from microacquisition.records.grants import APPLICATION_ROLE
from microacquisition.records.models import OutsideKey
from microacquisition.records.outside_key import OTHER_KEY
from microacquisition.records.platform import write_platform_event
from microacquisition.reports.key_files import KeyRefused, choose_coming_key, put_in_place, write_key_beside
from microacquisition.site.clock import current_instant

GUARDED_TABLES = (*applications.GUARDED_TABLES, *letters.GUARDED_TABLES)
SITE_RUNS = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = %s)"


def rotate_outside_key() -> int:
    """Change the outside key and return how many things were wrapped anew; needs the owner's connection.

    The new key lies beside the old one before the transaction begins and takes its place after the commit: whatever
    interrupts this, the key that the database knows is there. KeyRefused, and CannotOpen where something is not
    under the old key.
    """
    old = settings.OUTSIDE_KEY
    new = choose_coming_key("outside", old)
    with transaction.atomic():
        live = OutsideKey.objects.select_for_update().filter(ended_at=None).first()
        if live is None or live.fingerprint != fingerprint_key(old):
            raise KeyRefused(OTHER_KEY)
        _refuse_beside_running_site()
        coming = write_key_beside("outside", new)
        with _triggers_stopped():
            count = applications.rewrap_applications(old, new) + letters.rewrap_letters(old, new)
        count += rewrap_askers(old, new)
        count += reseal_second_factors(old, new)
        _begin_new_key(live, fingerprint_key(new))
    put_in_place(coming)
    return count


def _refuse_beside_running_site() -> None:
    # Its processes hold the old key in memory and would go on sealing under it.
    with connection.cursor() as cursor:
        cursor.execute(SITE_RUNS, [getattr(settings, "APPLICATION_ROLE", APPLICATION_ROLE)])
        if cursor.fetchone()[0]:
            raise KeyRefused("The site is running: stop it first, then change the key.")


@contextmanager
def _triggers_stopped() -> Iterator[None]:
    """Stop the guards of what is wrapped anew, for this transaction alone; nobody else writes there meanwhile."""
    with connection.cursor() as cursor:
        for table in GUARDED_TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a row written twice waits for its checks until here
        for table in GUARDED_TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _begin_new_key(live: OutsideKey, fingerprint: str) -> None:
    live.ended_at = current_instant()
    live.save(update_fields=["ended_at"])
    OutsideKey.objects.create(fingerprint=fingerprint)
    write_platform_event("rotate_key", actor="console", subject=("outside_key", fingerprint))
