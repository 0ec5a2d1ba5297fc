"""Opportunities from the award offer on. Only `make_offered` inserts rows itself; everything later goes through the engine.

Once evaluation and selection have builders through the engine, `make_offered` calls theirs, and nothing else changes.
"""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from microacquisition.opportunities.agreement.queries import live_offer, supplier_offered
from microacquisition.opportunities.agreement.terms import Answers, write_terms
from microacquisition.opportunities.applications.models import (
    Application,
    ApplicationVersion,
    OpenedApplication,
)
from microacquisition.opportunities.applications.queries import tag_of
from microacquisition.opportunities.delivery.models import Deliverable
from microacquisition.opportunities.delivery.queries import acceptance_criteria
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.opportunities.selection.debriefing import ask_for_debrief
from microacquisition.opportunities.selection.models import Offer, RankedApplication
from microacquisition.opportunities.taken_forms import Taken
from microacquisition.people.models import Supplier, User
from microacquisition.people.queries import supplier_of
from microacquisition.process.rules.delivery import Verdict
from microacquisition.process.rules.termination import HEARD_WITHIN
from microacquisition.process.windows import BusinessDays
from microacquisition.records.events import CLOCK_DOER, write_event
from microacquisition.site.clock import current_instant
from tests.builders import People, make_open
from tests.database.known_states import kept

PATH = ("CLOSED", "EVALUATED", "DRAW_COMMITTED", "RANKED", "OFFERED")
IDS = ("A-11111", "A-22222", "A-33333")
COMMIT = "9f2c1d7"
REPOSITORY = "https://github.com/example/policies"
PAPERS = {
    "director_general": "Ada Director, DG",
    "papers_signed_on": date(2026, 11, 2),
    "own_time": "On evenings and weekends.",
    "intellectual_property": "The author may license the code.",
}


@kept
def make_offered(people: People) -> Opportunity:
    """OFFERED to the first supplier; the others follow in the order."""
    opportunity = make_open(people)
    applications = [
        _apply(opportunity, _supplier(user), IDS[place]) for place, user in enumerate(people.suppliers)
    ]
    assert opportunity.closes_at is not None
    move_clock_to(opportunity.closes_at + timedelta(hours=1))
    with transaction.atomic():
        for state in PATH:
            _walk(opportunity, state)
        for place, application in enumerate(applications, start=1):
            RankedApplication.objects.create(application=application, opportunity=opportunity, place=place)
        make_offer(opportunity, applications[0])
    return reload(opportunity)


def make_offer(opportunity: Opportunity, application: Application) -> Offer:
    """Write the live offer to an application, as the step `offer` does."""
    now, programme = current_instant(), opportunity.programme
    assert opportunity.delivery_at is not None
    return Offer.objects.create(
        opportunity=opportunity,
        application=application,
        made_at=now,
        answer_by=programme.windows.offer_answer.after(now, programme.zone),
        delivery_at=opportunity.delivery_at,
        delivery_local=opportunity.delivery_local,
    )


def make_offered_again(opportunity: Opportunity) -> Opportunity:
    """OFFERED, after RANKED, to the next in the order."""
    left = RankedApplication.objects.filter(opportunity=opportunity, passed_over_at=None).order_by("place")
    with transaction.atomic():
        _walk(opportunity, "OFFERED")
        make_offer(opportunity, left[0].application)
    return reload(opportunity)


@kept
def make_in_work(people: People, **answers: Any) -> Opportunity:
    """IN_WORK: the first supplier signed; the deliverable is due."""
    opportunity = make_offered(people)
    sign(opportunity, people.suppliers[0], **answers)
    return reload(opportunity)


@kept
def make_debrief_asked(people: People) -> Opportunity:
    """IN_WORK: the second supplier, who was not chosen, asked for a debrief."""
    opportunity = make_in_work(people)
    application = Application.objects.get(pk=IDS[1])
    ask_for_debrief(application, "What was missing?", people.suppliers[1], "en")
    return opportunity


@kept
def make_delivered(people: People) -> Opportunity:
    """IN_WORK with the deliverable DELIVERED."""
    opportunity = make_in_work(people)
    deliver(opportunity, people.suppliers[0])
    return reload(opportunity)


@kept
def make_accepted(people: People) -> Opportunity:
    """IN_WORK with the deliverable ACCEPTED: an invoice can be sent."""
    opportunity = make_delivered(people)
    judge(opportunity, people.client)
    return reload(opportunity)


@kept
def make_invoiced(people: People) -> Opportunity:
    """IN_WORK with an invoice SUBMITTED."""
    opportunity = make_accepted(people)
    take("submit_invoice", opportunity, people.suppliers[0], number="INV-1")
    return reload(opportunity)


@kept
def make_certified(people: People) -> Opportunity:
    """IN_WORK, the invoice CERTIFIED and the agreement countersigned: it can be paid."""
    opportunity = make_invoiced(people)
    take("certify", opportunity, people.certifier, Invoice.objects.get(agreement__opportunity=opportunity).pk)
    countersign(opportunity, people.payment_officer)
    return reload(opportunity)


