"""Copies an earlier statement of the team into a request that was just accepted."""

from uuid import UUID

from django.db import transaction

from microacquisition.opportunities.situation import NotYours
from microacquisition.opportunities.statement.models import RequiredSkill, Statement
from microacquisition.opportunities.statement.queries import earlier_statements
from microacquisition.opportunities.statement.saving import lock_draft, record_save, write_draft
from microacquisition.people.models import User

# Dates, price and declarations belong to one purchase and are given anew.
COPIED = (
    "short_description_en", "short_description_fr", "background_en", "background_fr", "work_en", "work_fr",
    "acceptance_en", "acceptance_fr", "checks_en", "checks_fr", "location_en", "location_fr", "licence", "continues_existing_code", "repository",
    "rate_cents",
)  # fmt: skip
LISTS = ("acceptancecriterion_set", "applicationcriterion_set", "clientitem_set")


def copy_statement(opportunity_id: UUID, user: User, language: str, source_id: int) -> Statement:
    """Copy the texts and lists of one of the person's earlier statements; NotYours where it is not theirs."""
    with transaction.atomic():
        statement = lock_draft(opportunity_id, user)
        source = next((s for s in earlier_statements(user, statement.opportunity) if s.pk == source_id), None)
        if source is None:
            raise NotYours("copy_statement")
        languages = write_draft(statement, lambda target: _fill(target, source))
        facts: dict[str, object] = {"copied_from": str(source.opportunity_id)}
        record_save(statement, user, language, "duplicate_statement", languages, facts)
        return statement


def _fill(target: Statement, source: Statement) -> None:
    for column in COPIED:
        setattr(target, column, getattr(source, column))
    for name in LISTS:
        getattr(target, name).all().delete()
        for row in getattr(source, name).all():
            copied = type(row)(statement=target, place=row.place, text_en=row.text_en, text_fr=row.text_fr)
            if hasattr(row, "word_limit"):
                copied.word_limit = row.word_limit
            copied.save()
    target.skills.all().delete()
    codes = source.skills.values_list("skill", flat=True)
    RequiredSkill.objects.bulk_create(RequiredSkill(statement=target, skill=code) for code in codes)
