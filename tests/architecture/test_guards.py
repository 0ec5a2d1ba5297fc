"""The database refuses what no step may do, whoever asks and whatever the engine forgot."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from microacquisition.opportunities.opportunity import AllowedTransition, Opportunity, TakenForm
from microacquisition.opportunities.posting.models import ClosingChange
from microacquisition.opportunities.signatures import Signature
from microacquisition.process.lifecycle import STATES, Thing, allowed_transitions
from microacquisition.process.roles import Role
from microacquisition.records.events import CLOCK_DOER, write_event
from tests.lifecycle.make import make_request, make_staff, walk
from tests.opportunities.applications.make import make_open

STATES_OF_OPPORTUNITY = STATES[Thing.OPPORTUNITY]
NEVER = sorted(
    (before, after)
    for before in STATES_OF_OPPORTUNITY
    for after in STATES_OF_OPPORTUNITY
    if before != after and (before, after) not in allowed_transitions(Thing.OPPORTUNITY)
)


def sqlstate(error: BaseException) -> str:
    """The code with which the database refused."""
    return getattr(error.__cause__, "sqlstate", "")


def set_state(opportunity: Opportunity, state: str) -> None:
    """Set the state by hand, past the engine."""
    Opportunity.objects.filter(pk=opportunity.pk).update(state=state)


def state_of(opportunity: Opportunity) -> str:
    """The state that the table says."""
    return Opportunity.objects.values_list("state", flat=True).get(pk=opportunity.pk)


def write_walk(opportunity: Opportunity, state: str, kind: str = "opportunity") -> None:
    """Write an event that says the thing is in `state` now."""
    write_event(opportunity.stream, "walk", CLOCK_DOER, (kind, str(opportunity.pk)), states=("", state))


def test_the_guards_know_exactly_the_lifecycle(database):
    rows = set(AllowedTransition.objects.values_list("thing", "from_state", "to_state"))
    assert rows == {
        (thing.value, before, after)
        for thing in Thing
        for before, after in allowed_transitions(thing)
        if before != after
    }


def test_no_other_pair_of_states_is_possible(database):
    """Every pair that no step makes is refused, from each state that can be reached without a posting."""
    opportunity = make_request()
    reached = "REQUESTED"
    for path in ((), ("DRAFTING",), ("IN_REVIEW",), ("APPROVED",), ("FUNDED",), ("CANCELLED",)):
        walk(opportunity, *path)
        reached = path[-1] if path else reached
        for after in (after for before, after in NEVER if before == reached):
            with pytest.raises(DatabaseError) as refused, transaction.atomic():
                set_state(opportunity, after)
            assert sqlstate(refused.value) == "MA001", (reached, after)
        assert state_of(opportunity) == reached


def test_a_life_does_not_begin_in_the_middle(database):
    opportunity = make_request()
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        Opportunity.objects.create(
            state="APPROVED", department=opportunity.department, team=opportunity.team,
            requested_by=opportunity.requested_by, programme_code="esdc",
        )  # fmt: skip
    assert sqlstate(refused.value) == "MA001"


def test_a_state_without_its_event_is_refused_at_commit(committed_database):
    opportunity = make_request()
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        set_state(opportunity, "DRAFTING")
        assert state_of(opportunity) == "DRAFTING"
    assert sqlstate(refused.value) == "MA002"
    assert state_of(opportunity) == "REQUESTED"


@pytest.mark.parametrize(("kind", "state"), [("opportunity", "DECLINED"), ("invoice", "DRAFTING")])
def test_another_thing_s_event_or_another_state_s_does_not_count(committed_database, kind, state):
    opportunity = make_request()
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        write_walk(opportunity, state, kind)
        set_state(opportunity, "DRAFTING")
    assert sqlstate(refused.value) == "MA002"


def test_an_event_of_an_earlier_transaction_does_not_count(committed_database):
    opportunity = make_request()
    write_walk(opportunity, "DRAFTING")
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        set_state(opportunity, "DRAFTING")
    assert sqlstate(refused.value) == "MA002"


def test_a_state_with_its_event_is_committed(committed_database):
    assert state_of(walk(make_request(), "DRAFTING")) == "DRAFTING"


def sign(opportunity: Opportunity, person: object, slot: int, digest: str = "a" * 64) -> Signature:
    """Write a signature past the rules."""
    return Signature.objects.create(
        opportunity=opportunity, step="cancel_after_closing", slot=slot, person=person,
        role=Role.OFFICER.value, digest=digest,
    )  # fmt: skip


def test_the_database_refuses_a_second_signature_of_one_person(database):
    opportunity, bo = make_request(), make_staff("Bo Both", Role.OFFICER, Role.ADVISOR)
    sign(opportunity, bo, 0)
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        sign(opportunity, bo, 1)
    assert sqlstate(refused.value) == "MA004"
    with pytest.raises(DatabaseError), transaction.atomic():
        sign(opportunity, make_staff("Oscar Officer", Role.OFFICER), 0)
    assert Signature.objects.count() == 1
    sign(opportunity, bo, 1, digest="b" * 64)  # another text is another signature
    sign(opportunity, make_staff("Abel Advisor", Role.ADVISOR), 1)


def test_the_database_refuses_a_form_taken_twice(database):
    opportunity, person = make_request(), make_staff("Olga Officer", Role.OFFICER)
    row = {
        "person": person, "form_key": opportunity.pk, "step": "x", "opportunity_id": opportunity.pk,
        "subject_id": str(opportunity.pk),
    }  # fmt: skip
    TakenForm.objects.create(**row)
    with pytest.raises(IntegrityError, match="a_form_works_once"), transaction.atomic():
        TakenForm.objects.create(**row)


def test_a_closing_moves_later_only(database):
    opportunity = make_open(hours=48)
    closes = opportunity.closes_at
    for other in (closes - timedelta(seconds=1), None):
        with pytest.raises(DatabaseError), transaction.atomic():
            Opportunity.objects.filter(pk=opportunity.pk).update(closes_at=other)
    later = Opportunity.objects.filter(pk=opportunity.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        later.update(closes_at=closes + timedelta(days=1))  # without the row that explains it
    ClosingChange.objects.create(
        opportunity=opportunity, old_closes_at=closes, new_closes_at=closes + timedelta(days=1)
    )
    later.update(closes_at=closes + timedelta(days=1))
    opportunity.refresh_from_db()
    assert opportunity.closes_at == closes + timedelta(days=1)


def test_a_closing_that_was_reached_moves_no_more(database, move_clock):
    opportunity = make_open(hours=48)
    move_clock(opportunity.closes_at)
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        Opportunity.objects.filter(pk=opportunity.pk).update(
            closes_at=opportunity.closes_at + timedelta(days=1)
        )
    assert sqlstate(refused.value) == "MA003"


def test_nothing_closes_before_its_instant(database, move_clock):
    opportunity = make_open(hours=48)
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        write_walk(opportunity, "CLOSED")
        set_state(opportunity, "CLOSED")
    assert sqlstate(refused.value) == "MA003"
    move_clock(opportunity.closes_at)
    write_walk(opportunity, "CLOSED")
    set_state(opportunity, "CLOSED")


def test_the_record_s_text_must_be_an_event(database):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_event (id, stream, seq, recorded_at, previous, hash, body, code, subject_kind, "
            "subject_id, to_state, transaction) VALUES (gen_random_uuid(), 's', 0, '', '', '', 'no JSON', '', '', "
            "'', '', 0)"
        )
