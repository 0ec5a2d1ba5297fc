"""Which roles of a step a person holds for this opportunity, and in which one they act."""

from microacquisition.opportunities.situation import Situation
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.queries import holds, teams_of
from microacquisition.process.roles import Role
from microacquisition.records.events import CLOCK_DOER, Doer


def roles_in(situation: Situation) -> frozenset[Role]:
    """The roles of the step that this person holds for this opportunity; the clock holds only its own."""
    wanted = situation.step.roles
    if situation.user is None:
        return wanted & {Role.CLOCK, Role.PROVIDER}
    return frozenset(role for role in wanted if _plays(role, situation))


def _plays(role: Role, situation: Situation) -> bool:
    user, opportunity = situation.user, situation.opportunity
    if user is None or role in (Role.CLOCK, Role.PROVIDER):
        return False
    if role in TABLE.parts:
        return TABLE.parts[role](user, situation)
    if role is Role.CLIENT:
        teams = teams_of(user)
        return any(team.pk == opportunity.team_id for team in teams) if opportunity else bool(teams)
    if opportunity is None:
        return False
    return holds(user, role, opportunity.programme_code, opportunity.department_id)


def doer_of(situation: Situation) -> Doer:
    """Who the record names for this step."""
    if situation.user is None:
        return CLOCK_DOER
    role = situation.signing_role or min(situation.roles)
    return Doer(actor=str(situation.user.pk), role=role.value, language=situation.language)
