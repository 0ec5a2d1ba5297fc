"""Who reads a page: a person who has signed in, or nobody known."""

from django.http import HttpRequest

from microacquisition.people.users import User


def reader_of(request: HttpRequest) -> User | None:
    """Return the person who has signed in; None for a stranger."""
    return request.user if isinstance(request.user, User) else None
