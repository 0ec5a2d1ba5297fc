"""Checkpoints every day, and after the steps that decide who gets work."""

from procrastinate.contrib.django import app

from microacquisition.records.checkpoints import CHECKPOINT_JOB, CHECKPOINT_QUEUE, write_checkpoint


@app.task(name=CHECKPOINT_JOB, queue=CHECKPOINT_QUEUE)
def write_checkpoint_now() -> None:
    """Publish the heads of all streams: deferred by the engine after a closing, a commitment, a draw."""
    write_checkpoint()


@app.periodic(cron="15 5 * * *", periodic_id="records.daily_checkpoint")
@app.task(name="records.daily_checkpoint", queue=CHECKPOINT_QUEUE, queueing_lock="records.daily_checkpoint")
def write_daily_checkpoint(timestamp: int) -> None:
    """Publish the heads of all streams once a day (05:15 UTC, after midnight in Canada’s eastern half)."""
    write_checkpoint()
