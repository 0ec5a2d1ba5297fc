"""From a client's request to a paid supplier, reusable code and a closed file: each step by the right role."""

from microacquisition.correspondence.models import Message
from tests.stories.beginning import Cast, begin, reload
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD, WEAK, MoveClock, apply_and_close, draw, offer, open_and_judge
from tests.stories.working import (
    assess,
    complete,
    countersign,
    deliver,
    find_winner,
    invoice_and_pay,
    sign,
)


def test_a_request_becomes_paid_and_reusable_code(cast: Cast, move_clock: MoveClock) -> None:
    opportunity = begin(cast)
    assert opportunity.reference == "MA-2026-0001"
    apply_and_close(cast, opportunity, move_clock, [GOOD, WEAK, GOOD])
    open_and_judge(cast, opportunity)
    ranked = draw(cast, opportunity, move_clock)
    assert ranked.state == "RANKED"
    offer(cast, opportunity)
    winner = find_winner(cast, opportunity)
    sign(winner, opportunity)
    countersign(cast, opportunity)
    deliver(winner, opportunity)
    assess(cast.client, opportunity, met=True)
    invoice_and_pay(cast, winner, opportunity)
    done = complete(cast, opportunity)
    assert done.state == "COMPLETED"
    page = winner.read("opportunity", reference=reload(opportunity).reference)
    assert winner.person.name in page
    assert "https://github.com/example/cloud-policies" in page
    verify_record(opportunity)
    told = set(Message.objects.values_list("template", flat=True))
    assert told >= {
        "intake/request_accepted", "statement/statement_to_review", "funding/to_sign_for_funds", "funding/funds_reserved",
        "posting/opportunity_posted", "applications/received", "applications/closed_with_applications",
        "evaluation/to_evaluate", "selection/draw_committed", "selection/selected", "selection/not_selected_criterion",
        "selection/not_selected_not_drawn", "agreement/introduction_supplier", "agreement/introduction_client",
        "agreement/countersigned", "delivery/delivered", "delivery/accepted", "payment/invoice_to_certify",
        "payment/invoice_to_pay", "payment/paid", "reuse/completed",
    }  # fmt: skip
