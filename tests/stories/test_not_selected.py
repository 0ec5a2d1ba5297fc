"""Not selected: letters with reasons, rank and dates; one asks for a debrief, one leaves the reserve list."""

import re

from microacquisition.common.dates import format_date
from microacquisition.common.zones import local_time
from microacquisition.opportunities.selection.models import RankedApplication
from microacquisition.opportunities.selection.queries import complaint_ends, debrief_ends, order_left, told_at
from tests.stories.beginning import Cast, reload
from tests.stories.mails import check_mail, check_no_mail
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD, WEAK, MoveClock
from tests.stories.working import make_in_work


def test_the_others_are_told_why_and_what_they_can_do(cast: Cast, move_clock: MoveClock) -> None:
    opportunity, winner = make_in_work(cast, move_clock, [GOOD, GOOD, WEAK])
    opportunity, weak = reload(opportunity), cast.suppliers[2]
    second = next(actor for actor in cast.suppliers[:2] if actor is not winner)
    told, zone = told_at(opportunity), opportunity.zone
    assert told is not None
    ends = (debrief_ends(opportunity, told), complaint_ends(opportunity, told))

    def dates(language: str) -> list[str]:
        return [format_date(local_time(at, zone).date(), language) for at in ends]

    draw = second.address("draw", reference=opportunity.reference)
    check_mail("selection/in_reserve", second.person, "2", draw)
    said = [winner.person.name, "Shows two years of scripts.", draw, *dates(second.person.language)]
    check_mail("selection/not_selected_not_drawn", second.person, *said)
    said = [winner.person.name, "No skill is shown.", *dates(weak.person.language)]
    check_mail("selection/not_selected_criterion", weak.person, *said)
    check_no_mail("selection/in_reserve", winner.person)

    where = {"application_id": opportunity.applications.get(opened__supplier__owner=weak.person).pk}
    weak.fill("ask_debrief", **where, typed={"question": "Which skill was missing?"})
    check_mail("selection/debrief_asked", cast.people.officer, weak.person.name)
    queue = cast.officer.read("needs_me")
    address = cast.officer.address("give_debrief", opportunity_id=opportunity.pk, **where)
    assert re.search(re.escape(address), queue)
    typed = {"how": "writing", "answer": "You named no script that you wrote."}
    cast.officer.fill("give_debrief", opportunity_id=opportunity.pk, **where, typed=typed)
    check_mail("selection/debrief_given", weak.person, "You named no script that you wrote.")
    assert "You named no script that you wrote." in weak.read("application_result", **where)

    place = RankedApplication.objects.get(opportunity=opportunity, place=2)
    second.fill("leave_reserve", application_id=place.application_id)
    check_mail("selection/reserve_left", second.person)
    assert order_left(opportunity) == []
    verify_record(opportunity)
