"""The statement: sent, commented, approved, opened again, withdrawn."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from microacquisition.opportunities.statement.models import (
    AcceptanceCriterion,
    ApplicationCriterion,
    Statement,
    StatementAuthor,
)
from microacquisition.process.rules import statement as rules
from tests.lifecycle.prepared import Scene
from tests.lifecycle.walking import Guard, Row

TEAM, OFFICERS = "client author", "officer second_officer"


def write(**columns: Any) -> Callable[[Scene], None]:
    """The statement says something else meanwhile."""
    return lambda scene: Statement.objects.update(**columns) and None


def drop_criteria(scene: Scene) -> None:
    """No criterion is left."""
    AcceptanceCriterion.objects.all().delete()
    ApplicationCriterion.objects.all().delete()


def swap_dates(scene: Scene) -> None:
    """The selection comes before the closing."""
    statement = Statement.objects.get()
    assert statement.closes_at is not None
    Statement.objects.update(selection_on=statement.closes_at.date() - timedelta(days=3))


def let_officer_write(scene: Scene) -> None:
    """The officer wrote a sentence of it."""
    StatementAuthor.objects.create(
        statement=Statement.objects.get(), person=scene.people["officer"], language="en"
    )


WHOLE = (
    Guard(rules.is_complete_in_one_language, before=write(background_en="", background_fr="")),
    Guard(rules.has_criteria, before=drop_criteria),
    Guard(rules.price_within_cap, before=write(price_cents=9_000_00)),
    Guard(rules.dates_in_order, before=swap_dates),
    Guard(rules.delivery_is_possible, before=write(hours=400)),
    Guard(rules.is_unclassified, before=write(unclassified=None)),
    Guard(rules.is_standalone, before=write(standalone_reason="")),
    Guard(rules.has_no_internal_capacity, before=write(no_capacity_reason="")),
    Guard(rules.licence_is_open, before=write(licence="Own-1.0")),
)

ROWS = (
    Row(
        "submit_for_review", state="written", who="client", page="statement", leads_to="IN_REVIEW",
        mails={"statement/statement_to_review": "officer advisor"}, waits_for=TEAM,
        wrong_states="in review, approved", guards=WHOLE,
    ),
    Row(
        "submit_for_review", state="opened again", who="client", page="statement", leads_to="APPROVED",
        mails={"statement/statement_unchanged": f"officer advisor {TEAM}"}, waits_for=TEAM, is_outcome=True,
    ),
    Row(
        "submit_for_review", state="funded and opened again", who="client", page="statement", leads_to="FUNDED",
        mails={"statement/statement_unchanged": f"officer advisor {TEAM}"}, waits_for=TEAM, is_outcome=True,
    ),
    Row(
        "request_changes", state="in review", who="advisor", page="request_changes", leads_to="DRAFTING",
        typed={"comment_whole": "Say which tests."}, mails={"statement/changes_asked": TEAM},
        wrong_states="written, approved",
    ),
    Row(
        "approve_statement", state="in review", who="officer advisor", page="review", leads_to="APPROVED",
        mails={"statement/statement_approved": TEAM, "posting/translation_needed": TEAM},
        waits_for="officer second_officer advisor", wrong_states="written, approved",
        guards=(Guard(rules.approver_is_not_author, before=let_officer_write), *WHOLE),
    ),
    Row(
        "approve_statement", state="reworded", who="officer advisor", page="review", leads_to="FUNDED",
        mails={"statement/statement_approved": TEAM, "posting/translation_needed": TEAM},
        waits_for="officer second_officer advisor", is_outcome=True,
    ),
    Row(
        "return_to_drafting", state="approved", who="officer", page="return_to_drafting", leads_to="DRAFTING",
        typed={"reason": "The dates changed."}, mails={"statement/changes_asked": TEAM}, wrong_states="written, open",
    ),
    Row(
        "withdraw_request", state="written", who="client", page="withdraw_request", leads_to="CANCELLED",
        typed={"reason": "The need is gone."}, mails={"statement/request_withdrawn": "officer"}, wrong_states="open, in work",
    ),
)  # fmt: skip
