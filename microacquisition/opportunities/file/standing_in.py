"""Naming who acts instead: in one click, the person told, with an event."""

from uuid import UUID

from django.db import transaction

from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.file.owners import Owner
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.file.reminding import describe_wait, lock_file, step_address
from microacquisition.opportunities.file.waits import STAND_IN, WAIT, Wait, read_waits
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.people.queries import holds, teams_of
from microacquisition.process.roles import Role
from microacquisition.process.rules import waiting as rules
from microacquisition.records.events import Doer, write_event
from microacquisition.site.clock import current_instant


def role_to_pass_on(user: User, opportunity: Opportunity, role: Role) -> Role | None:
    """Return as whom the person may pass on what waits for `role`: as one of them, or as program officer."""
    if role is Role.CLIENT and any(team.pk == opportunity.team_id for team in teams_of(user)):
        return Role.CLIENT
    for held in (role, Role.OFFICER):
        if held is not Role.CLIENT and holds(
            user, held, opportunity.programme_code, opportunity.department_id
        ):
            return held
    return None


def name_stand_in(
    opportunity_id: UUID, key: str, role: Role, person_id: str, user: User, language: str
) -> User:
    """Let `person_id` act instead for `role`, write to them, leave an event; return the person.

    NotYours for who may not pass it on; Refused where nobody waits any more or the person cannot act here.
    """
    with transaction.atomic():
        opportunity = lock_file(opportunity_id)
        acting = role_to_pass_on(user, opportunity, role)
        if acting is None:
            raise NotYours("name_stand_in")
        now = current_instant()
        waits = read_waits(read_turns(opportunity, now=now).waiting, now)
        wait = next((each for each in waits if each.key == key), None)
        owner = next((each for each in wait.owners if each.role is role), None) if wait else None
        chosen = _choose(owner, person_id)
        facts = rules.StandInFacts(is_awaited=owner is not None, can_stand_in=chosen is not None)
        reasons = [*rules.is_still_awaited(facts), *rules.may_stand_in(facts)]
        if wait is None or chosen is None:
            raise Refused(reasons)
        _write(wait, role, chosen, user, Doer(str(user.pk), acting.value, language))
        return chosen


def _choose(owner: Owner | None, person_id: str) -> User | None:
    others = owner.others if owner else []
    return next((each.person for each in others if str(each.person.pk) == person_id), None)


def _write(wait: Wait, role: Role, chosen: User, user: User, doer: Doer) -> None:
    opportunity = wait.pending.opportunity
    event = write_event(
        opportunity.stream, STAND_IN, doer, (WAIT, wait.key),
        facts={"step": wait.pending.step.code, "role": role.value, "person": str(chosen.pk)},
    )  # fmt: skip
    values = describe_wait(wait, {"sender_name": user.name or user.email})
    for letter in write_to(
        [chosen], "file/stand_in", opportunity, link=lambda _row: step_address(wait), values=values
    ):
        post_letter(letter, event.pk, opportunity)
