"""A word planted in every sealed or personal field stands readable nowhere but on its author's own pages."""

import base64
import logging
import re
import zlib
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.contrib.sessions.models import Session
from psycopg import sql

from microacquisition.correspondence.models import DemoMail, Message
from microacquisition.opportunities.applications import actions
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.queries import find_own_application
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.site.clock import current_instant
from tests.builders import People, make_open, make_people, sign_in_as
from tests.database.template import SERVER_FOLDER
from tests.opportunities.applications.crawl import known_values, list_addresses, read_whole
from tests.opportunities.applications.make import apply_address, send
from tests.opportunities.applications.planting import CANARY, plant_canaries, planted

# Where an author looks; that nobody else finds a canary anywhere is in `test_number_is_told_to_nobody`.
AUTHORS_PAGES = {
    "apply", "application", "receipt", "withdraw_application", "my_applications", "demo_mailbox", "opportunity",
    "home", "supplier_profile", "profile", "opportunity_list",
}  # fmt: skip


@pytest.fixture
def people(committed_database: str) -> People:
    """Everybody, four suppliers among them."""
    return make_people(suppliers=4)


@pytest.fixture
def opportunity(people: People, settings: Any) -> Opportunity:
    """OPEN, with applications full of canaries."""
    opportunity = make_open(people)
    plant_canaries(people, opportunity, settings)
    return opportunity


def dump_everything(owner_address: str) -> Iterator[tuple[str, bytes]]:
    """Yield (table, every row) of every table: as COPY writes it, and each column of bytes decoded."""
    with psycopg.connect(owner_address) as link:
        tables = link.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for schema, table in tables:
            query = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(schema, table))
            with link.cursor().copy(query) as copy:
                text = b"".join(bytes(piece) for piece in copy)
            decoded = (
                bytes.fromhex(found.decode()) for found in re.findall(rb"\\\\x((?:[0-9a-f]{2})+)", text)
            )
            yield table, b"\n".join((text, *decoded))


def read_sessions() -> bytes:
    """What every session holds, decoded."""
    return b"\n".join(str(session.get_decoded()).encode() for session in Session.objects.all())


def spell(text: str) -> list[bytes]:
    """The text in the spellings in which it might be stored."""
    raw = text.encode()
    packed = base64.b64encode(raw)[:-3]
    return [raw, raw.upper(), raw.hex().encode(), packed, zlib.compress(raw)[2:-4]]


def test_the_author_alone_reads_it(people: People, opportunity: Opportunity, settings: Any) -> None:
    """The positive control: canaries are found where they stand."""
    author = sign_in_as(people.suppliers[0], settings)
    own = find_own_application(opportunity, people.suppliers[0])
    assert own is not None
    values = {**known_values(people, opportunity), "application_id": own.pk}
    hits = {
        address
        for name, address in list_addresses("en", values)
        if name in AUTHORS_PAGES and CANARY.encode() in read_whole(author.get(address)).lower()
    }
    mailbox = "/en/demo/mailbox/"
    assert hits == {
        apply_address(opportunity), f"/en/my-applications/{own.pk}/", f"/en/my-applications/{own.pk}/receipt.json",
        mailbox,
    }  # fmt: skip


def test_no_table_no_session_and_no_job_holds_it(
    people: People, opportunity: Opportunity, owner_address: str
) -> None:
    tables = dict(dump_everything(owner_address))
    # The dump does hold what is not sealed, bytes too; the mails were written and have left.
    assert opportunity.title_en.encode() in tables["opportunities_opportunity"]
    assert bytes(opportunity.public_key or b"") in tables["opportunities_opportunity"]
    assert b"message_id" in tables["procrastinate_jobs"]
    assert Message.objects.filter(sealed__isnull=False, state="sent").count() == 5
    assert DemoMail.objects.filter(sealed__isnull=False).count() == 5
    tables["sessions, decoded"] = read_sessions()
    assert b"typed_before" in tables["sessions, decoded"]
    found = [
        (table, text) for table, whole in tables.items() for text in spell(CANARY) if text in whole.lower()
    ]
    assert not found
    # Nor does anything tie an application to a person, an address or the jobs that carry its mail.
    for table in ("opportunities_application", "opportunities_applicationversion", "procrastinate_jobs"):
        for person in people.suppliers[:3]:
            for tie in (str(person.pk), str(person.suppliers_owned.get().pk), person.email, person.name):
                assert tie.encode() not in tables[table]
    for each in Application.objects.all():
        tied = {table for table, whole in tables.items() if each.pk.encode() in whole}
        assert tied == {"opportunities_application", "opportunities_applicationversion"} - (
            {"opportunities_applicationversion"} if each.state == "DRAFT" else set()
        )


def test_no_line_of_a_log_holds_it_even_where_all_goes_wrong(
    people: People, opportunity: Opportunity, settings: Any, caplog: Any, monkeypatch: pytest.MonkeyPatch, move_clock: Any
) -> None:  # fmt: skip
    browser = sign_in_as(people.suppliers[3], settings)
    browser.raise_request_exception = False

    def fail(*parts: object) -> None:
        raise RuntimeError("The seal broke.")

    with caplog.at_level(logging.DEBUG):
        with monkeypatch.context() as broken:
            broken.setattr(actions, "seal_version", fail)
            assert send(browser, opportunity, **planted(opportunity, "broken")).status_code == 500
        monkeypatch.setattr(
            "microacquisition.opportunities.applications.queries.public_status", lambda *_: "open"
        )
        move_clock(opportunity.closes_at - current_instant())  # type: ignore[operator]
        assert send(browser, opportunity, **planted(opportunity, "late")).status_code == 409
    assert "The seal broke." in caplog.text
    assert CANARY not in caplog.text.lower()
    # What PostgreSQL itself writes down of a statement that it refused.
    said = [path.read_bytes().lower() for path in (SERVER_FOLDER / "data").glob("log*") if path.is_file()]
    assert said and not any(CANARY.encode() in text for text in said)
