"""Changing what is open, in public: amending, extending by two people."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.posting.extending import Proposal
from microacquisition.opportunities.statement.models import ApplicationCriterion, Statement
from microacquisition.process.rules import amending, applications, extending
from tests.asking import ask_as
from tests.lifecycle.prepared import Scene
from tests.lifecycle.rows.posting import REASON, move_to
from tests.lifecycle.walking import ClockRow, Guard, Row

APPLICANTS = "supplier_1 supplier_2"
STAFF = "officer second_officer advisor client author"
WORK = {"work_en": "1. A script\n2. Its tests", "work_fr": "1. Un script\n2. Ses essais", **REASON}


def move_closing(days: int) -> Callable[[Scene], dict[str, Any]]:
    """The closing so many days later, with the reason."""

    def type_date(scene: Scene) -> dict[str, Any]:
        closes = scene.opportunity.closes_at
        assert closes is not None
        return {
            "closes_at_date": (closes + timedelta(days=days)).date().isoformat(),
            "closes_at_time": "14:00",
            **REASON,
        }

    return type_date


def propose_without_reason(scene: Scene) -> dict[str, Any]:
    """A later closing with its reason in one language only, as the engine takes it."""
    closes = scene.opportunity.closes_at
    assert closes is not None
    proposal = Proposal(closes + timedelta(days=7), Bilingual(REASON["reason_en"], ""))
    return {"proposal": proposal, "reason": proposal.as_reason()}


def leave_question_open(scene: Scene) -> None:
    """A question asked in time has no answer."""
    ask_as(scene.people["supplier_3"], scene.opportunity)


def give(
    section: str = "work", reason: str = REASON["reason_en"], **columns: Any
) -> Callable[[Scene], dict[str, Any]]:
    """An amendment of some columns, as the engine takes it."""

    def fill(statement: Statement) -> None:
        for name, value in columns.items():
            setattr(statement, name, value)

    return lambda scene: {"section": section, "fill": fill, "reason": Bilingual(reason, reason)}


def add_criterion(scene: Scene) -> dict[str, Any]:
    """One application evaluation criterion more."""

    def fill(statement: Statement) -> None:
        ApplicationCriterion.objects.create(statement=statement, place=2, text_en="More.", text_fr="Plus.")

    return {**give("evaluation")(scene), "fill": fill}


ROWS = (
    Row(
        "amend", state="applied", who="officer", page="amend_section", leads_to="OPEN", typed=(WORK, {}),
        button="publish", mails={"posting/amended_staff": STAFF, "posting/amended_applicant": APPLICANTS}, wrong_states="closed, in work",
        guards=(
            Guard(amending.closing_is_ahead, before=move_to("closes_at", timedelta(0))),
            Guard(amending.substance_before_cut_off, before=move_to("closes_at", timedelta(hours=1)), given=give(work_en="New", work_fr="Neuf")),
            Guard(amending.something_changes, by_page=False, given=give()),
            Guard(amending.criteria_stay, by_page=False, given=add_criterion),
            Guard(amending.price_within_reservation, by_page=False, given=give("price", price_cents=8_000_00)),
            Guard(amending.statement_stays_whole, by_page=False, given=give(work_en="")),
            Guard(amending.numbers_are_equal, by_page=False, given=give(work_en="Only here: 42.")),
            Guard(amending.reason_is_given, by_page=False, given=give(reason="")),
        ),
    ),
    Row(
        "extend", state="applied", who="officer advisor", page="extend", leads_to="OPEN", typed=move_closing(7),
        second_typed={}, second_button="sign",
        mails={
            "posting/extension_to_sign": "second_officer advisor", "posting/extended_staff": STAFF,
            "posting/extended_applicant": APPLICANTS,
        },
        wrong_states="closed, in work",
        guards=(
            Guard(extending.closing_is_ahead, before=move_to("closes_at", timedelta(0))),
            Guard(extending.closing_moves_later, typed=move_closing(-1)),
            Guard(extending.reason_is_given, typed={"reason_fr": ""}, given=propose_without_reason),
        ),
    ),
    ClockRow(
        "extend_by_rule", state="applied", before=leave_question_open, leads_to="OPEN",
        due=lambda scene: scene.opportunity.closes_at,
        mails={"applications/extended_by_rule_staff": STAFF, "applications/extended_by_rule_applicant": APPLICANTS},
        guards=(extending.a_rule_moves_it,), blocks=(("close", applications.no_rule_moves_it),),
    ),
)  # fmt: skip
