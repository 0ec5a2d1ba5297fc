"""Writes the whole statement as canonical JSON: what is digested, signed, posted and compared."""

import hashlib
from datetime import date, datetime
from typing import Any

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.canonical import write_canonical
from microacquisition.common.dates import write_machine_instant
from microacquisition.common.read_once import read_once
from microacquisition.opportunities.statement.models import ListedText, Statement

FORMAT = "MA-STATEMENT-1"


def write_snapshot(statement: Statement) -> str:
    """Return everything the statement says as canonical JSON; equal texts give equal snapshots.

    What is not written yet is an empty string or list; truth is "yes", "no" or "".
    """
    said = describe_statement(statement)
    # A statement that names no place is digested as before it could name one.
    if statement.location == Bilingual():
        del said["location"]
    return write_canonical({"format": FORMAT, "opportunity": str(statement.opportunity_id), **said})


def digest_statement(statement: Statement) -> str:
    """Return SHA-256 of the snapshot in hex: what approvals sign."""
    return digest_body(write_snapshot(statement))


def digest_body(body: str) -> str:
    """Return SHA-256 of a snapshot in hex."""
    return hashlib.sha256(body.encode()).hexdigest()


@read_once
def list_rows(statement: Statement, kind: str) -> list[Any]:
    """Return one list of the statement in its order: acceptancecriterion, applicationcriterion or clientitem."""
    return list(getattr(statement, f"{kind}_set").all())


@read_once
def list_skills(statement: Statement) -> list[str]:
    """Return the codes of the skills the statement asks for."""
    return list(statement.skills.values_list("skill", flat=True))


def describe_statement(statement: Statement) -> dict[str, object]:
    """Return the statement as strings, whole numbers, lists and objects of them."""
    return {
        "title": spell(statement.opportunity.title),
        "short_description": spell(statement.short_description),
        "background": spell(statement.background),
        "work": spell(statement.work),
        "location": spell(statement.location),
        "acceptance": spell(statement.acceptance),
        "acceptance_criteria": [
            {"code": row.code, **_spell_row(row)} for row in list_rows(statement, "acceptancecriterion")
        ],
        "application_criteria": [
            {"code": row.code, "word_limit": row.word_limit, **_spell_row(row)}
            for row in list_rows(statement, "applicationcriterion")
        ],
        "client_items": [
            {
                "due_on": spell(row.due_on),
                "owner": spell(row.owner_id and str(row.owner_id)),
                **_spell_row(row),
            }
            for row in list_rows(statement, "clientitem")
        ],
        "skills": sorted(list_skills(statement)),
        "licence": statement.licence,
        "continues_existing_code": spell(statement.continues_existing_code),
        "repository": statement.repository,
        "checks": spell(statement.checks),
        "hours": spell(statement.hours),
        "rate_cents": spell(statement.rate_cents),
        "price_cents": spell(statement.price_cents),
        "closes_at": spell(statement.closes_at),
        "closes_local": statement.closes_local,
        "selection_on": spell(statement.selection_on),
        "delivery_at": spell(statement.delivery_at),
        "delivery_local": statement.delivery_local,
        "unclassified": spell(statement.unclassified),
        "standalone_reason": statement.standalone_reason,
        "no_capacity_reason": statement.no_capacity_reason,
    }


def spell(value: object) -> object:
    """Return `value` as canonical JSON knows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Bilingual):
        return {"en": value.en, "fr": value.fr}
    if isinstance(value, datetime):
        return write_machine_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _spell_row(row: ListedText) -> dict[str, object]:
    return {"text": spell(row.text)}
