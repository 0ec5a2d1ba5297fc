"""The one writer of events: nothing else inserts into the record (spec/record.md)."""

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from microacquisition.common.canonical import write_canonical
from microacquisition.common.read_once import reading_anew
from microacquisition.records.models import Event, KeptText

APPEND = "INSERT INTO records_event (id, stream, body) VALUES (%s, %s, %s) RETURNING *"


@dataclass(frozen=True)
class Doer:
    """Who did it: a person's id, `clock` or `provider:<name>`, in which role and language, for whom."""

    actor: str
    role: str
    language: str = "en"
    acting_for: str = ""


CLOCK_DOER = Doer(actor="clock", role="clock")


def write_event(
    stream: str,
    code: str,
    doer: Doer,
    subject: tuple[str, str],
    *,
    states: tuple[str, str] = ("", ""),
    facts: Mapping[str, object] | None = None,
    digests: Mapping[str, str] | None = None,
) -> Event:
    """Append one event to `stream` and return it with its place and hash.

    `facts` hold codes, amounts in cents and instants only; names and free text never enter: pass their digests,
    made by `keep_text`. NotCanonical where a value has no canonical form.
    """
    body = write_canonical(
        {
            "event": code,
            "actor": doer.actor,
            "role": doer.role,
            "acting_for": doer.acting_for,
            "lang": doer.language,
            "subject": {"kind": subject[0], "id": subject[1]},
            "from": states[0],
            "to": states[1],
            "facts": dict(facts or {}),
            "digests": dict(digests or {}),
        }
    )
    # One statement: the trigger sets the other columns, and the row comes back with them. Pages that only read leave
    # events too, of the reading.
    with reading_anew():
        (event,) = Event.objects.raw(APPEND, [uuid.uuid4(), stream, body])
    return event


def keep_text(text: str) -> str:
    """Keep `text` beside the record under a fresh salt and return its salted SHA-256 in hex."""
    salt = secrets.token_hex(16)
    digest = digest_text(text, salt)
    KeptText.objects.create(digest=digest, salt=salt, text=text)
    return digest


def digest_text(text: str, salt: str) -> str:
    """Return SHA-256 of salt, a line break and the text, in hex."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()
