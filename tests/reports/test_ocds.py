"""OCDS releases of every state of a purchase: valid, mergeable, the same for ever, and nobody named who was not chosen."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from microacquisition.common.bilingual import Bilingual
from microacquisition.content.today import find_today
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Department, Supplier
from microacquisition.reports.jobs import publish_every_release
from microacquisition.reports.open_data.models import Release
from microacquisition.reports.open_data.publishing import publish_releases
from microacquisition.reports.surveys.asking import send_surveys
from microacquisition.site.clock import current_instant
from tests.applying import apply_as, close
from tests.builders import People, make_open, make_people, make_posted, posting_form
from tests.opportunities.agreement import builders as work
from tests.opportunities.evaluation import builders as evaluating
from tests.opportunities.finding.test_feeds import extend
from tests.opportunities.posting.test_amend import amend
from tests.reports.ocds import SCHEMAS, find_faults, publish, read_lines, read_record, tags

LISTED = {"address": "https://code.open.canada.ca/en/policies.html"}
BOTH = {"reason_both": Bilingual("Not needed.", "Besoin disparu."), "reason": "both"}


@pytest.fixture
def people(committed_database: str) -> People:
    """Everybody an opportunity needs."""
    return make_people()


def test_the_standard_is_at_hand() -> None:
    if not SCHEMAS.is_dir():
        pytest.skip(
            "the schemas of OCDS 1.1 are not beside the repository (shared/vendor/ocds): nothing was validated"
        )
    assert find_faults({"ocid": "ocds-000000-x"}, "release-schema"), "it finds what is missing"
    pytest.importorskip(
        "ocdsmerge", reason="ocdsmerge is not installed: nothing was merged by the standard's own tool"
    )


def published() -> str:
    """Everything that anybody reads, as text."""
    return "\n".join(Release.objects.values_list("body", flat=True))


def test_what_is_open_amended_and_moved(people: People) -> None:
    opportunity = make_open(people)
    compiled = publish(opportunity)
    assert compiled["tag"] == ["compiled"] and compiled["tender"]["status"] == "active"
    assert compiled["tender"]["title"] == "Cloud policies"
    assert compiled["tender"]["title_fr"] == "Politiques infonuagiques"
    assert compiled["tender"]["value"] == {"amount": 6000, "currency": "CAD"}
    assert [each["language"] for each in compiled["tender"]["documents"]] == ["en", "fr"]
    assert compiled["buyer"]["name"] == "Employment" and compiled["parties"][0]["name_fr"] == "Emploi"
    before = compiled["tender"]["tenderPeriod"]["endDate"]
    amend(opportunity, people.officer)
    extend(opportunity)
    publish_releases()
    assert tags() == ["tender", "tenderAmendment"] or tags() == [
        "tender",
        "tenderAmendment",
        "tenderAmendment",
    ]
    first, second = read_lines()[0], read_lines()[1]
    assert second["tender"]["amendments"][0]["amendsReleaseID"] == first["id"]
    assert second["tender"]["amendments"][0]["rationale_fr"].startswith("Il manquait")
    assert publish(opportunity)["tender"]["tenderPeriod"]["endDate"] >= before


def test_what_is_coming_soon_opened_or_taken_back(people: People, move_clock: Any) -> None:
    opens_at = current_instant() + timedelta(hours=20)
    opportunity = make_posted(people, opens_at=opens_at)
    assert publish(opportunity)["tender"]["status"] == "planned" and tags() == ["planning"]
    work.take("unpost", opportunity, people.officer, reason="A holiday.")
    assert publish(opportunity)["tender"]["status"] == "withdrawn"
    publish_releases()
    assert tags() == ["planning", "tenderCancellation"], "said once"
    assert "A holiday" not in published()
    work.take("post", opportunity, people.officer, **posting_form())
    assert publish(opportunity)["tender"]["status"] == "active"


def test_the_number_of_applicants_waits_for_the_opening(people: People, move_clock: Any) -> None:
    opportunity = evaluating.make_closed(people)
    assert "numberOfTenderers" not in publish(opportunity)["tender"]
    work.take(
        "assign_evaluators",
        opportunity,
        people.officer,
        evaluators=[people.evaluator],
        chair=people.evaluator,
    )
    for person in (people.officer, people.advisor):
        work.take("open_applications", opportunity, person)
    compiled = publish(opportunity)
    assert compiled["tender"]["numberOfTenderers"] == 2 and "tenderers" not in compiled["tender"]
    assert tags()[-1] == "tenderUpdate"
    assert not [each for each in Supplier.objects.all() if str(each) in published()]


def test_nothing_differs_with_the_number_of_applications(people: People) -> None:
    opportunity = make_open(people)
    publish_releases()
    before = Client().get("/ocds/releases.jsonl")
    for supplier in people.suppliers:
        apply_as(supplier, opportunity)
    publish_releases()
    after = Client().get("/ocds/releases.jsonl")
    assert (after["ETag"], after.getvalue()) == (before["ETag"], before.getvalue())


def test_cancelled(people: People) -> None:
    opportunity = make_open(people)
    work.take("cancel", opportunity, people.officer, **BOTH)
    compiled = publish(opportunity)
    details = [
        each for each in compiled["tender"]["documents"] if each["documentType"] == "cancellationDetails"
    ]
    assert compiled["tender"]["status"] == "cancelled" and tags() == ["tender", "tenderCancellation"]
    assert [each["description"] for each in details] == ["Not needed.", "Besoin disparu."]
    again = make_open(people, title="Once more")
    Opportunity.objects.filter(pk=again.pk).update(again_from=opportunity)
    (related,) = publish(again)["relatedProcesses"]
    assert (related["identifier"], related["relationship"]) == (compiled["ocid"], ["unsuccessfulProcess"])


def test_ended_without_an_award(people: People, move_clock: Any) -> None:
    opportunity = close(make_open(people), move_clock)
    compiled = publish(opportunity)
    assert compiled["tender"]["status"] == "unsuccessful" and compiled["tender"]["numberOfTenderers"] == 0
    assert "Nobody applied." in compiled["tender"]["milestones"][0]["description"]


def test_drawn_signed_completed_and_paid(people: People) -> None:
    opportunity = work.make_paid(people)
    work.take("complete", opportunity, people.officer, **LISTED)
    compiled = publish(opportunity)
    assert tags() == ["tender", "award", "contract", "implementation", "contractTermination"]
    (award,), (contract,) = compiled["awards"], compiled["contracts"]
    assert award["suppliers"][0]["name"] == "Supplier 1" and contract["status"] == "terminated"
    (delivery,) = contract["milestones"]
    assert (delivery["status"], delivery["code"]) == ("met", "completed") and delivery["dateMet"]
    (paid,) = contract["implementation"]["transactions"]
    assert paid["value"]["amount"] == 6000 and paid["payee"] == award["suppliers"][0]
    assert LISTED["address"] in {each["url"] for each in contract["documents"]}
    assert compiled["tender"]["tenderers"] == award["suppliers"]
    assert "Supplier 2" not in published() and "CARD-7781" not in published()


def test_a_payment_that_came_back(people: People) -> None:
    opportunity = work.make_paid(people)
    payment = opportunity.agreements.get().invoices.get().payments.get()
    returned = {
        "reference": "R-1",
        "refunded_on": opportunity.local_day(current_instant()),
        "reason": "Paid twice.",
    }
    work.take("refund", opportunity, people.payment_officer, payment.pk, **returned)
    (contract,) = publish(opportunity)["contracts"]
    paid, back = contract["implementation"]["transactions"]
    assert (back["payer"], back["payee"]) == (
        paid["payee"],
        paid["payer"],
    ) and "Paid twice" not in published()


def test_terminated_for_default_then_signed_with_the_next(people: People) -> None:
    opportunity = work.make_in_work(people)
    end_for_default(opportunity, people)
    compiled = publish(opportunity)
    (contract,) = compiled["contracts"]
    assert contract["status"] == "terminated"
    assert [(each["status"], each["code"]) for each in contract["milestones"]] == [("notMet", "default")]
    work.sign(work.make_offered_again(work.reload(opportunity)), people.suppliers[1])
    compiled = publish(opportunity)
    assert [each["status"] for each in compiled["contracts"]] == ["terminated", "active"]
    assert [each["suppliers"][0]["name"] for each in compiled["awards"]] == ["Supplier 1", "Supplier 2"]
    assert "Nothing was delivered." not in published()


def end_for_default(opportunity: Opportunity, people: People) -> None:
    work.move_clock_to(work.due(opportunity).due_at + timedelta(hours=1))
    work.give_notice(opportunity, people.officer)
    work.take("terminate_for_default", opportunity, people.officer, reason="Nothing was delivered.")


def test_terminated_for_default_and_posted_again(committed_database: str) -> None:
    people = make_people(suppliers=1)
    opportunity = work.make_in_work(people)
    end_for_default(opportunity, people)
    assert publish(opportunity)["contracts"][0]["milestones"][0]["code"] == "default"
    assert work.reload(opportunity).state == "TERMINATED"


def test_terminated_for_convenience(people: People) -> None:
    opportunity = work.make_in_work(people)
    work.announce_share(opportunity, people.officer)
    work.take("terminate_for_convenience", opportunity, people.officer, reason="No need.", percent=40)
    (contract,) = publish(opportunity)["contracts"]
    assert (contract["status"], contract["value"]["amount"]) == ("terminated", 2400)
    assert [(each["status"], each["code"]) for each in contract["milestones"]] == [
        ("partiallyMet", "convenience")
    ]
    assert "No need." not in published()


def test_scored(committed_database: str) -> None:
    people = make_people("code_with_us", suppliers=2)
    opportunity = evaluating.make_scored(people, 80_00, 60_00)
    work.take("rank", opportunity, people.officer)
    work.take("offer", opportunity, people.officer)
    compiled = publish(opportunity)
    assert "highest total" in compiled["tender"]["awardCriteriaDetails"] and "awards" not in compiled
    assert compiled["tender"]["numberOfTenderers"] == 2


def test_practice_never_leaves_its_area(committed_database: str) -> None:
    work.make_in_work(make_people("practice"))
    assert publish_releases() == 0 and read_lines() == []
    table = Client().get(f"/en/open-data/contracts-of-10000-or-less/{find_today().year}.csv").content.decode()
    assert table.count("\n") == 1, "a first line and no other"
    assert send_surveys(current_instant() + timedelta(days=8)) == 0


def test_a_release_stays_as_it_was_published(people: People) -> None:
    opportunity = work.make_in_work(people)
    publish(opportunity)
    address = "/ocds/releases.jsonl"
    before = Client().get(address)
    Supplier.objects.update(business_name="Another name")
    Department.objects.update(name_en="Another department")
    Opportunity.objects.filter(pk=opportunity.pk).update(title_en="Another title")
    publish_every_release(timestamp=0)
    assert Client().get(address).getvalue() == before.getvalue()
    assert Client().get(address, headers={"if-none-match": before["ETag"]}).status_code == 304
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.update(body="{}")
    record = f"/ocds/records/ocds-000000-{opportunity.reference}.json"
    known = Client().get(record)
    assert Client().get(record, headers={"if-none-match": known["ETag"]}).status_code == 304
    assert known.content == Client().get(record).content


def test_the_lines_are_read_a_few_at_a_time(people: People) -> None:
    opportunity = make_open(people)
    publish_releases()
    Release.objects.bulk_create(
        Release(opportunity=opportunity, ocid="o", code=f"x-{n}", at=opportunity.posted_at, body="{}")
        for n in range(1500)
    )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = Client().get("/ocds/releases.jsonl")
        lines = sum(1 for _line in answer)
    assert lines == 1501 and answer.streaming and len(queries) <= 3


def test_the_package_says_that_the_prefix_is_not_registered(people: People, settings: Any) -> None:
    opportunity = make_open(people)
    publish_releases()
    package = json.loads(Client().get("/ocds/package.json").content)
    assert package["version"] == "1.1" and package["ocid"] == {"prefix": "ocds-000000", "registered": False}
    whole = {**{key: value for key, value in package.items() if key != "ocid"}, "releases": read_lines()}
    assert find_faults(whole, "release-package-schema") == []
    for language, path, says in (
        ("en", "open-data", "placeholder"),
        ("fr", "donnees-ouvertes", "provisoire"),
    ):
        page = Client().get(f"/{language}/{path}/").content.decode()
        assert says in page and "releases.jsonl" in page
    settings.OCID_PREFIX = "ocds-abc123"
    assert "placeholder" not in Client().get("/en/open-data/").content.decode()
    assert Client().get("/ocds/records/ocds-000000-MA-1999-0001.json").status_code == 404
    assert read_record(opportunity)["publisher"]["name"]
