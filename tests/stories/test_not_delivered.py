"""Work is not delivered: the agreement ends without payment, and the next in order signs and delivers."""

from microacquisition.common.zones import local_time
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.delivery.models import Deliverable, DeliveryNotice
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.process.windows import BusinessDays
from microacquisition.site.clock import current_instant
from tests.stories.actor import Actor
from tests.stories.beginning import Cast, just_after, reload
from tests.stories.mails import check_mail, check_no_mail
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD, MoveClock, offer
from tests.stories.working import (
    assess,
    complete,
    countersign,
    deliver,
    find_winner,
    invoice_and_pay,
    make_in_work,
    sign,
)

REASON = "Nothing was delivered, and no new date was proposed."


def test_the_date_passes_and_the_next_in_order_is_paid(cast: Cast, move_clock: MoveClock) -> None:
    opportunity, first = make_in_work(cast, move_clock, [GOOD, GOOD])
    move_clock(just_after(Deliverable.objects.get().due_at))
    give_notice(cast, opportunity, first, move_clock)
    terminate(cast, opportunity, first)
    second = sign_with_next(cast, opportunity)
    deliver(second, opportunity)
    assess(cast.client, opportunity, met=True)
    invoice_and_pay(cast, second, opportunity)
    assert complete(cast, opportunity).state == "COMPLETED"
    assert list(Invoice.objects.values_list("agreement__signed_by", flat=True)) == [second.person.pk]
    assert list(Payment.objects.values_list("invoice__agreement__signed_by", flat=True)) == [second.person.pk]
    check_no_mail("payment/paid", first.person)
    check_mail("payment/paid", second.person)
    page = second.read("opportunity", reference=reload(opportunity).reference)
    assert second.person.name in page
    verify_record(opportunity)


def test_the_supplier_cannot_deliver_and_the_next_in_order_does(cast: Cast, move_clock: MoveClock) -> None:
    opportunity, first = make_in_work(cast, move_clock, [GOOD, GOOD])
    assert not can_terminate(cast, opportunity)
    first.fill("say_cannot_deliver", opportunity_id=opportunity.pk, typed={"reason": "My laptop burned."})
    assert reload(opportunity).state == "IN_WORK" and not can_terminate(cast, opportunity)
    for person in (cast.people.officer, cast.people.client):
        check_mail("delivery/cannot_deliver", person, first.person.name, "My laptop burned.")
    give_notice(cast, opportunity, first, move_clock)
    assert can_terminate(cast, opportunity)
    terminate(cast, opportunity, first)
    second = sign_with_next(cast, opportunity)
    deliver(second, opportunity)
    check_mail("delivery/delivered", cast.people.client, second.person.name)
    assert not Invoice.objects.exists()
    verify_record(opportunity)


def give_notice(cast: Cast, opportunity: Opportunity, first: Actor, move_clock: MoveClock) -> None:
    """A written notice leaves time to deliver after all; nobody uses it."""
    where = {"opportunity_id": opportunity.pk}
    assert cast.officer.address("decide_on_work", **where) in cast.officer.read("needs_me")
    assert cast.officer.address("give_default_notice", **where) in cast.officer.read(
        "decide_on_work", **where
    )
    until = local_time(BusinessDays(5).after(current_instant(), opportunity.zone), opportunity.zone)
    cast.officer.fill(
        "give_default_notice",
        typed={"cure_by_date": until.date().isoformat(), "cure_by_time": "16:30", "reason": "No code came."},
        **where,
    )
    check_mail("delivery/default_notice", first.person, "No code came.")
    check_mail("delivery/default_notice_client", cast.people.client, "No code came.")
    assert "notice of default" in first.read("my_work", **where) or "avis de manquement" in first.read(
        "my_work", **where
    )
    move_clock(just_after(DeliveryNotice.objects.get(kind="default_notice").until))


def terminate(cast: Cast, opportunity: Opportunity, first: Actor) -> None:
    """The officer heard the supplier and ends the agreement; both sides are told, nothing is owed."""
    cast.officer.fill(
        "terminate_for_default",
        opportunity_id=opportunity.pk,
        typed={"reason": REASON, "supplier_heard": "on"},
    )
    assert reload(opportunity).state == "RANKED"
    ended = Agreement.objects.get(signed_by=first.person)
    assert (ended.ended_because, ended.deliverables.get().state) == ("default", "CANCELLED")
    check_mail("delivery/terminated_for_default", first.person, REASON)
    check_mail("delivery/terminated_client", cast.people.client, REASON, first.person.name)


def sign_with_next(cast: Cast, opportunity: Opportunity) -> Actor:
    """The next in order is asked, signs and is introduced."""
    offer(cast, opportunity)
    second = find_winner(cast, opportunity)
    check_mail("selection/selected", second.person)
    sign(second, opportunity)
    countersign(cast, opportunity)
    check_mail("agreement/introduction_supplier", second.person)
    return second


def can_terminate(cast: Cast, opportunity: Opportunity) -> bool:
    """Whether the officer's file offers to terminate."""
    page = cast.officer.read("file", opportunity_id=opportunity.pk)
    return cast.officer.address("terminate_for_default", opportunity_id=opportunity.pk) in page
