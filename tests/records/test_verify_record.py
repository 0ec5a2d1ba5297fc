"""`bin/manage verify_record` names the first place where the record is not what was written."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.chain import FIRST, hash_event
from microacquisition.records.checkpoints import write_checkpoint, write_file
from microacquisition.records.documents import keep_document
from microacquisition.records.models import Document, Event, KeptText
from tests.lifecycle.make import make_request, walk

Owner = Callable[..., Any]


@pytest.fixture
def opportunity(committed_database: str) -> Opportunity:
    """An opportunity with four events, a kept text, and a file."""
    keep_document(b"a file", name="a.txt", media_type="text/plain")
    return walk(make_request(), "DRAFTING", "IN_REVIEW", "DRAFTING")


@pytest.fixture
def checkpoint(opportunity: Opportunity, tmp_path: Path) -> Path:
    """A checkpoint of it, kept outside."""
    path = tmp_path / "checkpoint.json"
    path.write_text(write_file(write_checkpoint()), encoding="utf-8")
    return path


@pytest.fixture
def attack(owner_address: str) -> Iterator[Owner]:
    """Run a statement as an owner who has stopped every trigger."""
    with psycopg.connect(owner_address, autocommit=True) as owner:
        for table in ("records_event", "records_streamhead", "records_kepttext", "records_checkpoint"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner.execute("ALTER TABLE opportunities_opportunity DISABLE TRIGGER USER")
        yield owner.execute


def verify(*arguments: object) -> None:
    """Run the command."""
    call_command("verify_record", *map(str, arguments))


def write_anew(run: Owner, stream: str) -> None:
    """Hash a stream again from its texts, as the triggers do when data alone is restored."""
    previous = FIRST
    for event in Event.objects.filter(stream=stream).order_by("seq"):
        found = hash_event(stream, event.seq, event.recorded_at, previous, event.body)
        run("UPDATE records_event SET previous = %s, hash = %s WHERE id = %s", [previous, found, event.pk])
        previous = found
    run("UPDATE records_streamhead SET hash = %s WHERE stream = %s", [previous, stream])


def test_an_untouched_record_holds(checkpoint, opportunity, capsys):
    verify("--checkpoint", checkpoint)
    said = capsys.readouterr().out
    assert f"Events that follow from one another: {Event.objects.count()}" in said
    assert "Streams as checkpoint.json says: 1" in said
    walk(opportunity, "IN_REVIEW")
    verify("--checkpoint", checkpoint)  # what came after a checkpoint does not trouble it


def test_without_a_checkpoint_the_command_says_what_it_cannot_see(opportunity, capsys):
    verify()
    assert "Not compared with a checkpoint" in capsys.readouterr().out


def test_one_opportunity_alone(checkpoint, opportunity, attack):
    attack("UPDATE opportunities_opportunity SET reference = 'MA-2026-0001'")
    verify("MA-2026-0001", "--checkpoint", checkpoint)
    with pytest.raises(CommandError, match="no opportunity MA-2026-0099"):
        verify("MA-2026-0099")


def test_a_flipped_byte_is_named(opportunity, attack):
    attack("UPDATE records_event SET body = replace(body, 'IN_REVIEW', 'IN_REVIEV') WHERE seq = 3")
    with pytest.raises(CommandError, match=f"Event 3 of stream {opportunity.pk} was changed"):
        verify()


@pytest.mark.parametrize(
    "change", ["code = 'x'", "subject_id = 'x'", "to_state = 'OPEN'", "at = at + interval '1 second'"]
)
def test_a_changed_copy_beside_the_text_is_named(opportunity, attack, change):
    attack(f"UPDATE records_event SET {change} WHERE seq = 2")
    with pytest.raises(CommandError, match=f"Event 2 of stream {opportunity.pk} was changed"):
        verify()


def test_an_event_taken_out_is_named(opportunity, attack):
    attack("DELETE FROM records_event WHERE seq = 2")
    with pytest.raises(CommandError, match=f"Event 2 of stream {opportunity.pk} is missing"):
        verify()


def test_a_truncated_tail_is_named_by_the_head(opportunity, attack):
    attack("DELETE FROM records_event WHERE seq = 4")
    with pytest.raises(CommandError, match=f"{opportunity.pk} ends at event 3, but its head says event 4"):
        verify()


def test_a_truncated_tail_with_its_head_set_back_is_named_by_the_checkpoint(opportunity, checkpoint, attack):
    last = Event.objects.get(stream=opportunity.stream, seq=3)
    attack("DELETE FROM records_event WHERE seq = 4")
    attack("UPDATE records_streamhead SET seq = 3, hash = %s WHERE stream = %s", [last.hash, last.stream])
    attack("UPDATE opportunities_opportunity SET state = 'IN_REVIEW'")
    verify()
    with pytest.raises(CommandError, match="is shorter now: its end is missing"):
        verify("--checkpoint", checkpoint)


def test_a_history_written_anew_is_named_by_the_checkpoint_alone(opportunity, checkpoint, attack):
    attack(
        'UPDATE records_event SET body = replace(body, \'"role":"client"\', \'"role":"nobody"\') WHERE seq = 1'
    )
    write_anew(attack, opportunity.stream)
    verify()
    with pytest.raises(CommandError, match="this history was written anew"):
        verify("--checkpoint", checkpoint)


def test_a_whole_stream_taken_away_is_named_by_the_checkpoint(opportunity, checkpoint, attack):
    attack("DELETE FROM records_streamhead WHERE stream = %s", [opportunity.stream])
    attack("DELETE FROM records_event WHERE stream = %s", [opportunity.stream])
    with pytest.raises(CommandError, match="is shorter now|no event brought it there"):
        verify("--checkpoint", checkpoint)


def test_a_state_without_its_event_is_named(opportunity, attack):
    attack("UPDATE opportunities_opportunity SET state = 'APPROVED'")
    with pytest.raises(CommandError, match=f"{opportunity.pk} is APPROVED, but its last event says DRAFTING"):
        verify()


def test_a_changed_text_or_file_is_named(opportunity):
    text = KeptText.objects.get()
    KeptText.objects.filter(pk=text.pk).update(text=text.text + " ")
    with pytest.raises(CommandError, match=f"kept text {text.pk}"):
        verify()
    KeptText.objects.filter(pk=text.pk).update(text="", disposed_at=timezone.now())
    verify()  # what was disposed of keeps its digest, and the record verifies
    file = Document.objects.get()
    Document.objects.filter(pk=file.pk).update(content=b"another file")
    with pytest.raises(CommandError, match=f"document {file.pk}"):
        verify()
    Document.objects.filter(pk=file.pk).update(content=b"", disposed_at=timezone.now())
    verify()


def test_a_changed_checkpoint_is_named(checkpoint, attack):
    body = "replace(body, 'seq', 'qes') || ' '"
    attack(f"UPDATE records_checkpoint SET body = {body}")
    with pytest.raises(CommandError, match="checkpoint .* was changed"):
        verify()


def test_a_checkpoint_of_another_key_counts_only_where_it_is_named(checkpoint, settings):
    earlier = "--key", read_key(checkpoint)
    settings.CHECKPOINT_KEY = hashlib.sha256(b"a new key").digest()
    with pytest.raises(CommandError, match="not this site’s"):
        verify("--checkpoint", checkpoint)
    verify("--checkpoint", checkpoint, *earlier)


def read_key(path: Path) -> str:
    """The public key that signed the file."""
    key: str = path.read_text(encoding="utf-8").split('\\"key\\":\\"')[1][:64]
    return key


@pytest.mark.parametrize("content", ["", "{}", "no JSON"])
def test_a_file_that_is_no_checkpoint_is_said_to_be_none(opportunity, tmp_path, content):
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match="not a published checkpoint"):
        verify("--checkpoint", path)
    with pytest.raises(CommandError, match="cannot be read"):
        verify("--checkpoint", tmp_path / "missing.json")
