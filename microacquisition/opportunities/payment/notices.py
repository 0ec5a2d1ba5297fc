"""Takes notices that a provider sends by itself: each only a reason to ask the provider how the payment stands."""

import json
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from procrastinate.contrib.django import app

from microacquisition.opportunities.payment.models import Payment, PaymentNotice
from microacquisition.opportunities.payment.paying import ATTEND_JOB, PAYMENT_QUEUE
from microacquisition.site.access import ANYONE, access

TAKEN, NOT_READ = 204, 400


@csrf_exempt
@access(post=ANYONE)
def take_notice(request: HttpRequest) -> HttpResponse:
    """Note the notice once and ask the provider; nothing that the notice says of money or state is believed.

    A notice that names none of our payments is answered alike and leaves nothing (docs/decisions/0004).
    """
    try:
        said = json.loads(request.body)
        number, payment = str(said["id"])[:80], _find_payment(said["resource"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return HttpResponse(status=NOT_READ)
    if payment is not None:
        with transaction.atomic():
            _notice, is_new = PaymentNotice.objects.get_or_create(
                number=number, defaults={"payment": payment}
            )
            if is_new:
                app.configure_task(ATTEND_JOB, queue=PAYMENT_QUEUE).defer(payment_id=str(payment.pk))
    return HttpResponse(status=TAKEN)


def _find_payment(resource: dict[str, Any]) -> Payment | None:
    """The payment whose key the notice carries: in the capture itself, or in the order's purchase unit."""
    unit: dict[str, Any] = next(iter(resource.get("purchase_units") or ()), {})
    try:
        key = UUID(str(resource.get("custom_id") or unit.get("custom_id")))
    except ValueError:
        return None
    return Payment.objects.filter(pk=key).first()
