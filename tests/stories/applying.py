"""Applying, through the pages: written, checked, sent; then the clock closes."""

from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.opportunity import Opportunity
from tests.stories.actor import Actor, Typed
from tests.stories.beginning import reload
from tests.stories.page_forms import read_forms


def apply(supplier: Actor, opportunity: Opportunity, answer: str) -> str:
    """Write the application, check it, send it; returns the receipt page."""
    address = supplier.address("apply", reference=opportunity.reference)
    page = supplier.read("apply", reference=opportunity.reference)
    form = next(form for form in read_forms(page).forms if "based_on" in form.names)
    typed: Typed = {name: answer for name in form.names if name.startswith("answer_")}
    typed |= {name: "on" for name in form.names if name.startswith(("eligibility_", "undertaking_"))}
    checked = supplier.send_form(page, address, typed=typed)
    html = checked.content.decode()
    assert 'name="send"' in html, " | ".join(read_forms(html).said)
    return supplier.fill_in(html, address, button="send")


def save_draft(supplier: Actor, opportunity: Opportunity, name: str = "Somebody") -> None:
    """Begin an application and save it for later."""
    supplier.fill("apply", reference=opportunity.reference, typed={"name": name}, button="save")


def let_the_clock_close(opportunity: Opportunity) -> Opportunity:
    """The clock's job runs; the opportunity is closed, or further."""
    take_due_steps()
    closed = reload(opportunity)
    assert closed.state != "OPEN"
    return closed
