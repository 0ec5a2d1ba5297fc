"""Prints one sign-in link for each role of a demo installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from microacquisition.people.demo_people import list_people_by_role
from microacquisition.people.management.commands.sign_in_link import address_of_link
from microacquisition.people.models import User
from microacquisition.process.roles import Role


def people_by_role() -> list[tuple[str, User]]:
    """Return the first person of each role, and two suppliers, with the role's English name."""
    return [
        (role.label.en, user)
        for role, people in list_people_by_role()
        for user in people[: 2 if role is Role.SUPPLIER else 1]
    ]


class Command(BaseCommand):
    """`demo_links`."""

    help = "Print one sign-in link for each role (demo installations only)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table of role, name and address."""
        if not settings.DEMO:
            raise CommandError("This is not a demo installation.")
        for role, user in people_by_role():
            self.stdout.write(f"{role:22} {user.name or user.email:24} {address_of_link(user)}")
