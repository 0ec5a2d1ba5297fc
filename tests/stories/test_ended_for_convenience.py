"""The need ends: the supplier is heard on the share of the work done, is paid for it, and the file is completed."""

from microacquisition.opportunities.delivery.models import Deliverable
from microacquisition.opportunities.payment.models import Payment
from tests.opportunities.agreement.builders import make_in_work, reload
from tests.stories.beginning import Cast
from tests.stories.mails import check_mail
from tests.stories.record import verify_record
from tests.stories.working import complete, countersign, invoice_and_pay


def test_the_share_of_the_work_done_is_agreed_invoiced_and_paid(cast: Cast) -> None:
    opportunity = make_in_work(cast.people)
    supplier, where = cast.suppliers[0], {"opportunity_id": opportunity.pk}
    cast.officer.fill(
        "announce_convenience", typed={"reason": "The branch closes.", "percent": "30"}, **where
    )
    check_mail(
        "delivery/convenience_announced", supplier.person, "The branch closes.", "30 percent", "$1,800.00"
    )
    assert supplier.address("answer_convenience", **where) in supplier.read("my_work", **where)
    typed = {"agrees": "no", "percent": "50", "reason": "See the branch “half”."}
    supplier.fill("answer_convenience", typed=typed, **where)
    check_mail("delivery/convenience_answered", cast.people.officer, "50 percent", "See the branch")
    assert cast.officer.address("decide_on_work", **where) in cast.officer.read("needs_me")
    assert "50%" in cast.officer.read("terminate_for_convenience", **where)
    cast.officer.fill("terminate_for_convenience", **where)
    check_mail("delivery/terminated_for_convenience", supplier.person, "$3,000.00")
    check_mail("delivery/terminated_client", cast.people.client)
    assert (Deliverable.objects.get().state, reload(opportunity).state) == ("ACCEPTED", "IN_WORK")
    countersign(cast, opportunity)
    invoice_and_pay(cast, supplier, opportunity)
    assert Payment.objects.get().amount_cents == 3_000_00
    assert complete(cast, opportunity).state == "COMPLETED"
    verify_record(opportunity)
