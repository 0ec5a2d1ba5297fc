"""Prints one sign-in link for each role of a demo installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from microacquisition.people.management.commands.sign_in_link import address_of_link
from microacquisition.people.models import RoleHeld, Supplier, TeamMember, User
from microacquisition.people.roles_held import LIVE_ROLE
from microacquisition.process.roles import Role


def people_by_role() -> list[tuple[str, User]]:
    """Return the first active person of each role, then of the suppliers, with the role's English name."""
    found: dict[Role, User] = {}
    for held in (
        RoleHeld.objects.filter(LIVE_ROLE, user__is_active=True)
        .select_related("user")
        .order_by("confirmed_at")
    ):
        found.setdefault(Role(held.role), held.user)
    member = TeamMember.objects.filter(ended_at=None, user__is_active=True).select_related("user").first()
    if member:
        found[Role.CLIENT] = member.user
    rows = [(role.label.en, found[role]) for role in Role if role in found]
    suppliers = (
        Supplier.objects.filter(owner__is_active=True)
        .select_related("owner")
        .order_by("owner__joined_at")[:2]
    )
    return rows + [(Role.SUPPLIER.label.en, supplier.owner) for supplier in suppliers]


class Command(BaseCommand):
    """`demo_links`."""

    help = "Print one sign-in link for each role (demo installations only)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a table of role, name and address."""
        if not settings.DEMO:
            raise CommandError("This is not a demo installation.")
        for role, user in people_by_role():
            self.stdout.write(f"{role:22} {user.name or user.email:24} {address_of_link(user)}")
