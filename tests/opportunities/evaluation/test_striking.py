"""Nobody is struck unheard: told, answered or silent, then signed by two people; or left standing, with the reason."""

import pytest
from django.db import connection

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.evaluation.hearing import drop_notice
from microacquisition.opportunities.evaluation.models import Finding, Strike, StrikeNotice
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import RankedApplication
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.records.models import Event
from tests.builders import People
from tests.opportunities.evaluation.builders import (
    answer,
    freeze,
    judge,
    make_closed,
    make_offered,
    make_opened,
    reload,
    take,
    tell,
)


def events(opportunity: Opportunity, code: str) -> int:
    """How often this stands in the record."""
    return Event.objects.filter(stream=opportunity.stream, code=code).count()


def awaited(user: User, opportunity: Opportunity) -> set[str]:
    """What waits for this person."""
    return {each.step.code for each in read_turns(reload(opportunity), user).mine}


def pass_window() -> None:
    """Let the time to answer pass."""
    until = StrikeNotice.objects.get().answer_by
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [until])


def test_nobody_is_struck_before_being_heard(people: People) -> None:
    opportunity = make_opened(people)
    key = sorted(opportunity.applications.values_list("pk", flat=True))[0]
    with pytest.raises(Refused, match="First tell the supplier"):
        take("strike", opportunity, people.officer, application_id=key)
    assert "strike" in {each.step.code for each in read_turns(reload(opportunity), people.officer).possible}
    tell(opportunity, people, key)
    with pytest.raises(Refused, match="still has time"):
        take("strike", opportunity, people.officer, application_id=key)
    assert "strike" not in awaited(people.officer, opportunity)
    with pytest.raises(Refused, match="told already"):
        tell(opportunity, people, key)
    with pytest.raises(Refused, match="that stands"):
        tell(opportunity, people, "A-00000")
    assert not opportunity.signatures.filter(step="strike").exists() and StrikeNotice.objects.count() == 1


def test_heard_then_struck_by_two_people_with_a_letter(people: People) -> None:
    opportunity = make_opened(people)
    key = tell(opportunity, people)
    answer(key)
    told = Message.objects.filter(template="evaluation/strike_answered").values_list("to_email", flat=True)
    assert set(told) == {people.officer.email, people.second_officer.email, people.advisor.email}
    assert "strike" in awaited(people.officer, opportunity) and "strike" in awaited(
        people.advisor, opportunity
    )
    take("strike", opportunity, people.officer, application_id=key)
    assert "strike" not in awaited(people.officer, opportunity) and not Strike.objects.exists()
    for person in (people.officer, people.second_officer):
        with pytest.raises(Refused):
            take("strike", opportunity, person, application_id=key)
    judge(opportunity, people.evaluator)  # another step leaves the signature
    take("strike", opportunity, people.advisor, application_id=key)
    assert Strike.objects.get().application_id == key and events(opportunity, "strike") == 1
    letter = Message.objects.get(template="evaluation/struck")
    assert "Two accounts." in letter.body and "applied more than once" in letter.body
    with pytest.raises(Refused, match="that stands"):
        take("strike", opportunity, people.officer, application_id=key)
    freeze(opportunity, people)
    assert not Finding.objects.filter(application_id=key).exists()


def test_silence_is_no_answer_and_a_late_one_is_refused(people: People) -> None:
    opportunity = make_opened(people)
    key = tell(opportunity, people)
    pass_window()
    with pytest.raises(Refused):
        answer(key, "Too late.")
    assert StrikeNotice.objects.get().answer == ""
    take("strike", opportunity, people.officer, application_id=key)
    take("strike", opportunity, people.advisor, application_id=key)
    assert Strike.objects.exists()


