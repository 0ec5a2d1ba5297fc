"""A request waits on the list: nobody is asked before its day, and both answers stay possible."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from tests.builders import make_request
from tests.stories.beginning import Cast, reload
from tests.stories.mails import check_mail

Move = Callable[[datetime], datetime]


def test_a_request_waits_until_its_day_and_is_asked_again(cast: Cast, move_clock: Move) -> None:
    opportunity = make_request(cast.people)
    key = {"opportunity_id": opportunity.pk}
    assert "Put on the waiting list" in cast.officer.read("request", **key)
    typed = {"waits_until": "2027-01-15", "reason": "Cinq achats sont en cours."}
    page = cast.officer.fill("hold_request", typed=typed, **key)
    assert "On the waiting list until January 15, 2027." in page
    held = reload(opportunity)
    assert (held.state, held.request.waits_until) == ("REQUESTED", date(2027, 1, 15))
    mail = check_mail("intake/request_held", cast.people.client)
    assert "janvier\xa02027" in mail, mail
    assert "Cinq achats sont en cours." in cast.client.read("request", **key)
    assert "Sur la liste d’attente jusqu’au 15\xa0janvier\xa02027." in cast.client.read("file", **key)

    waiting = cast.officer.read("needs_me")
    assert "Nothing needs you now" in waiting
    assert "until January 15, 2027" in waiting
    move_clock(datetime(2027, 1, 15, 15, tzinfo=UTC))
    assert "One thing needs you" in cast.officer.read("needs_me")
    cast.officer.fill("request", **key)
    assert reload(opportunity).state == "DRAFTING"


def test_a_held_request_can_be_accepted_before_its_day(cast: Cast) -> None:
    opportunity = make_request(cast.people)
    key = {"opportunity_id": opportunity.pk}
    cast.officer.fill("hold_request", typed={"waits_until": "2027-01-15", "reason": "Later."}, **key)
    assert cast.officer.address("request", **key) in cast.officer.read("file", **key)
    cast.officer.fill("request", **key)
    assert reload(opportunity).state == "DRAFTING"


def test_a_declined_client_is_led_to_the_other_routes(cast: Cast) -> None:
    opportunity = make_request(cast.people)
    cast.officer.fill("decline_request", opportunity_id=opportunity.pk, typed={"reason": "Trop grand."})
    mail = check_mail("intake/request_declined", cast.people.client)
    assert "/fr/autres-voies/" in mail
    assert cast.client.address("other_routes") in cast.client.read("request", opportunity_id=opportunity.pk)
    assert cast.client.address("other_routes") in cast.client.read("ask_for_code")
    page = cast.client.read("other_routes")
    for route in (
        "offre à commandes",
        "arrangement en matière",
        "demande de propositions",
        "carte d’achat",
        "catalogue",
    ):
        assert route in page.lower(), route
