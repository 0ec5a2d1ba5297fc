"""After somebody signed: the reserve list is left or ends, a debrief is asked for and given, a warning before a lapse."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from microacquisition.correspondence.models import Message
from microacquisition.correspondence.texts import load_text
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Debrief, Offer, RankedApplication
from microacquisition.opportunities.selection.queries import complaint_ends, debrief_ends, order_left, told_at
from microacquisition.opportunities.selection.reminders import warn_of_lapse
from microacquisition.opportunities.selection.reserve import end_reserves
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import People
from tests.opportunities.agreement.builders import IDS, make_in_work, make_offered, reload, take

Move = Callable[[timedelta | datetime], datetime]
FIRST, SECOND = IDS[0], IDS[1]
RESULT = "/en/my-applications/{}/result/"


def letters(template: str) -> list[Message]:
    """The letters of that name, oldest first."""
    return list(Message.objects.filter(template=f"selection/{template}").order_by("created_at"))


def events(code: str) -> int:
    """How many events of that code there are."""
    return Event.objects.filter(code=code).count()


def give(browser: Client, opportunity: Opportunity, application: str, **given: str) -> Any:
    """Send the form of a debrief."""
    return browser.post(f"/en/files/{opportunity.pk}/debriefs/{application}/", given)


def test_no_letter_of_the_result_asks_for_the_survey(database: None) -> None:
    for name in ("not_selected_criterion", "not_selected_not_drawn", "not_selected_lower_score", "no_award"):
        for language, word in (("en", "survey"), ("fr", "sondage")):
            text = load_text(f"selection/{name}", language, "esdc")
            assert word not in f"{text.subject} {text.body}".lower()
            for placeholder in ("reasons", "complaint_until", "debrief_until"):
                assert placeholder in text.placeholders


def test_the_dates_of_a_complaint_and_of_a_debrief_are_counted_from_the_signature(
    people: People, browser: Any
) -> None:
    opportunity = make_in_work(people)
    told = told_at(opportunity)
    assert told == Offer.objects.get(application=FIRST).answered_at and told is not None
    assert debrief_ends(opportunity, told) - told > timedelta(days=20)
    assert complaint_ends(opportunity, told) - told > timedelta(days=41)
    page = browser(people.suppliers[1]).get(RESULT.format(SECOND)).content
    assert b"A complaint is possible until" in page and b"opo-boa.gc.ca" in page


def test_somebody_leaves_the_reserve_list_once(people: People, browser: Any) -> None:
    opportunity = make_in_work(people)
    own, other = browser(people.suppliers[1]), browser(people.suppliers[0])
    address = RESULT.format(SECOND) + "leave-reserve/"
    assert other.get(address).status_code == 404 and other.post(address).status_code == 404
    assert b"Leave the reserve list" in own.get(RESULT.format(SECOND)).content
    assert own.get(address).status_code == 200
    assert [own.post(address).status_code for _ in range(2)] == [302, 302]
    row = RankedApplication.objects.get(application=SECOND)
    assert (row.passed_over_because, order_left(reload(opportunity))) == ("left", [])
    assert events("leave_reserve") == 1 and len(letters("reserve_left")) == 1
    assert own.get(address).status_code == 409
    assert b"You left the reserve list." in own.get(RESULT.format(SECOND)).content


def test_who_is_asked_or_at_work_is_not_on_the_reserve_list(people: People, browser: Any) -> None:
    make_in_work(people)
    answer = browser(people.suppliers[0]).post(RESULT.format(FIRST) + "leave-reserve/")
    assert answer.status_code == 409 and not events("leave_reserve") and not letters("reserve_left")
    assert RankedApplication.objects.get(application=FIRST).passed_over_at is None


def test_the_reserve_ends_by_the_clock_with_a_letter(people: People, move_clock: Move) -> None:
    opportunity = make_in_work(people)
    until = RankedApplication.objects.get(application=SECOND).valid_until
    assert until is not None and end_reserves(current_instant()) == 0
    now = move_clock(until)
    assert order_left(opportunity) == [] and [end_reserves(now), end_reserves(now)] == [1, 0]
    row = RankedApplication.objects.get(application=SECOND)
    assert row.passed_over_because == "expired" and events("end_reserve") == 1
    assert [letter.to_email for letter in letters("reserve_ended")] == [people.suppliers[1].email]
    assert RankedApplication.objects.get(application=FIRST).passed_over_at is None


def test_a_debrief_is_asked_for_once_and_waits_for_the_officer(people: People, browser: Any) -> None:
    opportunity = make_in_work(people)
    own, address = browser(people.suppliers[1]), RESULT.format(SECOND) + "debrief/"
    assert browser(people.suppliers[0]).get(address).status_code == 404
    assert b"Ask for a debrief" in own.get(RESULT.format(SECOND)).content
    assert [own.post(address, {"question": "What was missing?"}).status_code for _ in range(2)] == [302, 302]
    assert Debrief.objects.get().question == "What was missing?" and events("ask_debrief") == 1
    assert {each.to_email for each in letters("debrief_asked")} == {
        people.officer.email,
        people.second_officer.email,
    }
    page = f"/en/files/{opportunity.pk}/debriefs/{SECOND}/"
    officer = browser(people.officer)
    for where in ("/en/needs-me/", f"/en/files/{opportunity.pk}/"):
        assert page.encode() in officer.get(where).content
    assert page.encode() not in browser(people.advisor).get("/en/needs-me/").content
    assert b"What was missing?" in officer.get(page).content
    for stranger in (people.advisor, people.suppliers[1], people.client):
        assert browser(stranger).get(page).status_code == 404


def test_who_was_chosen_or_comes_late_gets_no_debrief(people: People, browser: Any, move_clock: Move) -> None:
    opportunity = make_in_work(people)
    answer = browser(people.suppliers[0]).post(RESULT.format(FIRST) + "debrief/")
    assert answer.status_code == 409 and b"not selected" in answer.content
    told = told_at(opportunity)
    assert told is not None
    move_clock(debrief_ends(opportunity, told))
    late = browser(people.suppliers[1])
    assert b"Ask for a debrief" not in late.get(RESULT.format(SECOND)).content
    assert late.post(RESULT.format(SECOND) + "debrief/").status_code == 409
    assert not Debrief.objects.exists() and not events("ask_debrief")


def test_before_the_result_is_known_there_is_no_debrief(people: People, browser: Any) -> None:
    make_offered(people)
    answer = browser(people.suppliers[1]).post(RESULT.format(SECOND) + "debrief/")
    assert answer.status_code == 409 and b"not known yet" in answer.content and not Debrief.objects.exists()


def test_a_debrief_is_given_in_writing_once(people: People, browser: Any) -> None:
    opportunity = make_in_work(people)
    officer, own = browser(people.officer), browser(people.suppliers[1])
    assert give(officer, opportunity, SECOND, how="writing", answer="x").status_code == 404
    own.post(RESULT.format(SECOND) + "debrief/", {"question": ""})
    assert give(browser(people.advisor), opportunity, SECOND, how="writing", answer="x").status_code == 404
    empty = give(officer, opportunity, SECOND, how="writing", answer="")
    assert empty.status_code == 200 and not events("give_debrief")
    assert give(officer, opportunity, SECOND, how="writing", answer="You were second.").status_code == 302
    assert give(officer, opportunity, SECOND, how="writing", answer="Another.").status_code == 409
    assert Debrief.objects.get().answer == "You were second." and events("give_debrief") == 1
    assert "You were second." in letters("debrief_given")[0].body
    assert b"You were second." in own.get(RESULT.format(SECOND)).content
    assert b"debriefs" not in officer.get("/en/needs-me/").content
    record = Event.objects.get(code="give_debrief")
    assert "You were second." not in record.body


def test_a_meeting_is_noted_with_its_day_and_people(people: People, browser: Any) -> None:
    opportunity = make_in_work(people)
    officer = browser(people.officer)
    browser(people.suppliers[1]).post(RESULT.format(SECOND) + "debrief/", {"question": ""})
    ahead = (current_instant() + timedelta(days=3)).date().isoformat()
    for day, who in (("", "Ana"), (ahead, "Ana"), (current_instant().date().isoformat(), "")):
        wrong = give(officer, opportunity, SECOND, how="meeting", answer="We met.", met_on=day, met_with=who)
        assert wrong.status_code == 200 and b"We met." in wrong.content
    assert Debrief.objects.get().answered_at is None
    day = (current_instant() - timedelta(days=1)).date().isoformat()
    given = give(officer, opportunity, SECOND, how="meeting", answer="We met.", met_on=day, met_with="Ana")
    assert given.status_code == 302 and Debrief.objects.get().met_with == "Ana"
    assert b"We met." in browser(people.suppliers[1]).get(RESULT.format(SECOND)).content
    with pytest.raises(DatabaseError):
        Debrief.objects.all().delete()


def test_late_in_the_evening_tomorrow_is_still_ahead(people: People, browser: Any, move_clock: Move) -> None:
    """Half past nine in the evening, Eastern time: another day already in UTC."""
    opportunity = make_in_work(people)
    browser(people.suppliers[1]).post(RESULT.format(SECOND) + "debrief/", {"question": ""})
    tomorrow = move_clock(datetime(2027, 5, 12, 1, 30, tzinfo=UTC)).date()
    officer, meeting = browser(people.officer), {"how": "meeting", "answer": "We met.", "met_with": "Ana"}
    ahead = give(officer, opportunity, SECOND, **meeting, met_on=tomorrow.isoformat())
    assert ahead.status_code == 200 and b"We met." in ahead.content
    assert Debrief.objects.get().answered_at is None
    today = (tomorrow - timedelta(days=1)).isoformat()
    assert give(officer, opportunity, SECOND, **meeting, met_on=today).status_code == 302


def test_the_supplier_is_warned_once_before_the_offer_lapses(people: People, move_clock: Move) -> None:
    opportunity = make_offered(people)
    offer = Offer.objects.get()
    assert warn_of_lapse(current_instant()) == 0
    zone = opportunity.zone or opportunity.programme.zone
    now = move_clock(opportunity.programme.windows.lapse_warning.before(offer.answer_by, zone))
    assert [warn_of_lapse(now), warn_of_lapse(now)] == [1, 0]
    assert [letter.to_email for letter in letters("offer_about_to_lapse")] == [people.suppliers[0].email]
    assert events("offer_lapses_soon") == 1 and reload(opportunity).state == "OFFERED"
    now = move_clock(offer.answer_by)
    assert take_due_steps() == 1 and warn_of_lapse(now) == 0 and len(letters("offer_about_to_lapse")) == 1


def test_who_answered_is_not_warned(people: People, move_clock: Move) -> None:
    opportunity = make_offered(people)
    offer = Offer.objects.get()
    take("decline_offer", opportunity, people.suppliers[0])
    assert warn_of_lapse(move_clock(offer.answer_by - timedelta(hours=1))) == 0
