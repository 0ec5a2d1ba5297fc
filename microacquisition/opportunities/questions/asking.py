"""Asking: under the opportunity's lock, by the one clock; nobody reads who asked, and the asker is written to, sealed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from microacquisition.common.dates import format_instant
from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.questions.addresses import section_address
from microacquisition.opportunities.questions.models import Question
from microacquisition.opportunities.questions.queries import (
    answers_due,
    gather_asking,
    seal_asker,
    zone_of,
)
from microacquisition.opportunities.situation import Letter, Refused
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.asking import few_questions_wait, questions_are_taken
from microacquisition.records.events import Doer, keep_text, write_event
from microacquisition.site.clock import current_instant

# The record says that somebody asked, never who: a question tells that its asker is interested.
SOMEBODY = "somebody"


def ask_question(
    opportunity_id: UUID, asker: User, text: str, language: str, form_key: UUID | None = None
) -> Question:
    """Keep the question, tell the officers and the asker; the same form sent twice asks once.

    Refused with every reason after the program's cut-off, decided by the database's clock under the lock.
    """
    form_key = form_key or uuid4()
    with transaction.atomic():
        opportunity = lock_opportunity(opportunity_id)
        if earlier := opportunity.questions.filter(form_key=form_key).first():
            return earlier
        now = current_instant()
        facts = gather_asking(opportunity, now, asker)
        if reasons := [*questions_are_taken(facts), *few_questions_wait(facts)]:
            raise Refused(reasons)
        question = Question.objects.create(
            opportunity=opportunity, number=opportunity.questions.count() + 1, language=language, text=text,
            asked_at=now, asker=seal_asker(asker), form_key=form_key,
        )  # fmt: skip
        event = write_event(
            opportunity.stream,
            "ask_question",
            Doer(SOMEBODY, Role.SUPPLIER.value, language),
            ("opportunity", str(opportunity.pk)),
            facts={"question": question.number},
            digests={"text": keep_text(text)},
        )
        for letter in _tell(question, asker):
            post_letter(letter, event.pk, opportunity, now)
        return question


def lock_opportunity(opportunity_id: UUID) -> Opportunity:
    """Return the opportunity, locked: its closing can neither move nor be reached meanwhile."""
    rows = Opportunity.objects.select_for_update(of=("self",)).select_related("team__department")
    return rows.get(pk=opportunity_id)


def _tell(question: Question, asker: User) -> list[Letter]:
    opportunity, due = question.opportunity, answers_due(question.opportunity)
    officers = people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id)

    def values(language: str) -> Mapping[str, str]:
        return {"question": question.text, "answer_by": _write(due, opportunity, language)}

    return [
        *write_to(
            [asker], "questions/question_received", opportunity, link=section_address, values=values, sealed=True
        ),
        *write_to(
            officers, "questions/question_to_answer", opportunity, link=address_of("file_questions"), values=values
        ),
    ]  # fmt: skip


def _write(instant: datetime | None, opportunity: Opportunity, language: str) -> str:
    return format_instant(instant, zone_of(opportunity), language) if instant else ""
