"""While open, nobody can read an application, nobody can rewrite one, and nothing tells who applied."""

import base64
import re
from typing import Any

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.applications.opening import SealedStill, open_sealed_applications
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Supplier
from tests.opportunities.applications.make import (
    answer_field,
    apply_address,
    fill_form,
    make_open,
    make_person,
    send,
    sign_in,
)

pytestmark = pytest.mark.usefixtures("monday")
CANARY = "zq7canary"


def dump_everything(owner_address: str) -> bytes:
    """Every row of every table, as text and with each byte column as its bytes."""
    whole = b""
    with psycopg.connect(owner_address) as link:
        tables = link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            rows = link.execute(
                sql.SQL("SELECT * FROM {}").format(sql.Identifier("public", table))
            ).fetchall()
            for row in rows:
                whole += b"\n".join(_bytes_of(value) for value in row) + b"\n"
    return whole


def _bytes_of(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def spellings(text: str) -> list[bytes]:
    """The same text in the spellings that a dump might hold it in."""
    raw = text.encode()
    return [raw, raw.hex().encode(), base64.b64encode(raw)[:-3], raw.decode().upper().encode()]


def test_no_field_of_an_application_stands_readable_anywhere(owner_address: str) -> None:
    opportunity, person = make_open(), make_person("Jordan Tremblay")
    browser = sign_in(person)
    typed = {
        "name": f"{CANARY} name",
        "business_name": f"{CANARY} firm",
        answer_field(opportunity): f"{CANARY} answer, secret sauce",
    }
    browser.post(apply_address(opportunity), {**fill_form(opportunity, **typed), "save": "1"})
    send(browser, opportunity, **typed)
    send(browser, opportunity, based_on="1", **typed)
    whole = dump_everything(owner_address)
    assert opportunity.title_en.encode() in whole  # the dump does hold what is not sealed
    for text in spellings(CANARY):
        assert text not in whole
    assert Application.objects.get().versions.count() == 2


def test_nothing_ties_a_person_to_an_application_while_open(owner_address: str) -> None:
    opportunity, person = make_open(), make_person("Jordan Tremblay")
    before = dump_everything(owner_address).count(person.email.encode())
    browser = sign_in(person)
    send(browser, opportunity)
    supplier = Supplier.objects.get()
    with psycopg.connect(owner_address) as link:
        for table in ("application", "applicationversion"):
            rows = link.execute(f"SELECT t::text FROM opportunities_{table} t").fetchall()
            for (row,) in rows:
                for tie in (str(person.pk), str(supplier.pk), person.email, person.name):
                    assert tie not in row
    assert dump_everything(owner_address).count(person.email.encode()) == before
    received = ApplicationVersion.objects.get().received_at
    assert supplier.members.get().started_at == person.joined_at != received


def test_staff_find_nothing_before_closing() -> None:
    opportunity = make_open()
    address = send(sign_in(make_person("Jordan Tremblay")), opportunity).url
    for name in ("Olga Officer", "Cleo Client"):
        browser = sign_in(get_user_model().objects.get(name=name))
        assert browser.get(address).status_code == 404
        assert browser.get(f"{address}receipt.json").status_code == 404
        assert Application.objects.get().pk.encode() not in browser.get("/en/my-applications/").content


def test_the_page_of_those_who_did_not_apply_is_the_same_for_any_number() -> None:
    opportunity, looker = make_open(), sign_in(make_person("Lou Looker"))
    blank = looker.get(apply_address(opportunity)).content
    for number in range(3):
        send(sign_in(make_person(f"Person {number}")), opportunity)
    seen = looker.get(apply_address(opportunity)).content
    assert _without_tokens(seen) == _without_tokens(blank)


def _without_tokens(page: bytes) -> bytes:
    return re.sub(rb'name="(csrfmiddlewaretoken|form_key)" value="[^"]*"', b"", page)


@pytest.mark.parametrize("change", ["UPDATE {} SET receipt = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_a_version_is_never_rewritten(change: str) -> None:
    opportunity = make_open()
    send(sign_in(make_person("Jordan Tremblay")), opportunity)
    kept = ApplicationVersion.objects.get().receipt
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format("opportunities_applicationversion"))
    assert ApplicationVersion.objects.get().receipt == kept


def test_even_the_owner_does_not_rewrite_a_version_by_accident(owner_address: str) -> None:
    send(sign_in(make_person("Jordan Tremblay")), make_open())
    with psycopg.connect(owner_address) as link, pytest.raises(psycopg.Error):
        link.execute("UPDATE opportunities_applicationversion SET receipt = ''")
    assert ApplicationVersion.objects.get().receipt


def test_no_state_without_its_receipt() -> None:
    opportunity = make_open()
    send(sign_in(make_person("Jordan Tremblay")), opportunity)
    with pytest.raises(DatabaseError), transaction.atomic():
        Application.objects.update(state="WITHDRAWN")
    assert Application.objects.get().state == "SUBMITTED"


def test_nothing_is_opened_before_closing() -> None:
    opportunity = make_open()
    send(sign_in(make_person("Jordan Tremblay")), opportunity)
    with pytest.raises(SealedStill):
        open_sealed_applications(Opportunity.objects.get())
