"""Fits django-allauth to this site: its mails, its addresses after sign-in, its secrets at rest."""

import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from nacl.secret import SecretBox

from microacquisition.people.models import User
from microacquisition.ports.record import write_platform_event

# Where allauth keeps what our adapter sealed: the key of an app, the seed of the recovery codes.
SECRETS = {"secret", "seed"}
INCORRECT_CODE = _("That code is not right. Check it, or ask for a new one.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sends through our outbox and says nothing by itself: our pages do."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": INCORRECT_CODE,
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Refuse: no mail of allauth leaves without our texts."""
        raise NotImplementedError(f"{template_prefix} has no text of ours.")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: our views tell the person in the transaction that changes the factors."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: what happened stands on the page that follows."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Leave it to our pages, which ask for a session that has used the second factor."""
        return False

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Record a sign-in of staff; ask for a name and a language at the first sign-in; then go on."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if isinstance(user, User) and user.is_staff_member:
            write_platform_event(
                "sign_in", actor=str(user.pk), language=user.language, subject=("person", str(user.pk))
            )
        if isinstance(user, User) and not user.name:
            return HttpResponseRedirect(f"{reverse('welcome')}?{urlencode({'next': response['Location']})}")
        return response


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of authenticator apps sealed, so that a copy of the database signs nobody in."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": INCORRECT_CODE}

    def encrypt(self, text: str) -> str:
        """Return `text` sealed under the outside key, in hex."""
        return _box().encrypt(text.encode()).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what `encrypt` sealed; nacl.exceptions.CryptoError under another key."""
        return _box().decrypt(bytes.fromhex(encrypted_text)).decode()


def reseal_second_factors(old: bytes, new: bytes) -> int:
    """Seal the secrets of all authenticator apps and recovery codes under the new outside key; return how many."""
    count = 0
    for factor in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk"):
        for name in SECRETS & factor.data.keys():
            secret = _box(old).decrypt(bytes.fromhex(factor.data[name]))
            factor.data[name] = _box(new).encrypt(secret).hex()
            count += 1
        factor.save(update_fields=["data"])
    return count


def _box(outside_key: bytes = b"") -> SecretBox:
    key = outside_key or settings.OUTSIDE_KEY
    return SecretBox(
        hashlib.blake2b(b"second factor", key=hashlib.sha256(key).digest(), digest_size=32).digest()
    )
