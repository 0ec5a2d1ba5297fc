"""The second factor is asked for when somebody signs, in the flow of what they were signing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from microacquisition.people.queries import has_second_factor, signed_in_with_second_factor
from microacquisition.process.roles import SECOND_FACTOR_ROLES
from microacquisition.site.stash import keep_typed

View = Callable[..., HttpResponse]
BACK_KEY = "second_factor_then"


def needs_second_factor(request: HttpRequest, **kwargs: Any) -> bool:
    """True where a role of the reader signs, certifies or pays and this session has used no second factor."""
    signs = any(held.role in SECOND_FACTOR_ROLES for held in request.held_roles)  # type: ignore[attr-defined]
    return signs and not signed_in_with_second_factor(request)


def require_second_factor(view: View, *, when: Callable[..., bool] = needs_second_factor) -> View:
    """Lead a POST by somebody whose signature needs it to the second factor, keeping what they typed.

    Stands outside `@access` (write it above), which would forget the typed text; whoever `@access` refuses is
    refused first, so that the page shows nothing. `when(request, **values_of_the_address)` may narrow it to some steps.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules = getattr(view, "access", None)
        may_post = rules is None or _allows(rules, request, kwargs)
        if request.method == "POST" and may_post and when(request, **kwargs):
            back = request.POST.get("back") or request.path
            back = safe_address(request, back) or request.path
            keep_typed(request, back)
            return lead_to_second_factor(request, back)
        return view(request, *args, **kwargs)

    return asked


def lead_to_second_factor(request: HttpRequest, back: str) -> HttpResponse:
    """Redirect to using the second factor, or to setting one up where there is none; `back` is where to return."""
    request.session[BACK_KEY] = back
    name = "use_second_factor" if has_second_factor(request.user) else "choose_second_factor"
    return HttpResponseRedirect(reverse(name))


def address_after_second_factor(request: HttpRequest) -> str:
    """Return, and forget, where the person was before the second factor was asked for; else the list of factors."""
    back: str = request.session.pop(BACK_KEY, "")
    return back or reverse("mfa_index")


def note_enrolment(request: HttpRequest, factor: Authenticator) -> None:
    """Count a factor that was just set up, and so just used, as used in this session."""
    record_authentication(request, factor.user, "mfa", id=factor.pk, type=factor.type)


def safe_address(request: HttpRequest, address: str | None) -> str:
    """Return `address` where it leads to this site, else an empty string."""
    if address and url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return address
    return ""


def with_next(name: str, address: str) -> str:
    """Return the address of the page `name`, carrying where to go afterwards."""
    return f"{reverse(name)}?{urlencode({'next': address})}" if address else reverse(name)


def _allows(rules: Any, request: HttpRequest, values: dict[str, Any]) -> bool:
    try:
        return bool(rules.post(request, **values))
    except Exception:
        return False
