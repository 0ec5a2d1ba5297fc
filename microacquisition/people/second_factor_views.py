"""Using, choosing, setting up and removing second factors: passkeys, an authenticator app, recovery codes."""

from typing import Any

from allauth.account.stages import LoginStageController
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes, view_recovery_codes
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.internal.flows import add_authenticator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from microacquisition.common.read_once import reading_anew
from microacquisition.people.models import User
from microacquisition.people.queries import SECOND_FACTORS, has_second_factor, signed_in_with_second_factor
from microacquisition.people.second_factor import address_after_second_factor, note_enrolment
from microacquisition.people.sign_in_forms import (
    AddPasskeyForm,
    SetUpAppForm,
    UseCodeForm,
    UsePasskeyAgainForm,
    UsePasskeyForm,
)
from microacquisition.people.signing_factor import draw_square, enrol_app, tell_of_factor
from microacquisition.site.access import ANYONE, SIGNED_IN, access


def MAY_CHANGE_FACTORS(request: HttpRequest, **kwargs: Any) -> bool:
    """People without a second factor, to set one up; others once they have used theirs in this session."""
    return SIGNED_IN(request) and (
        not has_second_factor(_user(request)) or signed_in_with_second_factor(request)
    )


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@never_cache
@access(get=ANYONE, post=ANYONE)
def use_at_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor before a sign-in is complete."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if request.user.is_authenticated or stage is None or stage.login.user is None:
        return HttpResponseRedirect(reverse("account_login"))
    form, passkey_form, is_done = _take_factor(request, stage.login.user, UsePasskeyForm)
    if is_done:
        return stage.exit()
    return _draw_use(request, stage.login.user, form, passkey_form)


@never_cache
@access(get=SIGNED_IN, post=SIGNED_IN)
def use_again(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor in a session that began without it, then lead back."""
    user = _user(request)
    if not has_second_factor(user):
        return HttpResponseRedirect(reverse("choose_second_factor"))
    form, passkey_form, is_done = _take_factor(request, user, UsePasskeyAgainForm)
    if is_done:
        return HttpResponseRedirect(address_after_second_factor(request))
    return _draw_use(request, user, form, passkey_form)


def _take_factor(request: HttpRequest, user: Any, passkey_class: Any) -> tuple[UseCodeForm, Any, bool]:
    by_passkey = request.method == "POST" and "credential" in request.POST
    form = UseCodeForm(request.POST if request.method == "POST" and not by_passkey else None, user=user)
    passkey_form = passkey_class(request.POST if by_passkey else None, user=user)
    sent = passkey_form if by_passkey else form
    if sent.is_bound and sent.is_valid():
        sent.save()
        return form, passkey_form, True
    return form, passkey_form, False


def _draw_use(request: HttpRequest, user: Any, form: UseCodeForm, passkey_form: Any) -> HttpResponse:
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    has_passkey = Authenticator.Type.WEBAUTHN in kinds
    page = {
        "form": passkey_form if passkey_form.is_bound else form,
        "code_form": form,
        "passkey_form": passkey_form,
        "has_passkey": has_passkey,
        "has_app": Authenticator.Type.TOTP in kinds,
        "options": passkeys.begin_authentication(user) if has_passkey else None,
    }
    return render(request, "people/pages/second_factor/use.html", page)


@access(get=MAY_CHANGE_FACTORS)
def choose(request: HttpRequest) -> HttpResponse:
    """Offer the ways of proving it is you, in plain words."""
    return render(
        request, "people/pages/second_factor/choose.html", {"back": request.session.get("second_factor_then")}
    )


@access(get=SIGNED_IN)
def list_factors(request: HttpRequest) -> HttpResponse:
    """Show the person's second factors."""
    factors = [
        factor
        for factor in Authenticator.objects.filter(user=_user(request))
        if factor.type in SECOND_FACTORS
    ]
    page = {
        "passkeys": [factor.wrap() for factor in factors if factor.type == Authenticator.Type.WEBAUTHN],
        "app": next((factor for factor in factors if factor.type == Authenticator.Type.TOTP), None),
        "may_change": MAY_CHANGE_FACTORS(request),
    }
    return render(request, "people/pages/second_factor/list.html", page)


@never_cache
@access(get=MAY_CHANGE_FACTORS, post=MAY_CHANGE_FACTORS)
def set_up_app(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app by scanning or typing a key, proved by its first number."""
    user = _user(request)
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        return HttpResponseRedirect(reverse("mfa_index"))
    form = SetUpAppForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        enrol_app(request, user, form)
        return HttpResponseRedirect(reverse("mfa_view_recovery_codes"))
    page = {"form": form, "qr": draw_square(user, form.secret)}
    return render(request, "people/pages/second_factor/set_up_app.html", page)


@never_cache
@access(get=MAY_CHANGE_FACTORS, post=MAY_CHANGE_FACTORS)
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Add a passkey: the browser asks the device, the page posts its answer."""
    user = _user(request)
    form = AddPasskeyForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        with transaction.atomic():
            factor, _codes = add_authenticator(
                request, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"]
            )
            tell_of_factor("add_second_factor", user, factor.type)
        note_enrolment(request, factor)
        return HttpResponseRedirect(reverse("mfa_view_recovery_codes"))
    page = {"form": form, "options": passkeys.begin_registration(user, passwordless=False)}
    return render(request, "people/pages/second_factor/add_passkey.html", page)


@never_cache
@access(get=MAY_CHANGE_FACTORS, post=MAY_CHANGE_FACTORS)
def show_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show the codes that replace a lost device; POST makes new ones."""
    user = _user(request)
    if request.method == "POST" and has_second_factor(user):
        with transaction.atomic():
            tell_of_factor("replace_recovery_codes", user, generate_recovery_codes(request).type)
        return HttpResponseRedirect(reverse("mfa_view_recovery_codes"))
    with reading_anew():  # which keeps that they were shown
        codes, _may_view = view_recovery_codes(request)
    if codes is None:
        raise Http404
    page = {"codes": codes.get_unused_codes(), "back": request.session.get("second_factor_then")}
    return render(request, "people/pages/second_factor/recovery_codes.html", page)


@access(post=SIGNED_IN)
def go_back(request: HttpRequest) -> HttpResponse:
    """Lead back to what the person was doing when the second factor was asked for."""
    return HttpResponseRedirect(address_after_second_factor(request))


@access(get=MAY_CHANGE_FACTORS, post=MAY_CHANGE_FACTORS)
def remove_factor(request: HttpRequest, factor_id: int) -> HttpResponse:
    """Remove a passkey or the authenticator app; the page asks first."""
    user = _user(request)
    factor = get_object_or_404(Authenticator, pk=factor_id, user=user, type__in=SECOND_FACTORS)
    if request.method == "POST":
        with transaction.atomic():
            tell_of_factor("remove_second_factor", user, factor.type)
            delete_and_cleanup(request, factor)
        return HttpResponseRedirect(reverse("mfa_index"))
    is_last = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).count() == 1
    page = {"factor": factor, "is_passkey": factor.type == Authenticator.Type.WEBAUTHN, "is_last": is_last,
            "name": factor.wrap().name if factor.type == Authenticator.Type.WEBAUTHN else ""}  # fmt: skip
    return render(request, "people/pages/second_factor/remove.html", page)
