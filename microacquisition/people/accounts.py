"""What people do with their own account: name, address, teams, supplier, closing, their data."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import F

from microacquisition.common.words import Words
from microacquisition.people.granting import refuse
from microacquisition.people.models import (
    Department,
    RoleHeld,
    Supplier,
    SupplierMember,
    Team,
    TeamMember,
    User,
)
from microacquisition.people.queries import roles_of, supplier_of, teams_of
from microacquisition.ports.record import write_platform_event
from microacquisition.ports.sign_in_mail import send_mail_changed
from microacquisition.process.roles import Role
from microacquisition.site.clock import current_instant

SUPPLIER_FIELDS = (
    "legal_name", "business_name", "street", "city", "province", "region", "postal_code", "country", "phone",
    "contact_email", "is_registered_for_tax", "gst_hst_number", "pst_number",
)  # fmt: skip
HOLDS_ROLES = Words(
    en="You hold a staff role. Ask an administrator to end it first, so that somebody else takes over your work.",
    fr="Vous avez un rôle au sein du personnel. Demandez d’abord à une personne qui administre le site d’y "
    "mettre fin, pour que quelqu’un d’autre prenne votre relève.",
)


class AddressTaken(Exception):
    """Another account has this address."""


def change_address(user: User, email: str) -> None:
    """Make `email` the person's address, end their other sessions, tell the old one; AddressTaken."""
    old = user.email
    try:
        with transaction.atomic():
            user.email = email
            user.session_round += 1
            user.save(update_fields=["email", "session_round"])
            send_mail_changed(old, user.language, name=user.name)
            _record("change_address", user)
    except IntegrityError as error:
        user.email = old
        raise AddressTaken from error


def join_team(user: User, team: Team) -> TeamMember:
    """Make the person a member of `team`, and so a client; GrantRefused for an administrator."""
    try:
        with transaction.atomic():
            member, made = TeamMember.objects.get_or_create(
                team=team, user=user, ended_at=None, defaults={"started_at": current_instant()}
            )
            if made:
                _record("join_team", user, {"team": str(team.pk)})
    except IntegrityError as error:
        raise refuse(error) from error
    return member


def name_team(department: Department, branch: str, division: str, name: tuple[str, str]) -> Team:
    """Return the team of that place and name (English, French), made where it is new."""
    en, fr = name
    team, _made = Team.objects.get_or_create(
        department=department,
        branch=branch,
        division=division,
        name_en=en or fr,
        defaults={"name_fr": fr or en},
    )
    return team


def leave_team(user: User, team: Team) -> None:
    """End the person's membership of `team` at once."""
    with transaction.atomic():
        if TeamMember.objects.filter(team=team, user=user, ended_at=None).update(ended_at=current_instant()):
            _record("leave_team", user, {"team": str(team.pk)})


def save_supplier(user: User, values: dict[str, Any]) -> Supplier:
    """Create or change the supplier the person acts for; GrantRefused for an administrator."""
    fields = {name: values[name] for name in SUPPLIER_FIELDS if name in values}
    try:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            supplier = supplier_of(user)
            if supplier is None:
                supplier = Supplier.objects.create(owner=user, **fields)
                SupplierMember.objects.create(supplier=supplier, user=user, started_at=current_instant())
            else:
                Supplier.objects.filter(pk=supplier.pk).update(**fields)
                supplier.refresh_from_db()
            _record("save_supplier", user, {"supplier": str(supplier.pk)})
    except IntegrityError as error:
        raise refuse(error) from error
    return supplier


def close_account(user: User) -> None:
    """Close the account at once: sessions, second factors, address; the name where the record needs none.

    What the person signed stays; whoever held a role, joined a team or acted for a supplier keeps a name there.
    """
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        is_in_the_record = (
            RoleHeld.objects.filter(user=locked).exists()
            or TeamMember.objects.filter(user=locked).exists()
            or SupplierMember.objects.filter(user=locked).exists()
        )
        now = current_instant()
        TeamMember.objects.filter(user=locked, ended_at=None).update(ended_at=now)
        Authenticator.objects.filter(user=locked).delete()
        for end in AT_CLOSING:
            end(locked)
        locked.email = f"closed-{locked.pk}@closed.invalid"
        locked.name = locked.name if is_in_the_record else ""
        locked.is_active, locked.closed_at, locked.session_round = False, now, F("session_round") + 1
        locked.save()
        _record("close_account", user)


def reasons_not_to_close(user: User) -> list[Words]:
    """Return why the account cannot be closed now; purchases under way add theirs through `CLOSING_RULES`."""
    reasons = [HOLDS_ROLES] if any(held.role != Role.CLIENT for held in roles_of(user)) else []
    for rule in CLOSING_RULES:
        reasons += rule(user)
    return reasons


# Filled by apps above (opportunities/apps.py: a running purchase), which people may not import.
CLOSING_RULES: list[Any] = []
# Filled likewise: what apps above end for a person whose account closes, while the address is still there.
AT_CLOSING: list[Any] = []


def gather_own_data(user: User) -> dict[str, Any]:
    """Return what this app keeps about the person, as plain values for JSON; apps above add to `DATA_SOURCES`."""
    supplier = supplier_of(user)
    data: dict[str, Any] = {
        "account": {
            "email": user.email, "name": user.name, "language": user.language,
            "joined_at": user.joined_at.isoformat(),
            "last_sign_in": user.last_login.isoformat() if user.last_login else None,
        },
        "second_factors": [
            {"kind": factor.type, "added_at": factor.created_at.isoformat()}
            for factor in Authenticator.objects.filter(user=user)
        ],
        "roles": [
            {
                "role": held.role, "programme": held.programme_code,
                "department": held.department.code if held.department else None,
                "proposed_at": held.proposed_at.isoformat(),
                "confirmed_at": held.confirmed_at.isoformat() if held.confirmed_at else None,
                "ended_at": held.ended_at.isoformat() if held.ended_at else None,
            }
            for held in RoleHeld.objects.filter(user=user).select_related("department")
        ],
        "teams": [{"department": team.department.code, "name": team.name_en} for team in teams_of(user)],
        "supplier": {name: getattr(supplier, name) for name in SUPPLIER_FIELDS} if supplier else None,
    }  # fmt: skip
    for name, source in DATA_SOURCES.items():
        data[name] = source(user)
    return data


def export_own_data(user: User) -> dict[str, Any]:
    """Return the same for a file that leaves the site, with an event."""
    data = gather_own_data(user)
    _record("export_own_data", user)
    return data


DATA_SOURCES: dict[str, Any] = {}


def _record(code: str, user: User, facts: dict[str, object] | None = None) -> None:
    write_platform_event(
        code, actor=str(user.pk), language=user.language, subject=("person", str(user.pk)), facts=facts
    )
