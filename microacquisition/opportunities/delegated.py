"""How much a person may sign for: their delegations in force, and the one under which a step was passed to them."""

from django.db.models import Q

from microacquisition.common.zones import local_time
from microacquisition.opportunities.passed_on import find_passed_on
from microacquisition.opportunities.situation import Situation
from microacquisition.people.roles_held import Delegation
from microacquisition.process.roles import Role


def find_limit(situation: Situation, role: Role, cost_centre: str, amount_cents: int) -> int | None:
    """Return how much the person may sign for in this cost centre today, in cents; None is nothing.

    Where no delegation of the person is kept here, the granted role alone counts: the limit is the amount. A
    stand-in to whom the step was passed signs within the delegation that names them, beside their own.
    """
    signer = situation.signer
    if signer is None:
        return amount_cents
    opportunity = situation.on
    mine = Q(user=signer, role=role.value)
    passed = find_passed_on(opportunity, situation.step.code)
    if passed and passed.passed_to == signer and passed.delegation_id:
        mine |= Q(pk=passed.delegation_id)
    if not Delegation.objects.kept_for(opportunity.department_id).filter(mine).exists():
        return amount_cents
    today = local_time(situation.now, situation.programme.zone).date()
    live = Delegation.objects.in_force(today, opportunity.department_id).filter(mine)
    limits = [row.limit_cents for row in live if not row.cost_centres or cost_centre in row.cost_centres]
    return max(limits, default=None)
