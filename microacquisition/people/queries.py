"""Named reads about people: who holds what, who belongs where. Read again at every request."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest

from microacquisition.common.read_once import read_once
from microacquisition.people.models import Department, RoleHeld, Supplier, Team, TeamMember, User
from microacquisition.people.roles_held import LIVE_ROLE
from microacquisition.process.roles import Role

if TYPE_CHECKING:
    Person = User | AnonymousUser

# Set by a sign-in link of a demo installation, which counts as both factors.
DEMO_LINK_KEY = "signed_in_by_demo_link"
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class HeldRole:
    """A role in a programme ("" is every programme) and a department (None is every department)."""

    role: Role
    programme_code: str = ""
    department_id: UUID | None = None

    def covers(self, role: Role, programme_code: str, department_id: UUID | None) -> bool:
        """True where this is `role` in that programme and department; None asks about any department."""
        return (
            self.role == role
            and self.programme_code in ("", programme_code)
            and (department_id is None or self.department_id in (None, department_id))
        )


@read_once
def roles_of(user: "Person") -> frozenset[HeldRole]:
    """Return every role the person holds now: confirmed and not ended, and client through a team.

    A member of a team is a client in each programme of the team's department (`Department.programme_codes`).
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    granted = RoleHeld.objects.filter(LIVE_ROLE, user=user).values_list(
        "role", "programme_code", "department_id"
    )
    held = {HeldRole(Role(role), code, department) for role, code, department in granted}
    departments = [team.department for team in teams_of(user)]
    held |= {HeldRole(Role.CLIENT, code, each.pk) for each in departments for code in each.programme_codes}
    return frozenset(held)


def holds(user: "Person", role: Role, programme_code: str, department_id: UUID | None = None) -> bool:
    """True where the person holds `role` in the programme and department; None asks about any department."""
    return any(held.covers(role, programme_code, department_id) for held in roles_of(user))


def is_administrator(user: "Person") -> bool:
    """True where the person administers the installation."""
    return any(held.role is Role.ADMINISTRATOR for held in roles_of(user))


@read_once
def people_holding(role: Role, programme_code: str, department_id: UUID | None = None) -> list[User]:
    """Return the active people who hold `role` there, by name; None asks about any department."""
    if role is Role.CLIENT:
        here = Q(team__department_id=department_id) if department_id is not None else Q()
        members = TeamMember.objects.filter(
            here, ended_at=None, team__department__programme_codes__contains=[programme_code]
        )
        people = User.objects.filter(pk__in=members.values("user_id"), is_active=True)
        return list(people.order_by("name", "email"))
    held = [row.user for row in _roles_held(programme_code, department_id) if row.role == role.value]
    return list(dict.fromkeys(held))


@read_once
def _roles_held(programme_code: str, department_id: UUID | None) -> list[RoleHeld]:
    here = Q(department_id=department_id) | Q(department=None) if department_id is not None else Q()
    rows = RoleHeld.objects.filter(
        here, LIVE_ROLE, programme_code__in=["", programme_code], user__is_active=True
    )
    return list(rows.select_related("user").order_by("user__name", "user__email"))


@read_once
def supplier_of(user: "Person") -> Supplier | None:
    """Return the supplier the person acts for, or None."""
    if not isinstance(user, User):
        return None
    return Supplier.objects.filter(members__user=user, members__ended_at=None).first()


@read_once
def teams_of(user: "Person") -> list[Team]:
    """Return the client teams the person belongs to now."""
    if not isinstance(user, User):
        return []
    live = Team.objects.filter(members__user=user, members__ended_at=None)
    return list(live.select_related("department"))


def department_by_mail(user: "Person") -> Department | None:
    """Return the department whose mail domains hold the person's address, or None."""
    if not isinstance(user, User):
        return None
    domain = user.email.rpartition("@")[2]
    return Department.objects.filter(mail_domains__contains=[domain]).first()


def has_second_factor(user: "Person") -> bool:
    """True where the person has a passkey or an authenticator app."""
    return (
        isinstance(user, User) and Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()
    )


def an_administrator_has_a_second_factor() -> bool:
    """True once sign-in links made at the console are no longer needed to begin."""
    administrators = RoleHeld.objects.filter(LIVE_ROLE, role=Role.ADMINISTRATOR.value).values("user_id")
    return bool(Authenticator.objects.filter(user_id__in=administrators, type__in=SECOND_FACTORS).exists())


def signed_in_with_second_factor(request: HttpRequest) -> bool:
    """True where this session has used a second factor (in a demo: or a sign-in link)."""
    if not request.user.is_authenticated:
        return False
    if settings.DEMO and request.session.get(DEMO_LINK_KEY) == str(request.user.pk):
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
