"""The case file from the file page: who may take it, what is in it by then, and what the record says of it."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import bagit
import pytest
from django.test import Client

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.roles import Role
from microacquisition.records.models import Checkpoint, Event
from tests.builders import People, make_people, sign_in_as
from tests.opportunities.agreement.builders import make_paid
from tests.opportunities.applications.planting import hire
from tests.opportunities.evaluation.builders import apply, make_open, make_opened

WORDS = {"en": ("files", "case-file"), "fr": ("dossiers", "telecharger")}


def address_of(opportunity: Opportunity, language: str = "en") -> str:
    files, page = WORDS[language]
    return f"/{language}/{files}/{opportunity.pk}/{page}/"


def take(browser: Client, opportunity: Opportunity, place: Path, language: str = "en") -> Path:
    """Press the button, unpack what comes, let bagit check it; returns the bag’s data."""
    answer = browser.post(address_of(opportunity, language))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    name = f"{opportunity}-case-file"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.zip"'
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as packed:  # type: ignore[arg-type]
        packed.extractall(place)
    bagit.Bag(str(place / name)).validate()
    return place / name / "data"


def read_bag(data: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file())


def find_others(people: People) -> dict[str, Any]:
    """Everybody who may not take it; None for whoever has not signed in."""
    hired = {
        role.value: hire(people, role)
        for role in (Role.ADMINISTRATOR, Role.UNION_OBSERVER, Role.OPEN_SOURCE_ADVISOR)
    }
    return {
        "advisor": people.advisor, "client": people.client, "fund_manager": people.fund_manager,
        "payment_officer": people.payment_officer, "certifier": people.certifier, "evaluator": people.evaluator,
        "winner": people.suppliers[0], "another supplier": people.suppliers[1], **hired,
    }  # fmt: skip


def test_officer_and_auditor_take_a_paid_purchase_from_its_page(
    committed_database: str, settings: Any, tmp_path: Path
) -> None:
    people = make_people(suppliers=2)
    opportunity = make_paid(people)
    for person, language, button in (
        (people.officer, "en", "Download the case file"),
        (people.auditor, "fr", "Télécharger le dossier"),
    ):
        browser = sign_in_as(person, settings)
        files, _page = WORDS[language]
        file = browser.get(f"/{language}/{files}/{opportunity.pk}/").content.decode()
        assert f'<a href="{address_of(opportunity, language)}">{button}</a>' in file
        before = Event.objects.filter(stream=opportunity.stream).count()
        page = browser.get(address_of(opportunity, language))
        assert page.status_code == 200 and button in page.content.decode()
        # Looking at the page takes nothing.
        assert Event.objects.filter(stream=opportunity.stream).count() == before
        data = take(browser, opportunity, tmp_path / language, language)
        assert (data / "payment" / "payment.csv").exists() and (data / "agreement").is_dir()
        last = Event.objects.filter(stream=opportunity.stream).latest("seq")
        said = json.loads(last.body)
        assert (last.code, last.seq) == ("export_case_file", before + 1)
        assert said["actor"] == str(person.pk) and said["role"] in ("officer", "auditor")
        assert f'"{opportunity.stream}",{last.seq},' in Checkpoint.objects.latest("pk").body


def test_nobody_else_finds_it_and_nothing_is_noted(committed_database: str, settings: Any) -> None:
    people = make_people(suppliers=2)
    opportunity = make_paid(people)
    others = find_others(people)
    events = Event.objects.filter(stream=opportunity.stream).count()
    for who, person in others.items():
        browser = sign_in_as(person, settings)
        assert browser.get(address_of(opportunity)).status_code == 404, who
        assert browser.post(address_of(opportunity)).status_code == 404, who
        file = browser.get(f"/en/files/{opportunity.pk}/").content.decode()
        assert "case-file" not in file, who
    answer = Client().post(address_of(opportunity))
    assert answer.status_code == 302 and answer["Location"].startswith("/en/sign-in/?next=")
    assert Event.objects.filter(stream=opportunity.stream).count() == events


def test_while_open_the_auditor_gets_nothing_that_is_sealed_nor_how_many_applied(
    committed_database: str, settings: Any, tmp_path: Path
) -> None:
    people = make_people(suppliers=3)
    opportunity = make_open(people)
    auditor = sign_in_as(people.auditor, settings)
    assert "Applications are still sealed" in auditor.get(address_of(opportunity)).content.decode()
    before = take(auditor, opportunity, tmp_path / "before")
    applications = [apply(opportunity, each, text="CANARY in the answer") for each in people.suppliers]
    after = take(auditor, opportunity, tmp_path / "after")
    for secret in ("CANARY", *applications, *(each.email for each in people.suppliers)):
        assert secret.encode() not in read_bag(after)
    assert opportunity.title_en.encode() in read_bag(after)
    # The export itself is one event more, with its checkpoint; the index says when.
    assert list_bytes(before) == list_bytes(after)
    events = [(bag / "record" / "events.jsonl").read_text().splitlines() for bag in (before, after)]
    assert events[1][:-1] == events[0]


def list_bytes(data: Path) -> dict[str, bytes]:
    """Every file by its name, without what each export adds of itself."""
    files = {path.relative_to(data).as_posix(): path for path in data.rglob("*") if path.is_file()}
    own = ("index.html", "record/events.jsonl")
    return {
        name: path.read_bytes()
        for name, path in files.items()
        if name not in own and "checkpoints" not in name
    }


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR])
def test_whoever_evaluates_it_does_not_take_it_whatever_else_they_are(
    committed_database: str, settings: Any, role: Role
) -> None:
    people = make_people(suppliers=2)
    opportunity = make_opened(people)
    held = people.auditor.roles_held.get()
    held.pk, held.user, held.role = None, people.evaluator, role.value
    held.save(force_insert=True)
    browser = sign_in_as(people.evaluator, settings)
    assert browser.get(f"/en/files/{opportunity.pk}/").status_code == 200
    assert browser.post(address_of(opportunity)).status_code == 404
    assert not Event.objects.filter(code="export_case_file").exists()
