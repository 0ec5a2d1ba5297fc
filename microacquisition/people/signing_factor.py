"""Setting up an authenticator app on the very page that signs: one number, one button, and the signature is given."""

from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.flows import activate_totp
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from microacquisition.people.models import User
from microacquisition.people.queries import has_second_factor
from microacquisition.people.second_factor import BACK_KEY, needs_second_factor, note_enrolment
from microacquisition.people.sign_in_forms import SetUpAppForm
from microacquisition.ports.record import write_platform_event
from microacquisition.ports.sign_in_mail import send_second_factor_changed


@dataclass(frozen=True)
class Enrolment:
    """The form with the app's first number, and the square to scan."""

    form: SetUpAppForm
    square: SafeString


def begin_enrolment(request: HttpRequest) -> Enrolment | None:
    """Return what the signing page draws for somebody who has no second factor yet; None for everybody else."""
    user = request.user
    if not isinstance(user, User) or not needs_second_factor(request) or has_second_factor(user):
        return None
    posted = request.POST if request.method == "POST" else None
    request.session[BACK_KEY] = request.path  # where a passkey, set up instead, leads back to
    form = SetUpAppForm(posted, user=user)
    return Enrolment(form, draw_square(user, form.secret))


def finish_enrolment(request: HttpRequest, enrolment: Enrolment, back: str) -> str:
    """Set the app up, count it as used in this session, and return the page with the recovery codes.

    The form must be valid. `back` is where the recovery codes lead on to.
    """
    assert isinstance(request.user, User)
    enrol_app(request, request.user, enrolment.form)
    request.session[BACK_KEY] = back
    return reverse("mfa_view_recovery_codes")


def enrol_app(request: HttpRequest, user: User, form: SetUpAppForm) -> Authenticator:
    """Keep the app of a valid form as the person's factor, tell them, and count it as used in this session."""
    with transaction.atomic():
        factor, _codes = activate_totp(request, form)
        tell_of_factor("add_second_factor", user, factor.type)
    note_enrolment(request, factor)
    return factor


def draw_square(user: User, secret: str) -> SafeString:
    """Return the square code of the app's key as SVG."""
    adapter = get_adapter()
    drawing = adapter.build_totp_svg(adapter.build_totp_url(user, secret))
    return mark_safe(drawing[drawing.index("<svg") :])


def tell_of_factor(code: str, user: User, kind: str) -> None:
    """Write the event of a factor that was added, removed or replaced by its owner, and the mail that tells them."""
    write_platform_event(
        code,
        actor=str(user.pk),
        language=user.language,
        subject=("person", str(user.pk)),
        facts={"kind": str(kind)},
    )
    send_second_factor_changed(user.email, user.language, name=user.name)
