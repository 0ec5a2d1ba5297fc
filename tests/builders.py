"""People and opportunities for tests: one function a state, each through the engine, each calling the earlier one.

All need a database in which commits commit (`committed_database`). Times come from the database's clock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.test import Client

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.zones import local_time, resolve_leniently
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity
from microacquisition.opportunities.posting.models import ReadinessRecord
from microacquisition.opportunities.posting.readiness import list_readiness
from microacquisition.opportunities.posting.translations import list_texts, second_language
from microacquisition.opportunities.statement.models import (
    AcceptanceCriterion,
    ApplicationCriterion,
    ClientItem,
    RequiredSkill,
    Statement,
)
from microacquisition.opportunities.statement.saving import lock_draft, record_save, write_draft
from microacquisition.people.models import (
    Department,
    RoleHeld,
    Supplier,
    SupplierMember,
    Team,
    TeamMember,
    User,
)
from microacquisition.people.queries import DEMO_LINK_KEY
from microacquisition.process.calendar import add_business_days
from microacquisition.process.roles import Role
from microacquisition.process.rules.eligibility import QUESTIONS, Answer
from microacquisition.site.clock import current_instant
from tests.database.known_states import kept


@dataclass
class People:
    """Everybody an opportunity needs, in one department and program; `author` writes, `client` asks."""

    department: Department
    team: Team
    programme_code: str
    client: User
    author: User
    officer: User
    second_officer: User
    advisor: User
    fund_manager: User
    payment_officer: User
    certifier: User
    evaluator: User
    auditor: User
    stranger: User
    suppliers: list[User]


@kept
def make_people(programme_code: str = "esdc", suppliers: int = 2) -> People:
    """Make a department, its client team, its staff and some suppliers; the client reads French, the others English."""
    department = Department.objects.create(
        code=f"{programme_code}-dept",
        name_en="Employment",
        name_fr="Emploi",
        programme_codes=[programme_code],
    )
    team = Team.objects.create(
        department=department, name_en="Cloud operations", name_fr="Opérations infonuagiques"
    )
    now = current_instant()
    place = "" if programme_code == "esdc" else f"{programme_code}."
    first, second = _person("Ada First", place=place), _person("Ben Second", place=place)
    made: dict[str, Any] = {}
    staff = (
        ("officer", Role.OFFICER), ("second_officer", Role.OFFICER), ("advisor", Role.ADVISOR),
        ("fund_manager", Role.FUND_MANAGER), ("payment_officer", Role.PAYMENT_OFFICER), ("certifier", Role.CERTIFIER),
        ("evaluator", Role.EVALUATOR), ("auditor", Role.AUDITOR),
    )  # fmt: skip
    for name, role in staff:
        made[name] = _person(name.replace("_", " ").title(), place=place)
        RoleHeld.objects.create(
            user=made[name], role=role.value, programme_code=programme_code, department=department,
            proposed_by=first, proposed_at=now, confirmed_by=second, confirmed_at=now,
        )  # fmt: skip
    for name, language in (("client", "fr"), ("author", "en")):
        made[name] = _person(name.title(), language, place)
        TeamMember.objects.create(team=team, user=made[name], started_at=now)
    make_ready(programme_code, department, made["officer"])
    return People(
        department=department,
        team=team,
        programme_code=programme_code,
        stranger=_person("Stranger", place=place),
        suppliers=[_supplier(f"Supplier {number + 1}", now, place) for number in range(suppliers)],
        **made,
    )


def make_ready(programme_code: str, department: Department, officer: User) -> None:
    """Record everything that the program needs before its first posting."""
    for readiness in list_readiness(PROGRAMMES.newest(programme_code), [department]):
        ReadinessRecord.objects.create(
            programme_code=programme_code, factor=readiness.factor.code, department=readiness.department,
            waived=False, text="Seen.", recorded_by=officer,
        )  # fmt: skip


def sign_in_as(user: User, settings: Any) -> Client:
    """Return a browser signed in as the person, their second factor used (`settings` is pytest-django's fixture)."""
    settings.DEMO = True
    browser = Client()
    browser.force_login(user)
    session = browser.session
    session[DEMO_LINK_KEY] = str(user.pk)
    session.save()
    return browser


def good_answers(**changed: Answer) -> dict[str, Answer]:
    """Return the eligible answer to every question, some of them changed."""
    answers = {
        question.code: Answer(
            question.good_answer, "Asked everybody in May." if question.needs_explanation else ""
        )
        for question in QUESTIONS
    }
    return {**answers, **changed}


@kept
def make_request(people: People, **given: Any) -> Opportunity:
    """REQUESTED, asked in French by the client."""
    asked = {
        "team": people.team, "programme_code": people.programme_code, "title": "Politiques infonuagiques",
        "need": "Un script qui refuse les offres sans approbation.", "estimated_hours": 65, "answers": good_answers(),
        **given,
    }  # fmt: skip
    taken = take_step("request", opportunity_id=None, user=people.client, language="fr", given=asked)
    return Opportunity.objects.get(pk=taken.opportunity_id)


@kept
def make_drafting(people: People, *, written: bool = True, **given: Any) -> Opportunity:
    """DRAFTING; with `written`, the whole statement stands in both languages, written by `people.author`."""
    opportunity = make_request(people, **given)
    _take("accept_request", opportunity, people.officer)
    if written:
        write_statement(opportunity, people.author)
    return Opportunity.objects.get(pk=opportunity.pk)


@kept
def make_in_review(people: People, **given: Any) -> Opportunity:
    """IN_REVIEW."""
    return _take("submit_for_review", make_drafting(people, **given), people.client)


@kept
def make_approved(people: People, **given: Any) -> Opportunity:
    """APPROVED by officer and advisor."""
    opportunity = _take("approve_statement", make_in_review(people, **given), people.officer)
    return _take("approve_statement", opportunity, people.advisor)


@kept
def make_funding_confirmed(people: People, **given: Any) -> Opportunity:
    """APPROVED, the funding form prepared by the officer and confirmed by the client."""
    opportunity = make_approved(people, **given)
    _take("prepare_funding_form", opportunity, people.officer, **funding_form())
    return _take("confirm_funding_form", opportunity, people.client)


@kept
def make_signed_for(people: People, **form: Any) -> Opportunity:
    """APPROVED, signed by the fund manager, waiting for the reservation; `form` changes the funding form."""
    opportunity = make_approved(people)
    _take("prepare_funding_form", opportunity, people.officer, **funding_form(**form))
    _take("confirm_funding_form", opportunity, people.client)
    return _take("sign_for_funds", opportunity, people.fund_manager)


@kept
def make_transfer_awaited(people: People) -> Opportunity:
    """APPROVED, signed for; another branch must transfer its budget first."""
    return make_signed_for(people, budget_transfer_needed=True)


@kept
def make_funded(people: People, **given: Any) -> Opportunity:
    """FUNDED: signed by the fund manager, reserved by the payment officer under FR-20417."""
    opportunity = make_funding_confirmed(people, **given)
    _take("sign_for_funds", opportunity, people.fund_manager)
    return _take(
        "reserve_funds", opportunity, people.payment_officer, number="FR-20417", amount_cents=6_900_00
    )


@kept
def make_translated(people: People, **given: Any) -> Opportunity:
    """FUNDED, the translation submitted by the client and approved by the officer: ready to be posted."""
    opportunity = make_funded(people, **given)
    statement = Statement.objects.select_related("opportunity").get(opportunity=opportunity)
    language = second_language(statement)
    texts = {each.name: getattr(each.text, language) for each in list_texts(statement)}
    _take("submit_translation", opportunity, people.client, texts=texts)
    return _take("approve_translation", opportunity, people.officer)


@kept
def make_posted(people: People, opens_at: datetime | None = None, **given: Any) -> Opportunity:
    """OPEN at once, or SCHEDULED for `opens_at`."""
    return _take("post", make_translated(people, **given), people.officer, **posting_form(opens_at=opens_at))


@kept
def make_open(people: People, **given: Any) -> Opportunity:
    """OPEN, closing in 10 business days (10 minutes in practice)."""
    return make_posted(people, **given)


def funding_form(**changed: Any) -> dict[str, Any]:
    """Return a funding form for $6,000 and 15 % of tax."""
    form = {
        "fiscal_year": "2026-2027", "cost_centre": "4410", "coding": "N-100-4410", "tax_ceiling_cents": 900_00,
        "budget_transfer_needed": False,
    }  # fmt: skip
    return {**form, **changed}


def posting_form(**changed: Any) -> dict[str, Any]:
    """Return what the officer types to post at once."""
    form = {
        "splitting_judged_none": True, "splitting_reason": "The team bought nothing else this year.",
        "repository": "https://github.com/example/policies", "opens_at": None,
    }  # fmt: skip
    return {**form, **changed}


def write_statement(opportunity: Opportunity, author: User) -> None:
    """Fill every section in both languages: $6,000, closing in 10 business days, delivery 20 later."""

    def fill(statement: Statement) -> None:
        programme, now = opportunity.programme, current_instant()
        statement.opportunity.title_en = "Cloud policies"
        statement.opportunity.title_fr = "Politiques infonuagiques"
        texts = {
            "short_description": Bilingual(
                "A script that enforces policies.", "Un script qui applique des politiques."
            ),
            "background": Bilingual("We run a **marketplace**.", "Nous tenons un **marché**."),
            "work": Bilingual("1. A script\n2. Its documentation", "1. Un script\n2. Sa documentation"),
        }
        for name, text in texts.items():
            setattr(statement, f"{name}_en", text.en)
            setattr(statement, f"{name}_fr", text.fr)
        statement.licence, statement.continues_existing_code = "MIT", False
        statement.repository = "https://github.com/example/policies"
        statement.hours, statement.rate_cents, statement.price_cents = 65, 80_00, 6_000_00
        statement.closes_at = _at_closing_time(now, 10, opportunity)
        statement.delivery_at = _at_closing_time(now, 30, opportunity)
        statement.closes_local = _local(statement.closes_at, programme.zone)
        statement.delivery_local = _local(statement.delivery_at, programme.zone)
        closing_day = local_time(statement.closes_at, programme.zone).date()
        statement.selection_on = closing_day if programme.practice else add_business_days(closing_day, 2)
        statement.unclassified = True
        AcceptanceCriterion.objects.create(
            statement=statement, place=1, text_en="It passes its tests.", text_fr="Il réussit ses tests."
        )
        AcceptanceCriterion.objects.create(
            statement=statement,
            place=2,
            text_en="It carries the MIT licence.",
            text_fr="Il porte la licence MIT.",
        )
        ApplicationCriterion.objects.create(
            statement=statement, place=1, text_en="Show your skills in PowerShell.",
            text_fr="Montrez vos compétences en PowerShell.",
        )  # fmt: skip
        ClientItem.objects.create(
            statement=statement, place=1, text_en="A sandbox", text_fr="Un bac à sable",
            due_on=statement.selection_on, owner=author,
        )  # fmt: skip
        RequiredSkill.objects.create(statement=statement, skill="documentation")

    save_whole_statement(opportunity, author, fill)
    opportunity.refresh_from_db()


def save_whole_statement(opportunity: Opportunity, author: User, fill: Any) -> Statement:
    """Save the statement as its pages do, all sections at once."""
    with transaction.atomic():
        statement = lock_draft(opportunity.pk, author)
        languages = write_draft(statement, fill)
        record_save(statement, author, "en", "save_statement", languages, {"section": "whole"})
    return statement


def _take(code: str, opportunity: Opportunity, user: User, **given: Any) -> Opportunity:
    take_step(code, opportunity_id=opportunity.pk, user=user, given=given)
    return Opportunity.objects.get(pk=opportunity.pk)


def _person(name: str, language: str = "en", place: str = "") -> User:
    return User.objects.create_user(
        f"{name.lower().replace(' ', '.')}@{place}example.ca", name=name, language=language
    )


def _supplier(name: str, now: datetime, place: str) -> User:
    user = _person(name, place=place)
    supplier = Supplier.objects.create(
        kind="person", owner=user, legal_name=name, street="1 Main Street", city="Ottawa", province="ON",
        postal_code="K1A 0B1", phone="613-555-0100", contact_email=user.email,
    )  # fmt: skip
    SupplierMember.objects.create(supplier=supplier, user=user, started_at=now)
    return user


def _at_closing_time(now: datetime, days: int, opportunity: Opportunity) -> datetime:
    programme = opportunity.programme
    if programme.practice:
        return now + timedelta(minutes=days)
    day = add_business_days(local_time(now, programme.zone).date(), days)
    return resolve_leniently(day, programme.closing_time, programme.zone)


def _local(instant: datetime, zone: str) -> str:
    return local_time(instant, zone).strftime("%Y-%m-%dT%H:%M")