def test_an_application_may_be_left_standing(people: People) -> None:
    opportunity = make_opened(people)
    key = tell(opportunity, people)
    answer(key)
    take("strike", opportunity, people.advisor, application_id=key)
    for person in (people.advisor, people.evaluator, people.suppliers[0]):
        with pytest.raises(NotYours):
            drop_notice(opportunity, person, key, "No.", "en")
    drop_notice(opportunity, people.officer, key, "They are sisters.", "en")
    assert "They are sisters." in Message.objects.get(template="evaluation/strike_dropped").body
    assert events(opportunity, "drop_strike") == 1 and "strike" not in awaited(people.officer, opportunity)
    with pytest.raises(Refused, match="First tell"):
        take("strike", opportunity, people.officer, application_id=key)
    with pytest.raises(NotYours):
        drop_notice(opportunity, people.officer, key, "Twice.", "en")
    judge(opportunity, people.evaluator)
    assert not opportunity.signatures.filter(step="strike", end__isnull=True).exists()


def test_who_may_tell_and_when(people: People) -> None:
    closed = make_closed(people)
    with pytest.raises(Refused, match="after the opening and before the agreement"):
        tell(closed, people)
    opportunity = make_opened(people)
    for person in (people.advisor, people.evaluator, people.stranger):
        people.officer, officer = person, people.officer
        with pytest.raises(NotYours):
            tell(opportunity, people)
        people.officer = officer
    assert not StrikeNotice.objects.exists() and not events(opportunity, "tell_strike")


def test_struck_from_the_order_while_asked(people: People) -> None:
    opportunity = make_offered(people)
    first, second = RankedApplication.objects.filter(opportunity=opportunity)
    tell(opportunity, people, first.application_id)
    answer(first.application_id)
    assert "strike_from_order" in awaited(people.advisor, opportunity)
    for person in (people.officer, people.advisor):
        opportunity = take("strike_from_order", opportunity, person, application_id=first.application_id)
    assert opportunity.state == "RANKED"
    first.refresh_from_db()
    assert (first.place, first.passed_over_because) == (1, "struck")
    tell(opportunity, people, second.application_id)
    answer(second.application_id)
    for person in (people.officer, people.advisor):
        opportunity = take("strike_from_order", opportunity, person, application_id=second.application_id)
    assert opportunity.state == "NO_AWARD"
    assert Message.objects.filter(template="evaluation/struck").count() == 2


def test_the_pages_of_a_hearing(people: People, browser) -> None:  # type: ignore[no-untyped-def]
    opportunity = make_opened(people)
    key = sorted(opportunity.applications.values_list("pk", flat=True))[0]
    owner = opportunity.applications.get(pk=key).opened.supplier.owner
    home = f"/en/files/{opportunity.pk}/strike/"
    notice = f"/en/my-applications/{key}/notice/"
    assert browser(owner).get(notice).status_code == 404
    typed = {"application_id": key, "reason_code": "double", "reason": ""}
    assert b"Fill in" in browser(people.officer).post(home + "tell/", typed).content
    assert browser(people.advisor).get(home + "tell/").status_code == 404
    typed["reason"] = "Two accounts."
    assert browser(people.officer).post(home + "tell/", typed).status_code == 302
    assert "Awaited until" in browser(people.advisor).get(home).content.decode()
    assert browser(people.evaluator).get(home).status_code == 404
    assert "please answer" in browser(owner).get(f"/en/my-applications/{key}/").content.decode()
    assert b"Fill in" in browser(owner).post(notice, {"answer": ""}).content
    assert browser(owner).post(notice, {"answer": "My sister."}).status_code == 302
    assert browser(owner).post(notice, {"answer": "Again."}).status_code == 409
    french = browser(people.advisor).get(f"/fr/dossiers/{opportunity.pk}/ecarter/").content.decode()
    assert "My sister." in french and f"Signer pour écarter {key}" in french
    for person in (people.officer, people.advisor):
        assert browser(person).post(home, {"application_id": key}).status_code == 302
    assert "no longer considered" in browser(owner).get(notice).content.decode()
    public = browser(people.stranger).get(f"/en/opportunities/{opportunity.reference}/").content.decode()
    assert "of which 1 was struck" in public
