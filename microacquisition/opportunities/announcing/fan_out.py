"""Turns an announcement into mails: 500 subscribers a page, each page in a transaction of its own, from where it stopped.

A worker may die anywhere: what was not committed is written by the next one. Two workers at one announcement do not
meet: the second leaves it to the first.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from microacquisition.correspondence.ending import name_recipient
from microacquisition.correspondence.link_tokens import write_token
from microacquisition.correspondence.list_mail import ListMail, write_list_mail
from microacquisition.correspondence.subscribers import Subscription
from microacquisition.opportunities.announcing.actions import defer_page
from microacquisition.opportunities.announcing.interest import interest_address
from microacquisition.opportunities.announcing.models import Announcement, Audience
from microacquisition.opportunities.announcing.queries import list_recipients, list_unfinished
from microacquisition.opportunities.announcing.weekly import describe_week
from microacquisition.opportunities.opportunity import public_status
from microacquisition.site.clock import current_instant

PAGE = 500
# The public status without which an audience is told no further.
TOLD_WHILE = {Audience.SUBSCRIBERS: "open", Audience.INVITED: "soon"}


@transaction.atomic
def send_page(announcement_id: UUID) -> bool:
    """Write the next page of mails into the outbox; False once nothing is left, or another worker is at it."""
    row = _lock(announcement_id)
    if row is None:
        return False
    # Locked until this page is committed: who leaves meanwhile waits, and then takes these mails back too.
    page = (
        list(list_recipients(row).select_for_update(no_key=True, of=("self",))[:PAGE]) if _holds(row) else []
    )
    row.told += _write_mails(row, page)
    if page:
        row.reached = page[-1].pk
    if len(page) < PAGE:
        row.finished_at = current_instant()
    row.save(update_fields=["told", "reached", "finished_at"])
    return row.finished_at is None


def run_page(announcement_id: UUID) -> None:
    """Write one page, and let the worker take the next one after whatever is more urgent."""
    with transaction.atomic():
        if send_page(announcement_id):
            defer_page(Announcement(pk=announcement_id))


def go_on_with_unfinished() -> None:
    """Let the worker write the next page of each announcement whose worker may have died."""
    for announcement in list_unfinished():
        defer_page(announcement)


def _lock(announcement_id: UUID) -> Announcement | None:
    rows = Announcement.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
        "opportunity"
    )
    return rows.filter(pk=announcement_id, finished_at=None).first()


def _holds(row: Announcement) -> bool:
    """False where what is told is not so any more: nobody is sent to an opportunity that closed or was cancelled."""
    wanted = TOLD_WHILE.get(Audience(row.audience))
    if wanted is None or row.opportunity is None:
        return True
    return public_status(row.opportunity, current_instant()) == wanted


def _write_mails(row: Announcement, page: Sequence[Subscription]) -> int:
    """Write a mail to each subscriber who has something to read; return how many."""
    mails = []
    for subscription in page:
        values = _values_for(row, subscription)
        if values is None:
            continue
        address = leave_address(subscription)
        mails.append(
            ListMail(
                to_email=subscription.email,
                language=subscription.language,
                key=name_recipient(subscription),
                values={**values, "unsubscribe_link": address},
                unsubscribe=address,
            )
        )
    return write_list_mail(
        row.template,
        mails,
        event_id=row.event_id,
        opportunity_id=row.opportunity_id,
        programme_code=row.opportunity.programme_code if row.opportunity else "",
        now=current_instant(),
    )


def _values_for(row: Announcement, subscription: Subscription) -> Mapping[str, str] | None:
    if row.audience == Audience.WEEKLY:
        return describe_week(row, subscription)
    values: dict[str, str] = row.values[subscription.language]
    if row.audience == Audience.INVITED and row.opportunity_id is not None:
        return {**values, "link": interest_address(subscription, row.opportunity_id)}
    return values


def leave_address(subscription: Subscription) -> str:
    """Return the address on which the reader of a list mail leaves the list."""
    with override(subscription.language):
        path = reverse("leave_list", kwargs={"token": write_token(subscription)})
    return f"{settings.SITE_ADDRESS}{path}"
