"""In the last hour the pages of an application show what time our server has; before and after they do not."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.opportunities.applications.make import (
    apply_address,
    fill_form,
    make_open,
    make_person,
    send,
    sign_in,
)

pytestmark = pytest.mark.usefixtures("monday")
Move = Callable[[timedelta | datetime], datetime]
ENGLISH, FRENCH = "What time our server has", "L’heure de notre serveur"


def test_the_last_hour_begins_and_ends(move_clock: Move) -> None:
    opportunity, browser = make_open(hours=2), sign_in(make_person("Jordan Tremblay"))
    closes = opportunity.closes_at
    assert closes is not None
    address = send(browser, opportunity).url
    pages = (apply_address(opportunity), address, f"{address}withdraw/")

    def count() -> int:
        return sum(ENGLISH in browser.get(page, follow=True).content.decode() for page in pages)

    move_clock(closes - timedelta(hours=1, minutes=1))
    assert count() == 0
    move_clock(closes - timedelta(minutes=59))
    assert count() == 3
    move_clock(closes)
    assert count() == 0


def test_the_clock_is_ours_in_both_zones_and_languages(move_clock: Move) -> None:
    opportunity, browser = make_open(hours=1), sign_in(make_person("Jordan Tremblay"))
    assert opportunity.closes_at is not None
    move_clock(opportunity.closes_at - timedelta(minutes=30))
    page = browser.get(apply_address(opportunity)).content.decode().replace("\u00a0", " ")
    # It stood at 10:30:00 am Eastern half an hour before eleven; rendering may take some seconds.
    assert ">10:30:" in page and ">15:30:" in page and " am</b> Eastern" in page
    assert "was this late when this page was made" in page and "site/clock.js" in page
    french = browser.get(apply_address(opportunity, "fr")).content.decode().replace("\u00a0", " ")
    assert FRENCH in french and ">10 h 30 min " in french and ">15 h 30 min " in french
    review = browser.post(apply_address(opportunity), {**fill_form(opportunity), "check": "1"})
    assert ENGLISH in review.content.decode()
