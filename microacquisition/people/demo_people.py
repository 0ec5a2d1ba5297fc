"""Who can be tried in a demonstration: its people by the role they hold."""

from microacquisition.people.models import RoleHeld, Supplier, TeamMember, User
from microacquisition.people.roles_held import LIVE_ROLE
from microacquisition.process.roles import Role


def list_people_by_role() -> list[tuple[Role, list[User]]]:
    """Return the active people of each role that somebody holds, in the order of the roles, each once a role."""
    found: dict[Role, dict[User, None]] = {}
    held = RoleHeld.objects.filter(LIVE_ROLE, user__is_active=True).select_related("user")
    for row in held.order_by("confirmed_at"):
        found.setdefault(Role(row.role), {})[row.user] = None
    members = TeamMember.objects.filter(ended_at=None, user__is_active=True).select_related("user")
    for member in members.order_by("started_at"):
        found.setdefault(Role.CLIENT, {})[member.user] = None
    suppliers = Supplier.objects.filter(owner__is_active=True).select_related("owner")
    for supplier in suppliers.order_by("owner__joined_at"):
        found.setdefault(Role.SUPPLIER, {})[supplier.owner] = None
    return [(role, list(found[role])) for role in Role if role in found]
