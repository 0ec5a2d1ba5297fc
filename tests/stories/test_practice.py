"""The practice program, as the demo uses it: minutes instead of days, and the clock makes the draw's value itself."""

from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.selection.models import Commitment
from tests.builders import make_open
from tests.stories.beginning import Cast, just_after, reload
from tests.stories.mails import check_mail
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD, MoveClock, apply_and_close, offer, open_and_judge
from tests.stories.working import (
    assess,
    complete,
    countersign,
    deliver,
    find_winner,
    invoice_and_pay,
    sign,
)


def test_a_practice_purchase_runs_in_minutes_and_stays_out_of_the_lists(
    practising_cast: Cast, move_clock: MoveClock
) -> None:
    cast = practising_cast
    opportunity = make_open(cast.people)
    assert (reload(opportunity).closes_at - reload(opportunity).opens_at).total_seconds() <= 600  # type: ignore[operator]
    apply_and_close(cast, opportunity, move_clock, [GOOD, GOOD])
    open_and_judge(cast, opportunity)
    cast.officer.fill("commit_draw", opportunity_id=opportunity.pk)
    move_clock(just_after(Commitment.objects.get().beacon_at))
    take_due_steps()
    assert reload(opportunity).state == "RANKED", "the clock makes the value, nobody types it"
    offer(cast, opportunity)
    winner = find_winner(cast, opportunity)
    sign(winner, opportunity)
    countersign(cast, opportunity)
    deliver(winner, opportunity)
    assess(cast.client, opportunity, met=True)
    invoice_and_pay(cast, winner, opportunity)
    done = complete(cast, opportunity)
    assert done.state == "COMPLETED"
    check_mail("reuse/completed", cast.people.client, opportunity.title.fr)
    for actor in (winner, cast.client):
        assert str(done.reference) in actor.read("practice")
        assert str(done.reference) not in actor.read("opportunity_list")
    verify_record(opportunity)
