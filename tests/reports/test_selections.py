"""`bin/manage verify_record` counts and draws again: whoever changes what came of it is named."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from psycopg.types.json import Jsonb

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import DrawResult
from microacquisition.process.selection.draw import order_digest
from microacquisition.records.events import CLOCK_DOER, write_event
from tests.builders import make_people
from tests.opportunities.evaluation.builders import make_ranked

Attack = Callable[..., Any]
ATTACKED = ("opportunities_opportunity", "opportunities_drawresult", "opportunities_applicationversion")


@pytest.fixture
def opportunity(committed_database: str) -> Opportunity:
    """Two applications, drawn."""
    return make_ranked(make_people())


@pytest.fixture
def attack(owner_address: str) -> Iterator[Attack]:
    """Run a statement as an owner who has stopped every trigger."""
    with psycopg.connect(owner_address, autocommit=True) as owner:
        for table in ATTACKED:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield owner.execute


def write_order(run: Attack, order: list[str]) -> None:
    """Put another order in the place of the drawn one."""
    run('UPDATE opportunities_drawresult SET "order" = %s', [Jsonb(order)])


def test_an_honest_selection_comes_out_the_same(opportunity, capsys):
    call_command("verify_record")
    said = capsys.readouterr().out
    assert "Closings whose count and root follow from the receipts: 1" in said
    assert "Draws that come out the same when drawn again: 1" in said
    call_command("verify_record", opportunity.reference, language="fr")
    assert "Tirages qui donnent le même ordre une fois refaits\xa0: 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE opportunities_opportunity SET applications_count = applications_count - 1",
        "UPDATE opportunities_opportunity SET applications_root = repeat('0', 64)",
        "UPDATE opportunities_applicationversion SET receipt = replace(receipt, '\"', '\"\"')",
    ],
)
def test_a_count_or_receipt_changed_after_closing_is_named(opportunity, attack, change):
    attack(change)
    with pytest.raises(CommandError, match="not those that were counted and bound at closing"):
        call_command("verify_record")


def test_an_order_turned_round_is_named(opportunity, attack):
    write_order(attack, DrawResult.objects.get().order[::-1])
    with pytest.raises(CommandError, match="the order is not the one whose digest stands in the record"):
        call_command("verify_record")


def test_an_order_that_the_record_was_told_of_too_is_named_by_the_draw(opportunity, attack):
    """A draw made by hand with a record that agrees: the value and the list say otherwise."""
    turned = DrawResult.objects.get().order[::-1]
    write_order(attack, turned)
    write_event(
        opportunity.stream, "record_draw", CLOCK_DOER, ("opportunity", opportunity.stream), states=("DRAW_COMMITTED", "RANKED"),
        digests={"order": order_digest(turned)},
    )  # fmt: skip
    with pytest.raises(CommandError, match="does not follow from the list and the value"):
        call_command("verify_record")
