"""Departments and their teams, kept by administrators with an event for each change."""

from typing import Any

from django.db import transaction

from microacquisition.people.accounts import name_team
from microacquisition.people.models import Department, Team, User
from microacquisition.ports.record import write_platform_event
from microacquisition.process.roles import Role


def save_department(administrator: User, department: Department | None, values: dict[str, Any]) -> Department:
    """Create or change a department; its code never changes."""
    code = "change_department" if department else "create_department"
    with transaction.atomic():
        row = department or Department(code=values["code"])
        row.name_en, row.name_fr = values["name_en"], values["name_fr"]
        row.mail_domains, row.programme_codes = values["mail_domains"], values["programme_codes"]
        row.save()
        _record(code, administrator, ("department", str(row.pk)))
    return row


def add_team(administrator: User, department: Department, values: dict[str, Any]) -> Team:
    """Return the client team of that place and name, made where it is new."""
    with transaction.atomic():
        names = (values["name_en"], values["name_fr"])
        team = name_team(department, values["branch"], values["division"], names)
        _record("add_team", administrator, ("team", str(team.pk)))
    return team


def _record(code: str, administrator: User, subject: tuple[str, str]) -> None:
    write_platform_event(
        code, actor=str(administrator.pk), role=Role.ADMINISTRATOR.value, language=administrator.language,
        subject=subject,
    )  # fmt: skip
