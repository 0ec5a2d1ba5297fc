"""Opening by two people, anonymous judging with reasons, the freeze by two people."""

import psycopg
import pytest
from django.db import DatabaseError

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications.models import OpenedApplication
from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.evaluation.models import Finding, Judgment
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.process.rules.evaluation import TypedVerdict
from microacquisition.records.models import Event
from tests.builders import People
from tests.opportunities.evaluation.builders import (
    MET,
    NOT_MET,
    assign,
    freeze,
    judge,
    make_closed,
    make_evaluated,
    make_opened,
    reload,
    take,
)


def events(opportunity: Opportunity, code: str) -> int:
    """How often this stands in the record."""
    return Event.objects.filter(stream=opportunity.stream, code=code).count()


def first_label(opportunity: Opportunity, evaluator: User):  # type: ignore[no-untyped-def]
    """The first of this evaluator's applications."""
    assignment = find_assignment(opportunity, evaluator)
    assert assignment is not None
    return labels_of(assignment)[0]


def test_nothing_is_readable_before_two_people_open(people: People) -> None:
    opportunity = make_closed(people)
    take(
        "assign_evaluators",
        opportunity,
        people.officer,
        evaluators=[people.evaluator],
        chair=people.evaluator,
    )
    take("open_applications", opportunity, people.officer)
    assert not OpenedApplication.objects.exists() and reload(opportunity).applications_opened_at is None
    with pytest.raises(Refused):
        take("open_applications", opportunity, people.officer)
    with pytest.raises(Refused):
        take("open_applications", opportunity, people.second_officer)
    take("open_applications", opportunity, people.advisor)
    assert OpenedApplication.objects.count() == 2 and events(opportunity, "open_applications") == 1
    assert Message.objects.filter(template="evaluation/to_evaluate").count() == 1


def test_applications_are_not_opened_without_evaluators(people: People) -> None:
    opportunity = make_closed(people)
    with pytest.raises(Refused, match="Assign the evaluators"):
        take("open_applications", opportunity, people.officer)
    assert not opportunity.signatures.filter(step="open_applications").exists()


def test_who_opens_and_freezes_does_not_evaluate(people: People) -> None:
    opportunity = make_closed(people)
    for person in (people.officer, people.advisor, people.stranger):
        with pytest.raises(Refused):
            take("assign_evaluators", opportunity, people.officer, evaluators=[person], chair=person)
    with pytest.raises(Refused, match="chair"):
        take(
            "assign_evaluators",
            opportunity,
            people.officer,
            evaluators=[people.evaluator],
            chair=people.author,
        )
    assert not opportunity.evaluator_assignments.exists()


def test_an_evaluator_reads_no_identity(people: People, browser) -> None:  # type: ignore[no-untyped-def]
    opportunity = make_opened(people)
    page = browser(people.evaluator)
    label = first_label(opportunity, people.evaluator)
    shown = page.get(f"/en/files/{opportunity.pk}/evaluate/").content.decode()
    shown += page.get(f"/en/files/{opportunity.pk}/evaluate/{label.label}/").content.decode()
    french = page.get(f"/fr/dossiers/{opportunity.pk}/evaluer/{label.label}/").content.decode()
    assert "thirty policies" in shown and "thirty policies" in french and "Évaluer la candidature" in french
    for opened in OpenedApplication.objects.select_related("application", "supplier__owner"):
        version = opened.version
        for told in (
            opened.application_id, opened.applicant_name, opened.supplier.owner.email, str(opened.supplier_id),
            version.content_sha256, version.receipt, f"{version.received_at:%Y-%m-%dT%H:%M}",
        ):  # fmt: skip
            assert told not in shown + french
    assert "https://github.com/jordan/policies" in shown
    assert 'href="https://github.com/jordan' not in shown


def test_each_evaluator_has_labels_of_their_own(people: People) -> None:
    opportunity = make_opened(people, evaluators=[people.evaluator, people.author])
    for evaluator in (people.evaluator, people.author):
        assignment = find_assignment(opportunity, evaluator)
        assert assignment is not None
        assert [label.label for label in labels_of(assignment)] == ["A", "B"]
        assert [label.place for label in labels_of(assignment)] == [1, 2]


def test_pages_of_the_evaluation_are_not_there_for_others(people: People, browser) -> None:  # type: ignore[no-untyped-def]
    opportunity = make_opened(people)
    for person in (people.officer, people.stranger, people.suppliers[0]):
        assert browser(person).get(f"/en/files/{opportunity.pk}/evaluate/A/").status_code == 404
    for address in ("evaluation/", "answers/"):
        assert browser(people.evaluator).get(f"/en/files/{opportunity.pk}/{address}").status_code == 404


