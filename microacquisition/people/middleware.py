"""Reads what the person may do at every request, so that an ended role ends at once, open pages included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from microacquisition.people.queries import roles_of


def read_held_roles(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.held_roles`, read once a request and only where asked for.

    A person whose account is closed or suspended is nobody: Django's session look-up finds active people only.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        request.held_roles = SimpleLazyObject(lambda: roles_of(request.user))  # type: ignore[attr-defined]
        return get_response(request)

    return handle
