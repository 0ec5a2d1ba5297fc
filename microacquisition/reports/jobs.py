"""Jobs of reports: checkpoints to auditors."""

from procrastinate.contrib.django import app

from microacquisition.records.checkpoints import CHECKPOINT_QUEUE
from microacquisition.reports.auditors import mail_checkpoints


@app.periodic(cron="*/10 * * * *", periodic_id="reports.mail_checkpoints")
@app.task(name="reports.mail_checkpoints", queue=CHECKPOINT_QUEUE, queueing_lock="reports.mail_checkpoints")
def mail_checkpoints_to_auditors(timestamp: int) -> None:
    """Mail what was published since and not yet mailed."""
    mail_checkpoints()
