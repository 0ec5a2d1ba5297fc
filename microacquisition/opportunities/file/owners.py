"""Who has a wait now: the people of each role whose turn it is, or whoever was named to stand in for them."""

from dataclasses import dataclass, field
from datetime import date

from microacquisition.common.words import Words
from microacquisition.opportunities.agreement.queries import live_agreement, live_offer, supplier_offered
from microacquisition.opportunities.delivery.disputes import find_open_dispute
from microacquisition.opportunities.evaluation.queries import count_left, has_declared, live_assignments
from microacquisition.opportunities.file.pending import Pending
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.dues import people_to_invoice
from microacquisition.opportunities.situation import list_live_signatures
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.people.stand_ins import StandIn, list_stand_ins, list_team_stand_ins
from microacquisition.process.roles import Role

NOBODY_KNOWN = (Role.CLOCK, Role.PROVIDER)
# Nobody stands in for them by a click: evaluators are assigned, a supplier answers for itself, machines have no leave.
WITHOUT_STAND_IN = (Role.EVALUATOR, Role.SUPPLIER, *NOBODY_KNOWN)


@dataclass(frozen=True)
class Owner:
    """One role whose turn it is, with the people who have it; `others` could stand in for them."""

    role: Role
    people: list[User]
    stands_in: bool = False
    others: list[StandIn] = field(default_factory=list)

    @property
    def label(self) -> Words:
        """The role, as people say it."""
        return self.role.label


def find_owners(pending: Pending, stand_ins: dict[Role, User], today: date) -> list[Owner]:
    """Return who must act, a role each; `stand_ins` are those named for this wait."""
    signed = {
        signature.signer_id for signature in list_live_signatures(pending.opportunity, pending.step.code)
    }
    owners = []
    for role in sorted(pending.roles - {Role.PROVIDER}, key=lambda role: (role is Role.CLOCK, role)):
        named = stand_ins.get(role)
        people = [named] if named else _people_of(role, pending)
        people = [person for person in people if person.pk not in signed]
        owners.append(
            Owner(role, people, named is not None, _others(role, pending.opportunity, people, today))
        )
    return owners


def _people_of(role: Role, pending: Pending) -> list[User]:
    opportunity = pending.opportunity
    if role in NOBODY_KNOWN:
        return []
    if role is Role.SUPPLIER:
        return _of_supplier(pending)
    if role is Role.EVALUATOR:
        return _evaluators_left(pending)
    if role is Role.CLIENT:
        team = [each.person for each in list_team_stand_ins(opportunity.team, ())]
        return [opportunity.requested_by] if opportunity.requested_by in team else team
    holders = people_holding(role, opportunity.programme_code, opportunity.department_id)
    if role is Role.OFFICER and opportunity.officer in holders:
        return [opportunity.officer] if opportunity.officer else holders
    return holders


def _of_supplier(pending: Pending) -> list[User]:
    opportunity = pending.opportunity
    if pending.step.code == "submit_invoice":
        invoice = pending.subject
        return [invoice.agreement.signed_by] if invoice else people_to_invoice(opportunity)
    dispute = find_open_dispute(opportunity, None) if pending.step.code == "answer_dispute" else None
    if agreement := dispute.agreement if dispute else live_agreement(opportunity):
        return [agreement.signed_by]
    offer = live_offer(opportunity)
    if offer is None:
        return []
    members = supplier_offered(offer).members.filter(ended_at=None, user__is_active=True)
    return [member.user for member in members.select_related("user")]


def _evaluators_left(pending: Pending) -> list[User]:
    opportunity, code = pending.opportunity, pending.step.code
    assignments = live_assignments(opportunity)
    if code == "reconcile":
        return [each.evaluator for each in assignments if each.chair]
    if code == "declare":
        return [each.evaluator for each in assignments if not has_declared(each)]
    return [each.evaluator for each in assignments if count_left(opportunity, each)]


def _others(role: Role, opportunity: Opportunity, people: list[User], today: date) -> list[StandIn]:
    if role in WITHOUT_STAND_IN:
        return []
    # Where several people share the turn, naming one of them makes it theirs.
    away = people if len(people) == 1 else []
    if role is Role.CLIENT:
        return list_team_stand_ins(opportunity.team, away)
    return list_stand_ins(
        role, opportunity.programme_code, opportunity.department_id, away, today, turn_of=people
    )
