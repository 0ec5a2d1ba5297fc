"""Takes what the carrier says by itself of mail it took; one that came back for good ends list mail to its address."""

import hmac

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from procrastinate.contrib.django import app

from microacquisition.correspondence.models import MailNotice, Message, Outcome
from microacquisition.correspondence.outbox import QUEUE
from microacquisition.correspondence.suppression import Reason, suppress_address
from microacquisition.ports.mail import DeliveryNotice, NoticeNotRead
from microacquisition.site.access import ANYONE, access

ENDS_LIST_MAIL: dict[str, Reason] = {Outcome.RETURNED: "bounced", Outcome.COMPLAINED: "complained"}
ACT_JOB = "correspondence.act_on_notice"
TAKEN, NOT_READ, NOT_THE_CARRIER = 200, 400, 401


@csrf_exempt
@access(post=ANYONE)
def take_delivery_notice(request: HttpRequest) -> HttpResponse:
    """Keep a notice once, and act on it later: the carrier wants its answer within a second.

    One that names none of our mails is answered alike and leaves nothing. 404 where no notices are taken.
    """
    if not settings.MAIL_NOTICE_TOKEN or not settings.MAIL_NOTICE_READER:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {settings.MAIL_NOTICE_TOKEN}".encode()):
        return HttpResponse(status=NOT_THE_CARRIER)
    try:
        notice = import_string(settings.MAIL_NOTICE_READER)(request.body)
    except NoticeNotRead:
        return HttpResponse(status=NOT_READ)
    if notice is not None:
        _keep_notice(notice)
    return HttpResponse(status=TAKEN)


def _keep_notice(notice: DeliveryNotice) -> None:
    message = Message.objects.filter(pk=notice.reference).only("pk").first()
    if message is None:
        return
    with transaction.atomic():
        kept, is_new = MailNotice.objects.get_or_create(
            number=notice.number, defaults={"message": message, "outcome": Outcome(notice.outcome)}
        )
        if is_new and kept.outcome in ENDS_LIST_MAIL:
            app.configure_task(ACT_JOB, queue=QUEUE).defer(notice_id=kept.pk)


def act_on_notice(notice_id: int) -> None:
    """End list mail to the address of a mail that came back for good; of a sealed one nothing is written anywhere."""
    notice = MailNotice.objects.select_related("message").get(pk=notice_id)
    message = notice.message
    if message.sealed is None and message.to_email:
        suppress_address(message.to_email, ENDS_LIST_MAIL[notice.outcome])
