"""The opportunity's stream of the record: its events as lines, the texts they name, checkpoints and public keys."""

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.announcing import list_keys, write_keys
from microacquisition.records.checkpoints import format_recorded, write_file
from microacquisition.records.models import Checkpoint, Event, KeptText
from microacquisition.reports.case_file.openness import Openness

COLUMNS = ("stream", "seq", "recorded_at", "previous", "hash", "body")


def write_events(folder: Path, opportunity: Opportunity) -> int:
    """Write `record/events.jsonl`, one event a line, as they are chained; return how many."""
    rows = Event.objects.filter(stream=opportunity.stream).order_by("seq").values(*COLUMNS)
    return _write_lines(folder / "record" / "events.jsonl", rows.iterator(chunk_size=500))


def write_texts(folder: Path, opportunity: Opportunity, openness: Openness) -> int:
    """Write `record/texts.jsonl`: each text that an event names by its salted digest, with the salt; return how many.

    Until the names are released, only those from before the closing: later ones tie judgments to applications.
    """
    events = Event.objects.filter(stream=opportunity.stream).order_by("seq")
    if openness is not Openness.NAMED and opportunity.closed_at is not None:
        events = events.filter(at__lt=opportunity.closed_at)
    digests = {
        digest
        for body in events.values_list("body", flat=True)
        for digest in json.loads(body)["digests"].values()
    }
    rows = KeptText.objects.filter(digest__in=digests).order_by("digest")
    return _write_lines(
        folder / "record" / "texts.jsonl",
        (
            {
                "digest": row.digest,
                "salt": row.salt,
                "text": row.text,
                "disposed": row.disposed_at is not None,
            }
            for row in rows.iterator(chunk_size=500)
        ),
    )


def write_checkpoints(folder: Path, opportunity: Opportunity) -> int:
    """Write each checkpoint that named another head of this stream than the one before it; return how many.

    Only those are read that were made while the stream grew, and the first one after its last event.
    """
    events = Event.objects.filter(stream=opportunity.stream)
    # A checkpoint may name an event that was recorded just after the instant it bears.
    since = format_recorded(events.earliest("seq").at - timedelta(minutes=1))
    last = events.latest("seq").seq
    count, before = 0, None
    named = Checkpoint.objects.filter(at__gte=since, body__contains=f'"{opportunity.stream}"')
    for checkpoint in named.order_by("pk").iterator(chunk_size=50):
        heads = {stream: (seq, digest) for stream, seq, digest in json.loads(checkpoint.body)["streams"]}
        if heads[opportunity.stream] != before:
            before, count = heads[opportunity.stream], count + 1
            place = folder / "record" / "checkpoints" / f"{checkpoint.pk:06d}-{checkpoint.digest[:16]}.json"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(write_file(checkpoint), encoding="utf-8")
        if before and before[0] == last:
            break
    return count


def write_public_keys(folder: Path) -> int:
    """Write `record/keys.json`: the public keys with their dates, and how each announced the next; return how many."""
    (folder / "record" / "keys.json").write_text(write_keys(), encoding="utf-8")
    return len(list_keys())


def _write_lines(path: Path, rows: Iterable[object]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count
