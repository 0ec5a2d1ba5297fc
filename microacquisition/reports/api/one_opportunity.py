"""One opportunity with all that its public page says: statement, amendments, outcome."""

from typing import Any

from django.http import Http404, HttpRequest

from microacquisition.common.words import Words
from microacquisition.opportunities.finding.published import find_public_change
from microacquisition.opportunities.opportunity import Opportunity, OpportunityQuerySet, public_status
from microacquisition.opportunities.posting.public_changes import list_rules
from microacquisition.opportunities.posting.public_queries import with_skill_codes, write_say
from microacquisition.opportunities.statement.queries import PublicStatement, read_public_statement
from microacquisition.reports.api import spelling
from microacquisition.reports.api.amendments import spell_amendments
from microacquisition.reports.api.answering import Answer, Resource
from microacquisition.reports.api.opportunities import ROW, spell_row
from microacquisition.reports.api.outcomes import WITH_OUTCOME, read_outcomes, spell_outcome
from microacquisition.reports.api.shapes import (
    Schema,
    an_object,
    code,
    flag,
    list_of,
    maybe,
    number,
    ref,
    text,
)
from microacquisition.reports.api.spelling import INSTANT, REFERENCE, TEXT, WORDS, Json
from microacquisition.site.clock import current_instant

READ_WITH = ("statement", "department", "team", "cancellation", "catalogue_entry")
STAGES = ("CLOSED", "EVALUATED", "DRAW_COMMITTED", "RANKED", "OFFERED", "IN_WORK")
SCHEMAS: dict[str, Schema] = {
    "Statement": an_object(
        "What is asked for. Longer texts are Markdown.",
        background=TEXT,
        work=TEXT,
        location=TEXT,
        hours=maybe(number(60, "Estimated hours of work.")),
        client_items=list_of(an_object(
            "What the supplier gets from the client team.", text=TEXT, due=maybe(text("2026-12-04", format="date"))
        )),
        checks=TEXT,
        acceptance=TEXT,
        acceptance_criteria=list_of(TEXT),
        application_criteria=list_of(an_object("Judged before the award.", text=TEXT, word_limit=number(250))),
        licence=text("MIT", "An SPDX identifier."),
        continues_existing_code=maybe(flag(False)),
        repository=maybe(text("https://github.com/example/cloud-policies")),
        selection=maybe(text("2026-12-02", "The day of the expected selection.", format="date")),
    ),
    "Received": an_object(
        "What is published at closing: how many applications there were, and one number computed from all receipts.",
        applications=number(7),
        struck=number(0),
        root=text("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    ),
    "Opportunity": an_object(
        "An opportunity with all that its public page says. Prices are before tax.",
        **ROW,
        stage=maybe(code(*map(str.lower, STAGES), says="How far a closed opportunity is; null for any other.")),
        says=WORDS,
        originally_closed=maybe(INSTANT),
        team=TEXT,
        statement=ref("Statement"),
        closing_rules=list_of(WORDS),
        draw_secret_sha256=maybe(text("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")),
        received=maybe(ref("Received")),
        amendments=list_of(ref("Amendment")),
        outcome=maybe(ref("Outcome")),
        earlier=maybe(REFERENCE),
        later=maybe(REFERENCE),
    ),
}  # fmt: skip


def show_opportunity(request: HttpRequest, asked: Json, reference: str) -> Answer:
    """All that the public page of one opportunity says."""
    now, public = current_instant(), Opportunity.objects.public()
    rows = with_skill_codes(read_outcomes(public))
    opportunity = rows.select_related(*READ_WITH).filter(reference=reference).first()
    if opportunity is None:
        raise Http404
    status, zone, earlier = public_status(opportunity, now), opportunity.zone, opportunity.again_from_id
    body = {
        **spell_row(opportunity, now),
        "stage": opportunity.state.lower() if status == "closed" else None,
        "says": spelling.spell_words(write_say(opportunity, status)),
        "originally_closed": spelling.spell_instant(opportunity.original_closes_at, zone),
        "team": spelling.spell_text(opportunity.team.name),
        "statement": _spell_statement(read_public_statement(opportunity)),
        "closing_rules": [spelling.spell_words(each) for each in list_rules(opportunity)],
        "draw_secret_sha256": opportunity.draw_secret_sha256 or None,
        "received": _spell_received(opportunity),
        "amendments": spell_amendments(opportunity),
        "outcome": spell_outcome(opportunity, now) if opportunity.state in WITH_OUTCOME else None,
        "earlier": _find_reference(public.filter(pk=earlier)) if earlier else None,
        "later": _find_reference(public.filter(again_from=opportunity)),
    }
    return Answer(body, find_public_change(opportunity))


def _spell_statement(public: PublicStatement) -> Json:
    statement = public.statement
    return {
        "background": spelling.spell_text(statement.background),
        "work": spelling.spell_text(statement.work),
        "location": spelling.spell_text(statement.location),
        "hours": statement.hours,
        "client_items": [
            {"text": spelling.spell_text(each.text), "due": each.due_on and each.due_on.isoformat()}
            for each in public.client_items
        ],
        "checks": spelling.spell_text(statement.checks),
        "acceptance": spelling.spell_text(statement.acceptance),
        "acceptance_criteria": [spelling.spell_text(each.text) for each in public.acceptance_criteria],
        "application_criteria": [
            {"text": spelling.spell_text(each.text), "word_limit": each.word_limit}
            for each in public.application_criteria
        ],
        "licence": statement.licence,
        "continues_existing_code": statement.continues_existing_code,
        "repository": statement.repository or None,
        "selection": statement.selection_on and statement.selection_on.isoformat(),
    }


def _spell_received(opportunity: Opportunity) -> dict[str, Any] | None:
    """What closing published; nothing of it before."""
    if not opportunity.applications_root:
        return None
    struck = opportunity.applications.filter(strike__isnull=False).count()
    return {
        "applications": opportunity.applications_count,
        "struck": struck,
        "root": opportunity.applications_root,
    }


def _find_reference(rows: OpportunityQuerySet) -> str | None:
    return rows.order_by("posted_at").values_list("reference", flat=True).last()


RESOURCE = Resource(
    "api_opportunity",
    "opportunities/<str:reference>",
    Words(en="One opportunity", fr="Une occasion"),
    Words(
        en="The statement in both languages, what changed, and the outcome.",
        fr="L’énoncé dans les deux langues, les modifications et le résultat.",
    ),
    "Opportunity",
    show_opportunity,
    values={"reference": {"type": "string", "pattern": "^[A-Za-z0-9-]{1,20}$"}},
)
