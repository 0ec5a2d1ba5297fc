"""Work comes back with reasons, is fixed and accepted; the days the client took are added to the supplier's."""

from datetime import timedelta

from microacquisition.common.dates import format_instant
from microacquisition.opportunities.delivery.models import Deliverable
from microacquisition.site.clock import current_instant
from tests.stories.beginning import Cast, reload
from tests.stories.mails import check_mail
from tests.stories.selecting import GOOD, MoveClock
from tests.stories.working import assess, deliver, make_in_work


def test_work_comes_back_with_reasons_and_is_accepted_when_fixed(cast: Cast, move_clock: MoveClock) -> None:
    opportunity, winner = make_in_work(cast, move_clock, [GOOD])
    deliver(winner, opportunity)
    check_mail("delivery/delivered", cast.people.client, winner.person.name)
    check_mail("delivery/delivery_received", winner.person)
    before = _deliverable().due_at

    move_clock(current_instant() + timedelta(days=7))
    assess(cast.client, opportunity, met=False)
    returned = _deliverable()
    assert (returned.state, reload(opportunity).state) == ("DUE", "IN_WORK")
    assert returned.due_at >= before + timedelta(days=7)
    due = format_instant(returned.due_at, opportunity.programme.zone, winner.person.language)
    check_mail("delivery/revision_asked", winner.person, "Les tests échouent.", due)
    page = winner.read("my_work", opportunity_id=opportunity.pk)
    assert "Les tests échouent." in page

    deliver(winner, opportunity, commit="b2c3d4e5f6")
    check_mail("delivery/delivered", cast.people.client, count=2)
    assess(cast.client, opportunity, met=True)
    accepted = _deliverable()
    assert accepted.state == "ACCEPTED"
    assert [each.commit for each in accepted.deliveries.order_by("number")] == ["a1b2c3d4e5", "b2c3d4e5f6"]
    check_mail("delivery/accepted", winner.person)
    check_mail("delivery/invoice_to_send", winner.person, "6,000.00")


def _deliverable() -> Deliverable:
    return Deliverable.objects.get()
