"""From the offer to the closed file, through the pages."""

from microacquisition.opportunities.agreement.queries import supplier_offered
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Offer
from microacquisition.people.queries import supplier_of
from microacquisition.site.clock import current_instant
from tests.builders import make_open
from tests.stories.actor import Actor, Typed
from tests.stories.beginning import Cast, reload
from tests.stories.page_forms import read_forms
from tests.stories.selecting import MoveClock, apply_and_close, draw, offer, open_and_judge

REPOSITORY = "https://github.com/example/cloud-policies"


def make_in_work(cast: Cast, move_clock: MoveClock, answers: list[str]) -> tuple[Opportunity, Actor]:
    """Walk from an open opportunity to an agreement signed by both; returns its supplier too."""
    opportunity = make_open(cast.people)
    apply_and_close(cast, opportunity, move_clock, answers)
    open_and_judge(cast, opportunity)
    draw(cast, opportunity, move_clock)
    offer(cast, opportunity)
    winner = find_winner(cast, opportunity)
    sign(winner, opportunity)
    countersign(cast, opportunity)
    return opportunity, winner


def find_winner(cast: Cast, opportunity: Opportunity) -> Actor:
    """Return the supplier to whom the offer was made."""
    asked = supplier_offered(Offer.objects.get(opportunity=opportunity, answer=""))
    return next(actor for actor in cast.suppliers if supplier_of(actor.person) == asked)


def sign(winner: Actor, opportunity: Opportunity) -> None:
    """Answer the questions, read exactly the text, sign it by typed name."""
    address = winner.address("sign_agreement", opportunity_id=opportunity.pk)
    page = winner.read("sign_agreement", opportunity_id=opportunity.pk)
    typed: Typed = {"former_public_servant": "no", "federal_employee": "no", "payment_method": "card"}
    shown = winner.send_form(page, address, typed=typed)
    assert shown.status_code == 200
    supplier = supplier_of(winner.person)
    assert supplier is not None
    winner.fill_in(shown.content.decode(), address, typed={"signed_name": supplier.legal_name})
    assert reload(opportunity).state == "IN_WORK"


def countersign(cast: Cast, opportunity: Opportunity) -> None:
    """The payment officer signs the same text."""
    cast.payment_officer.fill("countersign", opportunity_id=opportunity.pk)


def deliver(winner: Actor, opportunity: Opportunity, commit: str = "a1b2c3d4e5") -> None:
    """Hand over the code."""
    winner.fill("deliver", opportunity_id=opportunity.pk, typed={"repository": REPOSITORY, "commit": commit})


def assess(client: Actor, opportunity: Opportunity, *, met: bool) -> None:
    """Judge each work acceptance criterion."""
    page = client.read("judge_delivery", opportunity_id=opportunity.pk)
    names = next(
        form.names for form in read_forms(page).forms if any(n.startswith("met_") for n in form.names)
    )
    typed: Typed = {name: "met" if met else "not_met" for name in names if name.startswith("met_")}
    if not met:
        typed |= {name: "Les tests échouent." for name in names if name.startswith("reason_")}
    client.fill("judge_delivery", opportunity_id=opportunity.pk, typed=typed)


def invoice_and_pay(cast: Cast, winner: Actor, opportunity: Opportunity) -> None:
    """Invoice, section 34, payment outside, and the supplier says that the money arrived."""
    winner.fill("send_invoice", opportunity_id=opportunity.pk)
    cast.certifier.fill("certify", opportunity_id=opportunity.pk, typed={"received": "on", "right": "on"})
    cast.payment_officer.fill("pay", opportunity_id=opportunity.pk)
    cast.payment_officer.fill(
        "pay", opportunity_id=opportunity.pk,
        typed={"reference": "VISA-8841", "paid_on": opportunity.local_day(current_instant()).isoformat(), "evidence": "Paid to the supplier, statement line 12."},
    )  # fmt: skip
    page = winner.read("my_work", opportunity_id=opportunity.pk)
    winner.fill_in(page, winner.address("my_work", opportunity_id=opportunity.pk))


def complete(cast: Cast, opportunity: Opportunity) -> Opportunity:
    """List the code, close the file, release what is left."""
    cast.officer.fill(
        "complete",
        opportunity_id=opportunity.pk,
        typed={"address": "https://code.example.gc.ca/cloud-policies"},
    )
    cast.payment_officer.fill("release_funds", opportunity_id=opportunity.pk, typed={"reference": "REL-1"})
    return reload(opportunity)
