"""Debriefs: a supplier who was not chosen asks; an officer answers in writing, or notes the meeting."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from microacquisition.common.dates import format_date
from microacquisition.common.words import Words
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.parts_played import is_officer_of
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.letters import write_to_application
from microacquisition.opportunities.selection.models import Debrief
from microacquisition.opportunities.situation import Letter, Refused
from microacquisition.opportunities.step_table import Errand
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.calendar import add_business_days
from microacquisition.process.roles import Role
from microacquisition.process.rules.debrief import DebriefFacts, may_ask_for_debrief, may_give_debrief
from microacquisition.records.events import Doer, keep_text, write_event
from microacquisition.site.clock import current_instant

ASKED, GIVEN = "ask_debrief", "give_debrief"
YOUR_TURN = Words(
    en="A supplier who was not selected asks for a debrief. Answer in writing, or note the meeting.",
    fr="Un fournisseur qui n’a pas été sélectionné demande un compte rendu. Répondez par écrit ou notez la rencontre.",
)
BUTTON = Words(en="Give the debrief", fr="Donner le compte rendu")


def gather_debrief(application: Application, met_on: date | None = None) -> DebriefFacts:
    """The facts of one application’s debrief, now."""
    opportunity, now = application.opportunity, current_instant()
    told_at, debrief = queries.told_at(opportunity), find_debrief(application)
    return DebriefFacts(
        now=now,
        told_at=told_at,
        ask_until=queries.debrief_ends(opportunity, told_at) if told_at else None,
        was_asked_to_work=application.offers.exists(),
        is_asked=debrief is not None,
        is_answered=debrief is not None and debrief.answered_at is not None,
        today=opportunity.local_day(now),
        met_on=met_on,
    )


def find_debrief(application: Application) -> Debrief | None:
    """Return the debrief that was asked for, or None."""
    return Debrief.objects.filter(application=application).select_related("answered_by").first()


def ask_for_debrief(application: Application, question: str, user: User, language: str) -> None:
    """Ask once, and tell the officers. Refused with the reasons where it may not be asked now."""
    with transaction.atomic():
        opportunity = _lock(application)
        if reasons := may_ask_for_debrief(gather_debrief(application)):
            raise Refused(reasons)
        Debrief.objects.create(
            application=application, question=question, asked_by=user, asked_at=current_instant()
        )
        event = write_event(
            opportunity.stream,
            ASKED,
            Doer(actor=str(user.pk), role=Role.SUPPLIER.value, language=language),
            ("application", application.pk),
            digests={"question": keep_text(question)} if question else {},
        )
        for letter in _tell_officers(application, opportunity):
            post_letter(letter, event.pk, opportunity)


def give_debrief(application: Application, given: Mapping[str, Any], user: User, language: str) -> None:
    """Keep the answer, or the notes of the meeting, and send it. Refused where it may not be given now."""
    with transaction.atomic():
        opportunity = _lock(application)
        if reasons := may_give_debrief(gather_debrief(application, given["met_on"])):
            raise Refused(reasons)
        debrief = Debrief.objects.get(application=application)
        debrief.answer, debrief.met_on, debrief.met_with = given["answer"], given["met_on"], given["met_with"]
        debrief.answered_by, debrief.answered_at = user, current_instant()
        debrief.save(update_fields=["answer", "met_on", "met_with", "answered_by", "answered_at"])
        met = {"met_on": debrief.met_on.isoformat()} if debrief.met_on else {}
        event = write_event(
            opportunity.stream,
            GIVEN,
            Doer(actor=str(user.pk), role=Role.OFFICER.value, language=language),
            ("application", application.pk),
            facts={"how": "meeting" if met else "writing", **met},
            digests={
                "answer": keep_text(debrief.answer),
                **({"met_with": keep_text(debrief.met_with)} if met else {}),
            },
        )
        values = {"answer": debrief.answer}
        for letter in write_to_application(application, "selection/debrief_given", lambda _language: values):
            post_letter(letter, event.pk, opportunity)


def list_debriefs_to_give(user: User) -> list[Errand]:
    """Return what waits for this officer: one errand a debrief that was asked for and not given."""
    rows = Debrief.objects.filter(answered_at=None).select_related("application__opportunity")
    return [
        Errand(
            opportunity=debrief.application.opportunity,
            sentence=YOUR_TURN,
            button=BUTTON,
            address=debrief_address(debrief.application),
            since=debrief.asked_at,
            target=debrief.application.opportunity.programme.debrief_days,
        )
        for debrief in rows.order_by("asked_at")
        if is_officer_of(user, debrief.application.opportunity)
    ]


def debrief_address(application: Application) -> str:
    """Path of the officer's page of one debrief, in the active language."""
    where = {"opportunity_id": application.opportunity_id, "application_id": application.pk}
    return reverse("give_debrief", kwargs=where)


def _lock(application: Application) -> Opportunity:
    opportunity = Opportunity.objects.select_for_update(of=("self",)).get(pk=application.opportunity_id)
    application.opportunity = opportunity
    return opportunity


def _tell_officers(application: Application, opportunity: Opportunity) -> list[Letter]:
    officers = people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id)
    name = application.opened.applicant_name
    today = opportunity.local_day(current_instant())
    by = add_business_days(today, opportunity.programme.debrief_days)
    return write_to(
        officers, "selection/debrief_asked", opportunity, link=lambda _opportunity: debrief_address(application),
        values=lambda language: {"supplier_name": name, "answer_day": format_date(by, language)},
    )  # fmt: skip
