"""Code With Us, from the request to the award offer: English alone, scored from 0 to 100, an exact tie drawn."""

from collections.abc import Callable
from datetime import datetime

import pytest

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment, Offer, RankedApplication
from tests.builders import make_people
from tests.quicknet import paste_round_named
from tests.stories.actor import Typed
from tests.stories.beginning import (
    Cast,
    accept_request,
    ask_for_code,
    complete_statement,
    just_after,
    reload,
    review_statement,
    save_section,
)
from tests.stories.mails import check_mail, check_no_mail
from tests.stories.page_forms import read_forms
from tests.stories.record import verify_record
from tests.stories.selecting import apply_and_close, offer, read_labels

MoveClock = Callable[[datetime], datetime]
PLAN, NOTHING = "Here is my plan, with tests.", "I have no plan."


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Everybody of Code With Us; the stories’ own people stay beside them."""
    return Cast(make_people("code_with_us", suppliers=3))


def begin_in_english(cast: Cast) -> Opportunity:
    """From the request to an open opportunity, every text in English alone and no translation awaited."""
    opportunity = ask_for_code(cast)
    accept_request(cast, opportunity)
    texts = {
        "title": "A map of charging stations",
        "short_description": "A map that shows every charging station.",
        "background": "We are the clean transport team.",
        "work": "Write the map and its tests.",
    }
    for section, text in texts.items():
        save_section(cast.author, opportunity, section, {f"{section}_en": text})
    save_section(cast.author, opportunity, "acceptance", {"text_0_en": "It passes its tests."})
    save_section(
        cast.author, opportunity, "evaluation", {"text_0_en": "Describe your plan.", "word_limit_0": "250"}
    )
    save_section(
        cast.author, opportunity, "licence", {"continues_existing_code": "no", "licence": "Apache-2.0"}
    )
    complete_statement(cast, opportunity)
    review_statement(cast, opportunity)
    cast.officer.fill(
        "prepare_funding_form", opportunity_id=opportunity.pk,
        typed={"fiscal_year": "2026-2027", "cost_centre": "1234", "coding": "A-1-2", "budget_transfer_needed": "no"},
    )  # fmt: skip
    cast.client.fill("confirm_funding_form", opportunity_id=opportunity.pk)
    cast.fund_manager.fill("sign_for_funds", opportunity_id=opportunity.pk)
    cast.payment_officer.fill(
        "reserve_funds", opportunity_id=opportunity.pk, typed={"number": "FR-1", "amount_cents": "7,280.00"}
    )
    assert "translation" not in cast.officer.read("file", opportunity_id=opportunity.pk)
    cast.officer.fill(
        "post", opportunity_id=opportunity.pk,
        typed={
            "splitting": "none", "splitting_reason": "First purchase of this team.",
            "repository": "https://github.com/example/map",
        },
    )  # fmt: skip
    posted = reload(opportunity)
    assert posted.state == "OPEN"
    return posted


def open_and_score(cast: Cast, opportunity: Opportunity, scores: dict[str, str]) -> None:
    """Two people open; the evaluator gives each answer its score; two people freeze."""
    for person in (cast.officer, cast.advisor):
        person.fill("open_applications", opportunity_id=opportunity.pk)
    cast.evaluator.fill("declare", opportunity_id=opportunity.pk, typed={"no_interest": "yes"})
    for label in read_labels(cast, opportunity):
        page = cast.evaluator.read("judge", opportunity_id=opportunity.pk, label=label)
        names = {name for form in read_forms(page).forms for name in form.names}
        score = next(score for answer, score in scores.items() if answer in page)
        typed: Typed = {name: score for name in names if name.startswith("score_")}
        typed |= {name: "Read with care." for name in names if name.startswith("reason_")}
        cast.evaluator.fill("judge", opportunity_id=opportunity.pk, label=label, typed=typed)
    for person in (cast.officer, cast.advisor):
        person.fill("freeze_evaluation", opportunity_id=opportunity.pk)


def test_the_highest_score_is_offered_the_work_and_a_zero_counts(cast: Cast, move_clock: MoveClock) -> None:
    opportunity = begin_in_english(cast)
    page = cast.suppliers[0].read("opportunity", reference=opportunity.reference)
    assert "scored from 0 to 100" in page and "met or not met" not in page
    answers = [NOTHING, PLAN, "A sketch of a plan."]
    apply_and_close(cast, opportunity, move_clock, answers)
    open_and_score(cast, opportunity, dict(zip(answers, ("0", "87.5", "87.49"), strict=True)))

    assert "Record the order" in cast.officer.read("needs_me")
    cast.officer.fill("rank", opportunity_id=opportunity.pk)
    assert reload(opportunity).state == "RANKED"
    places = RankedApplication.objects.values_list("application__opened__supplier__owner__email", flat=True)
    assert list(places) == [cast.suppliers[place].person.email for place in (1, 2, 0)]
    for supplier in cast.suppliers:
        check_mail("selection/ranked", supplier.person)
        check_no_mail("selection/in_reserve", supplier.person)
    offer(cast, opportunity)
    check_mail("selection/selected", cast.suppliers[1].person, "$6,500.00")
    assert Offer.objects.get().application.opened.supplier.owner == cast.suppliers[1].person
    assert "first in order" in cast.suppliers[0].read("opportunity", reference=opportunity.reference)
    verify_record(opportunity)


def test_an_exact_tie_is_drawn_and_moves_nobody_else(cast: Cast, move_clock: MoveClock) -> None:
    opportunity = begin_in_english(cast)
    answers = [NOTHING, PLAN, "A sketch of a plan."]
    apply_and_close(cast, opportunity, move_clock, answers)
    open_and_score(cast, opportunity, dict(zip(answers, ("91.2", "88,75", "88.75"), strict=True)))

    assert "Record the order" not in cast.officer.read("needs_me")
    cast.officer.fill("commit_draw", opportunity_id=opportunity.pk)
    commitment = Commitment.objects.get()
    assert (commitment.purpose, commitment.entrants_count) == ("tie", 2)
    for supplier in cast.suppliers:
        check_mail("selection/tie_committed", supplier.person, "exactly the same score")
    move_clock(just_after(commitment.beacon_at))
    cast.officer.fill("record_draw", opportunity_id=opportunity.pk, typed={"value": paste_round_named()})
    order = list(
        RankedApplication.objects.values_list("application__opened__supplier__owner__email", flat=True)
    )
    assert order[0] == cast.suppliers[0].person.email and len(order) == 3
    assert "exactly the same score" in cast.suppliers[0].read("draw", reference=opportunity.reference)
    offer(cast, opportunity)
    check_mail("selection/selected", cast.suppliers[0].person)
    verify_record(opportunity)
