"""How long a restore of 10,000 applications takes, and whether tampering is found in it."""

import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections, transaction

from microacquisition.common.sealing import applicant_tag
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.selection.receipts import (
    new_application_id,
)
from microacquisition.records.checkpoints import write_checkpoint, write_file
from microacquisition.records.events import CLOCK_DOER, write_event
from microacquisition.site.clock import current_instant
from setup.embedded import OWNER, Server, prepare_database
from tests.bench.costs import seal_parts
from tests.bench.databases import open_bench_database
from tests.bench.figures import Figure
from tests.builders import make_people
from tests.database.template import copy_template, drop_database, point_django_at, start_test_server
from tests.opportunities.evaluation.builders import make_open

APPLICATIONS = 10_000
AT_ONCE = 500
FIVE_MINUTES = 300
# As an owner who has stopped every trigger would do it.
TAMPERED = {
    "a flipped byte": (
        'UPDATE records_event SET body = replace(body, \'"lang":"en"\', \'"lang":"fr"\') WHERE seq = 9',
    ),
    "a truncated tail": (
        "DELETE FROM records_event WHERE (stream, seq) IN (SELECT stream, seq FROM records_streamhead)",
        "UPDATE records_streamhead h SET (seq, hash) = (SELECT e.seq, e.hash FROM records_event e "
        "WHERE e.stream = h.stream ORDER BY e.seq DESC LIMIT 1) "
        "WHERE EXISTS (SELECT FROM records_event e WHERE e.stream = h.stream)",
    ),
    "a restore of data alone": (
        "CREATE TEMP TABLE dump AS SELECT * FROM records_event ORDER BY stream, seq",
        "DELETE FROM records_event",
        "DELETE FROM records_streamhead",
        "ALTER TABLE records_event ENABLE TRIGGER USER",
        "ALTER TABLE records_streamhead ENABLE TRIGGER USER",
        "INSERT INTO records_event SELECT * FROM dump",
    ),
}


def measure_restore() -> list[Figure]:
    """Fill a database, back it up, restore it elsewhere and verify it, then tamper with copies of it."""
    server = start_test_server()
    with open_bench_database(), tempfile.TemporaryDirectory() as folder:
        apply_many(make_open(make_people()))
        published = Path(folder) / "published.json"
        published.write_text(write_file(write_checkpoint()), encoding="utf-8")
        point_django_at(server, OWNER, connection.settings_dict["NAME"])
        call_command("key_saved", "--confirm", stdout=StringIO())
        call_command("backup", f"{folder}/backup", stdout=StringIO())
        with _new_database(server) as restored:
            began = time.monotonic()
            call_command("restore", f"{folder}/backup", stdout=StringIO())
            took = time.monotonic() - began
            count = ApplicationVersion.objects.count()
            untouched = not differs(published)
            found = {what for what in TAMPERED if is_found(server, restored, what, published)}
    goal = f"{APPLICATIONS} applications restored and verified in ≤ {FIVE_MINUTES} s"
    return [
        Figure(goal, f"{took:.0f} s, {count} applications", took <= FIVE_MINUTES and count == APPLICATIONS),
        Figure("the untouched copy verifies", _say(untouched), untouched),
        *(Figure(f"{what} is detected", _say(what in found), what in found) for what in TAMPERED),
    ]


def apply_many(opportunity: Opportunity) -> None:
    """Write APPLICATIONS sealed applications with their receipts, and an event for each, as a closing does."""
    ids: set[str] = set()
    while len(ids) < APPLICATIONS:
        ids.add(new_application_id())
    keys = sorted(ids)
    for place in range(0, APPLICATIONS, AT_ONCE):
        with transaction.atomic():
            applications, versions = [], []
            for key in keys[place : place + AT_ONCE]:
                application, version = seal_one(opportunity, key, current_instant())
                applications.append(application)
                versions.append(version)
            Application.objects.bulk_create(applications)
            ApplicationVersion.objects.bulk_create(versions)
            for version in versions:
                subject = ("application", version.application_id)
                write_event(
                    opportunity.stream,
                    "receipt",
                    CLOCK_DOER,
                    subject,
                    digests={"leaf": version.content_sha256},
                )


def seal_one(opportunity: Opportunity, key: str, now: datetime) -> tuple[Application, ApplicationVersion]:
    """Return one application of a supplier of its own, sealed and signed as the site does."""
    tag = applicant_tag(settings.OUTSIDE_KEY, opportunity.pk, uuid.uuid4())
    application = Application(pk=key, opportunity=opportunity, applicant_tag=tag, state="SUBMITTED")
    version = ApplicationVersion(
        application=application, number=1, state="SUBMITTED", form_key=uuid.uuid4(), received_at=now,
        **seal_parts(opportunity, key, now),
    )  # fmt: skip
    return application, version


def is_found(server: Server, restored: str, what: str, published: Path) -> bool:
    """Tamper with a copy of the restored database; say whether the checkpoint from outside shows it."""
    name = connection.settings_dict["NAME"] + "x"
    connections.close_all()
    copy_template(server, restored, name)
    try:
        with server.connect(OWNER, name) as owner:
            for table in ("records_event", "records_streamhead", "opportunities_publishedevent"):
                owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
            owner.execute(b"DELETE FROM opportunities_publishedevent")  # its rows refer to events
            for statement in TAMPERED[what]:
                owner.execute(statement.encode())
        point_django_at(server, OWNER, name)
        return differs(published)
    finally:
        connections.close_all()
        point_django_at(server, OWNER, restored)
        drop_database(server, name)


def differs(published: Path) -> bool:
    """Say whether verify_record finds a difference."""
    try:
        call_command("verify_record", "--checkpoint", str(published), stdout=StringIO())
    except CommandError:
        return True
    return False


@contextmanager
def _new_database(server: Server) -> Iterator[str]:
    """An empty database that Django reaches as its owner; gives its name."""
    before = connection.settings_dict["NAME"]
    name = f"{before}restored"
    prepare_database(server, name)
    point_django_at(server, OWNER, name)
    try:
        yield name
    finally:
        connections.close_all()
        point_django_at(server, OWNER, before)
        drop_database(server, name)


def _say(holds: bool) -> str:
    return "yes" if holds else "no"
