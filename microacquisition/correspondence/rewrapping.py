"""Moves the sealed mails of the outbox, and those of a demo's mailbox, from one outside key to another."""

from microacquisition.common.sealing import rewrap
from microacquisition.correspondence.letter import SEAL_PURPOSE
from microacquisition.correspondence.models import DemoMail, Message
from microacquisition.correspondence.queries import DEMO_SEAL

# Its trigger refuses a text that is written anew, sealed ones included.
GUARDED_TABLES = (Message._meta.db_table,)


def rewrap_letters(old: bytes, new: bytes) -> int:
    """Wrap every sealed mail under the new outside key; return how many. CannotOpen, where nothing is changed."""
    rows: list[tuple[Message | DemoMail, str]] = []
    rows += [(row, SEAL_PURPOSE) for row in Message.objects.exclude(sealed=None)]
    rows += [(row, DEMO_SEAL) for row in DemoMail.objects.exclude(sealed=None)]
    for row, purpose in rows:
        row.sealed = rewrap(old, new, purpose, bytes(row.sealed or b""))
        row.save(update_fields=["sealed"])
    return len(rows)