@kept
def make_paid(people: People) -> Opportunity:
    """IN_WORK, the invoice PAID."""
    opportunity = make_certified(people)
    take("start", opportunity, people.payment_officer)
    pay(opportunity, people.payment_officer)
    return reload(opportunity)


def signing_form(opportunity: Opportunity, **changed: Any) -> dict[str, Any]:
    """Return what the supplier answers and types, with the digest of the English text those answers give."""
    offer = live_offer(opportunity)
    assert offer is not None
    supplier = supplier_offered(offer)
    given = {
        "former_public_servant": False, "federal_employee": False, "payment_method": "card", "payment_address": "",
        "signed_name": supplier.legal_name, **changed,
    }  # fmt: skip
    kept = {name: given[name] for name in Answers.__dataclass_fields__}
    return {"digest": write_terms(offer, supplier, "en", Answers(**kept)).digest, **given}


def sign(opportunity: Opportunity, user: User, **changed: Any) -> Taken:
    """Sign the agreement in English."""
    return take("sign_agreement", opportunity, user, **signing_form(opportunity, **changed))


def countersign(opportunity: Opportunity, user: User) -> Taken:
    """Countersign the agreement in force."""
    digest = opportunity.agreements.get(ended_at=None).digest
    return take("countersign", opportunity, user, digest=digest)


def deliver(opportunity: Opportunity, user: User, **changed: Any) -> Taken:
    """Deliver a commit."""
    given = {"repository": REPOSITORY, "commit": COMMIT, "pull_request": "", "note": "", **changed}
    return take("deliver", opportunity, user, due(opportunity).pk, **given)


def judge(opportunity: Opportunity, user: User, *, not_met: str = "") -> Taken:
    """Accept the work; with `not_met`, ask for a revision of the last criterion for that reason."""
    codes = [criterion.code for criterion in acceptance_criteria(opportunity)]
    verdicts = {code: Verdict(True) for code in codes}
    if not_met:
        verdicts[codes[-1]] = Verdict(False, not_met)
    step = "ask_for_revision" if not_met else "accept"
    return take(step, opportunity, user, due(opportunity).pk, verdicts=verdicts)


def pay(opportunity: Opportunity, user: User, **changed: Any) -> Taken:
    """Record the payment made outside."""
    given = {
        "reference": "CARD-7781",
        "paid_on": opportunity.local_day(current_instant()),
        "evidence": "Paid to Supplier 1.",
        **changed,
    }
    return take("confirm", opportunity, user, Payment.objects.latest("started_at").pk, **given)


def give_notice(opportunity: Opportunity, officer: User) -> None:
    """Give a notice of default, and let its time to deliver run out."""
    until = BusinessDays(4).after(current_instant(), opportunity.zone)
    take("give_default_notice", opportunity, officer, reason="Nothing came.", cure_by=until)
    move_clock_to(until + timedelta(minutes=1))


def announce_share(opportunity: Opportunity, officer: User, percent: int = 40) -> None:
    """Announce an end for convenience, and let the supplier's time to answer run out."""
    take("announce_convenience", opportunity, officer, reason="No need.", percent=percent)
    move_clock_to(HEARD_WITHIN.after(current_instant(), opportunity.zone) + timedelta(minutes=1))


def due(opportunity: Opportunity) -> Deliverable:
    """Return the deliverable of the last agreement."""
    return Deliverable.objects.filter(agreement__opportunity=opportunity).latest("agreement__signed_at")


def take(code: str, opportunity: Opportunity, user: User | None, subject: Any = "", **given: Any) -> Taken:
    """Take a step through the engine, in English."""
    return take_step(code, opportunity_id=opportunity.pk, user=user, subject_id=str(subject), given=given)


def reload(opportunity: Opportunity) -> Opportunity:
    """Read the row again."""
    return Opportunity.objects.get(pk=opportunity.pk)


def move_clock_to(instant: datetime) -> None:
    """Let the test database show this instant, running on from there."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [instant])


def _supplier(user: User) -> Supplier:
    supplier = supplier_of(user)
    assert supplier is not None
    return supplier


def _apply(opportunity: Opportunity, supplier: Supplier, application_id: str) -> Application:
    with transaction.atomic():
        application = Application.objects.create(
            id=application_id,
            opportunity=opportunity,
            applicant_tag=tag_of(opportunity.pk, supplier),
            state="SUBMITTED",
        )
        version = ApplicationVersion.objects.create(
            application=application, number=1, state="SUBMITTED", content_sha256="0" * 64, receipt="{}",
            receipt_signature="", received_at=current_instant(), form_key=uuid.uuid4(),
        )  # fmt: skip
        OpenedApplication.objects.create(
            application=application, version=version, supplier=supplier, applicant_name=supplier.legal_name,
            language="en", affirmed=[],
        )  # fmt: skip
    return application


def _walk(opportunity: Opportunity, state: str) -> None:
    subject = ("opportunity", str(opportunity.pk))
    write_event(opportunity.stream, "walk", CLOCK_DOER, subject, states=(opportunity.state, state))
    opportunity.state = state
    opportunity.save(update_fields=["state"])
