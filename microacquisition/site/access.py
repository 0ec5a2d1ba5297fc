"""Who may read and who may send: each view says it, and what is not said is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language

from microacquisition.common.read_once import reading_once
from microacquisition.site.errors import method_not_offered
from microacquisition.site.stash import forget_typed, keep_typed, was_kept_now

Predicate = Callable[..., bool]
View = Callable[..., HttpResponse]


def ANYONE(request: HttpRequest, **kwargs: Any) -> bool:
    """Everybody, signed in or not."""
    return True


def SIGNED_IN(request: HttpRequest, **kwargs: Any) -> bool:
    """Everybody who has signed in."""
    return bool(request.user.is_authenticated)


def NOBODY(request: HttpRequest, **kwargs: Any) -> bool:
    """Nobody: the method is not offered."""
    return False


@dataclass(frozen=True)
class Access:
    """Who may GET a view and who may POST to it."""

    get: Predicate
    post: Predicate

    def predicate_of(self, method: str | None) -> Predicate:
        """Return who may use `method`; NOBODY for any but GET, HEAD and POST."""
        return {"GET": self.get, "HEAD": self.get, "POST": self.post}.get(method or "", NOBODY)

    def methods(self) -> list[str]:
        """Return the methods that somebody may use."""
        offered = ["GET", "HEAD"] if self.get is not NOBODY else []
        return offered + (["POST"] if self.post is not NOBODY else [])


def access(*, get: Predicate = NOBODY, post: Predicate = NOBODY) -> Callable[[View], View]:
    """Guard a view: 405 for a method not offered, sign-in for strangers, 404 for who may not.

    A predicate is called with the request and the values of the address, before the view reads anything.
    """
    rules = Access(get, post)

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            predicate = rules.predicate_of(request.method)
            if predicate is NOBODY:
                return method_not_offered(request, rules.methods())
            # A form's view writes: only who may send it is read once.
            with reading_once():
                is_allowed = _is_allowed(predicate, request, kwargs)
                if is_allowed and request.method != "POST":
                    return view(request, *args, **kwargs)
            if not is_allowed:
                return _turn_away(request, rules)
            response = view(request, *args, **kwargs)
            if not was_kept_now(request):
                forget_typed(request)
            return response

        guarded.access = rules  # type: ignore[attr-defined]
        return guarded

    return guard


def _is_allowed(predicate: Predicate, request: HttpRequest, values: dict[str, Any]) -> bool:
    try:
        return predicate(request, **values)
    except Http404:
        # What is not there is refused like what is not yours.
        return False


def _turn_away(request: HttpRequest, rules: Access) -> HttpResponse:
    if request.user.is_authenticated:
        raise Http404
    back = _address_to_come_back_to(request, rules)
    if request.method == "POST":
        keep_typed(request, back)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


def _address_to_come_back_to(request: HttpRequest, rules: Access) -> str:
    if rules.get is not NOBODY:
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        tail = came_from.split("://", 1)[-1].partition("/")[2]
        return f"/{tail.lstrip('/')}"
    return f"/{get_language() or 'en'}/"
