"""Brings the invented purchases of a demonstration up to their opening, step by step through the engine."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from demo.opportunities import OPPORTUNITIES
from demo.opportunity import DemoOpportunity
from demo.people import CLIENTS, SUPPLIERS
from demo.scored_opportunities import SCORED_OPPORTUNITIES
from demo.sentences import EXPLANATIONS
from microacquisition.common.zones import local_time, resolve_leniently
from microacquisition.opportunities.applications.actions import take_application_step
from microacquisition.opportunities.applications.queries import affirmations_of, criteria_of
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.translations import list_texts, second_language
from microacquisition.opportunities.statement.models import (
    AcceptanceCriterion,
    ApplicationCriterion,
    ClientItem,
    RequiredSkill,
    Statement,
)
from microacquisition.opportunities.statement.saving import lock_draft, record_save, write_draft
from microacquisition.people.models import User
from microacquisition.people.queries import teams_of
from microacquisition.process.calendar import add_business_days, fiscal_year_of
from microacquisition.process.roles import Role
from microacquisition.process.rules.eligibility import QUESTIONS, Answer
from microacquisition.reports.demo_steps import reload, staff, take
from microacquisition.site.clock import current_instant

WORK_DAYS = 10  # business days from the writing to the day the work is due
TAX_CEILING = 15  # percent


def load_opportunities() -> None:
    """Make the purchases that wait for people, where there is none yet."""
    if Opportunity.objects.exists():
        return
    # The clock closes these while the others are made: evaluators and certifiers find something soon.
    for wanted in SCORED_OPPORTUNITIES:
        prepare(wanted, until="OPEN")
    for wanted in OPPORTUNITIES:
        opportunity = prepare(wanted, until=wanted.reached)
        if opportunity.state != wanted.reached:
            raise RuntimeError(f"The demonstration reached {opportunity.state}, not {wanted.reached}.")
        if wanted.reached == "APPROVED":
            prepare_funding(opportunity, wanted)


def prepare(wanted: DemoOpportunity, until: str) -> Opportunity:
    """Take every step from the request to this state, at most to OPEN with sealed applications."""
    opportunity = ask_for(wanted)
    while opportunity.state != until and opportunity.state in TO_OPENING:
        with transaction.atomic():
            TO_OPENING[opportunity.state](opportunity, wanted)
        opportunity = reload(opportunity)
    return opportunity


def ask_for(wanted: DemoOpportunity) -> Opportunity:
    """Ask for the code as the first client does."""
    client = CLIENTS[0]
    user = User.objects.get(email=client.email)
    answers = {
        question.code: Answer(
            question.good_answer,
            EXPLANATIONS[question.code].in_language(client.language) if question.needs_explanation else "",
        )
        for question in QUESTIONS
    }
    given = {
        "team": teams_of(user)[0], "programme_code": wanted.programme_code, "estimated_hours": wanted.hours,
        "title": wanted.title.in_language(client.language), "need": wanted.need.in_language(client.language),
        "answers": answers,
    }  # fmt: skip
    taken = take_step("request", opportunity_id=None, user=user, language=client.language, given=given)
    return Opportunity.objects.get(pk=taken.opportunity_id)


def write_and_submit(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Write the statement as the second client does, then submit it for review."""
    author = User.objects.get(email=CLIENTS[1].email)
    with transaction.atomic():
        statement = lock_draft(opportunity.pk, author)
        languages = write_draft(statement, lambda row: fill_statement(row, wanted, author))
        record_save(statement, author, author.language, "save_statement", languages, {"section": "whole"})
    take(opportunity, "submit_for_review", CLIENTS[0].email)


def fill_statement(statement: Statement, wanted: DemoOpportunity, author: User) -> None:
    """Put every section in place, in both languages."""
    programme, now = statement.opportunity.programme, current_instant()
    statement.first_language = wanted.first_language
    statement.opportunity.title_en, statement.opportunity.title_fr = wanted.title.en, wanted.title.fr
    for name in ("short_description", "background", "work"):
        setattr(statement, f"{name}_en", getattr(wanted, name).en)
        setattr(statement, f"{name}_fr", getattr(wanted, name).fr)
    statement.licence, statement.repository = wanted.licence, wanted.repository
    statement.continues_existing_code, statement.unclassified = False, True
    statement.hours, statement.rate_cents, statement.price_cents = (
        wanted.hours,
        wanted.rate_cents,
        wanted.price_cents,
    )

    # Practice counts minutes: whole ones, so that pages show the very instant.
    closes_at = now.replace(second=0, microsecond=0) + timedelta(minutes=wanted.open_minutes + 1)
    statement.closes_at, statement.closes_local = closes_at, write_local(closes_at, programme.zone)
    statement.selection_on = local_time(closes_at, programme.zone).date()
    due_on = add_business_days(statement.selection_on, WORK_DAYS)
    statement.delivery_at = resolve_leniently(due_on, programme.closing_time, programme.zone)
    statement.delivery_local = write_local(statement.delivery_at, programme.zone)
    write_lists(statement, wanted, author)


