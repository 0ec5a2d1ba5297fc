"""One question to a supplier about a sealed answer; what they answer is kept beside it and never changes it."""

from collections.abc import Mapping

from django.db import transaction

from microacquisition.common.dates import format_instant, write_machine_instant
from microacquisition.common.words import Words
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.evaluation import queries
from microacquisition.opportunities.evaluation.hearing import tells_suppliers
from microacquisition.opportunities.evaluation.letters import write_to_applicant
from microacquisition.opportunities.evaluation.models import Clarification, Label
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.situation import Letter, NotYours, Refused
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.clarifying import ALREADY_ASKED, TOO_LATE_TO_ANSWER, TOO_LATE_TO_ASK
from microacquisition.records.events import Doer, keep_text, write_event
from microacquisition.site.clock import current_instant


def find_clarification(application: Application) -> Clarification | None:
    """Return the question about an application that was proposed or asked, not one that was declined."""
    return (
        application.clarifications.filter(declined_at=None).select_related("application__opportunity").first()
    )


def list_clarifications(opportunity: Opportunity) -> list[Clarification]:
    """Return every question, those that wait for an officer first."""
    rows = Clarification.objects.filter(application__opportunity=opportunity)
    return sorted(rows.select_related("application", "proposed_by"), key=lambda each: not is_proposed(each))


def is_proposed(clarification: Clarification) -> bool:
    """True while an evaluator's question waits for an officer."""
    return clarification.asked_at is None and clarification.declined_at is None


def may_be_answered(clarification: Clarification) -> bool:
    """True while the supplier may answer: asked, once, in time, while the applications are judged."""
    return (
        clarification.answer_by is not None
        and clarification.answered_at is None
        and current_instant() < clarification.answer_by
        and clarification.application.opportunity.state == "CLOSED"
    )


def may_ask(user: User, opportunity: Opportunity) -> bool:
    """True for an officer there who does not evaluate, while the applications are judged."""
    return queries.is_judged_now(opportunity) and tells_suppliers(user, opportunity)


def propose_question(label: Label, user: User, question: str, language: str) -> None:
    """Keep an evaluator's question for the officer to read, reword and send. Refused where one was asked already."""
    with transaction.atomic():
        opportunity = _lock(label.application.opportunity)
        ended = label.assignment.ended_at is not None or not queries.may_evaluate(user, opportunity)
        if label.assignment.evaluator_id != user.pk or ended:
            raise NotYours
        if reasons := reasons_not_to_ask(label.application, opportunity):
            raise Refused(reasons)
        clarification = Clarification.objects.create(
            application=label.application, question=question, proposed_by=user, proposed_at=current_instant()
        )
        officers = people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id)
        letters = write_to(
            officers, "evaluation/clarification_proposed", opportunity, link=address_of("clarifications"),
            values=lambda language: {"question": question},
        )  # fmt: skip
        _record(
            "propose_clarification",
            clarification,
            Doer(str(user.pk), Role.EVALUATOR.value, language),
            question,
            letters,
        )


def ask_supplier(application: Application, user: User, question: str, language: str) -> None:
    """Ask the supplier, in the name of the program; an evaluator is never named."""
    with transaction.atomic():
        opportunity = _lock(application.opportunity)
        if not may_ask(user, opportunity):
            raise NotYours
        clarification = find_clarification(application) or Clarification(application=application)
        if clarification.asked_at is not None:
            raise Refused([ALREADY_ASKED])
        now, zone = current_instant(), opportunity.zone or opportunity.programme.zone
        answer_by = opportunity.programme.windows.clarification_answer.after(now, zone)
        clarification.question, clarification.asked_by = question, user
        clarification.asked_at, clarification.answer_by = now, answer_by
        clarification.save()
        letters = write_to_applicant(
            application, "evaluation/clarification_asked", "clarification",
            lambda language: {"question": question, "answer_by": format_instant(answer_by, zone, language)},
        )  # fmt: skip
        doer, facts = (
            Doer(str(user.pk), Role.OFFICER.value, language),
            {"answer_by": write_machine_instant(answer_by)},
        )
        _record("ask_clarification", clarification, doer, question, letters, facts)


def decline_question(application: Application, user: User, reason: str, language: str) -> None:
    """Do not ask what an evaluator proposed; the evaluator reads why."""
    with transaction.atomic():
        opportunity, clarification = _lock(application.opportunity), find_clarification(application)
        if not may_ask(user, opportunity) or clarification is None or not is_proposed(clarification):
            raise NotYours
        clarification.declined_because, clarification.declined_at = reason, current_instant()
        clarification.save(update_fields=["declined_because", "declined_at"])
        people = [clarification.proposed_by] if clarification.proposed_by else []
        letters = write_to(
            people, "evaluation/clarification_declined", opportunity, link=address_of("evaluate"),
            values=lambda language: {"reason": reason},
        )  # fmt: skip
        _record(
            "decline_clarification",
            clarification,
            Doer(str(user.pk), Role.OFFICER.value, language),
            reason,
            letters,
        )


def answer_question(clarification: Clarification, user: User, answer: str, language: str) -> None:
    """Keep what the supplier answers, once and in time; the evaluators are told."""
    with transaction.atomic():
        opportunity = _lock(clarification.application.opportunity)
        held = Clarification.objects.select_for_update(of=("self",)).get(pk=clarification.pk)
        if not may_be_answered(held):
            raise Refused([TOO_LATE_TO_ANSWER])
        held.answer, held.answered_at = answer, current_instant()
        held.save(update_fields=["answer", "answered_at"])
        people = [each.evaluator for each in queries.live_assignments(opportunity)]
        letters = write_to(
            people, "evaluation/clarification_answered", opportunity, link=address_of("evaluate")
        )
        _record(
            "answer_clarification", held, Doer(str(user.pk), Role.SUPPLIER.value, language), answer, letters
        )


def redact_explanation(clarification: Clarification, user: User, shown: str, language: str) -> None:
    """Let evaluators read `shown` instead of what the supplier explained; the original stays."""
    with transaction.atomic():
        opportunity = _lock(clarification.application.opportunity)
        if not may_ask(user, opportunity) or clarification.answered_at is None:
            raise NotYours
        clarification.redacted = shown
        clarification.save(update_fields=["redacted"])
        _record("redact", clarification, Doer(str(user.pk), Role.OFFICER.value, language), shown, [])


def reasons_not_to_ask(application: Application, opportunity: Opportunity) -> list[Words]:
    """Return why nothing can be asked about the application now: a single question, while it is judged."""
    if not queries.is_judged_now(opportunity):
        return [TOO_LATE_TO_ASK]
    return [ALREADY_ASKED] if find_clarification(application) is not None else []


def _lock(opportunity: Opportunity) -> Opportunity:
    locked = Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity.pk)
    if not queries.is_judged_now(locked):
        raise Refused([TOO_LATE_TO_ASK])
    return locked


def _record(
    code: str,
    clarification: Clarification,
    doer: Doer,
    text: str,
    letters: list[Letter],
    facts: Mapping[str, object] | None = None,
) -> None:
    opportunity = clarification.application.opportunity
    event = write_event(
        opportunity.stream,
        code,
        doer,
        ("opportunity", str(opportunity.pk)),
        facts=facts,
        # While the applications are judged, nobody tells from the record which one was asked about.
        digests={"text": keep_text(text), "application": keep_text(clarification.application_id)},
    )
    for letter in letters:
        post_letter(letter, event.pk, opportunity)
