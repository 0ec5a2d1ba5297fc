"""Single-use sign-in links, made at the console: for the first minutes of an installation, and for a demo."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from microacquisition.common.words import Words
from microacquisition.people.models import SignInLink, User
from microacquisition.people.queries import DEMO_LINK_KEY, an_administrator_has_a_second_factor
from microacquisition.ports.record import write_platform_event
from microacquisition.ports.sign_in_mail import send_sign_in_link_made
from microacquisition.site.clock import current_instant

GOOD_FOR = timedelta(minutes=15)
NO_LONGER_NEEDED = Words(
    en="An administrator has a second factor: sign-in links are no longer needed here, and none is made.",
    fr="Une personne qui administre le site a un deuxième facteur\u00a0: les liens de connexion ne sont plus "
    "nécessaires ici, et aucun n’est créé.",
)


class LinkRefused(Exception):
    """A link is not made; `words` says why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def make_sign_in_link(user: User) -> str:
    """Return a fresh token for `user`, good once and for 15 minutes; leaves an event and a mail. LinkRefused."""
    if not settings.DEMO and an_administrator_has_a_second_factor():
        raise LinkRefused(NO_LONGER_NEEDED)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        link = SignInLink.objects.create(
            token_hash=_digest(token), user=user, expires_at=current_instant() + GOOD_FOR
        )
        write_platform_event(
            "make_sign_in_link", actor="console", subject=("sign_in_link", str(link.pk)),
            facts={"person": str(user.pk)},
        )  # fmt: skip
        send_sign_in_link_made(user.email, user.language, name=user.name)
    return token


def find_live_link(token: str) -> SignInLink | None:
    """Return the link of `token` while it may be used, or None."""
    link = SignInLink.objects.filter(token_hash=_digest(token)).select_related("user").first()
    if link is None or link.used_at or link.expires_at <= current_instant() or not link.user.is_active:
        return None
    if not settings.DEMO and an_administrator_has_a_second_factor():
        return None
    return link


def use_sign_in_link(request: HttpRequest, token: str, redirect_url: str) -> HttpResponse | None:
    """Sign in the person of the link and return where to go, or None where it cannot be used any more.

    A demo link counts as both factors; elsewhere it is the first one, and the second is asked for where there is one.
    """
    with transaction.atomic():
        SignInLink.objects.select_for_update().filter(token_hash=_digest(token)).first()
        link = find_live_link(token)
        if link is None:
            return None
        link.used_at = current_instant()
        link.save(update_fields=["used_at"])
        write_platform_event(
            "use_sign_in_link", actor=str(link.user_id), subject=("sign_in_link", str(link.pk)),
        )  # fmt: skip
    if not settings.DEMO:
        return perform_login(request, Login(user=link.user, email=link.user.email, redirect_url=redirect_url))
    return sign_in_for_demo(request, link.user, redirect_url)


def sign_in_for_demo(request: HttpRequest, user: User, redirect_url: str) -> HttpResponse:
    """Sign the person in, both factors counted as used, and leave an event; callers make sure that this is a demo."""
    login, adapter = Login(user=user, email=user.email, redirect_url=redirect_url), get_adapter(request)
    with transaction.atomic():
        write_platform_event("sign_in_for_demo", actor=str(user.pk), subject=("user", str(user.pk)))
        adapter.login(request, user)
        request.session[DEMO_LINK_KEY] = str(user.pk)
    answer: HttpResponse = adapter.post_login(
        request, user, email_verification=login.email_verification, signal_kwargs=None,
        email=user.email, signup=False, redirect_url=redirect_url,
    )  # fmt: skip
    return answer


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
