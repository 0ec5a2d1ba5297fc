"""Named reads of statements, and the facts of their steps."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.read_once import read_once
from microacquisition.common.words import LANGUAGES, Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.parts_played import is_officer_of
from microacquisition.opportunities.signatures import Signature
from microacquisition.opportunities.situation import Situation
from microacquisition.opportunities.statement.models import (
    AcceptanceCriterion,
    ApplicationCriterion,
    ClientItem,
    Statement,
    StatementVersion,
)
from microacquisition.opportunities.statement.snapshot import digest_statement, list_rows, list_skills
from microacquisition.people.models import User
from microacquisition.people.queries import teams_of
from microacquisition.process.rules.statement import StatementFacts
from microacquisition.process.sections import TEXT_SECTIONS, Section
from microacquisition.process.skills import SKILLS, Skill
from microacquisition.process.windows import Minutes

Texts = Mapping[Section, Bilingual]


@dataclass(frozen=True)
class SectionProgress:
    """A section of the page: where it is done, by language."""

    code: str
    label: Words
    in_english: bool
    in_french: bool
    is_required: bool
    by_language: bool  # False where it is the same in both


@dataclass(frozen=True)
class PublicStatement:
    """The statement as the public reads it, and as `public_statement.html` draws it."""

    statement: Statement
    acceptance_criteria: list[AcceptanceCriterion]
    application_criteria: list[ApplicationCriterion]
    client_items: list[ClientItem]
    skills: list[Skill]
    zone: str

    @property
    def opportunity(self) -> Opportunity:
        """Whose statement it is."""
        return self.statement.opportunity

    @property
    def closes_at(self) -> datetime | None:
        """When applications close: as posted, or as written before."""
        return self.opportunity.closes_at or self.statement.closes_at

    @property
    def delivery_at(self) -> datetime | None:
        """When the work is due: as posted, or as written before."""
        return self.opportunity.delivery_at or self.statement.delivery_at


def find_statement(opportunity: Opportunity) -> Statement:
    """Return the statement; Statement.DoesNotExist before the request was accepted."""
    if statement := statement_of(opportunity):
        return statement
    raise Statement.DoesNotExist


@read_once
def statement_of(opportunity: Opportunity) -> Statement | None:
    """Return the statement; None before the request was accepted."""
    return Statement.objects.select_related("opportunity").filter(opportunity=opportunity).first()


def read_public_statement(opportunity: Opportunity) -> PublicStatement:
    """Return what the public page and the preview draw."""
    statement = find_statement(opportunity)
    skills = list_skills(statement)
    return PublicStatement(
        statement=statement,
        acceptance_criteria=list(statement.acceptancecriterion_set.all()),
        application_criteria=list(statement.applicationcriterion_set.all()),
        client_items=list(statement.clientitem_set.select_related("owner")),
        skills=[SKILLS[code] for code in SKILLS if code in skills],
        zone=opportunity.zone or opportunity.programme.zone,
    )


def gather_statement(situation: Situation) -> StatementFacts:
    """The facts of a statement as it stands, and who is about to take the step."""
    statement = statement_of(situation.on)
    facts = read_facts(statement) if statement else describe_facts(Statement(opportunity=situation.on))
    return replace(facts, approver_id=str(situation.signer.pk) if situation.signer else "")


@read_once
def read_facts(statement: Statement) -> StatementFacts:
    """Return what the rules ask about a statement that is kept."""
    return describe_facts(statement)


def describe_facts(statement: Statement) -> StatementFacts:
    """Return what the rules ask about a statement, whoever takes the step."""
    programme = statement.opportunity.programme
    return StatementFacts(
        written={language: _sections_written(statement, language) for language in LANGUAGES},
        first_language=statement.first_language,
        hours=statement.hours,
        rate_cents=statement.rate_cents,
        price_cents=statement.price_cents,
        price_cap_cents=programme.price_cap_cents,
        cap_includes_tax=programme.cap_includes_tax,
        highest_tax=programme.highest_tax,
        smallest_rate_cents=programme.smallest_rate_cents,
        largest_rate_cents=programme.largest_rate_cents,
        zone=programme.zone,
        closes_at=statement.closes_at,
        selection_on=statement.selection_on,
        delivery_at=statement.delivery_at,
        work_hours_a_week=programme.work_hours_a_week,
        application_criteria=len(_rows(statement, "applicationcriterion")),
        acceptance_criteria=len(_rows(statement, "acceptancecriterion")),
        licence=statement.licence,
        licences=programme.licences,
        continues_existing_code=bool(statement.continues_existing_code),
        unclassified=statement.unclassified,
        standalone_reason=statement.standalone_reason,
        no_internal_capacity_reason=statement.no_capacity_reason,
        author_ids=frozenset(_authors(statement) if statement.pk is not None else ()),
        approver_id="",
        counts_days=not isinstance(programme.windows.minimum_open, Minutes),
    )


def list_sections(statement: Statement, required: tuple[Section, ...]) -> list[SectionProgress]:
    """Return every section with where it is done, in the order of the page."""
    english, french = (_sections_written(statement, language) for language in LANGUAGES)
    return [
        SectionProgress(
            section, section.label, section in english, section in french, section in required,
            by_language=section in TEXT_SECTIONS or section is Section.CLIENT_ITEMS,
        )
        for section in Section
    ]  # fmt: skip


def may_write(user: User, opportunity: Opportunity) -> bool:
    """True for who writes the statement: the client team, or the file's officer while they are one."""
    is_the_officer = opportunity.officer_id == user.pk and is_officer_of(user, opportunity)
    return is_the_officer or any(team.pk == opportunity.team_id for team in teams_of(user))


