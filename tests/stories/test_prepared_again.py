"""An ended opportunity is prepared again: text, translation and approvals stay, dates and funds are given anew."""

import pytest

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.queries import find_untranslated, needs_translation
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import make_funded, make_open
from tests.stories.beginning import Cast, reload, save_dates, save_section
from tests.stories.mails import check_mail

REASON = {"reason_en": "Nobody can answer.", "reason_fr": "Personne ne peut répondre."}
SPLITTING = {"splitting": "none", "splitting_reason": "The same purchase again."}


def end(cast: Cast) -> Opportunity:
    opportunity = make_open(cast.people)
    cast.officer.fill("cancel", opportunity_id=opportunity.pk, typed=REASON)
    return reload(opportunity)


def release(cast: Cast, opportunity: Opportunity) -> None:
    cast.payment_officer.fill("release_funds", opportunity_id=opportunity.pk, typed={"reference": "REL-1"})


def begin_again(cast: Cast, earlier: Opportunity) -> Opportunity:
    cast.officer.fill("post_again", opportunity_id=earlier.pk)
    return Opportunity.objects.get(again_from=earlier)


def test_text_translation_and_approvals_stay_and_both_pages_are_linked(cast: Cast) -> None:
    earlier = end(cast)
    file = cast.officer.read("file", opportunity_id=earlier.pk)
    assert cast.officer.address("post_again", opportunity_id=earlier.pk) not in file
    refused = cast.officer.read("post_again", opportunity_id=earlier.pk)
    assert "The funds reserved for the earlier opportunity are not released yet." in refused
    release(cast, earlier)
    file = cast.officer.read("file", opportunity_id=earlier.pk)
    assert cast.officer.address("post_again", opportunity_id=earlier.pk) in file
    again = begin_again(cast, earlier)
    key = {"opportunity_id": again.pk}
    assert (again.state, again.reference, again.statement.closes_at) == ("DRAFTING", None, None)
    assert again.statement.work_fr == earlier.statement.work_fr
    assert again.statement.price_cents == earlier.statement.price_cents
    check_mail("posting/begun_again", cast.people.client, str(earlier.reference))
    assert reload(earlier).state == "CANCELLED"

    save_dates(cast, again, current_instant())
    cast.client.fill("statement", **key)
    assert reload(again).state == "APPROVED"
    assert cast.officer.read("file", **key).count("Holds") == 2
    event = Event.objects.get(stream=again.stream, code="submit_for_review")
    assert '"approvals":"hold"' in event.body
    cast.officer.fill(
        "prepare_funding_form",
        typed={
            "fiscal_year": "2026-2027",
            "cost_centre": "1234",
            "coding": "A-1-2",
            "budget_transfer_needed": "no",
        },
        **key,
    )
    cast.client.fill("confirm_funding_form", **key)
    cast.fund_manager.fill("sign_for_funds", **key)
    cast.payment_officer.fill("reserve_funds", typed={"number": "FR-9", "amount_cents": "6,900.00"}, **key)
    cast.officer.fill("post", typed={**SPLITTING, "repository": "https://github.com/example/again"}, **key)
    posted = reload(again)
    assert posted.state == "OPEN"
    assert posted.reference != earlier.reference
    assert f"Posted again as {posted.reference}" in cast.officer.read(
        "opportunity", reference=earlier.reference
    )
    page = cast.client.read("opportunity", reference=posted.reference)
    assert f"Affichée auparavant sous {earlier.reference}" in page


def test_another_text_is_approved_again(cast: Cast) -> None:
    earlier = end(cast)
    release(cast, earlier)
    again = begin_again(cast, earlier)
    save_section(cast.author, again, "background", {"background_en": "Another story."})
    save_dates(cast, again, current_instant())
    cast.client.fill("statement", opportunity_id=again.pk)
    assert reload(again).state == "IN_REVIEW"


def test_what_was_amended_is_approved_and_translated_again(cast: Cast) -> None:
    earlier = make_open(cast.people)
    reworded = {"background_en": "Another story.", "background_fr": "Une autre histoire."}
    section = {"opportunity_id": earlier.pk, "section": "background"}
    page, place = (
        cast.officer.read("amend_section", **section),
        cast.officer.address("amend_section", **section),
    )
    checked = cast.officer.send_form(page, place, typed={**reworded, **REASON}).content.decode()
    cast.officer.fill_in(checked, place, button="publish")
    assert reload(earlier).statement.background_en == "Another story."
    cast.officer.fill("cancel", opportunity_id=earlier.pk, typed=REASON)
    release(cast, earlier)
    again = begin_again(cast, earlier)
    assert needs_translation(again)
    assert [each.now.name for each in find_untranslated(again.statement)] == ["background"]
    save_dates(cast, again, current_instant())
    cast.client.fill("statement", opportunity_id=again.pk)
    assert reload(again).state == "IN_REVIEW"


@pytest.mark.parametrize("make", [make_open, make_funded])
def test_what_has_not_ended_or_is_not_theirs_is_not_prepared_again(cast: Cast, make: object) -> None:
    opportunity = make(cast.people)  # type: ignore[operator]
    address = cast.officer.address("post_again", opportunity_id=opportunity.pk)
    assert cast.officer.browser.post(address).status_code == 409
    for actor in (cast.client, cast.advisor, cast.suppliers[0]):
        assert actor.browser.post(address).status_code == 404
    assert Opportunity.objects.count() == 1


def test_it_is_prepared_again_once(cast: Cast) -> None:
    earlier = end(cast)
    release(cast, earlier)
    begin_again(cast, earlier)
    answer = cast.officer.browser.post(cast.officer.address("post_again", opportunity_id=earlier.pk))
    assert answer.status_code == 409
    assert Opportunity.objects.filter(again_from=earlier).count() == 1
