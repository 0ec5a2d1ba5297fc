"""Who may open the pages of this app (predicates for `@access`)."""

from typing import Any

from django.http import HttpRequest

from microacquisition.people.queries import department_by_mail
from microacquisition.process.roles import Role


def IS_ADMINISTRATOR(request: HttpRequest, **kwargs: Any) -> bool:
    """Administrators."""
    return any(held.role == Role.ADMINISTRATOR for held in request.held_roles)  # type: ignore[attr-defined]


def IS_STAFF(request: HttpRequest, **kwargs: Any) -> bool:
    """Everybody who holds a role."""
    return bool(request.held_roles)  # type: ignore[attr-defined]


def IS_OFFICER(request: HttpRequest, programme_code: str | None = None, **kwargs: Any) -> bool:
    """Program officers; of the program that the address names, where it names one."""
    return any(
        held.role == Role.OFFICER
        and (programme_code is None or held.covers(Role.OFFICER, programme_code, None))
        for held in request.held_roles  # type: ignore[attr-defined]
    )


def MAY_ACT_FOR_SUPPLIER(request: HttpRequest, **kwargs: Any) -> bool:
    """Everybody signed in but administrators, who hold no other part."""
    return bool(request.user.is_authenticated) and not IS_ADMINISTRATOR(request)


def MAY_JOIN_A_TEAM(request: HttpRequest, **kwargs: Any) -> bool:
    """People whose address belongs to a department that buys; administrators hold no other part."""
    return MAY_ACT_FOR_SUPPLIER(request) and department_by_mail(request.user) is not None
