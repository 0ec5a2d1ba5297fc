"""Everybody of the permission table: those of a prepared state, and those who have no part in it."""

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from microacquisition.people.models import Delegation, Department, RoleHeld, Team, TeamMember, User
from microacquisition.people.queries import DEMO_LINK_KEY
from microacquisition.process.roles import Role
from microacquisition.site.clock import current_instant
from tests.lifecycle.prepared import Scene

# The columns of the table. “supplier” is the one it was last offered to, or else the first who applied.
ROLES = (
    "anonymous", "supplier", "other_supplier", "client", "other_client", "officer", "other_officer", "advisor",
    "fund_manager", "payment_officer", "certifier", "evaluator", "other_evaluator", "former_member",
    "administrator", "auditor", "open_source_advisor", "union_observer",
)  # fmt: skip
# Roles that the former member held, and holds no longer.
FORMER = (Role.OFFICER, Role.ADVISOR, Role.FUND_MANAGER, Role.PAYMENT_OFFICER, Role.CERTIFIER, Role.EVALUATOR)
ELSEWHERE = {"esdc": "code_with_us", "code_with_us": "esdc", "witnessed": "esdc"}


class Cast(dict[str, Client]):
    """A browser for each column, signed in when it is first asked for."""

    def __init__(self, people: dict[str, User]) -> None:
        super().__init__()
        self.people = people

    def __missing__(self, role: str) -> Client:
        self[role] = Client() if role == "anonymous" else sign_in(self.people[role])
        return self[role]


def gather_cast(scene: Scene) -> Cast:
    """Return everybody of the table; whoever is not of the scene yet is made, so do it where it is undone."""
    winner, other = _suppliers_of(scene)
    both = {"supplier": scene.people[winner], "other_supplier": scene.people[other]}
    return Cast({**scene.people, **_hire_others(scene), **both})


def sign_in(person: User) -> Client:
    """Return a browser in which the person has used both factors."""
    browser = Client()
    browser.force_login(person)
    session = browser.session
    session[DEMO_LINK_KEY] = str(person.pk)
    session.save()
    return browser


def _suppliers_of(scene: Scene) -> tuple[str, str]:
    was_offered = scene.opportunity_id is not None and scene.opportunity.offers.exists()
    winner = scene.winner if was_offered else "supplier_1"
    return winner, "supplier_2" if winner == "supplier_1" else "supplier_1"


def _hire_others(scene: Scene) -> dict[str, User]:
    cast = scene.cast
    other_team = Team.objects.create(department=cast.department, name_en="Payroll", name_fr="Paye")
    elsewhere = Department.objects.create(
        code="elsewhere", name_en="Elsewhere", name_fr="Ailleurs", programme_codes=[ELSEWHERE[cast.programme_code]]
    )  # fmt: skip
    made = {
        "other_client": _make_person("other_client"),
        "other_officer": _make_person("other_officer"),
        "other_evaluator": _make_person("other_evaluator"),
        "administrator": _make_person("administrator"),
        "former_member": _make_person("former_member"),
    }
    now = current_instant()
    TeamMember.objects.create(team=other_team, user=made["other_client"], started_at=now)
    TeamMember.objects.create(team=cast.team, user=made["former_member"], started_at=now, ended_at=now)
    for role in FORMER:
        grant(cast.department, made["former_member"], role, cast.programme_code, has_ended=True)
    grant(cast.department, made["other_evaluator"], Role.EVALUATOR, cast.programme_code)
    grant(elsewhere, made["other_officer"], Role.OFFICER, ELSEWHERE[cast.programme_code])
    grant(None, made["administrator"], Role.ADMINISTRATOR, "")
    _equip(scene, made["administrator"])
    return made


def _equip(scene: Scene, administrator: User) -> None:
    """A delegation to read and end, a second factor to remove: what some addresses ask for."""
    cast = scene.cast
    Delegation.objects.create(
        user=cast.fund_manager, role=Role.FUND_MANAGER.value, limit_cents=1_000_000_00, cost_centres=[],
        starts="2026-01-01", instrument_reference="DSA", department=cast.department, recorded_by=administrator,
    )  # fmt: skip
    TOTP.activate(cast.fund_manager, generate_totp_secret())


def _make_person(name: str) -> User:
    return User.objects.create_user(f"{name}@example.ca", name=name.replace("_", " ").title())


def grant(
    department: Department | None, person: User, role: Role, programme_code: str, *, has_ended: bool = False
) -> RoleHeld:
    """Let the person hold the role, proposed and confirmed by two others; or let it have ended already."""
    now = current_instant()
    first, second = (User.objects.get(name=name) for name in ("Ada First", "Ben Second"))
    return RoleHeld.objects.create(
        user=person, role=role.value, programme_code=programme_code, department=department, proposed_by=first,
        proposed_at=now, confirmed_by=second, confirmed_at=now, ended_by=second if has_ended else None,
        ended_at=now if has_ended else None,
    )  # fmt: skip
