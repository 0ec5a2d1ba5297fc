"""Jobs of reports: checkpoints to auditors; the purchases of a demonstration; open data; surveys."""

from datetime import timedelta

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from microacquisition.records.checkpoints import CHECKPOINT_QUEUE
from microacquisition.reports.auditors import mail_checkpoints
from microacquisition.reports.demo_later import continue_opportunities
from microacquisition.reports.open_data.publishing import publish_releases
from microacquisition.reports.surveys.asking import send_surveys
from microacquisition.site.clock import current_instant

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


@app.periodic(cron="* * * * *", periodic_id="reports.publish_releases")
@app.task(name="reports.publish_releases", queueing_lock="reports.publish_releases")
def publish_every_release(timestamp: int) -> None:
    """Publish as open data what became public; `timestamp` is the minute it was meant for."""
    publish_releases()


@app.periodic(cron="35 * * * *", periodic_id="reports.send_surveys")
@app.task(name="reports.send_surveys", queueing_lock="reports.send_surveys")
def send_every_survey(timestamp: int) -> None:
    """Ask whoever is to be asked a week after an outcome; `timestamp` is the minute it was meant for."""
    send_surveys(current_instant())
