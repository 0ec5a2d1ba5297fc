"""Closing: count, RFC 6962 root, then one event per receipt (spec/draw.md, P2; spec/security.md, rule 2)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from microacquisition.common.dates import write_machine_instant
from microacquisition.opportunities.applications.closing_rules import ask_closing_rules
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.letters import file_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import FurtherEvent, Letter, Outcome, Situation
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.applications import ClosingFacts
from microacquisition.process.rules.extending import find_closing_rule
from microacquisition.process.selection.receipts import Proof, inclusion_proof, leaf_hash, merkle_root


@dataclass(frozen=True)
class Inclusion:
    """Proof that one receipt is among those counted: its leaf, the path, the published root."""

    leaf: str
    proof: Proof
    root: str


def due_for_closing(now: datetime) -> list[tuple[UUID, str]]:
    """Return (id, "") of each open opportunity whose closing instant is reached, the longest due first."""
    due = Opportunity.objects.filter(state="OPEN", closes_at__lte=now).order_by("closes_at")
    return [(key, "") for key in due.values_list("pk", flat=True)]


def last_receipts(opportunity: Opportunity) -> list[ApplicationVersion]:
    """Return the last version of every application that was ever sent, withdrawn ones too, sorted by id."""
    versions = (
        ApplicationVersion.objects.filter(application__opportunity=opportunity)
        .order_by("application_id", "-number")
        .distinct("application_id")
    )
    return sorted(versions, key=lambda version: version.application_id.encode())


def inclusion_proof_of(application: Application) -> Inclusion | None:
    """Return the proof for the application's last receipt; None before closing or for a draft never sent."""
    opportunity = application.opportunity
    if not opportunity.applications_root:
        return None
    versions = last_receipts(opportunity)
    keys = [version.application_id for version in versions]
    if application.pk not in keys:
        return None
    place, leaves = keys.index(application.pk), [leaf_hash(version.receipt) for version in versions]
    return Inclusion(leaves[place], inclusion_proof(leaves, place), opportunity.applications_root)


def gather_closing(situation: Situation) -> ClosingFacts:
    """The facts of closing, read under the opportunity's lock."""
    facts = ask_closing_rules(situation.on, situation.now)
    return ClosingFacts(
        instant_reached=facts.instant_reached, moved_by_rule=find_closing_rule(facts) is not None
    )


def close_opportunity(situation: Situation, facts: ClosingFacts) -> Outcome:
    """Count and bind what was received; nobody can add to it any more."""
    opportunity = situation.on
    versions = last_receipts(opportunity)
    leaves = [leaf_hash(version.receipt) for version in versions]
    count = sum(version.state == "SUBMITTED" for version in versions)
    opportunity.applications_count = count
    opportunity.applications_root = merkle_root(leaves)
    opportunity.closed_at = situation.now
    opportunity.save(update_fields=["applications_count", "applications_root", "closed_at"])
    return Outcome(
        to_state="CLOSED",
        facts={"applications": count, "receipts": len(versions)},
        digests={"applications_root": opportunity.applications_root},
        further_events=[
            FurtherEvent(
                "receipt",
                ("application", version.application_id),
                facts={
                    "received_at": write_machine_instant(version.received_at),
                    "state": version.state,
                    "version": version.number,
                    **({"recorded_by": "officer"} if version.by_officer else {}),
                },
                digests={"leaf": leaf},
            )
            for version, leaf in zip(versions, leaves, strict=True)
        ],
        letters=_tell_the_buyers(opportunity, count),
        following=[] if count else [("end_without_award", "", {})],
    )


def _tell_the_buyers(opportunity: Opportunity, count: int) -> list[Letter]:
    officers = people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id)
    people = {person.pk: person for person in [*officers, *client_people(opportunity.team)]}
    name = "closed_with_applications" if count else "closed_without_applications"
    return write_to(
        people.values(), f"applications/{name}", opportunity, link=file_address,
        values=lambda language: {"count": str(count)},
    )  # fmt: skip


def end_unapplied(situation: Situation, facts: ClosingFacts) -> Outcome:
    """End without award where nobody applied; the selection's own step replaces this one."""
    return Outcome(to_state="NO_AWARD", facts={"reason": "no_applications"})
