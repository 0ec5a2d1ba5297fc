"""Who may act instead of somebody: first the stand-in their delegation names, then others who hold the same role."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from microacquisition.common.read_once import read_once
from microacquisition.people.models import Team, User
from microacquisition.people.queries import people_holding
from microacquisition.people.roles_held import Delegation
from microacquisition.process.roles import Role


@dataclass(frozen=True)
class StandIn:
    """Somebody who may act instead; `by_delegation` where a delegation in force names them."""

    person: User
    by_delegation: bool = False


def list_stand_ins(
    role: Role,
    programme_code: str,
    department_id: UUID,
    away: Collection[User],
    today: date,
    *,
    turn_of: Collection[User] = (),
) -> list[StandIn]:
    """Return who holds `role` there beside `away`; first whom the delegations of `turn_of` (or `away`) name, then by name.

    A stand-in holds the role too: a delegation names who comes first, it grants nothing.
    """
    named = _named_by_delegations(role, department_id, turn_of or away, today)
    others = [person for person in people_holding(role, programme_code, department_id) if person not in away]
    found = [StandIn(person, by_delegation=person.pk in named) for person in others]
    return sorted(found, key=lambda each: not each.by_delegation)


def list_team_stand_ins(team: Team, away: Collection[User]) -> list[StandIn]:
    """Return the other members of a client team, by name."""
    return [StandIn(person) for person in _members_of(team) if person not in away]


@read_once
def _members_of(team: Team) -> list[User]:
    rows = User.objects.filter(team_memberships__team=team, team_memberships__ended_at=None, is_active=True)
    return list(rows.order_by("name", "email"))


def _named_by_delegations(
    role: Role, department_id: UUID, away: Collection[User], today: date
) -> set[UUID | None]:
    ids = {person.pk for person in away}
    rows = _named_stand_ins(department_id, today)
    return {stand_in for named, person, stand_in in rows if named == role.value and person in ids}


@read_once
def _named_stand_ins(department_id: UUID, today: date) -> list[tuple[str, UUID, UUID | None]]:
    live = Delegation.objects.in_force(today, department_id).filter(stand_in__isnull=False)
    return list(live.values_list("role", "user_id", "stand_in_id"))
