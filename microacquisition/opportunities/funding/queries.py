"""Named reads of the funding form and its signatures, and the facts of their steps."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from microacquisition.common.canonical import write_canonical
from microacquisition.common.dates import format_date, write_machine_instant
from microacquisition.common.read_once import read_once
from microacquisition.common.zones import local_time
from microacquisition.opportunities.funding.models import FundingForm, FundsSignature, Reservation
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Situation
from microacquisition.opportunities.statement.models import Statement
from microacquisition.opportunities.statement.queries import statement_of
from microacquisition.people.models import User
from microacquisition.process.calendar import add_business_days, fiscal_year_of

FORMAT = "MA-FUNDING-1"


@dataclass(frozen=True)
class FundingSummary:
    """The form as people read it before they confirm, sign or reserve. Amounts in cents."""

    form: FundingForm
    statement: Statement
    signature: FundsSignature | None
    digest: str

    @property
    def amount_cents(self) -> int:
        """Price and tax ceiling: what is set aside."""
        return self.form.price_cents + self.form.tax_ceiling_cents


@read_once
def find_form(opportunity: Opportunity) -> FundingForm | None:
    """Return the funding form, however old; None before it was ever prepared."""
    return FundingForm.objects.filter(opportunity=opportunity).first()


def find_form_that_holds(opportunity: Opportunity) -> FundingForm | None:
    """Return the form where it was not sent back and asks for the statement's price; else None."""
    form, statement = find_form(opportunity), find_statement_text(opportunity)
    holds = form and statement and form.returned_at is None and form.price_cents == statement.price_cents
    return form if holds else None


def read_form(opportunity: Opportunity) -> FundingForm:
    """Return the funding form that holds; LookupError where there is none, which the rules refuse before."""
    form = find_form_that_holds(opportunity)
    if form is None:
        raise LookupError("The rules let a step pass without a funding form.")
    return form


def find_statement_text(opportunity: Opportunity) -> Statement | None:
    """Return the statement; None before drafting began."""
    return statement_of(opportunity)


@read_once
def digest_form(opportunity: Opportunity) -> str:
    """Return SHA-256, in hex, of exactly what the fund manager signs: the form and the delivery it pays for."""
    form, statement = find_form_that_holds(opportunity), find_statement_text(opportunity)
    told: dict[str, object] = {"format": FORMAT, "opportunity": str(opportunity.pk)}
    if form is not None and statement is not None:
        told |= {
            "fiscal_year": form.fiscal_year,
            "cost_centre": form.cost_centre,
            "coding": form.coding,
            "price_cents": form.price_cents,
            "tax_ceiling_cents": form.tax_ceiling_cents,
            "budget_transfer_needed": "yes" if form.budget_transfer_needed else "no",
            "delivery_at": write_machine_instant(statement.delivery_at) if statement.delivery_at else "",
        }
    return hashlib.sha256(write_canonical(told).encode()).hexdigest()


def digest_to_sign(situation: Situation) -> str:
    """Return the digest that `sign_for_funds` signs."""
    return digest_form(situation.on)


@read_once
def find_live_signature(opportunity: Opportunity) -> FundsSignature | None:
    """Return the signature that still holds: not lapsed, and over exactly the form as it stands."""
    rows = FundsSignature.objects.filter(
        opportunity=opportunity, lapsed_at=None, digest=digest_form(opportunity)
    )
    return rows.select_related("signed_by").first()


@read_once
def find_live_reservation(opportunity: Opportunity) -> Reservation | None:
    """Return the reservation in force, or None."""
    return Reservation.objects.filter(opportunity=opportunity, returned_at=None).first()


def summarize_funding(opportunity: Opportunity) -> FundingSummary | None:
    """Return what the pages of the funding form draw; None where no form holds."""
    form, statement = find_form_that_holds(opportunity), find_statement_text(opportunity)
    if form is None or statement is None:
        return None
    return FundingSummary(
        form=form,
        statement=statement,
        signature=find_live_signature(opportunity),
        digest=digest_form(opportunity),
    )


def find_other_year(opportunity: Opportunity, due_at: datetime | None) -> tuple[str, str]:
    """Return the fiscal year of `due_at` and the form's, where the work is due after the year that pays; else empty."""
    form = find_form(opportunity)
    if form is None or due_at is None:
        return "", ""
    due = fiscal_year_of(local_time(due_at, opportunity.programme.zone).date())
    return (due, form.fiscal_year) if due > form.fiscal_year else ("", "")


@read_once
def list_funds_signatures(opportunity: Opportunity) -> list[FundsSignature]:
    """Return the section 32 signatures given so far, lapsed or not, oldest first."""
    return list(opportunity.funds_signatures.select_related("signed_by").order_by("signed_at"))


def transfer_is_to_come(opportunity: Opportunity) -> bool:
    """True where the confirmed form needs another branch's transfer, and it is not done."""
    form = find_form_that_holds(opportunity)
    if form is None or form.confirmed_at is None or not form.budget_transfer_needed:
        return False
    return form.budget_transfer_done_on is None


def transfer_is_settled(opportunity: Opportunity) -> bool:
    """True where no transfer is to come, or its risk is accepted by name: posting need not wait."""
    form = find_form_that_holds(opportunity)
    accepted = form is not None and form.transfer_risk_accepted_by_id is not None
    return accepted or not transfer_is_to_come(opportunity)


def sign_by(opportunity: Opportunity, summary: FundingSummary | None) -> date | None:
    """Return the day by which the fund manager is asked to sign; None while nobody is asked."""
    confirmed = summary.form.confirmed_at if summary else None
    if confirmed is None:
        return None
    programme = opportunity.programme
    day = local_time(confirmed, programme.zone).date()
    return add_business_days(day, programme.target_days.get("sign_for_funds", 1))


def target_day(situation: Situation, step_code: str) -> date:
    """Return the business day by which the step is expected, from the program's targets."""
    today = local_time(situation.now, situation.programme.zone).date()
    return add_business_days(today, situation.programme.target_days.get(step_code, 1))


def write_target(situation: Situation, step_code: str, language: str) -> str:
    """Return the target day as a message says it."""
    return format_date(target_day(situation, step_code), language)


def officers_of(opportunity: Opportunity, everybody: list[User]) -> list[User]:
    """Return the file's officer, or every officer where nobody has the file yet."""
    return [opportunity.officer] if opportunity.officer else everybody
