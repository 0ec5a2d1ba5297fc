"""The worker's part of our mail: deliver one, sweep every minute, take up jobs of a worker that died."""

import uuid

from procrastinate import JobContext
from procrastinate.contrib.django import app

from microacquisition.correspondence.outbox import DELIVER_JOB, QUEUE, deliver_due, deliver_message


@app.task(name=DELIVER_JOB, queue=QUEUE)
def deliver_one(message_id: str) -> None:
    """Try one mail; a failure is written in its row and taken up by the sweep."""
    deliver_message(uuid.UUID(message_id))


@app.periodic(cron="* * * * *")
@app.task(name="correspondence.sweep_outbox", queue=QUEUE, queueing_lock="sweep_outbox")
def sweep_outbox(timestamp: int) -> None:
    """Try every mail whose time has come."""
    deliver_due()


@app.periodic(cron="* * * * *")
@app.task(name="correspondence.retry_stalled_jobs", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put back every job, of any queue, whose worker died while it ran."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
