"""The worker's part of our mail: deliver one, sweep while something waits, take up jobs of a worker that died."""

import uuid

from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status

from microacquisition.correspondence import notices
from microacquisition.correspondence.outbox import DELIVER_JOB, QUEUE
from microacquisition.correspondence.sending import deliver_for, deliver_message, list_due

SWEEP_JOB = "correspondence.sweep_outbox"
SWEEP_LOCK = "sweep_outbox"
# The worker's other jobs wait no longer than this and one mail. What must wait for more than a minute is left to the
# next minute's sweep; for less, a sweep looks again this often, because a sign-in mail may have come meanwhile.
SWEEP_SECONDS = 1.0
LOOKS_AGAIN_EVERY = 2.0
LEFT_TO_NEXT_MINUTE = 60.0


@app.task(name=DELIVER_JOB, queue=QUEUE)
def deliver_one(message_id: str) -> None:
    """Try one mail; a failure is written in its row and taken up by the sweep, and so is a mail that must wait."""
    key = uuid.UUID(message_id)
    if deliver_message(key) is None and list_due().filter(pk=key).exists():
        defer_sweep(0.0)


@app.periodic(cron="* * * * *")
@app.task(name=SWEEP_JOB, queue=QUEUE, queueing_lock=SWEEP_LOCK)
def sweep_outbox(timestamp: int) -> None:
    """Try for a second every mail whose time has come; come back at once as long as some are left."""
    wait = deliver_for(SWEEP_SECONDS)
    if wait is not None and wait <= LEFT_TO_NEXT_MINUTE:
        defer_sweep(min(wait, LOOKS_AGAIN_EVERY))


def defer_sweep(seconds: float) -> None:
    """Let the outbox be swept so many seconds from now, if no sweep is in the queue already."""
    job = app.configure_task(
        SWEEP_JOB,
        queue=QUEUE,
        queueing_lock=SWEEP_LOCK,
        schedule_in={"seconds": seconds} if seconds else None,
    )
    try:
        with transaction.atomic():
            job.defer(timestamp=0)
    except AlreadyEnqueued:
        return


@app.task(name=notices.ACT_JOB, queue=QUEUE)
def act_on_notice(notice_id: int) -> None:
    """Act on what the carrier told us of one mail."""
    notices.act_on_notice(notice_id)


@app.periodic(cron="* * * * *")
@app.task(name="correspondence.retry_stalled_jobs", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put back every job, of any queue, whose worker died while it ran; but for one of which another waits already."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        try:
            await jobs.retry_job(job)
        except UniqueViolation:
            await jobs.finish_job(job, Status.FAILED, delete_job=False)