def test_a_judgment_without_a_reason_is_refused_and_nothing_changes(people: People, browser) -> None:  # type: ignore[no-untyped-def]
    opportunity = make_opened(people)
    label, code = first_label(opportunity, people.evaluator), criteria_of(opportunity)[0].code
    for verdict in (TypedVerdict(code, True, "  "), TypedVerdict(code, None, MET)):
        with pytest.raises(Refused):
            take("judge", opportunity, people.evaluator, label=label, verdicts=(verdict,))
    page = browser(people.evaluator)
    address = f"/en/files/{opportunity.pk}/evaluate/{label.label}/"
    sent = page.post(address, {f"met_{code}": "yes", f"reason_{code}": ""})
    assert sent.status_code == 200 and b"Write the reason for this judgment." in sent.content
    assert b"checked" in sent.content and not Judgment.objects.exists() and not events(opportunity, "judge")
    kept = page.post(address, {f"met_{code}": "no", f"reason_{code}": NOT_MET, "stay": "1"})
    assert kept.status_code == 302 and kept["Location"].endswith(address)
    assert Judgment.objects.get().met is False


def test_nobody_judges_before_declaring(people: People) -> None:
    opportunity = make_closed(people)
    take(
        "assign_evaluators",
        opportunity,
        people.officer,
        evaluators=[people.evaluator],
        chair=people.evaluator,
    )
    take("open_applications", opportunity, people.officer)
    take("open_applications", opportunity, people.advisor)
    with pytest.raises(Refused, match="declare"):
        judge(opportunity, people.evaluator)
    assert not Judgment.objects.exists()


def test_an_interest_ends_the_assignment_and_somebody_else_judges(people: People) -> None:
    opportunity = make_opened(people)
    judge(opportunity, people.evaluator)
    take("declare", opportunity, people.evaluator, no_interest=False, text="A cousin.")
    with pytest.raises(NotYours):
        judge_again = find_assignment(opportunity, people.evaluator)
        assert judge_again is None
        take("judge", opportunity, people.evaluator)
    with pytest.raises(Refused, match="missing"):
        take("freeze_evaluation", opportunity, people.officer)
    assign(opportunity, people, people.author)
    take("declare", opportunity, people.author, no_interest=True)
    judge(opportunity, people.author)
    assert freeze(opportunity, people).state == "EVALUATED"


def test_the_freeze_needs_two_people_and_everything_judged(people: People) -> None:
    opportunity = make_opened(people)
    with pytest.raises(Refused, match="missing: 2"):
        take("freeze_evaluation", opportunity, people.officer)
    judge(opportunity, people.evaluator)
    assert take("freeze_evaluation", opportunity, people.officer).state == "CLOSED"
    with pytest.raises(Refused):
        take("freeze_evaluation", opportunity, people.second_officer)
    assert not Finding.objects.exists()
    assert take("freeze_evaluation", opportunity, people.advisor).state == "EVALUATED"
    assert Finding.objects.count() == 2


def test_a_changed_judgment_voids_the_first_signature(people: People) -> None:
    opportunity = make_opened(people)
    judge(opportunity, people.evaluator)
    take("freeze_evaluation", opportunity, people.officer)
    judge(opportunity, people.evaluator, set(opportunity.applications.values_list("pk", flat=True)))
    assert events(opportunity, "void_signature") == 1
    assert take("freeze_evaluation", opportunity, people.advisor).state == "CLOSED"


def test_after_the_freeze_engine_and_database_refuse_judgments(people: People) -> None:
    opportunity = make_evaluated(people)
    with pytest.raises(Refused):
        judge(opportunity, people.evaluator, set(opportunity.applications.values_list("pk", flat=True)))
    for row in (Judgment.objects.first(), Finding.objects.first()):
        assert row is not None
        row.met = False
        with pytest.raises(DatabaseError) as refusal:
            row.save()
        assert isinstance(refusal.value.__cause__, psycopg.Error)
        assert refusal.value.__cause__.sqlstate == "MA005"
    assert not Judgment.objects.filter(met=False).exists()


def test_an_officer_blacks_out_a_slip_and_the_original_stays(people: People, browser) -> None:  # type: ignore[no-untyped-def]
    opportunity = make_opened(people, applications=1)
    answer = OpenedApplication.objects.get().answers.get()
    address = f"/en/files/{opportunity.pk}/answers/{answer.pk}/"
    assert browser(people.evaluator).get(address).status_code == 404
    sent = browser(people.officer).post(address, {"shown": "From 2023 to 2025. [redacted]"})
    assert sent.status_code == 302 and events(opportunity, "redact") == 1
    shown = browser(people.evaluator).get(f"/en/files/{opportunity.pk}/evaluate/A/").content.decode()
    assert "[redacted]" in shown and "github.com/jordan" not in shown
    answer.refresh_from_db()
    assert "github.com/jordan" in answer.text
