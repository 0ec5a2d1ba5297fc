"""Which roles of a step a person holds for this opportunity, and in which one they act."""

from dataclasses import dataclass
from uuid import UUID

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Situation
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import User
from microacquisition.people.queries import HeldRole, holds, roles_of, teams_of
from microacquisition.process.roles import Role
from microacquisition.records.events import CLOCK_DOER, Doer


@dataclass(frozen=True)
class Holdings:
    """What a person holds at one moment: granted roles and client teams. Read anew for each request and step."""

    roles: frozenset[HeldRole]
    teams: frozenset[UUID]


def read_holdings(user: User) -> Holdings:
    """Return what the person holds now, in two queries: for pages that ask about many steps at once."""
    return Holdings(roles_of(user), frozenset(team.pk for team in teams_of(user)))


def roles_in(situation: Situation, holdings: Holdings | None = None) -> frozenset[Role]:
    """The roles of the step that this person holds for this opportunity; the clock holds only its own."""
    wanted = situation.step.roles
    if situation.user is None:
        return wanted & {Role.CLOCK, Role.PROVIDER}
    held = holdings or read_holdings(situation.user)
    if situation.outside is not None:
        return _recorded(situation, situation.outside.role, held)
    return frozenset(role for role in wanted if _plays(role, situation, situation.user, held))


def _recorded(situation: Situation, role: Role, held: Holdings) -> frozenset[Role]:
    """An officer of the file records a paper, in the role of whoever signed it."""
    opportunity, parts = situation.opportunity, TABLE.steps[situation.step.code]
    if opportunity is None or parts.outside is None:
        return frozenset()
    code, department = opportunity.programme_code, opportunity.department_id
    records = any(one.covers(Role.OFFICER, code, department) for one in held.roles)
    return situation.step.roles & {role} if records else frozenset()


def _plays(role: Role, situation: Situation, user: User, held: Holdings) -> bool:
    opportunity = situation.opportunity
    if role in (Role.CLOCK, Role.PROVIDER):
        return False
    if role in TABLE.parts:
        return TABLE.parts[role](user, situation)
    if role is Role.CLIENT:
        return opportunity.team_id in held.teams if opportunity else bool(held.teams)
    if opportunity is None:
        return False
    code, department = opportunity.programme_code, opportunity.department_id
    return any(one.covers(role, code, department) for one in held.roles)


def is_officer_of(user: User, opportunity: Opportunity) -> bool:
    """True for a program officer of the file's program and department."""
    return holds(user, Role.OFFICER, opportunity.programme_code, opportunity.department_id)


def doer_of(situation: Situation) -> Doer:
    """Who the record names for this step."""
    if situation.user is None:
        provider = situation.given.get("provider")
        return Doer(f"provider:{provider}", Role.PROVIDER.value) if provider else CLOCK_DOER
    role = situation.signing_role or min(situation.roles)
    if situation.outside is not None:
        return recorder_of(situation)
    return Doer(actor=str(situation.user.pk), role=role.value, language=situation.language)


def recorder_of(situation: Situation) -> Doer:
    """The officer who records a paper; whom they act for is the role that signed it."""
    role = situation.outside.role.value if situation.outside else ""
    return Doer(str(situation.person.pk), Role.OFFICER.value, situation.language, acting_for=role)
