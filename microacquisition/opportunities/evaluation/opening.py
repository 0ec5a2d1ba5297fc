"""Open the applications: two people sign after the closing, or beforehand for the clock to open them at once."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from microacquisition.common.dates import write_machine_instant
from microacquisition.opportunities.applications.opening import open_sealed_applications
from microacquisition.opportunities.applications.queries import list_damaged
from microacquisition.opportunities.evaluation import queries
from microacquisition.opportunities.evaluation.actions import ask_to_evaluate, label_applications
from microacquisition.opportunities.evaluation.damage import tell_of_damage
from microacquisition.opportunities.evaluation.doubles import count_unseen_pairs
from microacquisition.opportunities.letters import file_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.signatures import Signature
from microacquisition.opportunities.situation import (
    FurtherEvent,
    Letter,
    Outcome,
    Situation,
    list_live_signatures,
)
from microacquisition.people.queries import people_holding
from microacquisition.process.lifecycle import STEPS
from microacquisition.process.roles import Role
from microacquisition.process.rules.evaluation import EvaluationFacts


def digest_opening(situation: Situation) -> str:
    """Return SHA-256, in hex, of what two people sign to open: which opportunity and evaluators, and what is opened.

    After the closing that is the count and the root. Before it, when neither is known, it is the closing instant; what
    was signed so still holds after the closing, until the instant or the evaluators change.
    """
    opportunity = situation.on
    beforehand = queries.digest_data(
        {
            **_name_panel(opportunity, "MA-OPENING-BEFOREHAND-1"),
            "closes_at": write_machine_instant(opportunity.closes_at) if opportunity.closes_at else "",
        }
    )
    signed = {each.digest for each in list_live_signatures(opportunity, "open_applications")}
    if opportunity.state == "OPEN" or beforehand in signed:
        return beforehand
    return queries.digest_data(
        {
            **_name_panel(opportunity, "MA-OPENING-2"),
            "count": opportunity.applications_count or 0,
            "root": opportunity.applications_root,
        }
    )


def _name_panel(opportunity: Opportunity, form: str) -> dict[str, object]:
    people = [str(each.evaluator_id) for each in queries.live_assignments(opportunity)]
    return {
        "format": form,
        "opportunity": str(opportunity.pk),
        "chair": people[:1],
        "evaluators": sorted(people),
    }


def waits_for_closing(situation: Situation) -> bool:
    """What is signed while the opportunity is open takes effect once it is closed."""
    return situation.state == "OPEN"


def awaits_opening(opportunity: Opportunity) -> Iterable[Opportunity]:
    """People are waited for after the closing only, and not where the clock opens by itself."""
    return [opportunity] if opportunity.state == "CLOSED" else []


def may_be_authorized(opportunity: Opportunity) -> Iterable[Opportunity]:
    """While it is open, the opening may be signed for beforehand."""
    return [opportunity] if opportunity.state == "OPEN" else []


def due_for_opening(now: datetime) -> list[tuple[UUID, str]]:
    """Return (id, "") of each closed opportunity whose opening was signed for by everybody beforehand."""
    step = STEPS["open_applications"]
    waiting = Signature.objects.filter(
        step=step.code,
        end__isnull=True,
        opportunity__state="CLOSED",
        opportunity__applications_opened_at=None,
    )
    signed: dict[UUID, set[int]] = {}
    for key, slot in waiting.values_list("opportunity_id", "slot"):
        signed.setdefault(key, set()).add(slot)
    return [(key, "") for key, slots in signed.items() if len(slots) == len(step.who)]


def open_applications(situation: Situation, facts: EvaluationFacts) -> Outcome:
    """Open the seals and give every evaluator labels and an order of their own; a damaged one waits by itself."""
    opportunity = situation.on
    opened = open_sealed_applications(opportunity)
    opportunity.applications_opened_at = situation.now
    opportunity.save(update_fields=["applications_opened_at"])
    assignments = queries.live_assignments(opportunity)
    for assignment in assignments:
        label_applications(assignment, [each.application for each in opened])
    damaged = list_damaged(opportunity)
    return Outcome(
        facts={"opened": len(opened), "evaluators": len(assignments)},
        digests={"applications_root": opportunity.applications_root},
        letters=[
            *ask_to_evaluate(situation, [each.evaluator for each in assignments]),
            *_tell_who_signed(situation),
            *_tell_of_doubles(situation),
            *tell_of_damage(opportunity, damaged),
        ],
        further_events=[
            FurtherEvent("find_damaged_seal", ("application", each.application_id)) for each in damaged
        ],
    )


def _tell_who_signed(situation: Situation) -> list[Letter]:
    """Where the clock opened them, whoever signed beforehand is told."""
    if situation.user is not None:
        return []
    signed = situation.on.signatures.filter(step="open_applications", end__why="used").select_related(
        "person"
    )
    people = {each.person_id: each.person for each in signed}
    return write_to(
        people.values(), "evaluation/opened_as_signed", situation.on, link=file_address,
        values=lambda language: {"count": str(situation.on.applications_count or 0)},
    )  # fmt: skip


def _tell_of_doubles(situation: Situation) -> list[Letter]:
    """Officers alone are told that some applications look like one person's."""
    opportunity, count = situation.on, count_unseen_pairs(situation.on)
    officers = (
        people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id) if count else []
    )
    return write_to(
        officers, "evaluation/likely_doubles", opportunity, link=address_of("doubles"),
        values=lambda language: {"count": str(count)},
    )  # fmt: skip
