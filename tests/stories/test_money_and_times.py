"""Amounts and times as people type them, on the pages themselves, in both languages."""

from typing import Any

import pytest

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.models import Statement
from tests.builders import make_drafting
from tests.stories.actor import Actor, Typed
from tests.stories.beginning import Cast, save_section

ONE_AMOUNT = ("6,500", "6 500,00 $", "6500.00", "6\u00a0500,00\u00a0$", "6\u202f500,00 $", "$6,500.00")
NO_AMOUNTS = ("1e3", "NaN", "-1", "٥٠٠", "", "9" * 40)


def try_section(actor: Actor, opportunity: Opportunity, section: str, typed: Typed) -> tuple[int, str]:
    """Send one section as typed; return the answer's status and page."""
    address = actor.address("statement_section", opportunity_id=opportunity.pk, section=section)
    page = actor.read("statement_section", opportunity_id=opportunity.pk, section=section)
    answer = actor.send_form(page, address, typed=typed, button="do")
    return answer.status_code, answer.content.decode()


def test_one_amount_however_it_is_typed_and_nothing_else_is_one(cast: Cast) -> None:
    opportunity = make_drafting(cast.people)
    for text in ONE_AMOUNT:
        save_section(cast.author, opportunity, "price", {"hours": "1", "rate_cents": text})
        assert Statement.objects.get().rate_cents == 650_000, text
    for actor, title in ((cast.author, "<title>Error:"), (cast.client, "<title>Erreur\u00a0:")):
        for text in NO_AMOUNTS:
            status, page = try_section(actor, opportunity, "price", {"hours": "1", "rate_cents": text})
            assert status == 200, text
            assert title in page, text
            assert 'id="id_rate_cents_error"' in page, "said by the field"
            assert text in page, "what was typed is kept"
    assert Statement.objects.get().rate_cents == 650_000


def dates(closing: str, at: str, **more: Any) -> Typed:
    """Return the dates section with this closing, selection and delivery well after it."""
    return {
        "closes_at_date": closing, "closes_at_time": at, "selection_on": "2027-11-15",
        "delivery_at_date": "2027-12-20", "delivery_at_time": "16:00", **more,
    }  # fmt: skip


@pytest.mark.parametrize("who", ["author", "client"])
def test_a_time_that_does_not_exist_is_refused_and_one_that_comes_twice_is_asked_about(
    cast: Cast, who: str
) -> None:
    opportunity = make_drafting(cast.people)
    actor: Actor = getattr(cast, who)
    before = Statement.objects.get().closes_at
    status, page = try_section(actor, opportunity, "dates", dates("2027-03-14", "02:30"))
    assert (status, Statement.objects.get().closes_at) == (200, before)
    assert 'value="2027-03-14"' in page
    address = actor.address("statement_section", opportunity_id=opportunity.pk, section="dates")
    for which, utc in (("first", "05:30"), ("second", "06:30")):
        status, page = try_section(actor, opportunity, "dates", dates("2027-11-07", "01:30"))
        assert status == 200
        assert 'name="closes_at_which"' in page, "the page asks which of the two"
        typed = dates("2027-11-07", "01:30", closes_at_which=which)
        assert actor.send_form(page, address, typed=typed, button="do").status_code == 302
        closes = Statement.objects.get().closes_at
        assert closes is not None
        assert f"{closes:%H:%M}" == utc
