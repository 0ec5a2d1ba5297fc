"""How long a restore of 10,000 applications takes, whether tampering is found in it, and what the chain costs a step."""

import hashlib
import secrets
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections, transaction

from microacquisition.common.sealing import applicant_tag, seal_version
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.selection.receipts import new_salt, write_receipt
from microacquisition.records.checkpoints import write_checkpoint, write_file
from microacquisition.records.events import CLOCK_DOER, keep_text, write_event
from microacquisition.records.models import Event
from microacquisition.records.signing_key import sign_text
from microacquisition.site.clock import current_instant
from setup.embedded import OWNER, Server, prepare_database
from tests.bench.databases import open_bench_database
from tests.bench.figures import Figure
from tests.builders import make_people
from tests.database.template import copy_template, drop_database, point_django_at, start_test_server
from tests.opportunities.evaluation.builders import make_open

APPLICATIONS = 10_000
AT_ONCE = 500
STEPS = 300
FIVE_MINUTES = 300
THREE_MILLISECONDS = 0.003
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ANSWER = "I wrote policies like these for two years. " * 30
# As an owner who has stopped every trigger would do it.
TAMPERED = {
    "a flipped byte": ("UPDATE records_event SET body = replace(body, '\"lang\":\"en\"', '\"lang\":\"fr\"') WHERE seq = 9",),
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
        chain = measure_chain()
        opportunity = make_open(make_people())
        apply_many(opportunity)
        point_django_at(server, OWNER, _name())
        call_command("key_saved", "--confirm", stdout=StringIO())
        call_command("backup", f"{folder}/backup", stdout=StringIO())
        published = Path(folder) / "published.json"
        published.write_text(write_file(write_checkpoint_before()), encoding="utf-8")
        with _empty_database(server) as restored:
            point_django_at(server, OWNER, restored)
            began = time.monotonic()
            call_command("restore", f"{folder}/backup", stdout=StringIO())
            took = time.monotonic() - began
            count = ApplicationVersion.objects.count()
            found = [what for what in TAMPERED if _is_found(server, restored, what, published)]
            untouched = not _differs(published)
    goal = f"{APPLICATIONS} applications restored and verified in ≤ {FIVE_MINUTES} s"
    return [
        Figure(goal, f"{took:.0f} s, {count} applications", took <= FIVE_MINUTES and count == APPLICATIONS),
        Figure("the untouched copy verifies", "yes" if untouched else "no", untouched),
        *(Figure(f"{what} is detected", "yes" if what in found else "no", what in found) for what in TAMPERED),
        Figure("chain cost on a step ≤ +3 ms", f"{chain * 1000:+.2f} ms", chain <= THREE_MILLISECONDS),
    ]
