"""The posting's steps: translate and approve by two people, post, open by the clock, take back, cancel."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.sealing import open_for_evaluation, seal_version
from microacquisition.correspondence.models import Message
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.models import Cancellation, Posting, Translation
from microacquisition.opportunities.posting.queries import proposed_cancellation
from microacquisition.opportunities.posting.translations import list_texts
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.statement.models import StatementVersion
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.people.models import User
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.applying import apply_as, make_closed
from tests.builders import (
    People,
    make_funded,
    make_open,
    make_people,
    make_posted,
    make_translated,
    posting_form,
)


def _take(code: str, opportunity: Opportunity, user: User, **given: Any) -> Opportunity:
    take_step(code, opportunity_id=opportunity.pk, user=user, given=given)
    return Opportunity.objects.get(pk=opportunity.pk)


def _refusal(code: str, opportunity: Opportunity, user: User | None, **given: Any) -> str:
    with pytest.raises(Refused) as refusal:
        take_step(code, opportunity_id=opportunity.pk, user=user, given=given)
    return str(refusal.value)


def _texts(opportunity: Opportunity, **changed: str) -> dict[str, str]:
    texts = {each.name: each.text.en for each in list_texts(find_statement(opportunity))}
    return {**texts, **changed}


def test_a_translation_is_submitted_and_approved_by_different_people(people: People) -> None:
    opportunity = make_funded(people)
    assert "submit_translation" in {pending.step.code for pending in read_turns(opportunity).waiting}
    _take(
        "submit_translation",
        opportunity,
        people.officer,
        texts=_texts(opportunity, title="Policies in the cloud"),
    )
    assert Opportunity.objects.get().title_en == "Policies in the cloud"
    assert "You translated" in _refusal("approve_translation", opportunity, people.officer)
    assert "You translated" in _refusal("approve_translation", opportunity, people.author)
    letter = Message.objects.get(template="posting/translation_to_approve")
    assert letter.to_email == people.second_officer.email
    _take("approve_translation", opportunity, people.second_officer)
    assert Translation.objects.get().approved_by == people.second_officer
    assert "already approved" in _refusal("approve_translation", opportunity, people.second_officer)


def test_a_program_of_one_language_awaits_no_translation(committed_database: str) -> None:
    people = make_people("code_with_us")
    opportunity = make_funded(people)
    assert {pending.step.code for pending in read_turns(opportunity).waiting} == {"post"}
    refused = _refusal("submit_translation", opportunity, people.client, texts=_texts(opportunity))
    assert "nothing to translate" in refused and not Translation.objects.exists()


def test_the_database_refuses_a_translator_who_approves(people: People) -> None:
    opportunity = make_funded(people)
    with pytest.raises(IntegrityError, match="translator_does_not_approve"), transaction.atomic():
        Translation.objects.create(
            opportunity=opportunity, language="en", digest="0" * 64, submitted_by=people.client,
            approved_by=people.client, approved_at=current_instant(),
        )  # fmt: skip


def test_numbers_must_be_the_same_in_both_languages(people: People) -> None:
    opportunity = make_funded(people)
    before = find_statement(opportunity).work_en
    wrong = _texts(opportunity, work="1. A script\n3. Its documentation")
    assert "Only the English text says: 3" in _refusal(
        "submit_translation", opportunity, people.client, texts=wrong
    )
    assert "Not translated yet: Background" in _refusal(
        "submit_translation", opportunity, people.client, texts=_texts(opportunity, background=" ")
    )
    assert find_statement(opportunity).work_en == before
    assert not Translation.objects.exists()


def test_a_text_changed_after_approval_needs_a_new_one(people: People) -> None:
    opportunity = make_translated(people)
    _take("submit_translation", opportunity, people.client, texts=_texts(opportunity, title="Other"))
    assert "not approved" in _refusal("post", opportunity, people.officer, **posting_form())


def test_posting_copies_what_was_promised_onto_the_row(people: People, settings: Any) -> None:
    opportunity = make_open(people)
    statement, programme = find_statement(opportunity), opportunity.programme
    assert (opportunity.state, opportunity.reference) == ("OPEN", f"MA-{current_instant().year}-0001")
    assert opportunity.price_cents == statement.price_cents == 6_000_00
    assert opportunity.largest_price_cents == 8_695_65
    assert (opportunity.closes_at, opportunity.closes_local) == (statement.closes_at, statement.closes_local)
    assert opportunity.original_closes_at == opportunity.closes_at
    assert (opportunity.zone, opportunity.delivery_at) == ("America/Toronto", statement.delivery_at)
    assert (opportunity.programme_version, opportunity.programme_digest) == (
        programme.version,
        programme.digest,
    )
    version = StatementVersion.objects.get(why="posted")
    assert (version.number, version.saved_by) == (2, people.officer)
    assert Posting.objects.get().splitting_judged_none is True
    public_key, wrapped = bytes(opportunity.public_key), bytes(opportunity.wrapped_private_key)
    sealed = seal_version(b"answers", public_key, settings.OUTSIDE_KEY)
    assert open_for_evaluation(sealed, wrapped, settings.OUTSIDE_KEY) == b"answers"
    assert Message.objects.filter(
        template="posting/opportunity_posted", to_email=people.client.email
    ).exists()


def test_references_count_up_without_a_gap(people: People) -> None:
    first, second = make_open(people), make_open(people)
    year = current_instant().year
    assert [first.reference, second.reference] == [f"MA-{year}-0001", f"MA-{year}-0002"]


def test_two_officers_posting_at_once_get_two_references(people: People) -> None:
    waiting = [make_translated(people), make_translated(people)]

    def post(opportunity: Opportunity) -> str:
        try:
            return str(_take("post", opportunity, people.officer, **posting_form()).reference)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        references = set(both.map(post, waiting))
    year = current_instant().year
    assert references == {f"MA-{year}-0001", f"MA-{year}-0002"}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"splitting_judged_none": False}, "contract splitting"),
        ({"splitting_reason": "  "}, "with a reason"),
        ({"splitting_judged_none": None}, "Judge first"),
    ],
)
def test_splitting_is_judged_with_a_reason(people: People, changed: dict[str, Any], reason: str) -> None:
    opportunity = make_translated(people)
    assert reason in _refusal("post", opportunity, people.officer, **posting_form(**changed))
    row = Opportunity.objects.get()
    assert (row.state, row.reference, row.posted_at, row.public_key) == ("FUNDED", None, None, None)


def test_nothing_is_posted_without_its_translation_or_too_late(people: People, move_clock: Any) -> None:
    opportunity = make_funded(people)
    assert "not approved" in _refusal("post", opportunity, people.officer, **posting_form())
    _take("submit_translation", opportunity, people.client, texts=_texts(opportunity))
    _take("approve_translation", opportunity, people.officer)
    move_clock(find_statement(opportunity).closes_at - timedelta(hours=1))
    assert "must not come before" in _refusal("post", opportunity, people.officer, **posting_form())
    move_clock(timedelta(hours=2))
    assert "already passed" in _refusal("post", opportunity, people.officer, **posting_form())
    assert Opportunity.objects.get().state == "FUNDED"


def test_only_an_officer_posts(people: People) -> None:
    opportunity = make_translated(people)
    for person in (people.client, people.advisor, people.payment_officer, people.stranger):
        with pytest.raises(NotYours):
            _take("post", opportunity, person, **posting_form())


def test_the_clock_opens_what_is_due_and_not_before(people: People, move_clock: Any) -> None:
    opens_at = current_instant() + timedelta(hours=20)
    opportunity = make_posted(people, opens_at=opens_at)
    assert opportunity.state == "SCHEDULED"
    assert take_due_steps() == 0
    assert "not reached" in _refusal("open", opportunity, None)
    move_clock(opens_at)
    assert take_due_steps() == 1
    assert Opportunity.objects.get().state == "OPEN"
    assert take_due_steps() == 0
    assert Event.objects.filter(stream=opportunity.stream, code="open").count() == 1


def test_a_posting_is_taken_back_before_it_opens_and_keeps_its_reference(
    people: People, move_clock: Any
) -> None:
    opens_at = current_instant() + timedelta(hours=20)
    opportunity = make_posted(people, opens_at=opens_at)
    taken_back = _take("unpost", opportunity, people.officer, reason="A holiday.")
    assert (taken_back.state, taken_back.posted_at, taken_back.reference) == (
        "FUNDED",
        None,
        opportunity.reference,
    )
    again = _take("post", opportunity, people.officer, **posting_form(opens_at=opens_at))
    assert (again.state, again.reference) == ("SCHEDULED", opportunity.reference)
    move_clock(opens_at)
    assert "already passed" in _refusal("unpost", opportunity, people.officer)


def test_cancelling_while_open_tells_staff_and_client_why(people: People) -> None:
    opportunity = make_open(people)
    reason = Bilingual("Not needed any more.", "Le besoin n’existe plus.")
    assert "every language" in _refusal(
        "cancel",
        opportunity,
        people.officer,
        reason_both=Bilingual("Only English", ""),
        reason="Only English",
    )
    opportunity = _take("cancel", opportunity, people.officer, reason_both=reason, reason="both")
    assert opportunity.state == "CANCELLED"
    assert Cancellation.objects.get().reason_fr == "Le besoin n’existe plus."
    letter = Message.objects.get(template="posting/cancelled_staff", to_email=people.client.email)
    assert "Le besoin n’existe plus." in letter.body


def test_applicants_are_told_of_the_cancellation_under_seal(people: People) -> None:
    opportunity = make_open(people)
    apply_as(people.suppliers[0], opportunity)
    reason = Bilingual("Not needed any more.", "Le besoin n’existe plus.")
    _take("cancel", opportunity, people.officer, reason_both=reason, reason="both")
    assert Message.objects.filter(template="posting/cancelled_sealed").count() == 1
    assert not Message.objects.filter(
        template="posting/cancelled_sealed", to_email=people.suppliers[0].email
    ).exists()


def test_after_the_closing_instant_one_person_cannot_cancel(people: People, move_clock: Any) -> None:
    opportunity = make_open(people)
    move_clock(opportunity.closes_at)
    reason = Bilingual("Not needed.", "Plus besoin.")
    assert "closing has passed" in _refusal(
        "cancel", opportunity, people.officer, reason_both=reason, reason="both"
    )
    assert Opportunity.objects.get().state == "OPEN"


def test_after_closing_officer_and_advisor_cancel_in_the_same_words(people: People, move_clock: Any) -> None:
    opportunity = make_closed(people, move_clock)
    given = {"reason_both": Bilingual("No longer.", "Plus besoin."), "reason": "No longer.\n—\nPlus besoin."}
    opportunity = _take("cancel_after_closing", opportunity, people.officer, **given)
    assert opportunity.state == "CLOSED"
    assert not Cancellation.objects.exists()
    assert "already signed" in _refusal("cancel_after_closing", opportunity, people.officer, **given)
    signature, proposed = proposed_cancellation(opportunity)
    assert signature is not None
    assert proposed == given["reason_both"]
    opportunity = _take(
        "cancel_after_closing", opportunity, people.advisor, reason_both=proposed, reason="both"
    )
    assert opportunity.state == "CANCELLED"
    assert Cancellation.objects.get().reason_en == "No longer."


def test_another_reason_does_not_complete_the_first_signature(people: People, move_clock: Any) -> None:
    opportunity = make_closed(people, move_clock)
    first = {"reason_both": Bilingual("One.", "Un."), "reason": "One.\n—\nUn."}
    other = {"reason_both": Bilingual("Two.", "Deux."), "reason": "Two.\n—\nDeux."}
    _take("cancel_after_closing", opportunity, people.officer, **first)
    assert _take("cancel_after_closing", opportunity, people.advisor, **other).state == "CLOSED"
    assert not Cancellation.objects.exists()
