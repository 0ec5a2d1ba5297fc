"""The prepared states that the permission table names, in the order of a purchase’s life, and its early ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.test import override_settings

from microacquisition.opportunities.opportunity import PROGRAMMES
from tests.lifecycle.branches import WITNESSED
from tests.lifecycle.every_state import STATES
from tests.lifecycle.prepared import State
from tests.lifecycle.states import take

REASON = "The need ended."

ENDED: dict[str, State] = {
    "declined": State("requested", lambda scene: take("decline_request", scene, "officer", reason=REASON)),
    "no award": State("nobody passed", lambda scene: take("end_without_award", scene, "officer")),
    "terminated": State(
        "last notice ran out",
        lambda scene: take("terminate_for_default", scene, "officer", reason=REASON, supplier_heard=True),
    ),
}

ALL_STATES = {**STATES, **ENDED}
PROVIDERS = {"paypal": "tests.opportunities.payment.paypal_double.reach_double"}

# “people” stands for the addresses that name no purchase. Whoever prepares a new state adds it here, writes a proposal
# and reviews what differs from its neighbours.
TABLED = (
    "people", "requested", "drafting", "written", "in review", "approved", "form prepared", "form confirmed",
    "funds signed for", "transfer awaited", "funded", "translation submitted", "translated", "scheduled", "open",
    "applied", "asked", "asked of the client", "drafted", "answered", "withdrawn", "recorded", "closed", "assigned", "opened", "declared", "judged", "differing", "heard",
    "evaluated", "draw due", "ranked", "offered", "papers sent", "in work", "item handed over", "dispute open",
    "share announced", "extension proposed", "delivered", "accepted", "invoiced", "certified", "payment started",
    "provider pays", "paid", "one left out", "completed", "declined", "cancelled", "no award", "terminated",
    # Off the straight way: scored, drawn before witnesses, inserted after the draw, answered, released after the end.
    "open to score", "all scored", "scores frozen", "equal scores frozen", "ranked by score",
    "witnessed draw due", "witnessed place due", "being inserted", "place due", "inserted into at work",
    "share heard", "released",
    # Turns on the way: opened again, half done, the last who is left, overdue, proposed, taken back.
    "opened again", "funded and opened again", "reworded", "approved in one language", "due in another year",
    "half judged", "none passed", "one met", "one passed", "nobody passed", "authorized", "draw committed",
    "heard in order", "runner-up heard", "equal scores", "yes said", "item late", "dispute answered",
    "dispute of the client", "overdue", "notice ran out", "extension offered", "countersigned",
    "last ranked", "last offered", "last heard", "last in work", "last overdue", "last notice ran out",
)  # fmt: skip


@contextmanager
def as_prepared() -> Iterator[None]:
    """Run as the states were prepared: a demonstration, its payment service, and the program with witnesses."""
    versions = [*PROGRAMMES._versions, WITNESSED]
    with (
        override_settings(DEMO=True, PAYMENT_PROVIDERS=PROVIDERS),
        patch.object(PROGRAMMES, "_versions", versions),
    ):
        yield
