"""Signed statements of all heads of the record, published outside the database (spec/record.md)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from microacquisition.common.canonical import write_canonical
from microacquisition.common.words import Words
from microacquisition.records.chain import FIRST, digest_body
from microacquisition.records.events import CLOCK_DOER, write_event
from microacquisition.records.models import PLATFORM_STREAM, Checkpoint, StreamHead
from microacquisition.records.signing_key import public_key_hex, sign_text, verify_text
from microacquisition.site.clock import current_instant

CHECKPOINT_JOB = "records.write_checkpoint"
CHECKPOINT_QUEUE = "records"
# One checkpoint at a time, so that each names the one before it.
CHECKPOINT_LOCK = 0x4D41_5245_434F_5244


NOT_ONE = Words(
    en="The file is not a published checkpoint.", fr="Le fichier n’est pas une empreinte publiée."
)
OTHER_TEXT = Words(
    en="The checkpoint’s text is not the one its digest names.",
    fr="Le texte de l’empreinte publiée n’est pas celui que son condensé désigne.",
)
NOT_SIGNED = Words(
    en="The checkpoint’s signature does not hold.", fr="La signature de l’empreinte publiée n’est pas valide."
)


class NotACheckpoint(ValueError):
    """The file is not a published checkpoint, or its signature does not hold; `words` says which."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True)
class ReadCheckpoint:
    """A checkpoint as read from a file: `streams` maps each stream to its (seq, hash)."""

    at: str
    key: str
    previous: str
    digest: str
    streams: dict[str, tuple[int, str]]


def write_checkpoint() -> Checkpoint:
    """Sign and keep the heads of all streams as they are committed now, with an event on the platform stream.

    One statement reads all heads: what it sees is committed, and a chain only grows, so that no head needs a lock.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHECKPOINT_LOCK])
        last = Checkpoint.objects.order_by("-pk").first()
        at = format_recorded(current_instant())
        heads = StreamHead.objects.values_list("stream", "seq", "hash")
        key = public_key_hex()
        body = write_body(at, key, last.digest if last else FIRST, heads)
        checkpoint = Checkpoint.objects.create(
            at=at, key=key, body=body, signature=sign_text(body), digest=digest_body(body)
        )
        write_event(PLATFORM_STREAM, "publish_checkpoint", CLOCK_DOER, ("checkpoint", checkpoint.digest))
    return checkpoint


def write_body(at: str, key: str, previous: str, heads: Iterable[tuple[str, int, str]]) -> str:
    """Return the canonical text of a checkpoint, which is what is signed."""
    streams = sorted([stream, seq, digest] for stream, seq, digest in heads)
    return write_canonical({"at": at, "key": key, "previous": previous, "streams": streams})


def write_file(checkpoint: Checkpoint) -> str:
    """Return the published file: the signed text exactly, its digest, and its signature."""
    said = {"body": checkpoint.body, "digest": checkpoint.digest, "signature": checkpoint.signature}
    return write_canonical(said) + "\n"


def read_file(text: str) -> ReadCheckpoint:
    """Return what a published file says, its signature and digest verified; NotACheckpoint."""
    try:
        file = json.loads(text)
        body, digest, signature = str(file["body"]), str(file["digest"]), str(file["signature"])
        said = json.loads(body)
        streams = {str(stream): (int(seq), str(head)) for stream, seq, head in said["streams"]}
        at, key, previous = str(said["at"]), str(said["key"]), str(said["previous"])
    except (ValueError, TypeError, KeyError) as error:
        raise NotACheckpoint(NOT_ONE) from error
    if digest_body(body) != digest:
        raise NotACheckpoint(OTHER_TEXT)
    if not verify_text(body, signature, key):
        raise NotACheckpoint(NOT_SIGNED)
    return ReadCheckpoint(at, key, previous, digest, streams)


def format_recorded(instant: datetime) -> str:
    """Return an instant (aware, UTC) as the record writes it: microseconds and Z."""
    return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
