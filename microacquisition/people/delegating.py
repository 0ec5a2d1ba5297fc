"""Delegations are recorded from their instrument by an administrator, and ended by their last day or by hand."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from microacquisition.common.words import Words
from microacquisition.people.granting import NO_LONGER_OPEN, SECOND_PERSON, GrantRefused
from microacquisition.people.models import Delegation, Department, RoleHeld, User
from microacquisition.people.queries import is_administrator
from microacquisition.people.roles_held import LIVE_ROLE
from microacquisition.ports.record import write_platform_event
from microacquisition.ports.sign_in_mail import send_delegation_ended, send_delegation_recorded
from microacquisition.process.roles import Role
from microacquisition.site.clock import current_instant

# Whose signature binds money: an instrument says up to how much.
DELEGATED_ROLES = (Role.FUND_MANAGER, Role.CERTIFIER)
HOLDS_NO_ROLE = Words(
    en="A delegation is for somebody who holds the role in this department, and so is its stand-in.",
    fr="Une délégation vise une personne qui a le rôle dans ce ministère; il en va de même pour sa suppléance.",
)


def list_holders(department: Department) -> list[RoleHeld]:
    """Return who holds a delegated role in the department now, by name."""
    roles = [role.value for role in DELEGATED_ROLES]
    rows = RoleHeld.objects.filter(
        LIVE_ROLE, Q(department=department) | Q(department=None), role__in=roles, user__is_active=True
    )
    return list(rows.select_related("user").order_by("user__name", "user__email", "role"))


def record_delegation(
    recorder: User, department: Department, typed: dict[str, Any], language: str
) -> Delegation:
    """Keep a delegation and tell the person and the stand-in; GrantRefused for whoever may not, or without the role.

    `typed`: user, role, limit_cents, cost_centres, starts, ends, stand_in, instrument_reference. One administrator
    suffices: a delegation bounds a role that two administrators granted, and never grants one.
    """
    if not is_administrator(recorder):
        raise GrantRefused(SECOND_PERSON)
    holders = {(held.user_id, held.role) for held in list_holders(department)}
    people = [person for person in (typed["user"], typed["stand_in"]) if person is not None]
    if any((person.pk, typed["role"]) not in holders for person in people):
        raise GrantRefused(HOLDS_NO_ROLE)
    with transaction.atomic():
        delegation = Delegation.objects.create(
            department=department, recorded_by=recorder, recorded_at=current_instant(), **typed
        )
        _record("record_delegation", recorder, delegation, language)
        for person in people:
            send_delegation_recorded(person.email, person.language, name=person.name)
    return delegation


def end_delegation(ender: User, delegation: Delegation, language: str) -> None:
    """End a delegation by hand, at once, and tell the person; GrantRefused where it had ended."""
    if not is_administrator(ender):
        raise GrantRefused(SECOND_PERSON)
    with transaction.atomic():
        locked = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
        if locked.ended_at:
            raise GrantRefused(NO_LONGER_OPEN)
        locked.ended_by, locked.ended_at = ender, current_instant()
        locked.save(update_fields=["ended_by", "ended_at"])
        _record("end_delegation", ender, locked, language)
        send_delegation_ended(locked.user.email, locked.user.language, name=locked.user.name)


def is_in_force(delegation: Delegation, day: date) -> bool:
    """True where it counts on `day`."""
    runs = delegation.starts <= day and (delegation.ends is None or day <= delegation.ends)
    return runs and delegation.ended_at is None


def _record(code: str, actor: User, delegation: Delegation, language: str) -> None:
    write_platform_event(
        code,
        actor=str(actor.pk),
        role=Role.ADMINISTRATOR.value,
        language=language,
        subject=("delegation", str(delegation.pk)),
        facts={
            "person": str(delegation.user_id), "role": delegation.role, "limit_cents": delegation.limit_cents,
            "starts": delegation.starts.isoformat(), "ends": delegation.ends.isoformat() if delegation.ends else "",
            "stand_in": str(delegation.stand_in_id or ""), "department": str(delegation.department_id or ""),
        },
    )  # fmt: skip
