"""Who may act instead of somebody: first the stand-in their delegation names, then others who hold the same role."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

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
    role: Role, programme_code: str, department_id: UUID, away: Collection[User], today: date
) -> list[StandIn]:
    """Return who holds `role` there beside `away`, whom their delegations name first, then by name.

    A stand-in holds the role too: a delegation names who comes first, it grants nothing.
    """
    named = _named_by_delegations(role, away, today)
    others = [person for person in people_holding(role, programme_code, department_id) if person not in away]
    found = [StandIn(person, by_delegation=person.pk in named) for person in others]
    return sorted(found, key=lambda each: not each.by_delegation)


def list_team_stand_ins(team: Team, away: Collection[User]) -> list[StandIn]:
    """Return the other members of a client team, by name."""
    rows = User.objects.filter(team_memberships__team=team, team_memberships__ended_at=None, is_active=True)
    return [StandIn(person) for person in rows.order_by("name", "email") if person not in away]


def _named_by_delegations(role: Role, away: Collection[User], today: date) -> set[UUID]:
    live = Delegation.objects.filter(Q(ends=None) | Q(ends__gte=today), starts__lte=today)
    rows = live.filter(role=role.value, user__in=away, stand_in__isnull=False)
    return set(rows.values_list("stand_in_id", flat=True))
