"""Passing a waiting step to a stand-in: by whoever has it, or by the officer once it is late."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.engine import reasons_against
from microacquisition.opportunities.letters import answer_by, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.parts_played import roles_in
from microacquisition.opportunities.passed_on import PassedOn, find_passed_on
from microacquisition.opportunities.situation import NotYours, Refused, Situation
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import Delegation, User
from microacquisition.people.queries import holds
from microacquisition.process.calendar import count_business_days
from microacquisition.process.lifecycle import STEPS
from microacquisition.process.roles import Role
from microacquisition.process.rules.standing_in import RULES, StandInFacts
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.process.waiting import target_days
from microacquisition.records.events import Doer, write_event
from microacquisition.site.clock import current_instant

MESSAGE = "file/passed_to_stand_in"


@dataclass(frozen=True)
class StandIn:
    """Who would stand in, for whom, and by which delegation."""

    person: User
    stands_for: User | None = None
    delegation: Delegation | None = None


def pass_to_stand_in(
    opportunity_id: uuid.UUID,
    step_code: str,
    *,
    passer: User,
    since: datetime,
    stand_in: User | None = None,
    language: str = "en",
) -> PassedOn:
    """Pass the step to `stand_in` (by default the one a delegation names), with an event and a mail to them.

    `since` is when the step began to wait. NotYours where the passer has no part (neither the step's roles nor the
    officer's); Refused with every reason; in both nothing changes.
    """
    with transaction.atomic():
        opportunity = Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity_id)
        if look_at_passing(opportunity, step_code, passer) is None:
            raise NotYours(step_code)
        chosen = StandIn(stand_in) if stand_in else find_stand_in(opportunity, step_code, passer)
        if reasons := reasons_against_passing(opportunity, step_code, passer, since, chosen):
            raise Refused(reasons)
        assert chosen is not None  # the rules refuse a step without a stand-in
        return _write_passed_on(opportunity, step_code, passer, chosen, language)


def look_at_passing(opportunity: Opportunity, step_code: str, user: User | None) -> Role | None:
    """Return the role in which `user` would pass the step: one of the step's own, or officer; None is no part."""
    if user is None:
        return None
    own = roles_in(_situation(opportunity, step_code, user))
    if own:
        return min(own)
    officer = holds(user, Role.OFFICER, opportunity.programme_code, opportunity.department_id)
    return Role.OFFICER if officer else None


def find_stand_in(opportunity: Opportunity, step_code: str, passer: User) -> StandIn | None:
    """Return the stand-in that a delegation in force names: the passer's own first, else any of the step's roles."""
    today = local_time(current_instant(), opportunity.programme.zone).date()
    roles = [role.value for role in STEPS[step_code].roles]
    rows = Delegation.objects.in_force(today, opportunity.department_id).filter(
        role__in=roles, stand_in__isnull=False
    )
    found = sorted(rows.select_related("user", "stand_in"), key=lambda row: row.user_id != passer.pk)
    own_step = bool(roles_in(_situation(opportunity, step_code, passer)))
    for row in found:
        if row.stand_in is not None and (row.user_id == passer.pk or not own_step):
            return StandIn(row.stand_in, row.user, row)
    return None


def reasons_against_passing(
    opportunity: Opportunity, step_code: str, passer: User, since: datetime, chosen: StandIn | None
) -> list[Words]:
    """Return every reason why the step cannot be passed on now; empty: it can."""
    situation = _situation(opportunity, step_code, None)
    if reasons := reasons_against(situation, TABLE.steps[step_code]):
        return reasons
    person = chosen.person if chosen else None
    passed = find_passed_on(opportunity, step_code)
    facts = StandInFacts(
        is_own=bool(roles_in(_situation(opportunity, step_code, passer))),
        age=count_business_days(since.date(), current_instant().date()),
        target=target_days(opportunity.programme, step_code),
        stand_in=str(person) if person else "",
        holds_role=person is not None and bool(roles_in(_situation(opportunity, step_code, person))),
        is_same_person=person == passer,
        has_it_already=passed is not None and passed.passed_to == person,
    )
    return [reason for rule in RULES for reason in rule(facts)]


def _write_passed_on(
    opportunity: Opportunity, step_code: str, passer: User, chosen: StandIn, language: str
) -> PassedOn:
    role = look_at_passing(opportunity, step_code, passer) or Role.OFFICER
    passed = PassedOn.objects.create(
        opportunity=opportunity,
        step=step_code,
        passed_by=passer,
        passed_from=chosen.stands_for or (passer if role is not Role.OFFICER else None),
        passed_to=chosen.person,
        delegation=chosen.delegation,
        passed_at=current_instant(),
    )
    event = write_event(
        opportunity.stream,
        "pass_to_stand_in",
        Doer(str(passer.pk), role.value, language),
        ("person", str(chosen.person.pk)),
        facts={"step": step_code},
    )
    target = answer_by(opportunity.programme, current_instant(), step_code)
    letters = write_to(
        [chosen.person], MESSAGE, opportunity, link=address_of(TABLE.steps[step_code].page),
        values=lambda lang: {
            **target(lang), "step": STEP_WORDS[step_code].do.in_language(lang), "passed_by": str(passer),
        },
    )  # fmt: skip
    for letter in letters:
        post_letter(letter, event.pk, opportunity)
    return passed


def _situation(opportunity: Opportunity, step_code: str, user: User | None) -> Situation:
    return Situation(
        step=STEPS[step_code],
        opportunity=opportunity,
        subject=opportunity,
        user=user,
        language="en",
        now=current_instant(),
        given={},
    )
