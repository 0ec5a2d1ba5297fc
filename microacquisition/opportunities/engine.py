"""The engine: locks, gathers, asks the rules, acts, writes state and event, defers the mail. One door for every step.

It imports no stage. `steps.py` fills its table with each step's parts.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from procrastinate.contrib.django import app

from microacquisition.common.words import Words
from microacquisition.correspondence.outbox import send_message
from microacquisition.correspondence.texts import load_text
from microacquisition.opportunities.opportunity import Opportunity, TakenForm
from microacquisition.opportunities.signing import sign_or_complete, void_changed_signatures
from microacquisition.opportunities.situation import (
    Letter,
    NotYours,
    Outcome,
    Recipient,
    Refused,
    Situation,
    StageStep,
)
from microacquisition.people.models import User
from microacquisition.people.queries import holds, teams_of
from microacquisition.process.lifecycle import ENDS, NEW, STEPS, Step, Thing
from microacquisition.process.roles import Role
from microacquisition.process.rules.engine import wrong_state
from microacquisition.records.checkpoints import CHECKPOINT_JOB, CHECKPOINT_QUEUE
from microacquisition.records.events import CLOCK_DOER, Doer, write_event
from microacquisition.site.clock import current_instant

Part = Callable[[User, Situation], bool]

CLOCK_JOB = "opportunities.run_clock"
CLOCK_QUEUE = "clock"
# After these the heads of the record are published (spec/record.md).
PUBLISHED_STEPS = frozenset({"close", "commit_draw", "replace_draw", "insert_entrant", "record_draw"})


@dataclass(frozen=True)
class Taken:
    """What came of taking a step: `complete` is false where another signature is still needed."""

    opportunity_id: uuid.UUID
    subject_id: str
    complete: bool
    replayed: bool = False
    outcome: Outcome | None = None


@dataclass
class StepTable:
    """What the engine knows of the stages: each step's parts, and who plays the parts no role is granted for."""

    steps: dict[str, StageStep] = field(default_factory=dict)
    parts: dict[Role, Part] = field(default_factory=dict)
    # Whose application stands: earlier stages tell them what changes, in sealed letters while open.
    applicants: Callable[[Opportunity], list[Recipient]] = lambda opportunity: []
    # At every end of an opportunity, whichever stage brought it: more letters.
    at_end: list[Callable[[Situation], list[Letter]]] = field(default_factory=list)


TABLE = StepTable()


def take_step(
    code: str,
    *,
    opportunity_id: uuid.UUID | None,
    user: User | None,
    language: str = "en",
    subject_id: str = "",
    given: Mapping[str, Any] | None = None,
    form_key: uuid.UUID | None = None,
) -> Taken:
    """Take the step `code`, or give one signature of it, in one transaction.

    `user` None is the clock. Raises NotYours where the person has no part in the step (answer 404) and Refused with
    every reason where it may not happen now (answer 409); in both nothing changes. A `form_key` already acted upon
    returns the earlier answer.
    """
    try:
        with transaction.atomic():
            situation = _lock_situation(code, opportunity_id, subject_id, user, language, given or {})
            return _take(situation, TABLE.steps[code], form_key)
    except IntegrityError as error:
        # The same form in two tabs at once, where there was no row yet to lock: the first one counts.
        if _names_constraint(error, "a_form_works_once") and (earlier := _find_taken(code, user, form_key)):
            return earlier
        raise


def _lock_situation(
    code: str,
    opportunity_id: uuid.UUID | None,
    subject_id: str,
    user: User | None,
    language: str,
    given: Mapping[str, Any],
) -> Situation:
    step, parts = STEPS[code], TABLE.steps[code]
    opportunity = _lock_opportunity(step, opportunity_id)
    return Situation(
        step=step,
        opportunity=opportunity,
        subject=parts.lock(opportunity, subject_id) if parts.lock else opportunity,
        user=user,
        language=language,
        now=current_instant(),
        given=given,
    )


