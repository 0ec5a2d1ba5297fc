"""The funds: prepared, confirmed, signed for, refused, reserved, sent back."""

from collections.abc import Callable
from typing import Any

from microacquisition.opportunities.funding.models import FundingForm
from microacquisition.people.roles_held import Delegation
from microacquisition.process.rules import funding as rules
from tests.builders import funding_form
from tests.lifecycle.prepared import Scene
from tests.lifecycle.states import MONDAY, take
from tests.lifecycle.walking import Guard, Row

TEAM, OFFICERS = "client author", "officer second_officer"
FORM = {
    "fiscal_year": "2026-2027",
    "cost_centre": "4410",
    "coding": "N-100-4410",
    "budget_transfer_needed": "no",
}
RESERVED = {"number": "FR-20417", "amount_cents": "6,900.00"}


def write(**columns: Any) -> Callable[[Scene], None]:
    """The form says something else meanwhile."""
    return lambda scene: FundingForm.objects.update(**columns) and None


def confirm(scene: Scene) -> None:
    """Somebody else of the team confirmed it first."""
    take("confirm_funding_form", scene, "author")


def limit_delegation(role: str) -> Callable[[Scene], None]:
    """Whoever holds the role may sign for $1,000."""

    def limit(scene: Scene) -> None:
        Delegation.objects.create(
            user=scene.people[role], role=role, limit_cents=1_000_00, cost_centres=["4410"],
            starts=MONDAY.date(), instrument_reference="D-1",
        )  # fmt: skip

    return limit


UNCONFIRMED = Guard(rules.form_is_confirmed, state="form prepared")
INCOMPLETE = Guard(rules.form_is_complete, before=write(coding=""))

# What neither a first reservation nor a new one may lack.
NOT_RESERVABLE = (
    Guard(
        rules.reservation_number_given, typed={"number": ""},
        given=lambda scene: {"number": "", "amount_cents": 6_900_00},
    ),
    Guard(rules.covers_price_and_tax, typed={"amount_cents": "100.00"}),
    Guard(
        rules.budget_transfer_is_settled, before=write(budget_transfer_needed=True),
        given=lambda scene: {"number": "FR-1", "amount_cents": 6_900_00},
    ),
)  # fmt: skip

ROWS = (
    Row(
        "prepare_funding_form", state="approved", who="officer", page="prepare_funding_form", leads_to="APPROVED",
        typed=FORM, mails={"funding/funding_form_to_confirm": TEAM}, waits_for=OFFICERS, wrong_states="written, funded",
        guards=(
            Guard(rules.form_is_complete, typed={"coding": ""}, given=lambda scene: funding_form(coding="")),
            Guard(rules.covers_price_and_tax, typed={"tax_ceiling_cents": "10.00"}),
        ),
    ),
    Row(
        "confirm_funding_form", state="form prepared", who="client", page="confirm_funding_form", leads_to="APPROVED",
        mails={"funding/to_sign_for_funds": "fund_manager"}, waits_for=TEAM, wrong_states="written, funded",
        guards=(
            INCOMPLETE,
            Guard(rules.form_is_not_confirmed, before=confirm),
            Guard(rules.covers_price_and_tax, before=write(tax_ceiling_cents=1)),
        ),
    ),
    Row(
        "sign_for_funds", state="form confirmed", who="fund_manager", page="sign_for_funds", leads_to="APPROVED",
        mails={"funding/funds_to_reserve": "payment_officer"}, waits_for="fund_manager", wrong_states="written, funded",
        guards=(
            INCOMPLETE, UNCONFIRMED,
            Guard(rules.funds_are_not_signed_for, state="funds signed for"),
            Guard(rules.covers_price_and_tax, before=write(tax_ceiling_cents=1)),
            Guard(rules.within_delegation, before=limit_delegation("fund_manager")),
        ),
    ),
    Row(
        "refuse_funds", state="form confirmed", who="fund_manager", page="refuse_funds", leads_to="DRAFTING",
        typed={"reason": "The budget is spent."}, mails={"funding/funds_refused": f"officer {TEAM}"},
        wrong_states="written, funded",
        guards=(INCOMPLETE, UNCONFIRMED, Guard(rules.funds_are_not_signed_for, state="funds signed for")),
    ),
    Row(
        "reserve_funds", state="funds signed for", who="payment_officer", page="reserve_funds", leads_to="FUNDED",
        typed=RESERVED, mails={"funding/funds_reserved": f"officer {TEAM}"}, waits_for="payment_officer",
        wrong_states="written, funded",
        guards=(
            INCOMPLETE, UNCONFIRMED,
            Guard(rules.funds_are_signed_for, state="form confirmed"),
            *NOT_RESERVABLE,
        ),
    ),
    Row(
        "renew_reservation", state="due in another year", who="payment_officer", page="reserve_funds", leads_to="OPEN",
        typed={**RESERVED, "number": "FR-30001"}, mails={"funding/reservation_renewed": f"officer {TEAM}"},
        waits_for="payment_officer", wrong_states="written, completed",
        guards=(
            INCOMPLETE, Guard(rules.form_is_confirmed, before=write(confirmed_by=None, confirmed_at=None)),
            Guard(rules.funds_are_signed_for, before=write(coding="N-200")),
            Guard(rules.reservation_no_longer_covers, state="open"),
            *NOT_RESERVABLE,
        ),
    ),
    Row(
        "settle_transfer", state="transfer awaited", who="payment_officer", page="settle_transfer", leads_to="FUNDED",
        typed={"transfer": "done", "transfer_done_on": "2026-11-20", "transfer_reference": "JV-88"},
        mails={"funding/transfer_done": "officer"}, waits_for="payment_officer", wrong_states="written, completed",
        guards=(
            INCOMPLETE, UNCONFIRMED, Guard(rules.budget_transfer_is_open, state="funded"),
        ),
    ),
    Row(
        "return_reservation", state="funds signed for", who="payment_officer", page="return_reservation",
        leads_to="APPROVED", typed={"reason": "The coding is wrong."},
        mails={"funding/funding_form_returned": "officer"}, wrong_states="written, open",
        guards=(INCOMPLETE, UNCONFIRMED, Guard(rules.funds_are_signed_for, state="form confirmed")),
    ),
)  # fmt: skip
