"""The tables of this app, gathered where Django looks for them."""

from microacquisition.people.departments import Department, Team
from microacquisition.people.members import SupplierMember, TeamMember
from microacquisition.people.roles_held import Delegation, RoleHeld
from microacquisition.people.sign_in_links import SignInLink
from microacquisition.people.suppliers import Supplier
from microacquisition.people.users import User

__all__ = [
    "Delegation", "Department", "RoleHeld", "SignInLink", "Supplier", "SupplierMember", "Team", "TeamMember", "User",
]  # fmt: skip
