"""The case file: everything that is open, in a bag that holds, checked without this software."""

import csv
import json
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path

import bagit
import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from microacquisition.opportunities import models as office
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.models import Checkpoint, Event
from microacquisition.reports.case_file.rows import write_cell
from microacquisition.reports.case_file.tables import TABLES
from tests.asking import ANSWER, make_questions
from tests.builders import make_people
from tests.opportunities.agreement.builders import make_paid
from tests.opportunities.evaluation.builders import apply, make_open, make_opened, make_ranked

SECOND = Path(__file__).resolve().parents[1] / "records" / "second_implementation.py"
LEFT_OUT = {
    "TakenForm": "which buttons were pressed once",
    "AllowedTransition": "the lifecycle, not of one file",
    "ReferenceCounter": "not of one file",
    "ReadinessRecord": "of the program, not of one file",
    "Heartbeat": "of the installation",
    "SearchWords": "the words of the public page once more, folded to be searched",
    "TaxonomySkill": "of the whole site, not of one file",
    "Interest": "each answer of a subscriber; only totals are ever shown",
    "PublishedEvent": "the order in which everybody reads the events, of all files together",
}


def export(opportunity: Opportunity, folder: Path) -> Path:
    """Export, let bagit check the bag, and return its data."""
    call_command("export_case_file", str(opportunity), "--to", str(folder), "--for", "", verbosity=0)
    bagit.Bag(str(folder)).validate()
    return folder / "data"


def read_all(data: Path) -> str:
    """Every byte of the bag as text."""
    return "\n".join(
        f"{path}\n{path.read_bytes().decode('utf-8', 'replace')}"
        for path in data.rglob("*")
        if path.is_file()
    )


def run_second(*arguments: object) -> int:
    """Run the second implementation."""
    return subprocess.run(
        [sys.executable, "-I", SECOND, *map(str, arguments)], capture_output=True
    ).returncode


def test_every_table_of_the_office_is_in_the_case_file_or_left_out_for_a_reason():
    models = {model.__name__ for model in apps.get_app_config("opportunities").get_models()}
    exported = {table.model.__name__ for table in TABLES}
    assert models - exported == set(LEFT_OUT)
    assert not exported & set(LEFT_OUT)


def test_a_paid_purchase_is_whole_and_checked_without_this_software(committed_database, tmp_path):
    people = make_people(suppliers=2)
    opportunity = make_paid(people)
    data = export(opportunity, tmp_path / "bag")
    names = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    wanted = {
        "index.html", "statement/statement.en.md", "opportunity/opportunity.csv", "agreement/agreement.csv",
        "payment/invoice.csv", "payment/payment.jsonl", "work/assessment.csv", "record/events.jsonl",
        "record/texts.jsonl", "record/keys.json",
    }  # fmt: skip
    assert wanted <= names
    assert sum(name.startswith("documents/") for name in names) >= 2  # agreement and invoice
    agreement = opportunity.agreements.get()
    assert (data / "agreement" / f"{agreement.pk}.txt").read_text("utf-8") == agreement.text
    index = (data / "index.html").read_text("utf-8")
    assert "Payments" in index and "Paiements" in index and 'href="payment/payment.csv"' in index
    mails = [message_from_bytes(path.read_bytes()) for path in sorted((data / "messages").glob("*.eml"))]
    assert mails and all(mail["To"] and mail["Subject"] and mail["Date"] for mail in mails)
    payment = json.loads((data / "payment" / "payment.jsonl").read_text("utf-8"))
    assert payment["amount_cents"] == office.Payment.objects.get().amount_cents
    assert payment["started_by"] == str(people.payment_officer)
    last = Event.objects.filter(stream=opportunity.stream).latest("seq")
    assert last.code == "export_case_file" and json.loads(last.body)["actor"] == "console"
    check_chain(data)


