"""The winner declines: the next in order is asked, with as many days to deliver as were published, and signs."""

from datetime import timedelta

from microacquisition.common.dates import format_instant
from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Offer
from tests.builders import make_open
from tests.stories.beginning import Cast, reload
from tests.stories.mails import check_mail, check_no_mail
from tests.stories.selecting import GOOD, WEAK, MoveClock, apply_and_close, draw, offer, open_and_judge
from tests.stories.working import countersign, find_winner, sign


def test_the_winner_declines_and_the_next_in_order_signs(cast: Cast, move_clock: MoveClock) -> None:
    opportunity = make_open(cast.people)
    apply_and_close(cast, opportunity, move_clock, [GOOD, GOOD, WEAK])
    open_and_judge(cast, opportunity)
    draw(cast, opportunity, move_clock)
    offer(cast, opportunity)
    first = find_winner(cast, opportunity)
    page = first.fill("decline_offer", opportunity_id=opportunity.pk, typed={"reason": "No time before May."})
    declined = reload(opportunity)
    assert declined.state == "RANKED" and str(declined.reference) in page
    check_mail("selection/offer_declined_noted", cast.people.officer, first.person.name)

    move_clock(Offer.objects.get(opportunity=opportunity).made_at + timedelta(days=3))
    offer(cast, opportunity)
    second = find_winner(cast, opportunity)
    assert second is not first
    _check_days_to_deliver(opportunity)
    asked = Offer.objects.get(opportunity=opportunity, answer="")
    zone = opportunity.programme.zone
    due = format_instant(asked.delivery_at, zone, second.person.language)
    check_mail("selection/selected", second.person, due)

    sign(second, opportunity)
    countersign(cast, opportunity)
    agreement = Agreement.objects.get(opportunity=opportunity)
    assert (agreement.signed_by, agreement.delivery_at) == (second.person, asked.delivery_at)
    check_mail("agreement/introduction_supplier", second.person)
    check_mail("agreement/introduction_client", cast.people.client, second.person.name)
    check_mail(
        "selection/not_selected_criterion", cast.suppliers[2].person, "No skill is shown.", second.person.name
    )
    for template in ("selection/not_selected_not_drawn", "selection/not_selected_criterion"):
        check_no_mail(template, first.person)


def _check_days_to_deliver(opportunity: Opportunity) -> None:
    """Days from the day of answering to the delivery, against days from the published selection to the delivery."""
    zone = opportunity.programme.zone
    asked = Offer.objects.get(opportunity=opportunity, answer="")
    published_due = local_time(reload(opportunity).delivery_at, zone)  # type: ignore[arg-type]
    published = published_due.date() - opportunity.statement.selection_on  # type: ignore[operator]
    due = local_time(asked.delivery_at, zone)
    assert due.date() - local_time(asked.answer_by, zone).date() == published
    assert due.time() == published_due.time()
    assert asked.delivery_local == due.strftime("%Y-%m-%dT%H:%M")
