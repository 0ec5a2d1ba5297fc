"""The append-only record (MA-RECORD-1, spec/record.md), its heads and checkpoints, and documents."""

import uuid

import pgtrigger
from django.db import models
from django.db.models.functions import Now


def refuse_changes(*operations: pgtrigger.Operation) -> list[pgtrigger.Trigger]:
    """Triggers that keep a table append-only, its owner's accidents included; TRUNCATE needs one of its own."""
    refused = operations or (pgtrigger.Update, pgtrigger.Delete)
    truncate = pgtrigger.Trigger(
        name="refuse_truncate",
        operation=pgtrigger.Truncate,
        when=pgtrigger.Before,
        level=pgtrigger.Statement,
        func="RAISE EXCEPTION 'the record is append-only' USING ERRCODE = 'MA005';",
    )
    return [*(pgtrigger.Protect(name=f"refuse_{op!s}".lower(), operation=op) for op in refused), truncate]


def refuse_by_hand(operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    """A trigger that lets only other triggers write the table, whoever asks."""
    return pgtrigger.Trigger(
        name="refuse_by_hand",
        operation=operation,
        when=pgtrigger.Before,
        func="IF pg_trigger_depth() < 2 THEN RAISE EXCEPTION 'only the record writes this' "
        "USING ERRCODE = 'MA005'; END IF; RETURN NEW;",
    )


PLATFORM_STREAM = "platform"


class StreamHead(models.Model):
    """The last event of one stream; only the trigger that chains events writes it."""

    stream = models.CharField(primary_key=True, max_length=64)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    read_only = True

    class Meta:
        triggers = [*refuse_changes(pgtrigger.Delete), refuse_by_hand(pgtrigger.Insert | pgtrigger.Update)]


class Event(models.Model):
    """One entry of the record. The database sets seq, recorded_at, previous, hash and the copied columns."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.CharField(max_length=64)
    seq = models.BigIntegerField(default=0)
    recorded_at = models.CharField(max_length=27, default="")
    previous = models.CharField(max_length=64, default="")
    hash = models.CharField(max_length=64, default="")
    body = models.TextField()
    # Copies of what the body says, so that constraints and queries can use them; set from the body by the trigger.
    code = models.CharField(max_length=60, default="")
    subject_kind = models.CharField(max_length=30, default="")
    subject_id = models.CharField(max_length=64, default="")
    to_state = models.CharField(max_length=20, default="")
    at = models.DateTimeField(db_default=Now())
    transaction = models.BigIntegerField(default=0)

    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="one_event_per_place")]
        indexes = [models.Index(fields=["subject_id", "transaction"], name="event_of_transaction")]
        triggers = refuse_changes()


class Checkpoint(models.Model):
    """A signed statement of all heads at one instant, published outside the database."""

    at = models.CharField(max_length=27)
    key = models.CharField(
        max_length=64, default=""
    )  # the public key that signed it, in hex; the body says it too
    body = models.TextField()
    signature = models.CharField(max_length=128)
    digest = models.CharField(max_length=64, unique=True)

    append_only = True

    class Meta:
        triggers = refuse_changes()


class KeyAnnouncement(models.Model):
    """A new signing key, announced by the one before it, or, where that was lost, by itself alone."""

    body = models.TextField()  # canonical: at, key (the one before), next
    signature = models.CharField(max_length=128, blank=True)  # by the one before; empty where it was lost
    next_signature = models.CharField(max_length=128)  # by the new one
    digest = models.CharField(max_length=64, unique=True)

    append_only = True

    class Meta:
        triggers = refuse_changes()


class OutsideKey(models.Model):
    """That this database is sealed under one outside key, known here by its fingerprint alone."""

    fingerprint = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField(db_default=Now())
    saved_at = models.DateTimeField(null=True)  # somebody said that a copy is kept apart
    ended_at = models.DateTimeField(null=True)

    read_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(ended_at__isnull=True), name="one_live_outside_key"
            )
        ]
        triggers = refuse_changes(pgtrigger.Delete)


class Document(models.Model):
    """A file kept in the database: in the transaction, in one backup."""

    class Retention(models.TextChoices):
        """How long a document is kept; `dispose` empties by class."""

        CONTRACT = "contract"
        APPLICATION = "application"
        WORKING = "working"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, blank=True)
    retention = models.CharField(max_length=20, choices=Retention.choices)
    content = models.BinaryField()
    added_at = models.DateTimeField(db_default=Now())
    disposed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(disposed_at__isnull=False) | ~models.Q(content=b""),
                name="document_has_content",
            )
        ]
        triggers = refuse_changes(pgtrigger.Delete)


class KeptText(models.Model):
    """A text whose salted digest stands in an event; `dispose` may empty it and the chain still verifies."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    digest = models.CharField(max_length=64, unique=True)
    salt = models.CharField(max_length=32)
    text = models.TextField()
    disposed_at = models.DateTimeField(null=True)

    class Meta:
        triggers = refuse_changes(pgtrigger.Delete)