def _take(situation: Situation, parts: StageStep, form_key: uuid.UUID | None) -> Taken:
    if earlier := _find_taken(situation.step.code, situation.user, form_key):
        return earlier
    if _was_taken(situation, parts, form_key):
        return Taken(situation.stream_id, situation.subject_key, complete=True, replayed=True)
    situation.roles = roles_in(situation)
    if not situation.roles:
        raise NotYours(situation.step.code)
    facts = _ask_rules(situation, parts)
    if parts.signs is not None and not sign_or_complete(situation, parts.signs(situation)):
        _keep_form(situation, form_key, complete=False)
        return Taken(situation.stream_id, situation.subject_key, complete=False)
    outcome = _act(situation, parts, facts)
    _keep_form(situation, form_key, complete=True)
    return Taken(situation.stream_id, situation.subject_key, complete=True, outcome=outcome)


def look_ahead(
    code: str,
    opportunity: Opportunity | None,
    user: User | None,
    subject: Any = None,
    *,
    begins: bool = False,
) -> list[Words] | None:
    """Say whether `user` could take the step now: None if it is not theirs, else the reasons against (empty: yes).

    The same gather as `take_step`, unlocked and without a form: what pages draw their buttons from. `begins` says
    that the step would begin a life, so that there is no subject yet.
    """
    parts = TABLE.steps[code]
    situation = Situation(
        step=STEPS[code],
        opportunity=opportunity,
        subject=subject if begins or subject is not None else opportunity,
        user=user,
        language="en",
        now=current_instant(),
        given={},
    )
    situation.roles = roles_in(situation)
    if not situation.roles:
        return None
    return reasons_against(situation, parts)


def reasons_against(situation: Situation, parts: StageStep) -> list[Words]:
    """Every reason why the step may not be taken in this situation, the form left aside."""
    if situation.state not in situation.step.from_states:
        return [wrong_state(situation.step, situation.state)]
    if parts.signs is not None and (reason := situation.already_signed(parts.signs(situation))):
        return [reason]
    facts = parts.gather(situation)
    return [reason for rule in parts.rules for reason in rule(facts)]


def roles_in(situation: Situation) -> frozenset[Role]:
    """The roles of the step that this person holds for this opportunity; the clock holds only its own."""
    wanted = situation.step.roles
    if situation.user is None:
        return wanted & {Role.CLOCK, Role.PROVIDER}
    return frozenset(role for role in wanted if _plays(role, situation))


def _plays(role: Role, situation: Situation) -> bool:
    user, opportunity = situation.user, situation.opportunity
    if user is None or role in (Role.CLOCK, Role.PROVIDER):
        return False
    if role in TABLE.parts:
        return TABLE.parts[role](user, situation)
    if role is Role.CLIENT:
        teams = teams_of(user)
        return any(team.pk == opportunity.team_id for team in teams) if opportunity else bool(teams)
    if opportunity is None:
        return False
    return holds(user, role, opportunity.programme_code, opportunity.department_id)


def _lock_opportunity(step: Step, opportunity_id: uuid.UUID | None) -> Opportunity | None:
    if opportunity_id is None:
        return None
    rows = Opportunity.objects.all()
    if step.thing is not Thing.APPLICATION and step.code != "judge":
        rows = rows.select_for_update(of=("self",))
    try:
        return rows.get(pk=opportunity_id)
    except Opportunity.DoesNotExist as error:
        raise NotYours(step.code) from error


def _ask_rules(situation: Situation, parts: StageStep) -> Any:
    if situation.state not in situation.step.from_states:
        raise Refused([wrong_state(situation.step, situation.state)])
    facts = parts.gather(situation)
    reasons = [reason for rule in (*parts.rules, *parts.form_rules) for reason in rule(facts)]
    if reasons:
        raise Refused(reasons)
    return facts


