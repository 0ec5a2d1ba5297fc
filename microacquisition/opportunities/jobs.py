"""The clock's jobs: one every minute, one at each due instant that a step asked for, reminders; what is asked of the outside."""

from uuid import UUID

from procrastinate.contrib.django import app

from microacquisition.opportunities.agreement.time_anew import give_time_where_owed
from microacquisition.opportunities.applications.reminders import remind_of_closing
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.delivery.reminders import remind_of_due_work
from microacquisition.opportunities.effects import CLOCK_JOB, CLOCK_PRIORITY, CLOCK_QUEUE
from microacquisition.opportunities.file.reminding import remind_of_late_waits
from microacquisition.opportunities.file.sleeping import put_to_sleep
from microacquisition.opportunities.heartbeat import beat
from microacquisition.opportunities.payment.paying import ATTEND_JOB, PAYMENT_QUEUE
from microacquisition.opportunities.payment.providing import attend_payment, attend_payments
from microacquisition.opportunities.posting.proposing import propose_posts
from microacquisition.opportunities.selection.fetching import FETCH_QUEUE, fetch_values
from microacquisition.opportunities.selection.reminders import warn_of_lapse
from microacquisition.opportunities.selection.reserve import end_reserves
from microacquisition.opportunities.statement.incoming import read_pull_requests
from microacquisition.site.clock import current_instant

HEARTBEAT_QUEUE = "heartbeat"
CODE_HOST_QUEUE = "code_host"


@app.periodic(cron="* * * * *", periodic_id="opportunities.clock")
@app.task(
    name="opportunities.clock_every_minute",
    queue=CLOCK_QUEUE,
    priority=CLOCK_PRIORITY,
    queueing_lock="opportunities.clock",
    pass_context=False,
)
def run_clock_every_minute(timestamp: int) -> None:
    """Take what is due, warn of what will lapse; `timestamp` is the minute it was meant for."""
    end_reserves(current_instant())
    give_time_where_owed(current_instant())
    take_due_steps()
    warn_of_lapse(current_instant())


@app.periodic(cron="* * * * *", periodic_id="opportunities.heartbeat")
@app.task(
    name="opportunities.beat_every_minute",
    queue=HEARTBEAT_QUEUE,
    queueing_lock="opportunities.heartbeat",
    pass_context=False,
)
def beat_every_minute(timestamp: int) -> None:
    """Note that the site is ready now; `timestamp` is the minute it was meant for."""
    beat(current_instant())


@app.periodic(cron="5 * * * *", periodic_id="opportunities.reminders")
@app.task(
    name="opportunities.remind_every_hour",
    queue=CLOCK_QUEUE,
    queueing_lock="opportunities.reminders",
    pass_context=False,
)
def remind_every_hour(timestamp: int) -> None:
    """Remind suppliers whose work or unsent application is due soon, and everybody past a target, ask silent clients whether they go on.

    `timestamp` is the minute it was meant for.
    """
    now = current_instant()
    remind_of_due_work(now)
    remind_of_closing(now)
    remind_of_late_waits(now)
    put_to_sleep(now)


@app.task(name=CLOCK_JOB, queue=CLOCK_QUEUE, priority=CLOCK_PRIORITY)
def run_clock() -> None:
    """Take what is due now: deferred to the instant at which something falls due."""
    give_time_where_owed(current_instant())
    take_due_steps()


@app.task(name=ATTEND_JOB, queue=PAYMENT_QUEUE)
def attend_one_payment(payment_id: str) -> None:
    """Ask the provider about one payment, outside any transaction."""
    attend_payment(UUID(payment_id))


@app.periodic(cron="* * * * *", periodic_id="opportunities.payments")
@app.task(
    name="opportunities.attend_payments",
    queue=PAYMENT_QUEUE,
    queueing_lock="opportunities.payments",
    pass_context=False,
)
def attend_every_payment(timestamp: int) -> None:
    """Ask about every payment under way; `timestamp` is the minute it was meant for."""
    attend_payments(current_instant())


@app.periodic(cron="* * * * *", periodic_id="opportunities.draws")
@app.task(
    name="opportunities.fetch_draws",
    queue=FETCH_QUEUE,
    queueing_lock="opportunities.draws",
    pass_context=False,
)
def fetch_every_draw(timestamp: int) -> None:
    """Fetch the value of every public draw whose time has come; `timestamp` is the minute it was meant for."""
    fetch_values(current_instant())


@app.periodic(cron="*/5 * * * *", periodic_id="opportunities.code_host")
@app.task(
    name="opportunities.ask_code_host",
    queue=CODE_HOST_QUEUE,
    queueing_lock="opportunities.code_host",
    pass_context=False,
)
def ask_code_host(timestamp: int) -> None:
    """Read pull requests that bring a statement, and propose what was posted; `timestamp` is the minute it was meant for."""
    read_pull_requests()
    propose_posts()
