"""Before a signature: a yes at the offer, the two papers and their check, the exception."""

from typing import Any

from microacquisition.process.rules import agreement as rules
from tests.lifecycle.prepared import Scene
from tests.lifecycle.rows.agreement import ANSWERS, OFFICERS, join_supplier
from tests.lifecycle.rows.selection import wait_too_long
from tests.lifecycle.walking import Guard, Row
from tests.opportunities.agreement.builders import PAPERS

GRANTED = {"granted": "yes", "authority": "DG Procurement, PR-77", "reason": "No pension is paid."}
TOO_LATE = Guard(rules.offer_still_stands, before=wait_too_long)
FOR_ONESELF = Guard(rules.answer_is_not_one_s_own, before=join_supplier("officer"))


def type_papers(scene: Scene) -> dict[str, Any]:
    """Both papers."""
    return {name: str(said) for name, said in PAPERS.items()}


def say_no(scene: Scene) -> dict[str, Any]:
    """Both questions answered with no."""
    return {"federal_employee": False, "former_public_servant": False}


ROWS = (
    # Nobody waits for a yes: who says no signs at once, by the same form.
    Row(
        "declare_status", state="offered", who="winner", page="sign_agreement", leads_to="OFFERED",
        typed={**ANSWERS, "federal_employee": "yes", "former_public_servant": "yes"},
        mails={"agreement/exception_to_record": OFFICERS}, wrong_states="in work, accepted",
        guards=(TOO_LATE, Guard(rules.a_yes_is_new, by_page=False, given=say_no)),
    ),
    Row(
        "send_papers", state="yes said", who="winner", page="send_papers", leads_to="OFFERED", typed=type_papers,
        mails={"agreement/papers_to_check": OFFICERS}, waits_for="winner", wrong_states="in work",
        guards=(
            TOO_LATE,
            Guard(rules.papers_are_needed, state="papers sent"),
        ),
    ),
    Row(
        "check_papers", state="papers sent", who="officer", page="check_papers", leads_to="OFFERED",
        typed={"accepted": "yes"}, mails={"agreement/papers_accepted": "winner"}, waits_for=OFFICERS,
        wrong_states="ranked, in work",
        guards=(
            TOO_LATE,
            FOR_ONESELF,
            Guard(rules.papers_wait, state="yes said"),
            Guard(rules.return_says_what_is_missing, typed={"accepted": "no"}, given=lambda scene: {"accepted": False}),
        ),
    ),
    Row(
        "check_papers", state="papers sent", who="second_officer", page="check_papers", leads_to="OFFERED",
        typed={"accepted": "no", "reason": "The second paper is not signed."},
        mails={"agreement/papers_returned": "winner"}, waits_for=OFFICERS, is_outcome=True, called="returned",
    ),
    Row(
        "record_exception", state="yes said", who="officer", page="record_exception", leads_to="OFFERED",
        typed=GRANTED, mails={"agreement/exception_recorded": "winner"}, waits_for=OFFICERS,
        wrong_states="ranked, in work",
        guards=(
            TOO_LATE,
            FOR_ONESELF,
            Guard(rules.exception_is_needed, state="offered"),
            Guard(rules.exception_names_its_authority, typed={"authority": ""}, given=lambda scene: {"granted": True}),
        ),
    ),
    Row(
        "record_exception", state="yes said", who="second_officer", page="record_exception", leads_to="OFFERED",
        typed={"granted": "no", "reason": "The guide excludes it."}, mails={"agreement/exception_refused": "winner"},
        waits_for=OFFICERS, is_outcome=True, called="refused",
    ),
)  # fmt: skip