def _act(situation: Situation, parts: StageStep, facts: Any) -> Outcome:
    before = situation.state
    outcome = parts.act(situation, facts)
    if outcome.subject is not None:
        situation.subject = outcome.subject
        if situation.step.thing is Thing.OPPORTUNITY:
            situation.opportunity = outcome.subject
    after = outcome.to_state or before
    if (before, after) not in situation.step.transitions():
        raise RuntimeError(f"{situation.step.code} may not lead from {before!r} to {after!r}.")
    if before != NEW and after != before:
        _change_state(situation.subject, after, situation.now, outcome.saved_with_state)
    event_id = _write_events(situation, outcome, (before, after)) if outcome.leaves_event else None
    if situation.step.thing is not Thing.APPLICATION:
        void_changed_signatures(situation, TABLE.steps)
    for letter in (*outcome.letters, *_letters_at_end(situation, before, after)):
        post_letter(letter, event_id, situation.on)
    for instant in outcome.wake_at:
        app.configure_task(CLOCK_JOB, queue=CLOCK_QUEUE, schedule_at=instant).defer()
    if situation.step.code in PUBLISHED_STEPS:
        app.configure_task(CHECKPOINT_JOB, queue=CHECKPOINT_QUEUE).defer()
    for code, subject_id, given in outcome.following:
        take_step(
            code,
            opportunity_id=situation.stream_id,
            user=situation.user,
            language=situation.language,
            subject_id=subject_id,
            given=given,
        )
    return outcome


def _letters_at_end(situation: Situation, before: str, after: str) -> list[Letter]:
    if situation.step.thing is not Thing.OPPORTUNITY or after == before or after not in ENDS:
        return []
    return [letter for tell in TABLE.at_end for letter in tell(situation)]


def _write_events(situation: Situation, outcome: Outcome, states: tuple[str, str]) -> uuid.UUID:
    doer = doer_of(situation)
    subject = (situation.step.thing.value, situation.subject_key)
    event = write_event(
        situation.stream,
        situation.step.code,
        doer,
        subject,
        states=states,
        facts=outcome.facts,
        digests=outcome.digests,
    )
    for further in outcome.further_events:
        write_event(
            situation.stream,
            further.code,
            doer,
            further.subject,
            facts=further.facts,
            digests=further.digests,
        )
    return event.pk


def doer_of(situation: Situation) -> Doer:
    """Who the record names for this step."""
    if situation.user is None:
        return CLOCK_DOER
    role = situation.signing_role or min(situation.roles)
    return Doer(actor=str(situation.user.pk), role=role.value, language=situation.language)


def _change_state(subject: models.Model, state: str, now: datetime, with_it: tuple[str, ...]) -> None:
    subject.state = state  # type: ignore[attr-defined]
    fields = ["state", *with_it]
    if hasattr(subject, "state_since"):
        subject.state_since = now
        fields.append("state_since")
    subject.save(update_fields=fields)


def post_letter(letter: Letter, event_id: uuid.UUID | None, opportunity: Opportunity) -> None:
    """Put a letter in the outbox, in this transaction; values that its message does not use are dropped."""
    to = letter.recipient
    known = load_text(letter.template, to.language, opportunity.programme_code).placeholders
    send_message(
        letter.template,
        to_email=to.email,
        to_name=to.name,
        language=to.language,
        values={name: value for name, value in letter.values(to.language).items() if name in known},
        event_id=event_id,
        recipient_key=to.key,
        sealed=letter.sealed,
        opportunity_id=opportunity.pk,
        programme_code=opportunity.programme_code,
    )


def _find_taken(code: str, user: User | None, form_key: uuid.UUID | None) -> Taken | None:
    if user is None or form_key is None:
        return None
    earlier = TakenForm.objects.filter(person=user, form_key=form_key, step=code).first()
    if earlier is None:
        return None
    return Taken(earlier.opportunity_id, earlier.subject_id, complete=earlier.complete, replayed=True)


def _names_constraint(error: IntegrityError, name: str) -> bool:
    found: str | None = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return found == name


def _was_taken(situation: Situation, parts: StageStep, form_key: uuid.UUID | None) -> bool:
    if parts.was_taken is None or form_key is None or situation.subject is None:
        return False
    return bool(roles_in(situation)) and parts.was_taken(situation.subject, form_key)


def _keep_form(situation: Situation, form_key: uuid.UUID | None, *, complete: bool) -> None:
    # An application's form is kept with its sealed version: nothing readable may tell who applied.
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