def write_local(instant: datetime, zone: str) -> str:
    """Return the time on the wall as statements keep it: 2026-11-21T14:00."""
    return local_time(instant, zone).strftime("%Y-%m-%dT%H:%M")


def write_lists(statement: Statement, wanted: DemoOpportunity, author: User) -> None:
    """Put criteria, what the client gives, and skills in place."""
    for model, texts in (
        (AcceptanceCriterion, wanted.acceptance_criteria),
        (ApplicationCriterion, wanted.application_criteria),
    ):
        for place, text in enumerate(texts, 1):
            model.objects.create(statement=statement, place=place, text_en=text.en, text_fr=text.fr)
    for place, text in enumerate(wanted.client_items, 1):
        ClientItem.objects.create(
            statement=statement, place=place, text_en=text.en, text_fr=text.fr,
            due_on=statement.selection_on, owner=author,
        )  # fmt: skip
    RequiredSkill.objects.bulk_create(
        RequiredSkill(statement=statement, skill=code) for code in wanted.skills
    )


def approve(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Let officer and advisor approve the statement."""
    take(opportunity, "approve_statement", staff(Role.OFFICER))
    take(opportunity, "approve_statement", staff(Role.ADVISOR))


def fund(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Prepare and confirm the funding form, sign for it, reserve the money."""
    tax = prepare_funding(opportunity, wanted)
    take(opportunity, "sign_for_funds", staff(Role.FUND_MANAGER))
    reserved = {"number": "FR-20417", "amount_cents": wanted.price_cents + tax}
    take(opportunity, "reserve_funds", staff(Role.PAYMENT_OFFICER), **reserved)


def prepare_funding(opportunity: Opportunity, wanted: DemoOpportunity) -> int:
    """Prepare and confirm the form for the year in which the work is due; return the ceiling of its tax, in cents."""
    tax = -(-wanted.price_cents * TAX_CEILING // 100)
    due_at = Statement.objects.get(opportunity=opportunity).delivery_at or current_instant()
    form = {
        "fiscal_year": fiscal_year_of(local_time(due_at, opportunity.programme.zone).date()), "cost_centre": "4410", "coding": "N-100-4410", "tax_ceiling_cents": tax,
        "budget_transfer_needed": False,
    }  # fmt: skip
    take(opportunity, "prepare_funding_form", staff(Role.OFFICER), **form)
    take(opportunity, "confirm_funding_form", CLIENTS[0].email)
    return tax


def post_and_apply(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Submit and approve the second language, post at once, let the suppliers apply."""
    post(opportunity, wanted, opens_at=None)
    apply_sealed(reload(opportunity), wanted)


def post(opportunity: Opportunity, wanted: DemoOpportunity, opens_at: datetime | None) -> None:
    """Submit and approve the second language, and post: at once, or for a later instant."""
    statement = Statement.objects.select_related("opportunity").get(opportunity=opportunity)
    language = second_language(statement)
    texts = {each.name: getattr(each.text, language) for each in list_texts(statement)}
    take(opportunity, "submit_translation", CLIENTS[0].email, texts=texts)
    take(opportunity, "approve_translation", staff(Role.OFFICER))
    posting = {
        "splitting_judged_none": True, "splitting_reason": "The team bought nothing else this year.",
        "repository": wanted.repository, "opens_at": opens_at,
    }  # fmt: skip
    take(opportunity, "post", staff(Role.OFFICER), **posting)


def apply_sealed(opportunity: Opportunity, wanted: DemoOpportunity) -> None:
    """Let so many demo suppliers apply, from the last on, each in their language: sealed like every application."""
    latest_first = SUPPLIERS[::-1][: wanted.applicants]
    for supplier, answer in zip(latest_first, wanted.answers, strict=False):
        user = User.objects.get(email=supplier.person.email)
        given = {
            "name": supplier.person.name,
            "business_name": supplier.profile.get("business_name", ""),
            "answers": {each.code: answer.in_language(user.language) for each in criteria_of(opportunity)},
            "affirmed": affirmations_of(opportunity.programme),
        }
        take_application_step("submit", opportunity, user, user.language, given=given)


Walk = Callable[[Opportunity, DemoOpportunity], None]
TO_OPENING: dict[str, Walk] = {
    "REQUESTED": lambda opportunity, wanted: take(opportunity, "accept_request", staff(Role.OFFICER)),
    "DRAFTING": write_and_submit,
    "IN_REVIEW": approve,
    "APPROVED": fund,
    "FUNDED": post_and_apply,
}
