"""A client team falls silent: the clock asks it once, the officer is told, and one click wakes the file."""

from collections.abc import Callable
from datetime import timedelta

from microacquisition.opportunities.file.sleeping import put_to_sleep
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import make_drafting, make_request
from tests.stories.beginning import Cast, reload
from tests.stories.mails import check_mail, check_no_mail

MoveClock = Callable[[timedelta], object]


def test_a_silent_client_team_is_asked_once_and_goes_on(cast: Cast, move_clock: MoveClock) -> None:
    opportunity, people = make_drafting(cast.people), cast.people
    make_request(people)  # waits for the officer: the client owes nothing
    move_clock(timedelta(days=19))
    assert put_to_sleep(current_instant()) == 0
    move_clock(timedelta(days=1, minutes=1))
    assert (put_to_sleep(current_instant()), put_to_sleep(current_instant())) == (1, 0)
    check_mail("file/still_needed", people.client, "l’énoncé", "23\xa0novembre\xa02026")
    check_mail("file/client_silent", people.officer, "sleeping", "Cloud operations")
    assert "Sleeping" in cast.officer.read("file", opportunity_id=opportunity.pk)
    assert "Sleeping" in cast.officer.read("needs_me")
    assert "toujours-utile" in cast.client.read("file", opportunity_id=opportunity.pk)

    asked = cast.client.read("still_needed", opportunity_id=opportunity.pk)
    assert cast.client.address("withdraw_request", opportunity_id=opportunity.pk) in asked
    page = cast.client.fill("still_needed", opportunity_id=opportunity.pk)
    assert "L’équipe cliente continue" in page and "En sommeil" not in page
    check_mail("file/client_goes_on", people.officer, "goes on")
    assert reload(opportunity).state == "DRAFTING"
    move_clock(timedelta(days=20, minutes=1))
    assert put_to_sleep(current_instant()) == 1


def test_a_client_team_that_writes_does_not_sleep(cast: Cast, move_clock: MoveClock) -> None:
    opportunity = make_drafting(cast.people)
    move_clock(timedelta(days=15))
    cast.author.fill(
        "statement_section", opportunity_id=opportunity.pk, section="title",
        typed={"title_en": "Cloud policies, again", "title_fr": "Encore des politiques"}, button="do",
    )  # fmt: skip
    move_clock(timedelta(days=15))
    assert put_to_sleep(current_instant()) == 0


def test_nobody_else_answers_for_the_team_and_nothing_is_asked_when_it_owes_nothing(cast: Cast) -> None:
    opportunity = make_request(cast.people)
    address = f"/en/files/{opportunity.pk}/still-needed/"
    events = Event.objects.count()
    for other in (cast.officer, cast.advisor, cast.suppliers[0]):
        assert other.browser.get(address).status_code == other.browser.post(address).status_code == 404
    assert "Rien n’attend votre équipe" in cast.client.read("still_needed", opportunity_id=opportunity.pk)
    assert cast.client.browser.post(address).status_code == 409
    assert Event.objects.count() == events
    check_no_mail("file/client_goes_on", cast.people.officer)
