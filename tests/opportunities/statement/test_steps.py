"""The statement's steps: begin, submit, ask for changes, approve by two, return, withdraw."""

import pytest
from django.db import DatabaseError, transaction

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.signatures import Signature
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.statement.models import StatementVersion
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.opportunities.statement.snapshot import digest_body, digest_statement, write_snapshot
from microacquisition.records.models import Event
from tests.builders import People, make_approved, make_drafting, make_in_review, make_people, make_request


def _state(opportunity: Opportunity) -> str:
    return Opportunity.objects.get(pk=opportunity.pk).state


def _take(code: str, opportunity: Opportunity, user: object, **given: object) -> None:
    take_step(code, opportunity_id=opportunity.pk, user=user, given=given)  # type: ignore[arg-type]


def test_accepting_begins_a_statement_in_the_askers_language(people: People) -> None:
    opportunity = make_drafting(people, written=False)
    statement = find_statement(opportunity)
    assert opportunity.state == "DRAFTING"
    assert opportunity.officer == people.officer
    assert (statement.first_language, statement.hours, statement.version) == ("fr", 65, 0)
    assert statement.standalone_reason == "Asked everybody in May."
    letter = Message.objects.get(template="intake/request_accepted", to_email=people.client.email)
    assert letter.subject.startswith("Votre demande est acceptée")


def test_an_unfinished_statement_is_refused_with_every_reason(people: People) -> None:
    opportunity = make_drafting(people, written=False)
    with pytest.raises(Refused) as refusal:
        _take("submit_for_review", opportunity, people.client)
    assert len(refusal.value.reasons) > 5
    assert _state(opportunity) == "DRAFTING"
    assert not StatementVersion.objects.exists()


def test_submitting_keeps_a_version_and_asks_both_reviewers(people: People) -> None:
    opportunity = make_in_review(people)
    version = StatementVersion.objects.get(opportunity=opportunity)
    statement = find_statement(opportunity)
    assert version.body == write_snapshot(statement)
    assert version.digest == digest_statement(statement) == digest_body(version.body)
    asked = Message.objects.filter(template="statement/statement_to_review").values_list(
        "to_email", flat=True
    )
    assert set(asked) == {people.officer.email, people.advisor.email}


def test_two_signatures_of_different_people_approve(people: People) -> None:
    opportunity = make_in_review(people)
    _take("approve_statement", opportunity, people.officer)
    assert _state(opportunity) == "IN_REVIEW"
    with pytest.raises(Refused):
        _take("approve_statement", opportunity, people.officer)
    with pytest.raises(Refused):
        _take("approve_statement", opportunity, people.second_officer)
    assert _state(opportunity) == "IN_REVIEW"
    _take("approve_statement", opportunity, people.advisor)
    assert _state(opportunity) == "APPROVED"
    digests = set(Signature.objects.values_list("digest", flat=True))
    assert digests == {StatementVersion.objects.get().digest}


def test_an_author_never_approves_by_rule_and_by_database(people: People) -> None:
    opportunity = make_drafting(people)
    statement = find_statement(opportunity)
    statement.authors.create(person=people.officer, language="en")
    _take("submit_for_review", opportunity, people.client)
    with pytest.raises(Refused) as refusal:
        _take("approve_statement", opportunity, people.officer)
    assert any("wrote in this statement" in reason.en for reason in refusal.value.reasons)
    with pytest.raises(DatabaseError, match="author never approves"), transaction.atomic():
        Signature.objects.create(
            opportunity=opportunity, step="approve_statement", slot=0, person=people.officer, role="officer",
            digest=digest_statement(statement),
        )  # fmt: skip
    assert not Signature.objects.exists()
    assert _state(opportunity) == "IN_REVIEW"


def test_a_changed_text_voids_the_signature_given_before(people: People) -> None:
    opportunity = make_in_review(people)
    _take("approve_statement", opportunity, people.officer)
    _take("request_changes", opportunity, people.advisor, comments={"work": "Say which version."})
    assert _state(opportunity) == "DRAFTING"
    statement = find_statement(opportunity)
    statement.work_en += "\n3. For version 7"
    statement.save()
    _take("submit_for_review", opportunity, people.client)
    assert Signature.objects.get().end.why == "changed"
    assert Event.objects.filter(stream=opportunity.stream, code="void_signature").count() == 1
    _take("approve_statement", opportunity, people.advisor)
    assert _state(opportunity) == "IN_REVIEW"


def test_comments_reach_the_client_by_section_in_their_language(people: People) -> None:
    opportunity = make_in_review(people)
    _take(
        "request_changes",
        opportunity,
        people.advisor,
        comments={"work": "Précisez la version.", "": "Bravo."},
    )
    letter = Message.objects.get(template="statement/changes_asked", to_email=people.client.email)
    assert "Le travail\u00a0: Précisez la version." in letter.body
    body = Event.objects.get(stream=opportunity.stream, code="request_changes").body
    assert "Précisez" not in body


def test_an_approved_statement_can_be_opened_again(people: People) -> None:
    opportunity = make_approved(people)
    with pytest.raises(NotYours):
        _take("return_to_drafting", opportunity, people.client, reason="x")
    _take("return_to_drafting", opportunity, people.officer, reason="The price changed.")
    assert _state(opportunity) == "DRAFTING"


def test_the_client_withdraws_before_posting_and_the_officer_is_told(people: People) -> None:
    opportunity = make_drafting(people)
    with pytest.raises(NotYours):
        _take("withdraw_request", opportunity, people.officer, reason="x")
    _take("withdraw_request", opportunity, people.client, reason="Plus besoin.")
    assert _state(opportunity) == "CANCELLED"
    assert Message.objects.get(template="statement/request_withdrawn").to_email == people.officer.email


def test_a_request_is_withdrawn_before_anybody_answered(people: People) -> None:
    opportunity = make_request(people)
    _take("withdraw_request", opportunity, people.client, reason="Plus besoin.")
    told = set(
        Message.objects.filter(template="statement/request_withdrawn").values_list("to_email", flat=True)
    )
    assert told == {people.officer.email, people.second_officer.email}


def test_a_practice_program_counts_minutes_and_stays_practice(people: People) -> None:
    opportunity = make_approved(make_people("practice"))
    assert opportunity.practice
    assert opportunity.state == "APPROVED"
