"""Backup and restore as docs/runbook.md says: whole, consistent, without any key, verified from outside."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client

from microacquisition.opportunities.applications.queries import find_own_application, latest_content
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.models import Checkpoint, Event
from microacquisition.reports.install_triggers import list_trigger_faults
from setup.embedded import APPLICATION, OWNER, Server, prepare_database
from setup.places import ROOT
from tests.builders import People, make_people
from tests.conftest import name_copy
from tests.database.template import drop_database, point_django_at
from tests.opportunities.evaluation.builders import apply, make_open

RUNBOOK = ROOT / "docs" / "runbook.md"
Go = Callable[..., None]


@pytest.fixture
def people(committed_database: str) -> People:
    """An open opportunity with one sealed application."""
    made = make_people(suppliers=1)
    apply(make_open(made), made.suppliers[0], text="a sealed answer")
    return made


@pytest.fixture
def go(test_server: Server, committed_database: str) -> Iterator[Go]:
    """Go to a database in a role: the site's, or its owner’s as bin/manage does."""

    def point(role: str, database: str = committed_database) -> None:
        point_django_at(test_server, role, database)

    yield point
    point(APPLICATION)


@pytest.fixture
def empty(test_server: Server, django_db_blocker: object) -> Iterator[str]:
    """An empty database."""
    name = name_copy()
    prepare_database(test_server, name)
    yield name
    connection.close()
    drop_database(test_server, name)


def read_opportunity() -> Opportunity:
    """The only opportunity there is."""
    return Opportunity.objects.get()


def test_the_runbook_brings_back_everything_and_it_verifies(people, go, empty, tmp_path, client: Client):
    go(OWNER)
    with pytest.raises(CommandError, match="key_saved --confirm"):
        call_command("backup", str(tmp_path / "backup"))
    with pytest.raises(CommandError, match="--confirm"):
        call_command("key_saved")
    assert not (tmp_path / "backup").exists()
    call_command("key_saved", "--confirm")
    call_command("backup", str(tmp_path / "backup"))
    go(APPLICATION)
    published = tmp_path / "published.json"
    address = re.search(r"/checkpoints/[0-9a-f]{64}\.json", client.get("/checkpoints/").content.decode())
    assert address is not None
    published.write_bytes(client.get(address[0]).content)
    events = Event.objects.count()

    go(OWNER, empty)
    call_command("restore", str(tmp_path / "backup"))
    go(APPLICATION, empty)
    call_command("verify_record", "--checkpoint", str(published))
    assert Event.objects.count() == events + 1  # what the restore itself left
    assert list_trigger_faults() == []
    own = find_own_application(read_opportunity(), people.suppliers[0])
    content = latest_content(own) if own else None
    assert content is not None and "a sealed answer" in content.answers.values()
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('records_event', 'UPDATE')")
        assert cursor.fetchone() == (False,)


def test_a_backup_holds_no_key_and_nothing_sealed_in_clear(people, go, tmp_path):
    go(OWNER)
    call_command("key_saved", "--confirm")
    call_command("backup", str(tmp_path / "backup"))
    files = sorted(path.name for path in (tmp_path / "backup").iterdir())
    assert files == ["checkpoint.json", "database.dump", "manifest.json"]
    content = b"".join(path.read_bytes() for path in (tmp_path / "backup").iterdir())
    for key in (settings.OUTSIDE_KEY, settings.CHECKPOINT_KEY):
        assert key not in content and key.hex().encode() not in content
    assert b"a sealed answer" not in content
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    assert Event.objects.filter(stream="platform", code="back_up").count() == 1
    with pytest.raises(CommandError, match="is not empty"):
        call_command("backup", str(tmp_path / "backup"))


def test_a_restore_is_refused_where_it_would_overwrite_or_not_fit(people, go, empty, tmp_path, settings):
    folder = tmp_path / "backup"
    go(OWNER)
    call_command("key_saved", "--confirm")
    call_command("backup", str(folder))
    before = Event.objects.count()
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(folder))
    assert Event.objects.count() == before
    go(OWNER, empty)
    kept = settings.OUTSIDE_KEY
    settings.OUTSIDE_KEY = bytes(32)
    with pytest.raises(CommandError, match="outside key here is not the one of the backup"):
        call_command("restore", str(folder))
    settings.OUTSIDE_KEY = kept
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "sha256": "00" * 32}))
    with pytest.raises(CommandError, match="its digest differs"):
        call_command("restore", str(folder))
    with pytest.raises(CommandError, match="holds no backup"):
        call_command("restore", str(tmp_path))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        assert cursor.fetchone() == (0,)


def test_another_outside_key_is_refused_before_a_backup(people, go, tmp_path, settings):
    go(OWNER)
    call_command("key_saved", "--confirm")
    settings.OUTSIDE_KEY = bytes(32)
    for command in (["backup", str(tmp_path / "backup")], ["key_saved", "--confirm"], ["rotate_key"]):
        with pytest.raises(CommandError, match="not the one this database is sealed under"):
            call_command(*command)
    assert Checkpoint.objects.count() == 0


def test_the_runbook_names_only_commands_that_exist():
    said = RUNBOOK.read_text("utf-8")
    named = set(re.findall(r"bin/manage ([a-z_]+)", said))
    assert {"backup", "restore", "key_saved", "rotate_key", "new_signing_key", "verify_record"} <= named
    assert named <= set(get_commands())
