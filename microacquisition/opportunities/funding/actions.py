"""Verbs of the funds: prepare, confirm, sign, refuse, reserve, send back."""

from microacquisition.common.money import format_money
from microacquisition.opportunities.funding.letters import (
    each_once,
    officers,
    tell,
    tell_of_signature,
    tell_to_sign,
)
from microacquisition.opportunities.funding.models import FundingForm, FundsSignature, Reservation
from microacquisition.opportunities.funding.queries import (
    digest_form,
    read_form,
)
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.letters import file_address, write_to
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.situation import FurtherEvent, Outcome, Situation
from microacquisition.opportunities.statement.models import ReviewComment
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.opportunities.statement.snapshot import digest_statement
from microacquisition.process.rules.funding import FundingFacts
from microacquisition.records.events import keep_text


def prepare_form(situation: Situation, facts: FundingFacts) -> Outcome:
    """Write the form anew: what was confirmed or signed before lapses; ask the client to confirm."""
    given = situation.given
    written = {
        "fiscal_year": given["fiscal_year"],
        "cost_centre": given["cost_centre"],
        "coding": given["coding"],
        "price_cents": facts.price_cents,
        "tax_ceiling_cents": given["tax_ceiling_cents"],
        "budget_transfer_needed": given["budget_transfer_needed"],
        "prepared_by": situation.person,
        "prepared_at": situation.now,
        "confirmed_by": None,
        "confirmed_at": None,
        "returned_at": None,
        "budget_transfer_done_on": None,
        "transfer_risk_accepted_by": None,
        "budget_transfer_reference": "",
        "transfer_risk_reason": "",
    }
    lapsed = lapse_signatures(situation)
    FundingForm.objects.update_or_create(opportunity=situation.on, defaults=written)
    return Outcome(
        facts={"amount_cents": facts.amount_cents, "fiscal_year": given["fiscal_year"]},
        digests={"form": digest_form(situation.on)},
        further_events=lapsed,
        letters=tell(
            situation, client_people(situation.on.team), "funding/funding_form_to_confirm",
            "confirm_funding_form", facts.amount_cents,
        ),
    )  # fmt: skip


def confirm_form(situation: Situation, facts: FundingFacts) -> Outcome:
    """The client confirms; the fund managers are asked to sign, straight to the page that signs."""
    form = read_form(situation.on)
    form.confirmed_by, form.confirmed_at = situation.person, situation.now
    form.save(update_fields=["confirmed_by", "confirmed_at"])
    return Outcome(
        digests={"form": digest_form(situation.on)},
        letters=tell_to_sign(situation, facts.amount_cents),
    )


def sign_for_funds(situation: Situation, facts: FundingFacts) -> Outcome:
    """Keep the section 32 signature over exactly this form; the payment officers reserve."""
    opportunity, outside = situation.on, situation.outside
    assert facts.amount_cents is not None  # the rules refuse a form that is not prepared
    lapsed = lapse_signatures(situation)
    FundsSignature.objects.create(
        opportunity=opportunity,
        signed_by=situation.signer or situation.person,
        signed_at=situation.now,
        digest=digest_form(opportunity),
        amount_cents=facts.amount_cents or 0,
        outside_name=outside.name if outside else "",
        outside_date=outside.date if outside else None,
    )
    return Outcome(
        facts={"amount_cents": facts.amount_cents},
        digests={"form": digest_form(opportunity)},
        further_events=lapsed,
        letters=tell_of_signature(situation, facts.amount_cents),
    )


def refuse_funds(situation: Situation, facts: FundingFacts) -> Outcome:
    """The fund manager refuses with a reason: the statement goes back to drafting."""
    reason, opportunity = situation.given["reason"], situation.on
    lapsed = _send_back(situation)
    ReviewComment.objects.create(
        opportunity=opportunity, text=reason, written_by=situation.person, written_at=situation.now
    )
    people = each_once([*officers(opportunity), *client_people(opportunity.team)])
    return Outcome(
        to_state="DRAFTING",
        digests={"reason": keep_text(reason), "statement": digest_statement(find_statement(opportunity))},
        further_events=lapsed,
        letters=write_to(
            people,
            "funding/funds_refused",
            opportunity,
            link=file_address,
            values=lambda language: {"reason": reason},
        ),
    )


