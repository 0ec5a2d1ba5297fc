"""Changing one's e-mail address: a code is sent to the new one, and only then does it sign anybody in."""

import time

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from microacquisition.people.accounts import AddressTaken, change_address
from microacquisition.people.forms import NewAddressForm
from microacquisition.people.models import User
from microacquisition.people.sign_in_code import digest_code, make_code, may_ask_for_code
from microacquisition.people.sign_in_forms import CodeForm
from microacquisition.ports.sign_in_mail import CODE_MINUTES, send_mail_change_code
from microacquisition.site.access import SIGNED_IN, access

STATE_KEY = "address_change"
MOST_TRIES = 5


class AddressChange:
    """A change under way, kept in the session: address, digest of the code, time, tries."""

    def __init__(self, state: dict[str, object]) -> None:
        self.state = state

    @property
    def email(self) -> str:
        """The new address."""
        return str(self.state["email"])

    def is_live(self) -> bool:
        """True while the code is fresh and not guessed at too often."""
        age = time.time() - float(str(self.state["at"]))
        return age <= CODE_MINUTES * 60 and int(str(self.state["tries"])) < MOST_TRIES

    def is_right(self, code: str) -> bool:
        """True where `code` is the one sent."""
        return constant_time_compare(digest_code(code), str(self.state["code"]))


@never_cache
@access(get=SIGNED_IN, post=SIGNED_IN)
def ask_for_address(request: HttpRequest) -> HttpResponse:
    """Take the new address and mail a code to it; whether it has an account is told nowhere."""
    user = request.user
    assert isinstance(user, User)
    form = NewAddressForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if email == user.email:
            form.add_error("email", gettext("This is your e-mail address already."))
        elif not may_ask_for_code(request, email):
            form.add_error("email", gettext("Too many codes were asked for. Wait a minute, then try again."))
        else:
            code = make_code()
            send_mail_change_code(email, user.language, code, name=user.name)
            request.session[STATE_KEY] = {
                "email": email,
                "code": digest_code(code),
                "at": time.time(),
                "tries": 0,
            }
            return HttpResponseRedirect(reverse("confirm_address"))
    return render(request, "people/pages/profile/change_address.html", {"form": form})


@never_cache
@access(get=SIGNED_IN, post=SIGNED_IN)
def confirm_address(request: HttpRequest) -> HttpResponse:
    """Take the code, change the address, end the person's other sessions."""
    user = request.user
    assert isinstance(user, User)
    change = AddressChange(request.session.get(STATE_KEY) or {"email": "", "code": "", "at": 0, "tries": 0})
    if not change.is_live():
        request.session.pop(STATE_KEY, None)
        return HttpResponseRedirect(reverse("change_address"))
    form = CodeForm(request.POST if request.method == "POST" else None, process=change)  # type: ignore[arg-type]
    if form.is_valid():
        try:
            change_address(user, change.email)
        except AddressTaken:
            form.add_error(
                "code", gettext("This address already has an account. Sign in with it, or use another.")
            )
        else:
            del request.session[STATE_KEY]
            update_session_auth_hash(request, user)
            return HttpResponseRedirect(f"{reverse('profile')}?saved")
    elif request.method == "POST":
        request.session[STATE_KEY] = {**change.state, "tries": int(str(change.state["tries"])) + 1}
    page = {"form": form, "email": change.email}
    return render(request, "people/pages/profile/confirm_address.html", page)
