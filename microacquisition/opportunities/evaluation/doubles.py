"""Applications that look like one person's: for an officer, after the opening; a note, never an automatic strike."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch

from microacquisition.opportunities.applications.models import Application, OpenedApplication
from microacquisition.opportunities.applications.traits import describe_opened
from microacquisition.opportunities.evaluation.hearing import tells_suppliers
from microacquisition.opportunities.evaluation.models import DoubleNote
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import SupplierMember, User
from microacquisition.process.doubles import LikelyDouble, find_likely_doubles
from microacquisition.process.lifecycle import BEFORE_WORK
from microacquisition.process.roles import Role
from microacquisition.process.rules.clarifying import TOO_LATE_TO_COMPARE
from microacquisition.records.events import Doer, keep_text, write_event
from microacquisition.site.clock import current_instant


@dataclass(frozen=True)
class Pair:
    """Two applications that look alike, and the note of who looked, if anybody did."""

    double: LikelyDouble
    note: DoubleNote | None


def may_see_doubles(user: User, opportunity: Opportunity) -> bool:
    """True for an officer there who does not evaluate, once the applications are open and until somebody signs."""
    return are_compared_now(opportunity) and tells_suppliers(user, opportunity)


def are_compared_now(opportunity: Opportunity) -> bool:
    """True once the applications are open and until somebody signs."""
    return opportunity.applications_opened_at is not None and opportunity.state in BEFORE_WORK


def list_pairs(opportunity: Opportunity) -> list[Pair]:
    """Return the pairs among the applications that stand, those nobody looked at first."""
    rows = OpenedApplication.objects.filter(application__opportunity=opportunity, application__strike=None)
    opened = list(
        rows.select_related("supplier__owner").prefetch_related(
            "answers", Prefetch("supplier__members", SupplierMember.objects.select_related("user"))
        )
    )
    notes = {
        (note.first_id, note.second_id): note
        for note in DoubleNote.objects.filter(first__opportunity=opportunity).select_related("noted_by")
    }
    hosts = opportunity.programme.code_hosts
    doubles = find_likely_doubles(describe_opened(each, hosts) for each in opened)
    pairs = [Pair(double, notes.get((double.first, double.second))) for double in doubles]
    return sorted(pairs, key=lambda pair: pair.note is not None)


def count_unseen_pairs(opportunity: Opportunity) -> int:
    """Count the pairs nobody has looked at yet."""
    return sum(pair.note is None for pair in list_pairs(opportunity))


def note_two_people(
    opportunity: Opportunity, user: User, first: str, second: str, reason: str, language: str
) -> None:
    """Write down that two applications are of different people, and why. NotYours for others, Refused later."""
    with transaction.atomic():
        locked = Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity.pk)
        unseen = {(pair.double.first, pair.double.second) for pair in list_pairs(locked) if pair.note is None}
        if not tells_suppliers(user, locked) or (first, second) not in unseen:
            raise NotYours
        if not are_compared_now(locked):
            raise Refused([TOO_LATE_TO_COMPARE])
        DoubleNote.objects.create(
            first=Application.objects.get(pk=first), second=Application.objects.get(pk=second),
            reason=reason, noted_by=user, noted_at=current_instant(),
        )  # fmt: skip
        write_event(
            locked.stream,
            "note_two_people",
            Doer(str(user.pk), Role.OFFICER.value, language),
            ("opportunity", str(locked.pk)),
            facts={"first": first, "second": second},
            digests={"reason": keep_text(reason)},
        )
