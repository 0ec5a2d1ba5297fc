"""Checkpoints: each names the one before it, anybody may read them, and they are due at once after a draw."""

import json
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from microacquisition.opportunities.effects import PUBLISHED_STEPS
from microacquisition.process.lifecycle import STEPS
from microacquisition.records.chain import FIRST
from microacquisition.records.checkpoints import NotACheckpoint, read_file, write_checkpoint, write_file
from microacquisition.records.events import CLOCK_DOER, write_event
from microacquisition.records.jobs import write_checkpoint_now, write_daily_checkpoint
from microacquisition.records.models import Checkpoint, Event, StreamHead
from microacquisition.records.signing_key import public_key_hex
from microacquisition.records.verifying import verify_own_checkpoints


def test_a_checkpoint_names_all_heads_and_the_one_before(database):
    write_event("b-stream", "first", CLOCK_DOER, ("opportunity", "1"))
    heads = {head.stream: (head.seq, head.hash) for head in StreamHead.objects.all()}
    first = read_file(write_file(write_checkpoint()))
    second = read_file(write_file(write_checkpoint()))
    assert first.streams == heads
    assert (first.previous, second.previous) == (FIRST, first.digest)
    assert first.key == public_key_hex()
    assert second.streams["platform"][0] == 1  # publishing the first is an event itself
    assert verify_own_checkpoints({public_key_hex()}) == 2


def test_publishing_leaves_an_event(database):
    checkpoint = write_checkpoint()
    event = Event.objects.get(stream="platform", code="publish_checkpoint")
    assert event.subject_id == checkpoint.digest


@pytest.mark.parametrize("field", ["body", "digest", "signature"])
def test_a_changed_file_is_not_a_checkpoint(database, field):
    file = json.loads(write_file(write_checkpoint()))
    file[field] = file[field].replace(file[field][20], "0" if file[field][20] != "0" else "1")
    with pytest.raises(NotACheckpoint):
        read_file(json.dumps(file))
    for other in ("", "[]", "{}", '{"body": "{}", "digest": "", "signature": ""}'):
        with pytest.raises(NotACheckpoint):
            read_file(other)


def test_anybody_reads_the_list_and_the_files(database, client: Client):
    assert "None yet" in client.get("/checkpoints/").content.decode()
    checkpoint = write_checkpoint()
    page = client.get("/checkpoints/").content.decode()
    assert f"/checkpoints/{checkpoint.digest}.json" in page and public_key_hex() in page
    file = client.get(f"/checkpoints/{checkpoint.digest}.json")
    assert file.headers["Content-Type"] == "application/json"
    assert read_file(file.content.decode()).digest == checkpoint.digest


def test_what_is_not_there_is_not_there(database, client: Client):
    for address in (f"/checkpoints/{'0' * 64}.json", "/checkpoints/page-2/", "/checkpoints/page-0/"):
        assert client.get(address).status_code == 404
    assert client.post("/checkpoints/").status_code == 405


def test_the_list_goes_on_by_page(database, client: Client, monkeypatch: Any):
    monkeypatch.setattr("microacquisition.records.views.ON_A_PAGE", 1)
    older, newer = write_checkpoint(), write_checkpoint()
    first, second = (
        client.get(address).content.decode() for address in ("/checkpoints/", "/checkpoints/page-2/")
    )
    assert newer.digest in first and older.digest not in first and "/checkpoints/page-2/" in first
    assert older.digest in second and newer.digest not in second


def test_the_daily_job_publishes(database):
    write_daily_checkpoint(timestamp=0)
    write_checkpoint_now()
    assert Checkpoint.objects.count() == 2
    assert ProcrastinateJob.objects.count() == 0


def test_steps_that_decide_who_gets_work_are_published():
    assert set(STEPS) >= PUBLISHED_STEPS >= {"close", "commit_draw", "record_draw"}