def is_author(user: User, statement: Statement) -> bool:
    """True where the person wrote in the statement, and so may not approve it."""
    return str(user.pk) in _authors(statement)


def digest_to_approve(situation: Situation) -> str:
    """Return the digest of the statement as it stands: what officer and advisor sign."""
    return _digest_now(find_statement(situation.on))


@read_once
def _digest_now(statement: Statement) -> str:
    return digest_statement(statement)


def approvals(statement: Statement) -> QuerySet[Signature]:
    """Return the signatures under the statement as it stands now, oldest first."""
    given = statement.opportunity.signatures.filter(
        step="approve_statement", digest=digest_statement(statement)
    )
    return given.select_related("person").order_by("signed_at")


@read_once
def list_authors(statement: Statement) -> list[tuple[UUID, str]]:
    """Return the id of everybody who wrote in the statement, with each language they wrote in."""
    return list(statement.authors.values_list("person_id", "language"))


def earlier_statements(user: User, opportunity: Opportunity) -> list[Statement]:
    """Return the other statements of the teams the person belongs to, newest first: what may be copied."""
    rows = Statement.objects.filter(opportunity__team__in=teams_of(user), version__gt=0)
    return list(
        rows.exclude(opportunity=opportunity)
        .select_related("opportunity")
        .order_by("-opportunity__requested_at")
    )


def latest_version(opportunity: Opportunity) -> StatementVersion | None:
    """Return the last version that was kept, or None."""
    return opportunity.versions.order_by("number").last()


def _authors(statement: Statement) -> set[str]:
    return {str(person) for person, _language in list_authors(statement)}


def _rows(statement: Statement, kind: str) -> list[Any]:
    return list_rows(statement, kind) if statement.pk is not None else []


def _sections_written(statement: Statement, language: str) -> frozenset[Section]:
    opportunity = statement.opportunity
    texts = {
        Section.TITLE: [opportunity.title],
        Section.SHORT_DESCRIPTION: [statement.short_description],
        Section.BACKGROUND: [statement.background],
        Section.WORK: [statement.work],
        Section.ACCEPTANCE: [row.text for row in _rows(statement, "acceptancecriterion")],
        Section.EVALUATION: [row.text for row in _rows(statement, "applicationcriterion")],
        Section.CLIENT_ITEMS: [row.text for row in _rows(statement, "clientitem")],
    }
    done = {
        section
        for section, parts in texts.items()
        if parts and all(p.is_complete((language,)) for p in parts)
    }
    if statement.acceptance != Bilingual() and not statement.acceptance.is_complete((language,)):
        done.discard(Section.ACCEPTANCE)
    dates = (statement.closes_at, statement.selection_on, statement.delivery_at)
    same_in_both = {
        Section.SKILLS: statement.pk is not None and bool(list_skills(statement)),
        Section.LICENCE: bool(statement.licence),
        Section.REPOSITORY: bool(statement.repository),
        Section.PRICE: statement.price_cents is not None,
        Section.DATES: all(value is not None for value in dates),
    }
    return frozenset(done | {section for section, is_done in same_in_both.items() if is_done})
