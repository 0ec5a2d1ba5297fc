"""Asking for code and answering, through the pages."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Department, Team, TeamMember, User
from microacquisition.process.rules.eligibility import QUESTIONS, Answer
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import People, good_answers, make_request

Browser = Callable[[User], Client]


def address(name: str, opportunity: Opportunity | None = None, language: str = "en") -> str:
    with override(language):
        return reverse(name, kwargs={"opportunity_id": opportunity.pk} if opportunity else None)


def typed_request(people: People, **changed: str) -> dict[str, str]:
    data = {
        "team": f"{people.team.pk}:esdc", "title": "Une carte des bornes", "need": "Lire les données et les dessiner.",
        "estimated_hours": "40", "form_key": str(uuid4()),
    }  # fmt: skip
    for question in QUESTIONS:
        data[question.code] = "yes" if question.good_answer else "no"
        if question.needs_explanation:
            data[f"{question.code}_explanation"] = "Réponse écrite."
    return {**data, **changed}


def test_a_client_asks_in_french_and_officers_read_it(people: People, browser: Browser) -> None:
    client = browser(people.client)
    page = client.get(address("ask_for_code", language="fr"))
    assert "Le résultat est-il du code?" in page.content.decode()
    answer = client.post(address("ask_for_code", language="fr"), typed_request(people))
    opportunity = Opportunity.objects.get()
    assert answer["Location"] == address("file", opportunity, "fr")
    assert (opportunity.state, opportunity.title_fr, opportunity.title_en) == (
        "REQUESTED",
        "Une carte des bornes",
        "",
    )
    assert opportunity.request.language == "fr"
    assert Message.objects.get(template="intake/request_received").to_email == people.client.email
    told = set(Message.objects.filter(template="intake/request_to_read").values_list("to_email", flat=True))
    assert told == {people.officer.email, people.second_officer.email}


def test_a_form_sent_twice_asks_once(people: People, browser: Browser) -> None:
    client, typed = browser(people.client), typed_request(people)
    first = client.post(address("ask_for_code"), typed)
    second = client.post(address("ask_for_code"), typed)
    assert first["Location"] == second["Location"]
    assert Opportunity.objects.count() == 1
    assert Event.objects.filter(code="request").count() == 1


def test_missing_answers_are_named_by_field_and_what_was_typed_stays(
    people: People, browser: Browser
) -> None:
    typed = typed_request(people, title="", need="Un besoin précis.", standalone_explanation="")
    typed.pop("code")
    page = browser(people.client).post(address("ask_for_code", language="fr"), typed)
    assert page.status_code == 200
    form = page.context["form"]
    assert set(form.errors) == {"title", "code", "standalone_explanation"}
    assert "Un besoin précis." in page.content.decode()
    assert not Opportunity.objects.exists()


def test_bad_numbers_are_refused(people: People, browser: Browser) -> None:
    for hours in ("1e3", "-1", "NaN", "٤٠", "9" * 40):
        page = browser(people.client).post(
            address("ask_for_code"), typed_request(people, estimated_hours=hours)
        )
        assert "estimated_hours" in page.context["form"].errors
    assert not Opportunity.objects.exists()


def test_an_ineligible_request_can_only_be_declined(people: People, browser: Browser) -> None:
    opportunity = make_request(people, answers=good_answers(open_source=Answer(False)))
    officer = browser(people.officer)
    page = officer.get(address("request", opportunity)).content.decode()
    assert "It cannot be open source." in page
    assert address("accept_request", opportunity) not in page
    refused = officer.post(address("accept_request", opportunity), {"form_key": str(uuid4())})
    assert refused.status_code == 409
    assert "It cannot be open source." in refused.content.decode()
    assert Opportunity.objects.get().state == "REQUESTED"
    officer.post(
        address("decline_request", opportunity), {"reason": "It must stay closed.", "form_key": str(uuid4())}
    )
    assert Opportunity.objects.get().state == "DECLINED"
    letter = Message.objects.get(template="intake/request_declined", to_email=people.client.email)
    assert "It must stay closed." in letter.body
    assert "Votre équipe d’approvisionnement" in letter.body


def test_declining_needs_a_reason(people: People, browser: Browser) -> None:
    opportunity = make_request(people)
    page = browser(people.officer).post(address("decline_request", opportunity), {"reason": " "})
    assert page.context["form"].errors["reason"]
    assert Opportunity.objects.get().state == "REQUESTED"


def test_accepting_leads_to_the_file_and_begins_the_statement(people: People, browser: Browser) -> None:
    opportunity = make_request(people)
    answer = browser(people.officer).post(address("accept_request", opportunity), {"form_key": str(uuid4())})
    assert answer["Location"] == address("file", opportunity)
    assert Opportunity.objects.get().state == "DRAFTING"


def test_for_the_wrong_person_the_request_is_not_there(people: People, browser: Browser) -> None:
    opportunity = make_request(people)
    other = Team.objects.create(department=people.department, name_en="Others", name_fr="Autres")
    TeamMember.objects.create(team=other, user=people.stranger, started_at=current_instant())
    for person in (people.stranger, people.suppliers[0]):
        assert browser(person).get(address("request", opportunity)).status_code == 404
    for person in (people.client, people.advisor, people.stranger):
        for name in ("accept_request", "decline_request"):
            assert browser(person).post(address(name, opportunity), {"reason": "x"}).status_code == 404
    assert Opportunity.objects.get().state == "REQUESTED"


def test_an_officer_of_another_department_sees_nothing(people: People, browser: Browser) -> None:
    opportunity = make_request(people)
    elsewhere = Department.objects.create(code="x", name_en="X", name_fr="X", programme_codes=["esdc"])
    people.officer.roles_held.update(ended_at=current_instant(), ended_by=people.auditor)
    people.officer.roles_held.create(
        role="officer", programme_code="esdc", department=elsewhere, proposed_by=people.auditor,
        proposed_at=current_instant(), confirmed_by=people.advisor, confirmed_at=current_instant(),
    )  # fmt: skip
    assert browser(people.officer).get(address("request", opportunity)).status_code == 404


def test_who_belongs_to_no_team_is_told_where_to_go(people: People, browser: Browser) -> None:
    page = browser(people.stranger).get(address("ask_for_code"))
    assert "does not belong to a client team" in page.content.decode()


def test_an_officer_without_second_factor_is_led_to_it_first(people: People, settings: Any) -> None:
    opportunity = make_request(people)
    client = Client()
    client.force_login(people.officer)
    answer = client.post(address("decline_request", opportunity), {"reason": "Kept for later."})
    assert answer.status_code == 302
    assert "factor" in answer["Location"] or "facteur" in answer["Location"]
    assert Opportunity.objects.get().state == "REQUESTED"
    assert "Kept for later." in client.get(address("decline_request", opportunity)).content.decode()


def test_a_form_of_one_step_is_no_answer_to_another(people: People, browser: Browser) -> None:
    opportunity = make_request(people)
    officer, key = browser(people.officer), {"form_key": str(uuid4()), "reason": "Not now."}
    assert officer.post(address("accept_request", opportunity), key).status_code == 302
    assert officer.post(address("accept_request", opportunity), key).status_code == 302, (
        "sent twice, works once"
    )
    assert officer.post(address("decline_request", opportunity), key).status_code == 409
    assert Opportunity.objects.get().state == "DRAFTING"


@pytest.mark.parametrize("day", ["2020-01-01", "2099-01-01", ""])
def test_the_waiting_list_refuses_a_day_that_is_not_ahead_within_a_year(
    people: People, browser: Browser, day: str
) -> None:
    opportunity = make_request(people)
    typed = {"waits_until": day, "reason": "Later.", "form_key": str(uuid4())}
    answer = browser(people.officer).post(address("hold_request", opportunity), typed)
    assert answer.status_code == (409 if day else 200)
    kept = Opportunity.objects.get(pk=opportunity.pk)
    assert (kept.state, kept.request.waits_until, kept.request.reply) == ("REQUESTED", None, "")
    assert not Event.objects.filter(code="hold_request").exists()


def test_only_an_officer_holds_a_request_and_only_while_it_is_asked(people: People, browser: Browser) -> None:
    opportunity = make_request(people)
    typed = {"waits_until": "2027-01-15", "reason": "Later.", "form_key": str(uuid4())}
    for person in (people.client, people.advisor, people.stranger):
        assert browser(person).post(address("hold_request", opportunity), typed).status_code == 404
    browser(people.officer).post(address("accept_request", opportunity), {"form_key": str(uuid4())})
    answer = browser(people.officer).post(address("hold_request", opportunity), typed)
    assert answer.status_code == 409
    assert not Event.objects.filter(code="hold_request").exists()
