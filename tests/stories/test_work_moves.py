"""The client is late with what it promised, then both sides agree on a later date: the page tells every move and why."""

from datetime import timedelta

from microacquisition.common.zones import local_time
from microacquisition.opportunities.delivery.models import DeliveryMove
from microacquisition.opportunities.statement.models import ClientItem
from microacquisition.process.calendar import add_business_days
from microacquisition.site.clock import current_instant
from tests.opportunities.agreement.builders import due, make_in_work, reload
from tests.stories.beginning import Cast
from tests.stories.mails import check_mail
from tests.stories.record import verify_record
from tests.stories.selecting import MoveClock


def test_a_late_item_and_an_agreed_date_move_the_delivery(cast: Cast, move_clock: MoveClock) -> None:
    opportunity = make_in_work(cast.people)
    supplier, where = cast.suppliers[0], {"opportunity_id": opportunity.pk}
    item = str(ClientItem.objects.get().pk)
    move_clock(current_instant() + timedelta(days=10))
    page = supplier.read("my_work", **where)
    assert "A sandbox" in page and supplier.address("answer_item", **where) in page
    supplier.fill("answer_item", typed={"item": item, "answer": "missing"}, **where)
    check_mail("delivery/item_late", supplier.person, "A sandbox")
    check_mail("delivery/item_late_client", cast.people.client, "Un bac à sable")
    assert cast.client.address("hand_over_item", **where) in cast.client.read("needs_me")
    today = local_time(current_instant(), opportunity.zone).date()
    cast.client.fill("hand_over_item", typed={"item": item, "handed_over_on": today.isoformat()}, **where)
    check_mail("delivery/item_handed_over", supplier.person, "A sandbox")
    supplier.fill("answer_item", typed={"item": item, "answer": "received"}, **where)

    new_day = add_business_days(local_time(due(opportunity).due_at, opportunity.zone).date(), 10)
    typed = {"due_at_date": new_day.isoformat(), "due_at_time": "16:00", "reason": "My child is in hospital."}
    supplier.fill("propose_extension", typed=typed, **where)
    check_mail("delivery/extension_asked", cast.people.officer, "My child is in hospital.")
    assert cast.officer.address("answer_extension", **where) in cast.officer.read("needs_me")
    cast.officer.fill("answer_extension", button="agree", **where)
    check_mail("delivery/delivery_extended", supplier.person)
    check_mail("delivery/delivery_extended_client", cast.people.client)
    moves = DeliveryMove.objects.all()
    said = f"The delivery date moved by {sum(move.days for move in moves)} business days"
    assert [move.why for move in moves] == ["item", "extension"]
    assert said in supplier.read("my_work", **where) and said in cast.officer.read("file", **where)
    verify_record(opportunity)


def test_a_supplier_who_warned_goes_on(cast: Cast) -> None:
    opportunity = make_in_work(cast.people)
    supplier, where = cast.suppliers[0], {"opportunity_id": opportunity.pk}
    supplier.fill("say_cannot_deliver", typed={"reason": "My laptop burned."}, **where)
    assert cast.officer.address("decide_on_work", **where) in cast.officer.read("needs_me")
    assert "My laptop burned." in cast.officer.read("decide_on_work", **where)
    cast.officer.fill("decide_on_work", typed={"reason": "A borrowed laptop will do."}, **where)
    check_mail("delivery/work_goes_on", supplier.person, "A borrowed laptop will do.")
    check_mail("delivery/work_goes_on_client", cast.people.client, "A borrowed laptop will do.")
    assert reload(opportunity).state == "IN_WORK"
    verify_record(opportunity)
