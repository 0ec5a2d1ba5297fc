"""A form sent twice works once, and answers as it did the first time."""

import uuid
from dataclasses import dataclass

from django.db import IntegrityError

from microacquisition.opportunities.opportunity import TakenForm
from microacquisition.opportunities.parts_played import roles_in
from microacquisition.opportunities.situation import Outcome, Situation, StageStep
from microacquisition.people.models import User
from microacquisition.process.lifecycle import STEPS, Thing

STEPS_OF_APPLICATIONS = frozenset(code for code, step in STEPS.items() if step.thing is Thing.APPLICATION)


@dataclass(frozen=True)
class Taken:
    """What came of taking a step: `complete` is false where another signature is still needed."""

    opportunity_id: uuid.UUID
    subject_id: str
    complete: bool
    replayed: bool = False
    outcome: Outcome | None = None


def find_taken(code: str, user: User | None, form_key: uuid.UUID | None) -> Taken | None:
    """Return what this very form brought the first time, or None."""
    # An application's form is kept with its sealed version: nothing readable may tell who applied.
    if user is None or form_key is None or code in STEPS_OF_APPLICATIONS:
        return None
    earlier = TakenForm.objects.filter(person=user, form_key=form_key, step=code).first()
    if earlier is None:
        return None
    return Taken(earlier.opportunity_id, earlier.subject_id, complete=earlier.complete, replayed=True)


def was_sealed_with(situation: Situation, parts: StageStep, form_key: uuid.UUID | None) -> bool:
    """True where an application was already sealed with this form: its key is kept with the sealed version."""
    if parts.was_taken is None or form_key is None or situation.subject is None:
        return False
    return bool(roles_in(situation)) and parts.was_taken(situation.subject, form_key)


def keep_form(situation: Situation, form_key: uuid.UUID | None, *, complete: bool) -> None:
    """Remember that this form was acted upon, and whether another signature is still needed."""
    if situation.user is None or form_key is None or situation.step.thing is Thing.APPLICATION:
        return
    TakenForm.objects.create(
        person=situation.user,
        form_key=form_key,
        step=situation.step.code,
        opportunity_id=situation.stream_id,
        subject_id=situation.subject_key,
        complete=complete,
    )


def names_constraint(error: IntegrityError, name: str) -> bool:
    """True where the database refused because of the constraint `name`."""
    found: str | None = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return found == name
