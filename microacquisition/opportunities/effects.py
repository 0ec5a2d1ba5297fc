"""What a step leaves behind: its state, its events, its letters, and the jobs that look again later."""

import uuid
from datetime import datetime

from django.db import models
from procrastinate.contrib.django import app

from microacquisition.correspondence.outbox import send_message
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.parts_played import doer_of
from microacquisition.opportunities.situation import Letter, Outcome, Situation
from microacquisition.opportunities.step_table import TABLE
from microacquisition.process.lifecycle import ENDS, Thing
from microacquisition.records.checkpoints import CHECKPOINT_JOB, CHECKPOINT_QUEUE
from microacquisition.records.events import write_event

CLOCK_JOB = "opportunities.run_clock"
CLOCK_QUEUE = "clock"
CLOCK_PRIORITY = 30  # before every mail: hundreds wait when a closing is due
# After these the heads of the record are published (spec/record.md).
PUBLISHED_STEPS = frozenset(
    {"close", "commit_draw", "replace_draw", "insert_entrant", "record_draw", "record_insertion"}
)


def change_state(subject: models.Model, state: str, now: datetime, with_it: tuple[str, ...]) -> None:
    """Move `subject` to `state`, saving the columns `with_it` in the same statement."""
    subject.state = state  # type: ignore[attr-defined]
    fields = ["state", *with_it]
    if hasattr(subject, "state_since"):
        subject.state_since = now
        fields.append("state_since")
    subject.save(update_fields=fields)


def write_events(situation: Situation, outcome: Outcome, states: tuple[str, str]) -> uuid.UUID:
    """Write the step's event, then what else it recorded; return the id of the first."""
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


def post_letters(
    situation: Situation, outcome: Outcome, states: tuple[str, str], event_id: uuid.UUID | None
) -> None:
    """Write the step's letters into the outbox, and at an end those of `TABLE.at_end`."""
    before, after = states
    letters = list(outcome.letters)
    if situation.step.thing is Thing.OPPORTUNITY and after != before and after in ENDS:
        letters += [letter for tell in TABLE.at_end for letter in tell(situation)]
    for letter in letters:
        post_letter(letter, event_id, situation.on, situation.now)


def post_letter(
    letter: Letter, event_id: uuid.UUID | None, opportunity: Opportunity, now: datetime | None = None
) -> None:
    """Put a letter in the outbox, in this transaction, as of `now` where that was read; unused values are dropped."""
    to = letter.recipient
    send_message(
        letter.template,
        to_email=to.email,
        to_name=to.name,
        language=to.language,
        values=letter.values(to.language),
        drops_unused=True,
        event_id=event_id,
        recipient_key=to.key,
        sealed=letter.sealed,
        opportunity_id=opportunity.pk,
        programme_code=opportunity.programme_code,
        now=now,
    )


def wake_clock(instant: datetime) -> None:
    """Let the clock look at `instant` whether anything is due."""
    job = app.configure_task(CLOCK_JOB, queue=CLOCK_QUEUE, priority=CLOCK_PRIORITY, schedule_at=instant)
    job.defer()


def defer_jobs(situation: Situation, outcome: Outcome) -> None:
    """Let the clock look again at each instant the step names, and publish the heads where they must be."""
    for instant in outcome.wake_at:
        wake_clock(instant)
    for queue, name, ids in outcome.jobs:
        app.configure_task(name, queue=queue).defer(**ids)
    if situation.step.code in PUBLISHED_STEPS:
        app.configure_task(CHECKPOINT_JOB, queue=CHECKPOINT_QUEUE).defer()
