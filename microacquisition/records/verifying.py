"""Recomputes the record and names the first place where it is not what was written (spec/record.md)."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from microacquisition.records import differences as say
from microacquisition.records.chain import FIRST, hash_event
from microacquisition.records.checkpoints import (
    NotACheckpoint,
    ReadCheckpoint,
    format_recorded,
    read_file,
    write_file,
)
from microacquisition.records.differences import Differs
from microacquisition.records.events import digest_text
from microacquisition.records.models import PLATFORM_STREAM, Checkpoint, Document, Event, KeptText, StreamHead


@dataclass(frozen=True)
class StateNow:
    """The state that a table says a thing is in, to be compared with the record."""

    kind: str
    id: str
    state: str


@dataclass
class Chains:
    """What recomputing found: how many events hold, where each stream ends, every digest that an event names."""

    count: int = 0
    ends: dict[str, tuple[int, str]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)


def verify_chains(stream: str = "") -> Chains:
    """Recompute every chain, or that of `stream`, and return what holds; Differs."""
    chosen = {"stream": stream} if stream else {}
    heads = {head.stream: head for head in StreamHead.objects.filter(**chosen)}
    chains = Chains()
    for event in Event.objects.filter(**chosen).order_by("stream", "seq").iterator(chunk_size=2000):
        said = _verify_event(event, *chains.ends.get(event.stream, (0, FIRST)))
        chains.ends[event.stream] = event.seq, event.hash
        chains.named.update(said["digests"].values())
        chains.count += 1
    for name in sorted(heads.keys() | chains.ends.keys()):
        last, head = chains.ends.get(name, (0, FIRST)), heads.get(name)
        if head is None or (head.seq, head.hash) != last:
            _refuse_misplaced(name, *last)
            raise Differs(say.ENDS_ELSEWHERE, stream=name, last=last[0], head=head.seq if head else 0)
    return chains


def _verify_event(event: Event, before: int, previous: str) -> dict[str, Any]:
    place = {"seq": event.seq, "stream": event.stream}
    if event.seq != before + 1:
        _refuse_misplaced(event.stream, before, previous)
        raise Differs(say.MISSING, seq=before + 1, stream=event.stream)
    if event.previous != previous:
        _refuse_stray(event)
        raise Differs(say.DOES_NOT_FOLLOW, **place)
    if event.hash != _hash_as(event, event.stream, event.seq):
        _refuse_stray(event)
        raise Differs(say.CHANGED, **place)
    said: dict[str, Any] = json.loads(event.body)
    copies = (event.code, event.subject_kind, event.subject_id, event.to_state, format_recorded(event.at))
    subject = said["subject"]
    if copies != (said["event"], subject["kind"], subject["id"], said["to"], event.recorded_at):
        raise Differs(say.COPIES_CHANGED, **place)
    if subject["kind"] == "opportunity" and event.stream not in (PLATFORM_STREAM, subject["id"]):
        raise Differs(say.OF_ANOTHER, subject=subject["id"], **place)
    return said


def _hash_as(event: Event, stream: str, seq: int) -> str:
    return hash_event(stream, seq, event.recorded_at, event.previous, event.body)


def _refuse_misplaced(stream: str, before: int, previous: str) -> None:
    """Differs where the event that should follow in `stream` stands under another one."""
    for other in Event.objects.filter(previous=previous).exclude(stream=stream):
        if _hash_as(other, stream, before + 1) == other.hash:
            raise Differs(
                say.MISPLACED, seq=before + 1, stream=stream, there_seq=other.seq, there=other.stream
            )


def _refuse_stray(event: Event) -> None:
    """Differs where `event` was written in another stream than the one it stands in."""
    homes = list(Event.objects.filter(hash=event.previous).values_list("stream", "seq"))
    if event.previous == FIRST:
        homes = [(stream, 0) for stream in StreamHead.objects.values_list("stream", flat=True)]
    for stream, before in homes:
        if stream != event.stream and _hash_as(event, stream, before + 1) == event.hash:
            raise Differs(
                say.MISPLACED, seq=before + 1, stream=stream, there_seq=event.seq, there=event.stream
            )


def verify_against(checkpoint: ReadCheckpoint, keys: Iterable[str], stream: str = "") -> int:
    """Compare the record with a checkpoint kept outside; return how many streams it named; Differs.

    `keys` are the public keys (hex) whose checkpoints count.
    """
    if checkpoint.key not in set(keys):
        raise Differs(say.OTHER_KEY, key=checkpoint.key)
    named = {name: head for name, head in checkpoint.streams.items() if stream in ("", name)}
    for name, (seq, digest) in sorted(named.items()):
        event = Event.objects.filter(stream=name, seq=seq).first()
        if event is None:
            raise Differs(say.SHORTER, stream=name, seq=seq, at=checkpoint.at)
        if event.hash != digest:
            raise Differs(say.WRITTEN_ANEW, stream=name, seq=seq, at=checkpoint.at)
    return len(named)


def verify_own_checkpoints(keys: Iterable[str]) -> int:
    """Verify the checkpoints kept here, each signature, its key and the link to the one before; Differs."""
    previous, count, trusted = FIRST, 0, set(keys)
    for row in Checkpoint.objects.order_by("pk").iterator():
        try:
            read = read_file(write_file(row))
        except NotACheckpoint as error:
            raise Differs(say.CHECKPOINT_CHANGED, digest=row.digest, why=error.words) from error
        if read.key not in trusted:
            raise Differs(say.CHECKPOINT_OF_OTHER_KEY, digest=row.digest, key=read.key)
        if (read.previous, read.at, read.key) != (previous, row.at, row.key):
            raise Differs(say.CHECKPOINT_DOES_NOT_FOLLOW, digest=row.digest)
        previous, count = row.digest, count + 1
    return count


def verify_contents(named: set[str]) -> int:
    """Compare texts and files that still exist with their digests, and these with those that events name; Differs.

    Returns how many.
    """
    count = 0
    for text in KeptText.objects.filter(disposed_at=None).order_by("pk").iterator(chunk_size=2000):
        if text.digest not in named or digest_text(text.text, text.salt) != text.digest:
            raise Differs(say.TEXT_CHANGED, key=text.pk)
        count += 1
    for document in Document.objects.filter(disposed_at=None).order_by("pk").iterator(chunk_size=20):
        found = hashlib.sha256(bytes(document.content)).hexdigest()
        if document.digest not in named or found != document.digest:
            raise Differs(say.DOCUMENT_CHANGED, key=document.pk)
        count += 1
    return count


def verify_states(states: Iterable[StateNow]) -> int:
    """Compare each state with the last event of its thing; return how many; Differs."""
    last = dict(_read_last_states())
    count = 0
    for now in states:
        said = last.get((now.kind, now.id))
        if said is None:
            raise Differs(say.STATE_WITHOUT_EVENT, kind=now.kind, key=now.id, state=now.state)
        if said != now.state:
            raise Differs(say.STATE_OF_ANOTHER_EVENT, kind=now.kind, key=now.id, state=now.state, said=said)
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
