"""The states that the tables say things are in, to be compared with the record."""

from collections.abc import Iterator

from microacquisition.opportunities.models import ApplicationVersion, Deliverable, Invoice, Payment
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.process.lifecycle import Thing
from microacquisition.records.verifying import Differs, StateNow

# Applications are not here: while open their receipt is their event (spec/security.md, rule 2).
THINGS = (
    (Thing.OPPORTUNITY, Opportunity, "pk"),
    (Thing.DELIVERABLE, Deliverable, "agreement__opportunity"),
    (Thing.INVOICE, Invoice, "agreement__opportunity"),
    (Thing.PAYMENT, Payment, "invoice__agreement__opportunity"),
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
            raise Differs(f"The application {key} is {state}, but its last receipt says {said}.")
        count += 1
    return count
