"""How much a person may sign for: their delegations in force, and the one under which they were asked to stand in."""

import json

from django.db.models import Q

from microacquisition.common.zones import local_time
from microacquisition.opportunities.situation import Situation
from microacquisition.people.models import User
from microacquisition.people.roles_held import Delegation
from microacquisition.process.roles import Role
from microacquisition.records.models import Event


def find_limit(situation: Situation, role: Role, cost_centre: str, amount_cents: int) -> int | None:
    """Return how much the signer may sign for in this cost centre today, in cents; None is nothing.

    Where no delegation of the person is kept here, the granted role alone counts: the limit is the amount. A
    stand-in to whom the step was passed signs within the delegation that names them, beside their own.
    """
    signer = situation.signer
    if signer is None:
        return amount_cents
    department_id = situation.on.department_id
    mine = Q(user=signer, role=role.value)
    if was_named_stand_in(situation, signer):
        mine |= Q(stand_in=signer, role=role.value)
    if not Delegation.objects.kept_for(department_id).filter(mine).exists():
        return amount_cents
    today = local_time(situation.now, situation.programme.zone).date()
    live = Delegation.objects.in_force(today, department_id).filter(mine)
    limits = [row.limit_cents for row in live if not row.cost_centres or cost_centre in row.cost_centres]
    return max(limits, default=None)


def was_named_stand_in(situation: Situation, person: User) -> bool:
    """True where this step was last passed to the person, since the file is in its state."""
    opportunity, code = situation.on, situation.step.code
    rows = Event.objects.filter(
        stream=opportunity.stream, code="name_stand_in", subject_id__startswith=f"{code}:"
    )
    last = rows.order_by("-seq").first()
    if last is None or last.at < opportunity.state_since:
        return False
    return bool(json.loads(last.body)["facts"]["person"] == str(person.pk))
