"""Recomputes the record and names the first place where it is not what was written (spec/record.md)."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from microacquisition.records.chain import FIRST, hash_event
from microacquisition.records.checkpoints import (
    NotACheckpoint,
    ReadCheckpoint,
    format_recorded,
    read_file,
    write_file,
)
from microacquisition.records.events import digest_text
from microacquisition.records.models import Checkpoint, Document, Event, KeptText, StreamHead


class Differs(Exception):
    """The first place where the record is not what was written; the message is one sentence."""


@dataclass(frozen=True)
class StateNow:
    """The state that a table says a thing is in, to be compared with the record."""

    kind: str
    id: str
    state: str


def verify_chains(stream: str = "") -> int:
    """Recompute every chain, or that of `stream`, and return how many events hold; Differs."""
    chosen = {"stream": stream} if stream else {}
    heads = {head.stream: head for head in StreamHead.objects.filter(**chosen)}
    ends: dict[str, tuple[int, str]] = {}
    count = 0
    for event in Event.objects.filter(**chosen).order_by("stream", "seq").iterator(chunk_size=2000):
        ends[event.stream] = _verify_event(event, *ends.get(event.stream, (0, FIRST)))
        count += 1
    for name in sorted(heads.keys() | ends.keys()):
        last, head = ends.get(name, (0, FIRST)), heads.get(name)
        if head is None or (head.seq, head.hash) != last:
            said = head.seq if head else 0
            raise Differs(
                f"Stream {name} ends at event {last[0]}, but its head says event {said}: its end differs."
            )
    return count


def _verify_event(event: Event, before: int, previous: str) -> tuple[int, str]:
    place = f"Event {event.seq} of stream {event.stream}"
    if event.seq != before + 1:
        raise Differs(f"Event {before + 1} of stream {event.stream} is missing.")
    if event.previous != previous:
        raise Differs(f"{place} does not follow from the event before it.")
    if event.hash != hash_event(event.stream, event.seq, event.recorded_at, previous, event.body):
        raise Differs(f"{place} was changed: its hash is not that of its text.")
    said = json.loads(event.body)
    copies = (event.code, event.subject_kind, event.subject_id, event.to_state, format_recorded(event.at))
    subject = said["subject"]
    if copies != (said["event"], subject["kind"], subject["id"], said["to"], event.recorded_at):
        raise Differs(f"{place} was changed: the columns beside its text say something else.")
    return event.seq, event.hash


def verify_against(checkpoint: ReadCheckpoint, keys: Iterable[str], stream: str = "") -> int:
    """Compare the record with a checkpoint kept outside; return how many streams it named; Differs.

    `keys` are the public keys (hex) whose checkpoints count.
    """
    if checkpoint.key not in set(keys):
        raise Differs(f"The checkpoint is signed by the key {checkpoint.key}, which is not this site’s.")
    named = {name: head for name, head in checkpoint.streams.items() if stream in ("", name)}
    for name, (seq, digest) in sorted(named.items()):
        event = Event.objects.filter(stream=name, seq=seq).first()
        if event is None:
            raise Differs(
                f"Stream {name} had {seq} events at {checkpoint.at} by the checkpoint and is shorter now: "
                "its end is missing."
            )
        if event.hash != digest:
            raise Differs(
                f"Stream {name} had another event {seq} at {checkpoint.at} by the checkpoint: "
                "this history was written anew."
            )
    return len(named)


def verify_own_checkpoints() -> int:
    """Verify the checkpoints kept here, each signature and each link to the one before; Differs."""
    previous, count = FIRST, 0
    for row in Checkpoint.objects.order_by("pk").iterator():
        try:
            read = read_file(write_file(row))
        except NotACheckpoint as error:
            raise Differs(f"The checkpoint {row.digest} was changed: {error}") from error
        if (read.previous, read.at, read.key) != (previous, row.at, row.key):
            raise Differs(f"The checkpoint {row.digest} does not follow from the one before it.")
        previous, count = row.digest, count + 1
    return count


def verify_contents() -> int:
    """Compare texts and files that still exist with their digests; return how many; Differs."""
    count = 0
    for text in KeptText.objects.filter(disposed_at=None).order_by("pk").iterator(chunk_size=2000):
        if digest_text(text.text, text.salt) != text.digest:
            raise Differs(f"The kept text {text.pk} is not the one whose digest stands in the record.")
        count += 1
    for document in Document.objects.filter(disposed_at=None).order_by("pk").iterator(chunk_size=20):
        if hashlib.sha256(bytes(document.content)).hexdigest() != document.digest:
            raise Differs(f"The document {document.pk} is not the file whose digest stands in the record.")
        count += 1
    return count


def verify_states(states: Iterable[StateNow]) -> int:
    """Compare each state with the last event of its thing; return how many; Differs."""
    last = dict(_read_last_states())
    count = 0
    for now in states:
        said = last.get((now.kind, now.id))
        if said is None:
            raise Differs(f"The {now.kind} {now.id} is {now.state}, but no event brought it there.")
        if said != now.state:
            raise Differs(f"The {now.kind} {now.id} is {now.state}, but its last event says {said}.")
        count += 1
    return count


def _read_last_states() -> Iterator[tuple[tuple[str, str], str]]:
    rows = (
        Event.objects.exclude(to_state="")
        .order_by("subject_kind", "subject_id", "-seq")
        .distinct("subject_kind", "subject_id")
        .values_list("subject_kind", "subject_id", "to_state")
    )
    for kind, subject_id, state in rows.iterator(chunk_size=2000):
        yield (kind, subject_id), state
