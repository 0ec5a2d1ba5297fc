"""The engine’s one door: who has no part, what may not happen now, and that nothing changes then."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.engine import look_ahead, take_step
from microacquisition.opportunities.opportunity import Opportunity, TakenForm
from microacquisition.opportunities.signatures import Signature, SignatureEnd
from microacquisition.opportunities.situation import NotYours, Outcome, Refused, Situation, StageStep
from microacquisition.opportunities.step_table import TABLE
from microacquisition.process.roles import Role
from microacquisition.records.checkpoints import CHECKPOINT_JOB
from microacquisition.records.models import Event, KeptText, StreamHead
from tests.lifecycle.make import ask_for_code, make_client, make_person, make_request, make_staff, walk
from tests.opportunities.applications.make import make_open

KEPT = (
    Opportunity,
    Event,
    StreamHead,
    KeptText,
    TakenForm,
    Signature,
    SignatureEnd,
    Message,
    ProcrastinateJob,
)


def everything() -> list[object]:
    """All rows that a step might touch."""
    return [list(model._default_manager.order_by("pk").values()) for model in KEPT]


def nothing(situation: Situation) -> None:
    """Facts of a step that needs none."""


@pytest.fixture
def two_sign(monkeypatch: Any) -> Callable[[str], None]:
    """Make `approve_statement` a step of two signatures over a text that the test sets."""
    text = {"now": "a" * 64}
    parts = StageStep(
        gather=nothing, act=lambda *_: Outcome(to_state="APPROVED"), signs=lambda situation: text["now"]
    )
    monkeypatch.setitem(TABLE.steps, "approve_statement", parts)
    monkeypatch.setitem(
        TABLE.steps, "request_changes", StageStep(gather=nothing, act=lambda *_: Outcome(to_state="DRAFTING"))
    )
    return lambda digest: text.update(now=digest)


def test_a_step_leaves_state_event_and_mail_together(database):
    opportunity = make_request()
    event = Event.objects.get(stream=opportunity.stream)
    assert (event.code, event.seq, event.to_state, opportunity.state) == (
        "request",
        1,
        "REQUESTED",
        "REQUESTED",
    )
    assert Message.objects.filter(opportunity_id=opportunity.pk).exists()
    assert "Policies" not in event.body and KeptText.objects.get().digest in event.body


@pytest.mark.parametrize(
    "role", [None, *(role for role in Role if role in (Role.ADVISOR, Role.PAYMENT_OFFICER))]
)
def test_a_wrong_role_has_no_part_and_changes_nothing(database, role):
    opportunity = make_request()
    person = make_staff("Walter Wrong", role) if role else make_person("Walter Wrong")
    before = everything()
    with pytest.raises(NotYours):
        take_step("decline_request", opportunity_id=opportunity.pk, user=person, given={"reason": "No."})
    assert everything() == before
    assert look_ahead("decline_request", opportunity, person) is None


def test_the_client_does_not_decline_their_own_request(database):
    opportunity = make_request()
    before = everything()
    with pytest.raises(NotYours):
        take_step(
            "decline_request", opportunity_id=opportunity.pk, user=make_client(), given={"reason": "No."}
        )
    assert everything() == before


def test_what_is_not_there_is_refused_like_what_is_not_yours(database):
    officer = make_staff("Olga Officer", Role.OFFICER)
    with pytest.raises(NotYours):
        take_step("decline_request", opportunity_id=uuid.uuid4(), user=officer, given={"reason": "No."})


def test_the_clock_takes_no_step_of_people(database):
    opportunity = make_request()
    before = everything()
    with pytest.raises(NotYours):
        take_step("decline_request", opportunity_id=opportunity.pk, user=None, given={"reason": "No."})
    assert everything() == before


def test_a_wrong_state_is_refused_in_both_languages_and_changes_nothing(database):
    opportunity, officer = make_request(), make_staff("Olga Officer", Role.OFFICER)
    take_step("decline_request", opportunity_id=opportunity.pk, user=officer, given={"reason": "No."})
    before = everything()
    with pytest.raises(Refused) as refused:
        take_step("decline_request", opportunity_id=opportunity.pk, user=officer, given={"reason": "Again."})
    assert len(refused.value.reasons) == 1
    reason = refused.value.reasons[0]
    assert "cannot be done now" in reason.en and "n’est pas possible maintenant" in reason.fr
    assert everything() == before
    opportunity.refresh_from_db()
    assert look_ahead("decline_request", opportunity, officer) == [reason]


def test_all_reasons_are_given_at_once(database):
    client = make_client()
    before = everything()
    with pytest.raises(Refused) as refused:
        take_step("request", opportunity_id=None, user=client, given={})
    assert len(refused.value.reasons) > 1
    assert all(reason.en and reason.fr for reason in refused.value.reasons)
    assert everything() == before


def test_an_act_that_leads_elsewhere_than_the_table_says_is_undone(database, monkeypatch):
    opportunity, officer = make_request(), make_staff("Olga Officer", Role.OFFICER)
    parts = StageStep(gather=nothing, act=lambda *_: Outcome(to_state="OPEN"))
    monkeypatch.setitem(TABLE.steps, "decline_request", parts)
    before = everything()
    with pytest.raises(RuntimeError, match="may not lead"):
        take_step("decline_request", opportunity_id=opportunity.pk, user=officer)
    assert everything() == before


def test_a_form_sent_twice_works_once(database):
    client, form = make_client(), uuid.uuid4()
    first = ask_for_code(client, form)
    before = everything()
    again = ask_for_code(client, form)
    assert again.replayed and again.opportunity_id == first.opportunity_id
    assert everything() == before


def test_a_form_of_somebody_else_is_another_form(database):
    opportunity, form = make_request(), uuid.uuid4()
    ask_for_code(make_client(), form)
    officer = make_staff("Olga Officer", Role.OFFICER)
    given = {"reason": "No."}
    taken = take_step(
        "decline_request", opportunity_id=opportunity.pk, user=officer, given=given, form_key=form
    )
    assert not taken.replayed


def test_two_people_sign_and_the_last_signature_takes_the_step(database, two_sign):
    opportunity = walk(make_request(), "DRAFTING", "IN_REVIEW")
    officer, advisor = make_staff("Olga Officer", Role.OFFICER), make_staff("Abel Advisor", Role.ADVISOR)
    assert not take_step("approve_statement", opportunity_id=opportunity.pk, user=officer).complete
    opportunity.refresh_from_db()
    assert opportunity.state == "IN_REVIEW"
    assert take_step("approve_statement", opportunity_id=opportunity.pk, user=advisor).complete
    opportunity.refresh_from_db()
    assert opportunity.state == "APPROVED"
    codes = Event.objects.filter(stream=opportunity.stream).order_by("seq").values_list("code", flat=True)
    assert list(codes)[-3:] == ["sign", "sign", "approve_statement"]


def test_one_person_never_gives_both_signatures(database, two_sign):
    opportunity = walk(make_request(), "DRAFTING", "IN_REVIEW")
    both = make_staff("Bo Both", Role.OFFICER, Role.ADVISOR)
    take_step("approve_statement", opportunity_id=opportunity.pk, user=both)
    before = everything()
    with pytest.raises(Refused) as refused:
        take_step("approve_statement", opportunity_id=opportunity.pk, user=both)
    assert "already signed" in refused.value.reasons[0].en and "déjà signé" in refused.value.reasons[0].fr
    assert everything() == before


def test_two_officers_do_not_stand_for_officer_and_advisor(database, two_sign):
    opportunity = walk(make_request(), "DRAFTING", "IN_REVIEW")
    for name, is_refused in (("Olga Officer", False), ("Oscar Officer", True)):
        officer = make_staff(name, Role.OFFICER)
        if is_refused:
            with pytest.raises(Refused, match="other signature"):
                take_step("approve_statement", opportunity_id=opportunity.pk, user=officer)
        else:
            take_step("approve_statement", opportunity_id=opportunity.pk, user=officer)


def test_a_signature_under_another_text_no_longer_counts(database, two_sign):
    opportunity = walk(make_request(), "DRAFTING", "IN_REVIEW")
    officer, advisor = make_staff("Olga Officer", Role.OFFICER), make_staff("Abel Advisor", Role.ADVISOR)
    take_step("approve_statement", opportunity_id=opportunity.pk, user=officer)
    two_sign("b" * 64)
    assert not take_step("approve_statement", opportunity_id=opportunity.pk, user=advisor).complete
    opportunity.refresh_from_db()
    assert opportunity.state == "IN_REVIEW"
    take_step("request_changes", opportunity_id=opportunity.pk, user=officer)
    assert SignatureEnd.objects.filter(why="changed").count() == 1
    assert Event.objects.filter(stream=opportunity.stream, code="void_signature").count() == 1


def test_every_step_but_an_application_s_locks_the_opportunity(database):
    opportunity, officer = make_request(), make_staff("Olga Officer", Role.OFFICER)
    with written() as queries:
        take_step("decline_request", opportunity_id=opportunity.pk, user=officer, given={"reason": "No."})
    locks = [
        n for n, query in enumerate(queries) if "FOR UPDATE" in query and "opportunities_opportunity" in query
    ]
    writes = [n for n, query in enumerate(queries) if query.startswith(("INSERT", "UPDATE", "DELETE"))]
    event = next(n for n, query in enumerate(queries) if query.startswith("INSERT INTO records_event"))
    outbox = [n for n, query in enumerate(queries) if 'INSERT INTO "correspondence_' in query]
    state = next(n for n, query in enumerate(queries) if 'UPDATE "opportunities_opportunity"' in query)
    assert locks and locks[0] < min(writes)
    assert state < event < min(outbox)  # the lock order: opportunity, stream head, outbox


@contextmanager
def written() -> Iterator[list[str]]:
    """Every statement sent meanwhile."""
    said: list[str] = []

    def keep(execute: Any, query: Any, params: Any, many: bool, context: Any) -> Any:
        said.append(str(query))
        return execute(query, params, many, context)

    with connection.execute_wrapper(keep):
        yield said


def test_closing_publishes_the_heads(database, move_clock):
    make_open(hours=1)
    assert not ProcrastinateJob.objects.filter(task_name=CHECKPOINT_JOB).exists()
    move_clock(timedelta(hours=2))
    take_due_steps()
    assert ProcrastinateJob.objects.filter(task_name=CHECKPOINT_JOB).count() == 1
