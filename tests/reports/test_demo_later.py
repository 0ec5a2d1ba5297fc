"""After some minutes the demonstration holds something in every state of every table, and a person’s own steps stay."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

from django.core.management import call_command

from demo.branching_opportunities import BRANCHING_OPPORTUNITIES
from demo.later_opportunities import PLACE_NAMES
from demo.opportunities import OPPORTUNITIES
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.delivery.models import Deliverable, Dispute, ItemHandover
from microacquisition.opportunities.evaluation.doubles import count_unseen_pairs
from microacquisition.opportunities.evaluation.models import Clarification
from microacquisition.opportunities.file.sleeping import is_asleep
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.opportunities.posting.models import Amendment, ClosingChange
from microacquisition.opportunities.selection.models import Debrief
from microacquisition.opportunities.signatures import Signature
from microacquisition.process.lifecycle import STATES, Thing
from microacquisition.records.models import Event
from microacquisition.reports.demo_later import LATER, continue_opportunities, name_stage
from microacquisition.reports.demo_walks import evaluate

ROWS = {
    Thing.OPPORTUNITY: Opportunity, Thing.APPLICATION: Application, Thing.DELIVERABLE: Deliverable,
    Thing.INVOICE: Invoice, Thing.PAYMENT: Payment,
}  # fmt: skip
# The reviewed exceptions, each with its reason. The list may only shrink.
PASSING = {(Thing.OPPORTUNITY, "DRAW_COMMITTED"): "the clock draws within a minute; seen on the way"}
AFTER_A_WEEK = {
    (Thing.OPPORTUNITY, "TERMINATED"): "a notice of default leaves three business days, in practice too",
    (Thing.DELIVERABLE, "CANCELLED"): "with the agreement that ends by default",
    (Thing.PAYMENT, "UNKNOWN"): "the clock asks what came of a payment after the seven days of the program",
}
STANDS_AT = {
    "INVOICED": "INVOICE_SUBMITTED", "HELD": "REQUESTED", "SIGNED_ON_PAPER": "APPROVED", "AMENDED": "OPEN",
    "JUDGED": "CLOSED", "DISPUTED": "DUE", "RETURNED": "INVOICE_RETURNED", "PAYING": "INVOICE_CERTIFIED",
    "SCORING": "CLOSED", "ORDERED_BY_SCORE": "RANKED", "REFUNDED": "INVOICE_PAID", "HELD_BY_PROVIDER": "INVOICE_CERTIFIED", "ASLEEP": "DRAFTING", "TERMINATED": "DUE",
}  # fmt: skip


def list_states() -> Iterator[tuple[Thing, str]]:
    for thing, model in ROWS.items():
        for state in model._default_manager.values_list("state", flat=True).distinct().order_by("state"):
            yield thing, state


def pass_time(move_clock: Any, span: timedelta) -> set[tuple[Thing, str]]:
    move_clock(span)
    take_due_steps()
    continue_opportunities()
    return set(list_states())


def test_every_state_of_every_table_is_there(committed_database: str, settings: Any, move_clock: Any) -> None:
    settings.DEMO = True
    call_command("load_demo", stdout=StringIO())
    continue_opportunities()
    seen = set(list_states())
    move_clock(timedelta(minutes=5))
    take_due_steps()
    # Somebody who tries the demonstration takes this one on.
    evaluate(Opportunity.objects.get(title_fr=PLACE_NAMES.title.fr), PLACE_NAMES)
    for _minute in range(2):
        seen |= pass_time(move_clock, timedelta(minutes=2))
    every = {(thing, state) for thing, states in STATES.items() for state in states}
    assert every - set(list_states()) == PASSING.keys() | AFTER_A_WEEK.keys()
    assert every - seen == AFTER_A_WEEK.keys()
    check_where_each_stands()
    check_what_stands_beside_the_tables()
    before = Event.objects.count()
    assert continue_opportunities() == 0 and Event.objects.count() == before
    seen |= pass_time(move_clock, timedelta(days=9))
    assert every <= seen
    call_command("verify_record", stdout=StringIO())


def check_where_each_stands() -> None:
    stages = {row.title_fr: name_stage(row) for row in Opportunity.objects.order_by("requested_at")}
    for wanted in (each for each in LATER if each is not PLACE_NAMES):
        assert stages[wanted.title.fr] == STANDS_AT.get(wanted.reached, wanted.reached), wanted.title.en
    assert stages[PLACE_NAMES.title.fr] == "EVALUATED"
    assert stages[OPPORTUNITIES[0].title.fr] in ("OPEN", "CLOSED")
    # The sleeping file was cancelled and taken up again: two rows.
    assert Opportunity.objects.count() == len(OPPORTUNITIES) + len(LATER) + 1


def check_what_stands_beside_the_tables() -> None:
    titles = {each.reached: each.title.fr for each in BRANCHING_OPPORTUNITIES}
    held = Opportunity.objects.get(title_fr=titles["HELD"])
    assert held.request.waits_until is not None
    assert Signature.objects.exclude(outside_name="").count() == 1
    assert Amendment.objects.count() == ClosingChange.objects.count() == 1
    assert Clarification.objects.exclude(answer="").count() == 1
    judged = Opportunity.objects.get(title_fr=titles["JUDGED"])
    assert [count_unseen_pairs(row) for row in (judged, Opportunity.objects.get(title_fr=PLACE_NAMES.title.fr))] == [
        1, 0,
    ]  # fmt: skip
    assert (
        Dispute.objects.filter(answer="").count()
        == ItemHandover.objects.filter(answer="missing").count()
        == 1
    )
    assert Debrief.objects.filter(answered_at=None).count() == 1
    asleep = Opportunity.objects.get(title_fr=titles["ASLEEP"], state="DRAFTING")
    assert is_asleep(asleep) and not asleep.practice
    assert Agreement.objects.exclude(countersigned_at=None).exists()
    states = Payment.objects.order_by("started_at").values_list(
        "invoice__agreement__opportunity__title_fr", "state"
    )
    assert [state for title, state in states if title == titles["PAYING"]] == ["FAILED", "STARTED"]
