"""A funded statement goes back to drafting: what was signed lapses where what it covers changed, and only there."""

import json
from datetime import date, datetime, timedelta

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.models import Statement
from microacquisition.records.models import Event
from tests.builders import make_funded, make_translated
from tests.stories.beginning import Cast, reload, save_section
from tests.stories.mails import check_mail, check_no_mail


def send_back(cast: Cast, opportunity: Opportunity) -> None:
    cast.officer.fill("return_to_drafting", opportunity_id=opportunity.pk, typed={"reason": "Check it."})
    assert reload(opportunity).state == "DRAFTING"


def come_back(cast: Cast, opportunity: Opportunity) -> str:
    cast.client.fill("statement", opportunity_id=opportunity.pk)
    return reload(opportunity).state


def approve(cast: Cast, opportunity: Opportunity) -> str:
    cast.officer.fill("review", opportunity_id=opportunity.pk)
    cast.advisor.fill("review", opportunity_id=opportunity.pk)
    return reload(opportunity).state


def lapsed(opportunity: Opportunity) -> list[tuple[str, str]]:
    events = Event.objects.filter(stream=opportunity.stream, code="void_signature").order_by("seq")
    facts = [json.loads(event.body)["facts"] for event in events]
    return [(fact["step"], fact["why"]) for fact in facts]


def move_delivery(cast: Cast, opportunity: Opportunity) -> None:
    due = datetime.fromisoformat(Statement.objects.get(opportunity=opportunity).delivery_local)
    later: date = due.date() + timedelta(days=1)
    save_section(cast.author, opportunity, "dates", {"delivery_at_date": later.isoformat()})


def test_what_comes_back_unchanged_goes_straight_on(cast: Cast) -> None:
    opportunity = make_translated(cast.people)
    send_back(cast, opportunity)
    assert come_back(cast, opportunity) == "FUNDED"
    assert lapsed(opportunity) == []
    check_mail("statement/statement_unchanged", cast.people.officer, "came back")
    check_mail("statement/statement_unchanged", cast.people.client)
    page = cast.officer.read("file", opportunity_id=opportunity.pk)
    assert page.count("Holds") == 5
    assert "Lapsed" not in page
    assert cast.officer.address("post", opportunity_id=opportunity.pk) in page


def test_another_text_is_approved_again_and_the_funds_hold(cast: Cast) -> None:
    opportunity = make_funded(cast.people)
    send_back(cast, opportunity)
    save_section(cast.author, opportunity, "background", {"background_en": "Another story."})
    page = cast.client.read("file", opportunity_id=opportunity.pk)
    assert page.count("Caduque") == 2
    assert "le texte a changé depuis" in page
    assert come_back(cast, opportunity) == "IN_REVIEW"
    assert lapsed(opportunity) == [("approve_statement", "text")] * 2
    assert approve(cast, opportunity) == "FUNDED"
    assert lapsed(opportunity) == [("approve_statement", "text")] * 2
    check_mail("funding/to_sign_for_funds", cast.people.fund_manager)


def test_another_delivery_date_needs_section_32_and_the_reservation_again(cast: Cast) -> None:
    opportunity = make_funded(cast.people)
    send_back(cast, opportunity)
    move_delivery(cast, opportunity)
    assert come_back(cast, opportunity) == "IN_REVIEW"
    assert lapsed(opportunity)[2:] == [("sign_for_funds", "date"), ("reserve_funds", "date")]
    assert approve(cast, opportunity) == "APPROVED"
    page = cast.officer.read("file", opportunity_id=opportunity.pk)
    assert "the delivery date changed since" in page
    assert page.count("Holds") == 3
    check_mail("funding/to_sign_for_funds", cast.people.fund_manager, count=2)
    check_no_mail("statement/statement_unchanged", cast.people.client)
    cast.fund_manager.fill("sign_for_funds", opportunity_id=opportunity.pk)
    typed = {"number": "FR-20417", "amount_cents": "6,900.00"}
    cast.payment_officer.fill("reserve_funds", opportunity_id=opportunity.pk, typed=typed)
    assert reload(opportunity).state == "FUNDED"


def test_another_price_needs_the_whole_funding_again(cast: Cast) -> None:
    opportunity = make_funded(cast.people)
    send_back(cast, opportunity)
    save_section(cast.author, opportunity, "price", {"hours": "50", "rate_cents": "90.00"})
    assert come_back(cast, opportunity) == "IN_REVIEW"
    assert lapsed(opportunity)[2:] == [
        ("confirm_funding_form", "price"), ("sign_for_funds", "price"), ("reserve_funds", "price"),
    ]  # fmt: skip
    assert approve(cast, opportunity) == "APPROVED"
    assert "the price changed since" in cast.officer.read("file", opportunity_id=opportunity.pk)
    assert "Prepare the funding form" in cast.officer.read("needs_me")


def test_what_lapsed_stays_lapsed_when_the_earlier_text_returns(cast: Cast) -> None:
    opportunity = make_funded(cast.people)
    before = Statement.objects.get(opportunity=opportunity).background_en
    send_back(cast, opportunity)
    save_section(cast.author, opportunity, "background", {"background_en": "Another story."})
    come_back(cast, opportunity)
    comments = {"comment_whole": "As it was, please."}
    cast.officer.fill("request_changes", opportunity_id=opportunity.pk, typed=comments)
    save_section(cast.author, opportunity, "background", {"background_en": before})
    assert come_back(cast, opportunity) == "IN_REVIEW"
    assert len(lapsed(opportunity)) == 2
