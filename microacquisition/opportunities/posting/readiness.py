"""What a program has in place before its first posting: what is recorded or waived, and what is missing."""

from dataclasses import dataclass

from microacquisition.common.read_once import read_once
from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity
from microacquisition.opportunities.posting.models import ReadinessRecord
from microacquisition.people.models import Department, User
from microacquisition.people.queries import roles_of
from microacquisition.process.programmes.base import Programme, ReadinessFactor
from microacquisition.process.roles import Role
from microacquisition.records.events import Doer, keep_text, write_event
from microacquisition.records.models import PLATFORM_STREAM


@dataclass(frozen=True)
class Readiness:
    """One factor, for the program or for a department, and what was recorded of it (None: nothing yet)."""

    factor: ReadinessFactor
    department: Department | None
    record: ReadinessRecord | None

    @property
    def scope(self) -> str:
        """What stands for the department in an address."""
        return str(self.department.pk) if self.department else "program"


def list_readiness(programme: Programme, departments: list[Department]) -> list[Readiness]:
    """Return every factor of the program with its newest record: for the whole program first, then by department."""
    rows = ReadinessRecord.objects.filter(programme_code=programme.code).select_related("recorded_by")
    newest = {(row.factor, row.department_id): row for row in rows.order_by("recorded_at", "pk")}
    whole = [
        Readiness(factor, None, newest.get((factor.code, None)))
        for factor in programme.readiness
        if not factor.by_department
    ]
    return whole + [
        Readiness(factor, department, newest.get((factor.code, department.pk)))
        for department in departments
        for factor in programme.readiness
        if factor.by_department
    ]


@read_once
def find_not_ready(opportunity: Opportunity) -> tuple[Words, ...]:
    """Return the factors neither recorded nor waived; none once the department has posted under the program."""
    programme = opportunity.programme
    if not programme.readiness:
        return ()
    posted = Opportunity.objects.filter(
        programme_code=programme.code, department=opportunity.department_id, posted_at__isnull=False
    )
    if posted.exclude(pk=opportunity.pk).exists():
        return ()
    every = list_readiness(programme, [opportunity.department])
    return tuple(each.factor.words for each in every if each.record is None)


def programmes_of_officer(user: User) -> list[tuple[Programme, list[Department]]]:
    """Return the programs whose readiness this officer keeps, each with the departments that are theirs."""
    found = []
    for code in PROGRAMMES.codes():
        programme = PROGRAMMES.newest(code)
        held = [row for row in roles_of(user) if row.covers(Role.OFFICER, code, None)]
        if not held or not programme.readiness:
            continue
        departments = [
            row
            for row in Department.objects.order_by("name_en")
            if code in row.programme_codes and any(h.department_id in (None, row.pk) for h in held)
        ]
        found.append((programme, departments))
    return found


def count_missing(user: User) -> list[tuple[Programme, int]]:
    """Return the officer's programs that lack something before a first posting, with how many things."""
    counted = [
        (programme, sum(each.record is None for each in list_readiness(programme, departments)))
        for programme, departments in programmes_of_officer(user)
    ]
    return [(programme, missing) for programme, missing in counted if missing]


def record_readiness(
    user: User,
    language: str,
    programme: Programme,
    readiness: Readiness,
    *,
    waived: bool,
    text: str,
    reference: str,
) -> ReadinessRecord:
    """Keep that a factor is in place, or waived by this person; the event stands in the platform stream."""
    row = ReadinessRecord.objects.create(
        programme_code=programme.code, factor=readiness.factor.code, department=readiness.department,
        waived=waived, text=text, reference=reference, recorded_by=user,
    )  # fmt: skip
    facts = {"programme": programme.code, "factor": readiness.factor.code, "scope": readiness.scope}
    write_event(
        PLATFORM_STREAM,
        "waive_readiness" if waived else "record_readiness",
        Doer(str(user.pk), Role.OFFICER.value, language),
        ("readiness", str(row.pk)),
        facts=facts,
        digests={"text": keep_text(text), "reference": keep_text(reference)},
    )
    return row
