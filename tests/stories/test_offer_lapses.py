"""Silence: a warning, the lapse by the clock, the next in order with as many days; a form sent twice counts once."""

from datetime import timedelta

from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.selection.models import Offer
from microacquisition.opportunities.selection.reminders import warn_of_lapse
from microacquisition.records.models import Event
from tests.builders import make_open
from tests.stories.beginning import Cast, reload
from tests.stories.mails import check_mail, check_no_mail
from tests.stories.selecting import GOOD, MoveClock, apply_and_close, draw, offer, open_and_judge
from tests.stories.working import find_winner, sign


def test_silence_lapses_and_the_next_declines_with_one_click_or_two(
    cast: Cast, move_clock: MoveClock
) -> None:
    opportunity = make_open(cast.people)
    apply_and_close(cast, opportunity, move_clock, [GOOD, GOOD, GOOD])
    open_and_judge(cast, opportunity)
    draw(cast, opportunity, move_clock)
    offer(cast, opportunity)
    first, asked = find_winner(cast, opportunity), Offer.objects.get(answer="")
    warn_of_lapse(move_clock(asked.answer_by - timedelta(hours=1)))
    check_mail("selection/offer_about_to_lapse", first.person)
    move_clock(asked.answer_by)
    assert take_due_steps() == 1 and reload(opportunity).state == "RANKED"
    check_mail("selection/offer_lapsed_supplier", first.person)
    check_mail("selection/offer_lapsed", cast.people.officer, first.person.name)

    offer(cast, opportunity)
    second, again = find_winner(cast, opportunity), Offer.objects.get(answer="")
    assert second is not first and again.delivery_at - again.answer_by >= timedelta(days=1)
    second.fill("decline_offer", opportunity_id=opportunity.pk, typed={"reason": ""})
    assert second.send_again().status_code == 302
    assert Event.objects.filter(code="decline_offer").count() == 1

    offer(cast, opportunity)
    third = find_winner(cast, opportunity)
    assert third not in (first, second) and second.send_again().status_code == 302
    assert Offer.objects.get(answer="").application.opened.supplier.owner == third.person
    sign(third, opportunity)
    assert third.send_again().status_code == 302
    assert Agreement.objects.count() == 1 and reload(opportunity).state == "IN_WORK"
    for actor in (first, second):
        check_no_mail("selection/not_selected_not_drawn", actor.person)
