"""Brings the invented people of a demonstration into the database, by the same actions as real ones."""

from demo.people import (
    ADMINISTRATORS,
    CLIENTS,
    DEPARTMENT,
    PROGRAMMES,
    STAFF,
    SUPPLIERS,
    TEAM,
    DemoPerson,
    DemoSupplier,
)
from microacquisition.people.accounts import join_team, save_supplier
from microacquisition.people.department_rows import add_team, save_department
from microacquisition.people.granting import confirm_role, grant_first_administrator, propose_role
from microacquisition.people.models import Department, RoleHeld, Team, User
from microacquisition.people.queries import is_administrator, supplier_of


def load_people() -> None:
    """Make whoever is missing: administrators, department, team, staff, clients, suppliers.

    Roles are proposed by one administrator and confirmed by the other. A second call changes nothing.
    """
    first, second = (load_administrator(person) for person in ADMINISTRATORS)
    department = Department.objects.filter(code=DEPARTMENT["code"]).first()
    department = department or save_department(first, None, DEPARTMENT)
    place = {name: TEAM[name] for name in ("branch", "division", "name_en")}
    team = Team.objects.filter(department=department, **place).first() or add_team(first, department, TEAM)
    for person in STAFF:
        load_staff(person, department, first, second)
    for person in CLIENTS:
        join_team(load_person(person), team)
    for supplier in SUPPLIERS:
        load_supplier(supplier)


def load_person(person: DemoPerson) -> User:
    """Return the account of an invented person, made where there is none."""
    user, _made = User.objects.get_or_create(
        email=person.email, defaults={"name": person.name, "language": person.language}
    )
    return user


def load_administrator(person: DemoPerson) -> User:
    """Return one of the two first administrators, granted where they are not yet."""
    user = load_person(person)
    if not is_administrator(user):
        grant_first_administrator(person.email)
    return user


def load_staff(person: DemoPerson, department: Department, proposer: User, confirmer: User) -> None:
    """Let the person hold their role in every programme of the demonstration."""
    user = load_person(person)
    if person.role is None:
        return
    for programme in PROGRAMMES:
        held = RoleHeld.objects.filter(
            user=user, role=person.role.value, programme_code=programme, department=department, ended_at=None
        ).first()
        held = held or propose_role(proposer, person.email, person.role, programme, department)
        if held.confirmed_at is None:
            confirm_role(confirmer, held)


def load_supplier(supplier: DemoSupplier) -> None:
    """Give the person a complete supplier's profile, unless they have one."""
    user = load_person(supplier.person)
    if supplier_of(user) is None:
        save_supplier(user, supplier.profile)
