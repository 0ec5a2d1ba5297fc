"""Nobody applies: the clock closes and ends the opportunity, and everybody can read why."""

from collections.abc import Callable
from datetime import datetime

from tests.builders import make_open
from tests.stories.applying import let_the_clock_close
from tests.stories.beginning import Cast, just_after
from tests.stories.mails import check_mail


def test_nobody_applies_and_the_clock_ends_it_without_an_award(
    cast: Cast, move_clock: Callable[[datetime], datetime]
) -> None:
    opportunity = make_open(cast.people)
    move_clock(just_after(opportunity.closes_at))
    ended = let_the_clock_close(opportunity)
    assert (ended.state, ended.applications_count) == ("NO_AWARD", 0)
    page = cast.suppliers[0].read("opportunity", reference=ended.reference)
    assert "No award" in page and "Nobody applied." in page
    check_mail("applications/closed_without_applications", cast.people.officer)
    check_mail("applications/closed_without_applications", cast.people.client)
