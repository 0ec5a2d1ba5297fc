"""Nobody applies: the clock closes and ends the opportunity, and everybody can read why."""

from collections.abc import Callable
from datetime import datetime

from microacquisition.correspondence.models import Message
from tests.stories.applying import let_the_clock_close
from tests.stories.beginning import Cast, begin, just_after


def test_nobody_applies_and_the_clock_ends_it_without_an_award(
    cast: Cast, move_clock: Callable[[datetime], datetime]
) -> None:
    opportunity = begin(cast)
    move_clock(just_after(opportunity.closes_at))
    ended = let_the_clock_close(opportunity)
    assert (ended.state, ended.applications_count) == ("NO_AWARD", 0)
    page = cast.suppliers[0].read("opportunity", reference=ended.reference)
    assert "No award" in page
    told = Message.objects.filter(template="applications/closed_without_applications")
    assert {message.to_email for message in told} >= {cast.people.officer.email, cast.people.client.email}