def check_chain(data: Path) -> None:
    """The second implementation accepts events and the newest checkpoint, and refuses what was changed."""
    events, key = data / "record" / "events.jsonl", Checkpoint.objects.latest("pk").key
    checkpoint = sorted((data / "record" / "checkpoints").glob("*.json"))[-1]
    assert run_second(events, checkpoint, key) == 0
    assert run_second(events, checkpoint, "00" * 32) == 1
    text = events.read_text("utf-8")
    events.write_text("".join(text.splitlines(keepends=True)[:-1]), "utf-8")
    assert run_second(events, checkpoint, key) == 1
    events.write_text(text.replace("IN_WORK", "IN_WORC", 1), "utf-8")
    assert run_second(events, checkpoint, key) == 1
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(data.parent)).validate()


def test_questions_are_whole_and_nobody_reads_who_asked(committed_database, tmp_path):
    people = make_people(suppliers=1)
    data = export(make_questions(people), tmp_path / "bag")
    lines = (data / "posting" / "question.jsonl").read_text("utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    assert [row["number"] for row in asked] == [1, 2, 3] and "asker" not in asked[0]
    versions = (data / "posting" / "publishedanswer.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["answer_en"] for line in versions] == [ANSWER.en, "No. It is paid for."]
    said = read_all(data)
    for asker in (people.stranger, people.suppliers[0]):
        assert asker.email not in said and str(asker.pk) not in said


def test_nothing_sealed_leaves_while_open(committed_database, tmp_path):
    people = make_people(suppliers=1)
    opportunity = make_open(people)
    empty = export(opportunity, tmp_path / "before")
    application = apply(opportunity, people.suppliers[0], text="CANARY in the answer")
    data = export(opportunity, tmp_path / "after")
    said = read_all(data)
    for secret in ("CANARY", application, people.suppliers[0].email, people.suppliers[0].name):
        assert secret not in said
    assert "still sealed" in said and "encore scellées" in said
    names = [sorted(path.relative_to(bag).as_posix() for path in bag.rglob("*")) for bag in (empty, data)]
    drop = [[name for name in each if "checkpoints" not in name] for each in names]
    assert drop[0] == drop[1]  # nor does it tell how many there are


def test_names_and_judgments_wait_for_the_freeze_and_the_offer(committed_database, tmp_path):
    people = make_people(suppliers=2)
    opened = export(make_opened(people), tmp_path / "opened")
    supplier = people.suppliers[0]
    assert (opened / "applications" / "openedanswer.csv").exists()
    assert not (opened / "evaluation" / "judgment.csv").exists()
    assert supplier.name not in read_all(opened) and supplier.email not in read_all(opened)


def test_after_the_draw_the_order_is_there_and_still_no_name(committed_database, tmp_path):
    people = make_people(suppliers=2)
    data = export(make_ranked(people), tmp_path / "ranked")
    assert (data / "evaluation" / "finding.csv").exists() and (
        data / "selection" / "rankedapplication.csv"
    ).exists()
    assert people.suppliers[0].name not in read_all(data)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠SUM(A1)"])
def test_no_cell_is_a_formula(text, tmp_path):
    path = tmp_path / "cells.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerow([write_cell(text), write_cell(-1), write_cell(["=1"])])
    with path.open(newline="", encoding="utf-8") as file:
        assert next(csv.reader(file)) == [f"'{text}", "-1", '["=1"]']


def test_a_folder_with_something_in_it_and_an_unknown_reference_are_refused(committed_database, tmp_path):
    (tmp_path / "file").write_text("x")
    opportunity = make_open(make_people(suppliers=1))
    events = Event.objects.count()
    for reference, sentence in ((str(opportunity), "is not empty"), ("MA-1999-0001", "no opportunity")):
        with pytest.raises(CommandError, match=sentence):
            call_command("export_case_file", reference, "--to", str(tmp_path))
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("export_case_file", str(opportunity), "--for", "nobody@example.ca")
    assert Event.objects.count() == events
