"""What the tables say, to be compared with the record: the states of things, and the texts that were signed."""

import hashlib
from collections.abc import Iterator

from microacquisition.opportunities.models import (
    Agreement,
    ApplicationVersion,
    Commitment,
    Deliverable,
    Invoice,
    Payment,
    StatementVersion,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.lifecycle import Thing
from microacquisition.records.differences import SIGNED_TEXT_CHANGED, STATE_OF_ANOTHER_RECEIPT, Differs
from microacquisition.records.verifying import StateNow

# Applications are not here: while open their receipt is their event (spec/security.md, rule 2).
THINGS = (
    (Thing.OPPORTUNITY, Opportunity, "pk"),
    (Thing.DELIVERABLE, Deliverable, "agreement__opportunity"),
    (Thing.INVOICE, Invoice, "agreement__opportunity"),
    (Thing.PAYMENT, Payment, "invoice__agreement__opportunity"),
)

# Texts whose plain digest an event names: what was reviewed and posted, what was signed, what was drawn from.
SIGNED_TEXTS = (
    ("statement", StatementVersion, "body"),
    ("agreement", Agreement, "text"),
    ("commitment", Commitment, "body"),
)


def list_states(stream: str = "") -> Iterator[StateNow]:
    """Yield the state of everything with a life whose steps leave events, or of one opportunity’s things."""
    for thing, model, path in THINGS:
        rows = model._default_manager.order_by("pk")
        if stream:
            rows = rows.filter(**{path: stream})
        for key, state in rows.values_list("pk", "state").iterator(chunk_size=2000):
            yield StateNow(thing.value, str(key), state)


def verify_receipts(stream: str = "") -> int:
    """Compare each application’s state with its last receipt; return how many receipts; Differs."""
    rows = ApplicationVersion.objects.order_by("application", "-number").distinct("application")
    if stream:
        rows = rows.filter(application__opportunity_id=stream)
    count = 0
    for key, state, said in rows.values_list("application", "application__state", "state"):
        if state != said:
            raise Differs(STATE_OF_ANOTHER_RECEIPT, key=key, state=state, said=said)
        count += 1
    return count


def verify_signed_texts(named: set[str], stream: str = "") -> int:
    """Compare what was posted, signed and drawn from with its digest, and this with those that events name; Differs.

    `named` holds every digest of the events read. Returns how many texts.
    """
    count = 0
    for kind, model, column in SIGNED_TEXTS:
        rows = model._default_manager.order_by("pk")
        if stream:
            rows = rows.filter(**{"opportunity": stream})
        for key, text, digest in rows.values_list("pk", column, "digest").iterator(chunk_size=200):
            if digest not in named or hashlib.sha256(text.encode()).hexdigest() != digest:
                raise Differs(SIGNED_TEXT_CHANGED, kind=kind, key=key)
            count += 1
    return count
