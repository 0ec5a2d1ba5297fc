"""The whole journey in English with JavaScript; every page seen on the way is examined."""

from collections.abc import Callable
from datetime import datetime, timedelta

from demo.opportunities import DATE_CONVERTER
from tests.browser import journey as steps
from tests.browser import journey_award as award
from tests.browser.pages import PageChecker
from tests.browser.visitor import Visitor


def test_from_request_to_completed(
    visit: Callable[..., Visitor],
    move_clock: Callable[[timedelta | datetime], datetime],
    checker: PageChecker,
) -> None:
    journey = steps.Journey(visit, move_clock, "en", True, DATE_CONVERTER)
    steps.ask_for_code(journey)
    steps.accept_request(journey)
    steps.write_statement(journey)
    steps.review_statement(journey)
    steps.fund(journey)
    steps.translate_and_post(journey)
    steps.apply(journey, 0)
    steps.apply(journey, 1)
    steps.close(journey)
    award.open_applications(journey)
    award.evaluate(journey)
    award.freeze_and_draw(journey)
    award.offer_and_sign(journey)
    award.deliver_and_accept(journey)
    award.invoice_and_pay(journey)
    award.complete(journey)
    award.release_funds(journey)
    checker.finish()
