"""Jobs of reports: checkpoints to auditors; the purchases of a demonstration."""

from datetime import timedelta

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from microacquisition.records.checkpoints import CHECKPOINT_QUEUE
from microacquisition.reports.auditors import mail_checkpoints
from microacquisition.reports.demo_later import continue_opportunities

PIECE = timedelta(seconds=4)  # of the worker's time, then others have their turn


@app.periodic(cron="*/10 * * * *", periodic_id="reports.mail_checkpoints")
@app.task(name="reports.mail_checkpoints", queue=CHECKPOINT_QUEUE, queueing_lock="reports.mail_checkpoints")
def mail_checkpoints_to_auditors(timestamp: int) -> None:
    """Mail what was published since and not yet mailed."""
    mail_checkpoints()


@app.periodic(cron="* * * * *", periodic_id="reports.continue_demo")
@app.task(name="reports.continue_demo", queueing_lock="reports.continue_demo")
def continue_demo(timestamp: int) -> None:
    """Take the purchases of a demonstration further, a piece at a time; nothing happens elsewhere."""
    if continue_opportunities(PIECE):
        try:
            continue_demo.configure().defer(timestamp=timestamp)
        except AlreadyEnqueued:
            return
