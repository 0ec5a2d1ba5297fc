"""The engine: locks, gathers, asks the rules, acts, writes state and event, defers the mail. One door for every step.

It imports no stage: it reads what they say of each step in `step_table.TABLE`.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from microacquisition.common.read_once import reading_once
from microacquisition.common.words import Words
from microacquisition.opportunities.effects import (
    change_state,
    defer_jobs,
    post_letter,
    post_letters,
    write_events,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.parts_played import roles_in
from microacquisition.opportunities.signing import (
    is_signed_beforehand,
    sign_or_complete,
    void_changed_signatures,
)
from microacquisition.opportunities.situation import NotYours, Outcome, Refused, Situation, StageStep
from microacquisition.opportunities.step_table import TABLE
from microacquisition.opportunities.taken_forms import (
    Taken,
    find_taken,
    keep_form,
    names_constraint,
    was_sealed_with,
)
from microacquisition.people.models import User
from microacquisition.process.lifecycle import NEW, STEPS, Step, Thing
from microacquisition.process.rules.engine import wrong_state
from microacquisition.site.clock import current_instant


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
        if names_constraint(error, "a_form_works_once") and (earlier := find_taken(code, user, form_key)):
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
    if earlier := find_taken(situation.step.code, situation.user, form_key):
        return earlier
    if was_sealed_with(situation, parts, form_key):
        return Taken(situation.stream_id, situation.subject_key, complete=True, replayed=True)
    # In another state there may be nothing to sign yet.
    is_now = situation.state in situation.step.from_states
    with reading_once():  # up to here nothing is written, and what was read is locked
        situation.roles = roles_in(situation)
        digest = parts.signs(situation) if parts.signs is not None and is_now else ""
        if not situation.roles and not is_signed_beforehand(situation, digest):
            raise NotYours(situation.step.code)
        facts = _ask_rules(situation, parts)
    signs = parts.signs or (parts.signs_outside if situation.outside else None)
    waits = parts.waits is not None and parts.waits(situation)
    if signs is not None and not sign_or_complete(situation, digest or signs(situation), waits=waits):
        keep_form(situation, form_key, complete=False)
        for letter in parts.asks(situation) if parts.asks else ():
            post_letter(letter, None, situation.on, situation.now)
        return Taken(situation.stream_id, situation.subject_key, complete=False)
    outcome = _act(situation, parts, facts)
    keep_form(situation, form_key, complete=True)
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


def _lock_opportunity(step: Step, opportunity_id: uuid.UUID | None) -> Opportunity | None:
    if opportunity_id is None:
        return None
    # Who may take a step, and every letter, asks for the team and its department.
    rows = Opportunity.objects.select_related("team__department")
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
        change_state(situation.subject, after, situation.now, outcome.saved_with_state)
    event_id = write_events(situation, outcome, (before, after)) if outcome.leaves_event else None
    if situation.step.thing is not Thing.APPLICATION:
        void_changed_signatures(situation, TABLE.steps)
    post_letters(situation, outcome, (before, after), event_id)
    if event_id is not None:
        for tell in TABLE.afterwards:
            tell(situation, (before, after), event_id)
    defer_jobs(situation, outcome)
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
