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
from microacquisition.records.events import CLOCK_DOER, digest_text, write_event
from microacquisition.records.models import PLATFORM_STREAM, Document, Event, KeptText
from tests.lifecycle.make import make_request, walk

Owner = Callable[..., Any]


@pytest.fixture
def opportunity(committed_database: str) -> Opportunity:
    """An opportunity with four events, a kept text, and a file that the platform's stream names."""
    file = keep_document(b"a file", name="a.txt", media_type="text/plain")
    write_event(PLATFORM_STREAM, "keep", CLOCK_DOER, ("document", "1"), digests={"file": file.digest})
    return walk(make_request(), "DRAFTING", "IN_REVIEW", "DRAFTING")


@pytest.fixture
def checkpoint(opportunity: Opportunity, tmp_path: Path) -> Path:
    """A checkpoint of it, kept outside."""
    path = tmp_path / "checkpoint.json"
    path.write_text(write_file(write_checkpoint()), encoding="utf-8")
    return path


ATTACKED = (
    "records_event", "records_streamhead", "records_kepttext", "records_document", "records_checkpoint",
    "opportunities_opportunity",
)  # fmt: skip


@pytest.fixture
def attack(owner_address: str) -> Iterator[Owner]:
    """Run a statement as an owner who has stopped every trigger."""
    with psycopg.connect(owner_address, autocommit=True) as owner:
        for table in ATTACKED:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
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
    assert "Streams as checkpoint.json says: 2" in said
    walk(opportunity, "IN_REVIEW")
    verify("--checkpoint", checkpoint)  # what came after a checkpoint does not trouble it


def test_without_a_checkpoint_the_command_says_what_it_cannot_see(opportunity, capsys):
    verify()
    assert "Not compared with a checkpoint" in capsys.readouterr().out


def test_one_opportunity_alone(checkpoint, opportunity, attack):
    attack("UPDATE opportunities_opportunity SET reference = 'MA-2026-0001'")
    verify("MA-2026-0001", "--checkpoint", checkpoint)
    with pytest.raises(CommandError, match="no opportunity MA-2026-0099") as refused:
        verify("MA-2026-0099")
    assert refused.value.returncode == 2


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
    with pytest.raises(CommandError, match="is DRAFTING, but its last event says IN_REVIEW"):
        verify()
    with pytest.raises(CommandError, match="is shorter now: its end is missing"):
        verify("--checkpoint", checkpoint)  # the cause is named, not what follows from it
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


def test_a_restore_of_data_alone_is_named_by_the_checkpoint_alone(opportunity, checkpoint, attack):
    attack("CREATE TEMP TABLE dump AS SELECT * FROM records_event ORDER BY stream, seq")
    attack("DELETE FROM records_event")
    attack("DELETE FROM records_streamhead")
    for table in ("records_event", "records_streamhead"):
        attack(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    attack("INSERT INTO records_event SELECT * FROM dump")  # the triggers chain it again, as of now
    verify()
    with pytest.raises(CommandError, match="this history was written anew") as differs:
        verify("--checkpoint", checkpoint)
    assert differs.value.returncode == 1


@pytest.mark.parametrize("seq", [1, 3, 4])
def test_an_event_put_under_another_stream_is_named(opportunity, attack, seq):
    for there, place in (("another-stream", 1), ("platform", 2)):
        attack("UPDATE records_event SET stream = %s, seq = %s WHERE stream = %s AND seq = %s",
               [there, place, opportunity.stream, seq])  # fmt: skip
        sentence = (
            f"Event {seq} of stream {opportunity.pk} was put under another stream: "
            f"it stands as event {place} of stream {there}"
        )
        with pytest.raises(CommandError, match=sentence):
            verify()
        attack("UPDATE records_event SET stream = %s, seq = %s WHERE stream = %s AND seq = %s",
               [opportunity.stream, seq, there, place])  # fmt: skip
    verify()


def test_an_event_chained_anew_under_another_stream_is_named(opportunity, attack):
    attack("UPDATE records_event SET stream = 'another-stream' WHERE stream = %s", [opportunity.stream])
    attack("UPDATE records_streamhead SET stream = 'another-stream' WHERE stream = %s", [opportunity.stream])
    write_anew(attack, "another-stream")
    with pytest.raises(
        CommandError, match=f"Event 1 of stream another-stream is about opportunity {opportunity.pk}"
    ):
        verify()


def test_a_text_or_file_changed_together_with_its_digest_is_named(opportunity, attack):
    text, changed = KeptText.objects.get(), "another reason"
    digest = digest_text(changed, text.salt)
    attack("UPDATE records_kepttext SET text = %s, digest = %s", [changed, digest])
    with pytest.raises(CommandError, match=f"kept text {text.pk} is not the one"):
        verify()
    attack("UPDATE records_kepttext SET text = %s, digest = %s", [text.text, text.digest])
    verify()
    file = Document.objects.get()
    attack("UPDATE records_document SET content = 'x', digest = %s", [hashlib.sha256(b"x").hexdigest()])
    with pytest.raises(CommandError, match=f"document {file.pk} is not the file"):
        verify()


def test_a_difference_is_said_in_french_too(opportunity, attack, capsys):
    verify("--language", "fr")
    assert "États ayant leur événement\xa0: 1" in capsys.readouterr().out
    attack("DELETE FROM records_event WHERE seq = 2")
    with pytest.raises(CommandError, match=f"L’événement 2 du dossier {opportunity.pk} manque"):
        verify("--language", "fr")


def test_a_whole_stream_taken_away_is_named_by_the_checkpoint(opportunity, checkpoint, attack):
    attack("DELETE FROM records_streamhead WHERE stream = %s", [opportunity.stream])
    attack("DELETE FROM records_event WHERE stream = %s", [opportunity.stream])
    with pytest.raises(CommandError, match="is shorter now"):
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
    for place, sentence in ((path, "not a published checkpoint"), (tmp_path / "no.json", "cannot be read")):
        with pytest.raises(CommandError, match=sentence) as refused:
            verify("--checkpoint", place)
        assert refused.value.returncode == 2
