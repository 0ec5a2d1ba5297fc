"""Asking to be told: one mail with a link, whatever is known of the address, and no more of them than sign-in allows."""

import hashlib

from allauth.core import ratelimit
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from microacquisition.common.dates import format_instant
from microacquisition.content.texts import PageText
from microacquisition.correspondence.models import Kind
from microacquisition.correspondence.outbox import send_message
from microacquisition.correspondence.subscribing import Wishes, Wording, ask_to_subscribe
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.site.fields import DEFAULT_ZONE


def may_ask(request: HttpRequest, email: str) -> bool:
    """False where this address or this network has asked too often."""
    return bool(ratelimit.consume(request, action="request_subscription", key=email))


def describe_wording(notice: PageText, source: str) -> Wording:
    """Return exactly which words were shown, and on which page."""
    shown = f"{notice.title}\n{notice.lede}\n{notice.body}"
    return Wording(notice.reference, hashlib.sha256(shown.encode()).hexdigest(), source)


@transaction.atomic
def ask_for_confirmation(wishes: Wishes, wording: Wording, opportunity: Opportunity | None = None) -> None:
    """Keep what is asked and mail its link; nothing for a suppressed address. The page says the same in any case.

    The mail is of the class of sign-in: its reader waits for it, and its text, which holds the token, is erased once sent.
    """
    asked = ask_to_subscribe(wishes, wording)
    if asked is None:
        return
    language, request = wishes.language, asked.request
    with override(language):
        path = reverse("confirm_subscription", kwargs={"token": asked.token})
    values = {
        "link": f"{settings.SITE_ADDRESS}{path}",
        "until": format_instant(request.expires_at, DEFAULT_ZONE, language),
    }
    if opportunity is not None:
        values["title"] = opportunity.title.best_for(language)[0]
        values["reference"] = opportunity.reference or ""
    send_message(
        "announcing/confirm_following" if opportunity else "announcing/confirm_subscription",
        to_email=request.email,
        to_name="",
        language=language,
        values=values,
        event_id=request.pk,
        kind=Kind.SIGN_IN,
        now=request.asked_at,
    )
