"""The forms and pages of the branches of a purchase's life: in which state each stands, and who opens it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from unittest import mock

from django.conf import settings
from django.db import connection

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.sealing import new_draw_secret
from microacquisition.opportunities.announcing.interest import Asked, interest_address, keep_opinion
from microacquisition.opportunities.announcing.models import Opinion
from microacquisition.opportunities.applications.models import OpenedAnswer
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.evaluation.clarifying import (
    answer_question,
    ask_supplier,
    propose_question,
)
from microacquisition.opportunities.evaluation.doubles import list_pairs
from microacquisition.opportunities.evaluation.models import Clarification, Finding
from microacquisition.opportunities.evaluation.queries import labels_of, live_assignments
from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.opportunities.selection.models import Commitment
from microacquisition.opportunities.selection.queries import find_insertion
from microacquisition.opportunities.statement.models import ClientItem
from microacquisition.people.models import Supplier
from microacquisition.process.programmes.base import DrawMode
from microacquisition.process.programmes.esdc.rules_2026_11 import RULES
from microacquisition.process.windows import BusinessDays
from microacquisition.site.clock import current_instant
from tests import builders
from tests.asking import make_questions
from tests.builders import People
from tests.opportunities.agreement import builders as later
from tests.opportunities.announcing.making import make_subscriber
from tests.opportunities.evaluation import builders as evaluating
from tests.stories.bad_pages import OFFICE, FormPage

States = dict[str, tuple[Callable[[People], Opportunity], tuple[FormPage, ...]]]
QUESTION = "Which of the two scripts is yours?"
PAPERS = {
    "director_general": "Ada Director, DG", "papers_signed_on": date(2026, 11, 2),
    "own_time": "On evenings and weekends.", "intellectual_property": "The author may license the code.",
}  # fmt: skip


def application_of(place: int) -> Callable[[Opportunity], str]:
    """Return what finds the application of the supplier at `place` among those who applied."""

    def find(opportunity: Opportunity) -> str:
        rows = opportunity.applications.order_by("opened__supplier__owner__name")
        return str(rows[place].pk)

    return find


def label_of(opportunity: Opportunity) -> str:
    """What the first evaluator calls an application."""
    return str(labels_of(live_assignments(opportunity)[0])[0].label)


def left_out(opportunity: Opportunity) -> str:
    """The application that was found not to meet a criterion."""
    return str(Finding.objects.get(met=False, application__opportunity=opportunity).application_id)


def token_of_interest(opportunity: Opportunity) -> str:
    """The token of a subscriber who is asked what they think of it; another has answered."""
    first, second = (make_subscriber(f"{name}@example.org") for name in ("ana", "eve"))
    keep_opinion(Asked(first, opportunity), Opinion.PRICE_TOO_LOW)
    return interest_address(second, opportunity.pk).rstrip("/").rpartition("/")[2]


def make_noticed(people: People) -> Opportunity:
    """CLOSED, two applications alike; one supplier was told why theirs may be struck."""
    Supplier.objects.update(phone="613 555-0100")
    opportunity = evaluating.make_opened(people)
    evaluating.tell(opportunity, people, application_of(0)(opportunity))
    return opportunity


def make_asked(people: People) -> Opportunity:
    """CLOSED; the first supplier was asked to explain an answer, a question to the second waits for an officer."""
    opportunity = evaluating.make_opened(people)
    for label in labels_of(live_assignments(opportunity)[0]):
        propose_question(label, people.evaluator, QUESTION, "en")
    application = opportunity.applications.get(pk=application_of(0)(opportunity))
    ask_supplier(application, people.officer, QUESTION, "en")
    return opportunity


def make_differing(people: People) -> Opportunity:
    """CLOSED; two evaluators judged the first application otherwise."""
    opportunity = evaluating.make_opened(people, evaluators=[people.evaluator, people.author])
    evaluating.judge(opportunity, people.evaluator)
    evaluating.judge(opportunity, people.author, {application_of(0)(opportunity)})
    return opportunity


def answer_of(opportunity: Opportunity) -> int:
    """An answer of an application."""
    return int(OpenedAnswer.objects.filter(opened__application__opportunity=opportunity).latest("pk").pk)


def make_committed(people: People) -> Opportunity:
    """DRAW_COMMITTED, one of two applications left out."""
    return evaluating.take("commit_draw", evaluating.make_evaluated(people, 3, failing=1), people.officer)


def make_insertion(people: People) -> Opportunity:
    """RANKED; the place of an application left out is drawn at an instant that has come."""
    opportunity = evaluating.make_ranked(people, 2, failing=1)
    given = {"application_id": left_out(opportunity), "reason": "It was overlooked."}
    for person in (people.advisor, people.officer):
        opportunity = evaluating.take("insert_entrant", opportunity, person, **given)
    insertion = find_insertion(opportunity)
    assert insertion is not None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [insertion.beacon_at])
    return opportunity


def make_papers_asked(people: People, **sent: Any) -> Opportunity:
    """OFFERED to a former public servant who works for the federal government."""
    opportunity = later.make_offered(people)
    later.take(
        "declare_status", opportunity, people.suppliers[0], federal_employee=True, former_public_servant=True
    )
    if sent:
        later.take("send_papers", opportunity, people.suppliers[0], **sent)
    return later.reload(opportunity)


def make_everything_asked(people: People) -> Opportunity:
    """IN_WORK: a new date proposed, an item handed over, an end for convenience announced, a dispute and a warning."""
    opportunity, supplier = later.make_in_work(people), people.suppliers[0]
    new = BusinessDays(10).after(later.due(opportunity).due_at, opportunity.zone)
    later.take("propose_extension", opportunity, people.officer, due_at=new, reason="The data came late.")
    item = ClientItem.objects.get(statement__opportunity=opportunity)
    later.take(
        "hand_over_item",
        opportunity,
        people.client,
        item=str(item.pk),
        handed_over_on=opportunity.local_day(current_instant()),
    )
    later.take("open_dispute", opportunity, supplier, reason="The criterion is not in the statement.")
    later.take("say_cannot_deliver", opportunity, supplier, reason="I am ill.")
    return later.reload(opportunity)


def make_share_announced(people: People) -> Opportunity:
    """IN_WORK: an end for convenience announced, the supplier may answer; a dispute waits for the officer."""
    opportunity = later.make_in_work(people)
    later.take("announce_convenience", opportunity, people.officer, reason="No need.", percent=40)
    later.take("open_dispute", opportunity, people.client, reason="It is not what was agreed.")
    later.take("answer_dispute", opportunity, people.suppliers[0], reason="It stands on page two.")
    return later.reload(opportunity)


def make_late(people: People) -> Opportunity:
    """IN_WORK, the delivery date gone by."""
    opportunity = later.make_in_work(people)
    later.move_clock_to(BusinessDays(1).after(later.due(opportunity).due_at, opportunity.zone))
    return later.reload(opportunity)


def make_noticed_default(people: People) -> Opportunity:
    """IN_WORK, a notice of default given, its time gone by."""
    opportunity = make_late(people)
    later.give_notice(opportunity, people.officer)
    return later.reload(opportunity)


def make_share_heard(people: People) -> Opportunity:
    """IN_WORK, an end for convenience announced, the time to answer gone by."""
    opportunity = later.make_in_work(people)
    later.announce_share(opportunity, people.officer)
    return later.reload(opportunity)


def make_payment_started(people: People) -> Opportunity:
    """IN_WORK, the payment of the invoice begun outside."""
    opportunity = later.make_certified(people)
    later.take("start", opportunity, people.payment_officer)
    return later.reload(opportunity)


def make_provider_pays(people: People) -> Opportunity:
    """IN_WORK, the payment of the invoice begun at a provider (`WITH_PROVIDER`)."""
    opportunity = later.make_in_work(
        people, payment_method="paypal", payment_address="supplier@pay.example.org"
    )
    later.deliver(opportunity, people.suppliers[0])
    later.judge(opportunity, people.client)
    later.take("submit_invoice", opportunity, people.suppliers[0], number="INV-1")
    later.take("certify", opportunity, people.certifier, Invoice.objects.get().pk)
    later.countersign(opportunity, people.payment_officer)
    later.take("start", opportunity, people.payment_officer)
    return later.reload(opportunity)


def make_provider_holds(people: People) -> Opportunity:
    """The same, held by the provider until the supplier accepts it."""
    opportunity = make_provider_pays(people)
    given = {"provider": "paypal", "why": "unilateral"}
    payment = str(Payment.objects.get().pk)
    take_step("hold", opportunity_id=opportunity.pk, user=None, subject_id=payment, given=given)
    return later.reload(opportunity)


def make_explained(people: People) -> Opportunity:
    """CLOSED; the first supplier explained an answer."""
    opportunity = make_asked(people)
    asked = Clarification.objects.exclude(asked_at=None).get()
    answer_question(asked, asked.application.opened.supplier.owner, "The second one, in Ottawa.", "en")
    return opportunity


def make_damaged(people: People) -> Opportunity:
    """CLOSED and opened; one of two applications did not open with the others."""
    opportunity = evaluating.make_opened(people)
    evaluating.seal_again(application_of(0)(opportunity))
    return opportunity


def make_scores_asked(people: People) -> Opportunity:
    """CLOSED and opened, in a program that scores from 0 to 100; `people` become those of that program."""
    vars(people).update(vars(builders.make_people("code_with_us", suppliers=3)))
    return evaluating.make_opened(people)


def make_witnesses_awaited(people: People) -> Opportunity:
    """DRAW_COMMITTED before witnesses, the day of the draw gone by."""
    witnessed = replace(RULES, draw_mode=DrawMode.WITNESSED, witnessed_source="lotto-6-49")
    others = [each for each in PROGRAMMES._versions if each.code != RULES.code]
    opportunity = evaluating.make_evaluated(people)
    wrapped, digest = new_draw_secret(settings.OUTSIDE_KEY)
    Opportunity.objects.update(wrapped_draw_secret=wrapped, draw_secret_sha256=digest)
    with mock.patch.object(PROGRAMMES, "_versions", [*others, witnessed]):
        opportunity = evaluating.take("commit_draw", opportunity, people.officer)
    later.move_clock_to(Commitment.objects.get().beacon_at + timedelta(hours=20))
    return opportunity


def make_cancelled(people: People) -> Opportunity:
    """CANCELLED before closing."""
    opportunity = builders.make_open(people)
    given = {"reason_both": Bilingual("No longer needed.", "Le besoin a disparu."), "reason": "both"}
    return evaluating.take("cancel", opportunity, people.officer, **given)


OWN = {"application_id": application_of(0)}
SECOND = {"application_id": application_of(1)}
FACTOR = {"programme_code": "esdc", "factor": "ip_terms", "scope": "program"}

BRANCHES: States = {
    "program": (builders.make_request, (FormPage("record_readiness", "officer", FACTOR, by_values=True),)),
    "cancelled": (make_cancelled, (FormPage("release_funds", "payment_officer"),)),
    "told of a strike": (
        make_noticed,
        (
            FormPage("strike_notice", "supplier", OWN, by_values=True), FormPage("drop_strike", "officer", OWN),
            FormPage("double", "officer", {
                "first": lambda row: list_pairs(row)[0].double.first,
                "second": lambda row: list_pairs(row)[0].double.second,
            }),
            FormPage("judge", "evaluator", {"label": label_of}),
        ),
    ),
    "asked to explain": (
        make_asked,
        (
            FormPage("clarification", "supplier", OWN, by_values=True), FormPage("decline_question", "officer", SECOND),
        ),
    ),
    "questions": (
        make_questions,
        (
            FormPage("ask_question", "stranger", by_reference=True), FormPage("answer_question", "officer", {"number": 3}),
            FormPage("refuse_question", "officer", {"number": 3}), FormPage("draft_answer", "client", {"number": 2}),
            FormPage("edit_answer", "officer", {"number": 1}),
        ),
    ),
    "judged otherwise": (make_differing, (FormPage("reconcile", "evaluator", needs_nothing=True),)),
    "draw committed": (make_committed, (FormPage("replace_draw", "officer"),)),
    "insertion": (make_insertion, (FormPage("record_insertion", "officer"),)),
    "after the result": (
        later.make_in_work,
        (FormPage("ask_debrief", "second_supplier", {"application_id": later.IDS[1]}, by_values=True, needs_nothing=True),),
    ),
    "papers asked for": (
        make_papers_asked, (FormPage("send_papers", "supplier"), FormPage("record_exception", "officer")),
    ),
    "papers sent": (lambda people: make_papers_asked(people, **PAPERS), (FormPage("check_papers", "officer"),)),
    "much asked": (
        make_everything_asked,
        (
            FormPage("answer_extension", "supplier", needs_nothing=True),
            FormPage("answer_item", "supplier", has_text=False), FormPage("answer_dispute", "client"),
            FormPage("decide_on_work", "officer"),
        ),
    ),
    "share announced": (
        make_share_announced, (FormPage("answer_convenience", "supplier"), FormPage("resolve_dispute", "officer")),
    ),
    "late": (make_late, (FormPage("give_default_notice", "officer"),)),
    "notice given": (make_noticed_default, (FormPage("terminate_for_default", "officer"),)),
    "share heard": (make_share_heard, (FormPage("terminate_for_convenience", "officer"),)),
    "payment started": (
        make_payment_started, (FormPage("pay", "payment_officer"), FormPage("fail_payment", "payment_officer")),
    ),
    "scores asked for": (make_scores_asked, (FormPage("judge", "evaluator", {"label": label_of}),)),
    "witnesses awaited": (make_witnesses_awaited, (FormPage("record_draw", "officer"),)),
    "seal damaged": (make_damaged, ()),
    "explained": (make_explained, (FormPage("redact_explanation", "officer", OWN, needs_nothing=True),)),
    "provider pays": (make_provider_pays, ()),
    "provider holds": (make_provider_holds, ()),
    "paid": (later.make_paid, (FormPage("complete", "officer"), FormPage("refund_payment", "payment_officer"))),
}  # fmt: skip
# A provider of payments, so that its pages are there.
WITH_PROVIDER = {"paypal": "tests.opportunities.payment.paypal_double.reach_double"}
FORMS: States = {**OFFICE, **BRANCHES}

# What is only read, or asks for nothing that could be wrong, in the same states.
READ: dict[str, tuple[FormPage, ...]] = {
    "program": (
        FormPage("readiness", "officer", {"programme_code": "esdc"}, by_values=True),
        FormPage("needs_me", "officer", by_values=True), FormPage("file", "officer"), FormPage("still_needed", "client"),
    ),
    "scheduled": (
        FormPage("follow", "supplier", by_reference=True),
        FormPage("interest", "stranger", {"token": token_of_interest}, by_values=True), FormPage("file", "client"),
    ),
    "seal damaged": (
        FormPage("damaged_seals", "advisor"), FormPage("file", "officer"), FormPage("freeze_evaluation", "advisor"),
    ),
    "scores asked for": (FormPage("evaluate", "evaluator"),),
    "provider pays": (FormPage("pay", "payment_officer"), FormPage("file", "officer")),
    "provider holds": (FormPage("pay", "payment_officer"), FormPage("my_work", "supplier")),
    "cancelled": (
        FormPage("post_again", "officer"), FormPage("file", "officer"), FormPage("opportunity", "stranger", by_reference=True),
    ),
    "opened": (FormPage("declare", "evaluator"), FormPage("evaluate", "evaluator"), FormPage("answers", "officer"), FormPage("redact", "officer", {"answer_id": answer_of})),
    "told of a strike": (
        FormPage("doubles", "officer"), FormPage("strike", "advisor"), FormPage("file", "officer"),
        FormPage("application", "supplier", OWN, by_values=True),
    ),
    "questions": (
        FormPage("file_questions", "officer"), FormPage("file_questions", "client"), FormPage("file", "client"),
        FormPage("opportunity", "stranger", by_reference=True), FormPage("needs_me", "officer", by_values=True),
    ),
    "asked to explain": (
        FormPage("my_applications", "supplier", by_values=True), FormPage("clarifications", "officer"),
    ),
    "draw committed": (
        FormPage("record_draw", "officer"), FormPage("draw", "stranger", by_reference=True), FormPage("file", "officer"),
    ),
    "insertion": (FormPage("draw", "stranger", by_reference=True), FormPage("file", "officer")),
    "one left out": (FormPage("offer", "officer"), FormPage("end_without_award", "officer")),
    "offered": (FormPage("my_work", "supplier"), FormPage("file", "officer")),
    "after the result": (
        FormPage("leave_reserve", "second_supplier", {"application_id": later.IDS[1]}, by_values=True),
        FormPage("application_result", "second_supplier", {"application_id": later.IDS[1]}, by_values=True),
        FormPage("countersign", "payment_officer"), FormPage("my_applications", "second_supplier", by_values=True),
    ),
    "papers sent": (FormPage("my_work", "supplier"), FormPage("file", "officer")),
    "much asked": (
        FormPage("file", "officer"), FormPage("file", "client"), FormPage("my_work", "supplier"),
        FormPage("my_applications", "supplier", by_values=True), FormPage("needs_me", "officer", by_values=True),
    ),
    "share announced": (FormPage("file", "officer"), FormPage("my_work", "supplier")),
    "late": (FormPage("file", "officer"), FormPage("my_work", "supplier")),
    "delivered": (FormPage("file", "client"), FormPage("my_work", "supplier")),
    "certified": (FormPage("file", "payment_officer"), FormPage("pay", "payment_officer")),
    "paid": (FormPage("file", "officer"), FormPage("my_work", "supplier")),
}  # fmt: skip