def reserve_funds(situation: Situation, facts: FundingFacts) -> Outcome:
    """Record the reservation; an earlier one of the same file is returned. Once posted, the state stays."""
    given, opportunity, form = situation.given, situation.on, read_form(situation.on)
    Reservation.objects.filter(opportunity=opportunity, returned_at=None).update(returned_at=situation.now)
    Reservation.objects.create(
        opportunity=opportunity,
        number=given["number"],
        fiscal_year=form.fiscal_year,
        amount_cents=given["amount_cents"],
        reserved_by=situation.person,
        reserved_at=situation.now,
    )
    transfer = _write_transfer(situation, form)
    message = "funds_reserved" if situation.state == "APPROVED" else "reservation_renewed"
    people = each_once([*client_people(opportunity.team), *officers(opportunity)])
    return Outcome(
        to_state="FUNDED" if situation.state == "APPROVED" else "",
        facts={
            "amount_cents": given["amount_cents"],
            "fiscal_year": form.fiscal_year,
            "transfer": given.get("transfer") or "not_needed",
        },
        digests={"number": keep_text(given["number"]), **transfer},
        letters=write_to(
            people, f"funding/{message}", opportunity, link=file_address,
            values=lambda language: {
                "amount": format_money(given["amount_cents"], language), "reservation_number": given["number"],
                "fiscal_year": form.fiscal_year,
            },
        ),
    )  # fmt: skip


def settle_transfer(situation: Situation, facts: FundingFacts) -> Outcome:
    """The other branch's transfer is done, or its risk is accepted by name: posting no longer waits for it."""
    opportunity, form = situation.on, read_form(situation.on)
    digests = _write_transfer(situation, form)
    message = "transfer_done" if situation.given["transfer"] == "done" else "transfer_risk_accepted"
    person = str(situation.person)
    return Outcome(
        facts={"transfer": situation.given["transfer"]},
        digests=digests,
        letters=write_to(
            officers(opportunity), f"funding/{message}", opportunity, link=file_address,
            values=lambda language: {"person": person, "reason": form.transfer_risk_reason},
        ),
    )  # fmt: skip


def _write_transfer(situation: Situation, form: FundingForm) -> dict[str, str]:
    """Write what was typed of the budget transfer into the form; return the digests of its texts."""
    given = situation.given
    if given.get("transfer") == "done":
        form.budget_transfer_done_on = given["transfer_done_on"]
        form.budget_transfer_reference = given.get("transfer_reference") or ""
    elif given.get("transfer") == "risk":
        form.transfer_risk_accepted_by = situation.person
        form.transfer_risk_reason = given.get("transfer_reason") or ""
    form.save(
        update_fields=[
            "budget_transfer_done_on", "budget_transfer_reference", "transfer_risk_accepted_by", "transfer_risk_reason",
        ]
    )  # fmt: skip
    texts = {
        "transfer_reference": given.get("transfer_reference"),
        "transfer_reason": given.get("transfer_reason"),
    }
    return {name: keep_text(text) for name, text in texts.items() if text}


def return_form(situation: Situation, facts: FundingFacts) -> Outcome:
    """The payment officer cannot reserve as asked, or no transfer comes: the form goes back, and its signature lapses.

    Once reserved, the reservation holds nothing any more: it is replaced when the funds are reserved anew.
    """
    reason, opportunity = situation.given["reason"], situation.on
    return Outcome(
        to_state="APPROVED" if situation.state == "FUNDED" else "",
        digests={"reason": keep_text(reason)},
        further_events=_send_back(situation),
        letters=write_to(
            officers(opportunity), "funding/funding_form_returned", opportunity,
            link=address_of("prepare_funding_form"), values=lambda language: {"reason": reason},
        ),
    )  # fmt: skip


def lapse_signatures(situation: Situation) -> list[FurtherEvent]:
    """End the signatures given for another form; return their events."""
    live = list(FundsSignature.objects.select_for_update().filter(opportunity=situation.on, lapsed_at=None))
    for signature in live:
        signature.lapsed_at = situation.now
        signature.save(update_fields=["lapsed_at"])
    return [
        FurtherEvent("void_signature", ("funds_signature", str(signature.pk)), {"step": "sign_for_funds"})
        for signature in live
    ]


def _send_back(situation: Situation) -> list[FurtherEvent]:
    form = read_form(situation.on)
    form.confirmed_by = form.confirmed_at = None
    form.returned_at = situation.now
    form.save(update_fields=["confirmed_by", "confirmed_at", "returned_at"])
    return lapse_signatures(situation)
