"""What became public of a purchase, in order: posted, opened, amended, counted, cancelled, ended without award.

Each moment is one release. What is public here is what the opportunity's page says, no sooner: the number of applicants
once their applications are opened; of all applicants only the one who signed, by name.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.dates import write_machine_instant
from microacquisition.common.words import LANGUAGES, Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.models import Amendment, Cancellation, ClosingChange
from microacquisition.opportunities.posting.public_changes import BY_RULE
from microacquisition.opportunities.posting.public_queries import write_say
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.opportunities.statement.snapshot import write_snapshot
from microacquisition.process.rules.extending import describe_closing_rule
from microacquisition.reports.open_data.parts import (
    Part,
    describe_page,
    describe_posted,
    first_language,
    write_ocid,
    write_text,
)

SELECTION = Words(en="Selection of a supplier", fr="Sélection d’un fournisseur")


@dataclass(frozen=True)
class Moment:
    """One release to be: its code is used once in a purchase; `posted` is its section `tender`."""

    code: str
    at: datetime
    tags: tuple[str, ...]
    posted: Part = field(default_factory=dict)
    sections: Part = field(default_factory=dict)


def list_posting_moments(opportunity: Opportunity) -> list[Moment]:
    """Return what happened to the tender of a posted opportunity, the oldest first."""
    found = [*_list_posting(opportunity), *_list_changes(opportunity)]
    found += [*_count_applicants(opportunity), *_list_ends(opportunity)]
    return sorted(found, key=lambda moment: moment.at)


def _list_posting(opportunity: Opportunity) -> Iterator[Moment]:
    """Announced first and opened later, or open at once."""
    posted_at, opens_at = opportunity.posted_at, opportunity.opens_at
    if posted_at is None or opens_at is None:
        return
    said, closes_at = _read_posted(opportunity), opportunity.original_closes_at
    if opens_at > posted_at:
        planned = describe_posted(opportunity, said, closes_at, "planned")
        # Taken back and announced again, it is another moment.
        yield Moment(f"planned-{posted_at:%Y%m%dT%H%M%S}", posted_at, ("planning",), planned)
    if _was_opened(opportunity, opens_at):
        active = describe_posted(opportunity, said, closes_at, "active")
        yield Moment("posted", max(posted_at, opens_at), ("tender",), active)


def _was_opened(opportunity: Opportunity, opens_at: datetime) -> bool:
    cancellation = _find_cancellation(opportunity)
    return opportunity.state != "SCHEDULED" and not (cancellation and cancellation.cancelled_at < opens_at)


def _read_posted(opportunity: Opportunity) -> Part:
    """Return the statement as it was posted."""
    posted = opportunity.versions.filter(why="posted").order_by("number").last()
    said: Part = json.loads(posted.body if posted else write_snapshot(find_statement(opportunity)))
    return said


def _list_changes(opportunity: Opportunity) -> Iterator[Moment]:
    """Amendments and moved closings: each leaves its reason, and the release it amends is the one before it."""
    said, closes_at, before = _read_posted(opportunity), opportunity.original_closes_at, "posted"
    amendments = list(opportunity.amendments.select_related("after"))
    rows: list[Amendment | ClosingChange] = [*amendments, *opportunity.closing_changes.all()]
    for number, row in enumerate(sorted(rows, key=lambda each: each.at), start=1):
        code, ocid = f"amendment-{number}", write_ocid(opportunity)
        if isinstance(row, Amendment):
            said = json.loads(row.after.body)
        else:
            closes_at = row.new_closes_at
        amendment = {
            "id": str(number),
            "date": write_machine_instant(row.at),
            **write_text("rationale", _find_reason(opportunity, row), first_language(opportunity)),
            "amendsReleaseID": f"{ocid}-{before}",
            "releaseID": f"{ocid}-{code}",
        }
        section = describe_posted(opportunity, said, closes_at, "active")
        yield Moment(code, row.at, ("tenderAmendment",), {**section, "amendments": [amendment]})
        before = code


def _find_reason(opportunity: Opportunity, row: Amendment | ClosingChange) -> Bilingual | Words:
    if isinstance(row, ClosingChange) and row.rule:
        return BY_RULE.filled(rule=describe_closing_rule(row.rule, opportunity.programme.extension))
    return row.reason


def _count_applicants(opportunity: Opportunity) -> Iterator[Moment]:
    """How many applied, once the applications are opened."""
    if opportunity.applications_opened_at and opportunity.applications_count is not None:
        number = {"numberOfTenderers": opportunity.applications_count}
        yield Moment("opened", opportunity.applications_opened_at, ("tenderUpdate",), number)


def _list_ends(opportunity: Opportunity) -> Iterator[Moment]:
    """Cancelled, or ended without an award, with the reason that everybody reads."""
    language = first_language(opportunity)
    cancellation = _find_cancellation(opportunity)
    if cancellation is not None:
        reason = Bilingual(cancellation.reason_en, cancellation.reason_fr)
        documents = [
            {
                **describe_page(opportunity, f"cancellation-{each}", "cancellationDetails", each),
                "description": reason.best_for(each)[0],
                "datePublished": write_machine_instant(cancellation.cancelled_at),
            }
            for each in LANGUAGES
            if getattr(reason, each).strip()
        ]
        end = {"status": "cancelled", "documents": documents}
        yield Moment("cancelled", cancellation.cancelled_at, ("tenderCancellation",), end)
    if opportunity.state == "NO_AWARD":
        selection = {
            "id": "selection",
            **write_text("title", SELECTION, language),
            **write_text("description", write_say(opportunity, "no_award"), language),
            "status": "notMet",
        }
        unsuccessful: Part = {"status": "unsuccessful", "milestones": [selection]}
        if not opportunity.applications_count:
            unsuccessful["numberOfTenderers"] = 0
        yield Moment("no-award", opportunity.state_since, ("tenderUpdate",), unsuccessful)


def _find_cancellation(opportunity: Opportunity) -> Cancellation | None:
    return getattr(opportunity, "cancellation", None) if opportunity.state == "CANCELLED" else None
