"""The clock's jobs: one every minute, one at each due instant that a step asked for, reminders every hour."""

from procrastinate.contrib.django import app

from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.delivery.reminders import remind_of_due_work
from microacquisition.opportunities.effects import CLOCK_JOB, CLOCK_QUEUE
from microacquisition.opportunities.selection.reminders import warn_of_lapse
from microacquisition.opportunities.selection.reserve import end_reserves
from microacquisition.site.clock import current_instant


@app.periodic(cron="* * * * *", periodic_id="opportunities.clock")
@app.task(
    name="opportunities.clock_every_minute",
    queue=CLOCK_QUEUE,
    queueing_lock="opportunities.clock",
    pass_context=False,
)
def run_clock_every_minute(timestamp: int) -> None:
    """Take what is due, warn of what will lapse; `timestamp` is the minute it was meant for."""
    end_reserves(current_instant())
    take_due_steps()
    warn_of_lapse(current_instant())


@app.periodic(cron="5 * * * *", periodic_id="opportunities.reminders")
@app.task(
    name="opportunities.remind_every_hour",
    queue=CLOCK_QUEUE,
    queueing_lock="opportunities.reminders",
    pass_context=False,
)
def remind_every_hour(timestamp: int) -> None:
    """Remind suppliers whose work is due soon; `timestamp` is the minute it was meant for."""
    remind_of_due_work(current_instant())


@app.task(name=CLOCK_JOB, queue=CLOCK_QUEUE)
def run_clock() -> None:
    """Take what is due now: deferred to the instant at which something falls due."""
    take_due_steps()
