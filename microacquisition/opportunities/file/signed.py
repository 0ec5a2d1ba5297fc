"""What was signed before posting: what holds, what lapsed, and why."""

import json
from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.words import Words
from microacquisition.opportunities.funding.anew import (
    is_to_be_signed_again,
    needs_new_form,
    reservation_is_outgrown,
)
from microacquisition.opportunities.funding.lapsing import find_reservation_under
from microacquisition.opportunities.funding.models import FundsSignature, Reservation
from microacquisition.opportunities.funding.queries import (
    digest_form,
    find_form,
    find_form_that_holds,
    list_funds_signatures,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.approvals import (
    approvals_hold,
    carried_approvals,
    last_approvals,
)
from microacquisition.opportunities.statement.models import Statement
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.process.lifecycle import BEFORE_POSTING, ENDS
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.records.models import Event

WHY = {
    "text": Words(en="the text changed since", fr="le texte a changé depuis"),
    "price": Words(en="the price changed since", fr="le prix a changé depuis"),
    "date": Words(en="the delivery date changed since", fr="la date de livraison a changé depuis"),
    "form": Words(
        en="the funding form was prepared again or sent back",
        fr="le formulaire de financement a été refait ou renvoyé",
    ),
    "signature": Words(
        en="the signature it was made for no longer holds",
        fr="la signature sur laquelle elle repose ne tient plus",
    ),
}


@dataclass(frozen=True)
class Signed:
    """One thing that was signed: by whom, when, and why it no longer holds (None: it holds)."""

    what: Words
    who: str
    at: datetime
    why: Words | None


def list_signed(opportunity: Opportunity) -> list[Signed]:
    """Return what people signed before posting, in the order of the steps; once posted, only where funds lapsed."""
    if opportunity.state in ENDS:
        return []
    if opportunity.state not in BEFORE_POSTING:
        checks = (needs_new_form, is_to_be_signed_again, reservation_is_outgrown)
        lapsed = any(check(opportunity) for check in checks)
        return _list_funds(opportunity) if lapsed else []
    statement = (
        find_statement(opportunity) if Statement.objects.filter(opportunity=opportunity).exists() else None
    )
    if statement is None:
        return []
    approvals = last_approvals(opportunity) or carried_approvals(statement)
    if not approvals:
        return []
    hold = opportunity.state in ("APPROVED", "FUNDED") or approvals_hold(statement)
    rows = [
        Signed(_done("approve_statement"), str(row.person), row.signed_at, None if hold else WHY["text"])
        for row in approvals
    ]
    return rows + _list_funds(opportunity)


def _list_funds(opportunity: Opportunity) -> list[Signed]:
    rows, form = [], find_form(opportunity)
    holding = find_form_that_holds(opportunity)
    if form is not None and form.confirmed_by is not None and form.confirmed_at is not None:
        why = None if holding else WHY["price"]
        rows.append(Signed(_done("confirm_funding_form"), str(form.confirmed_by), form.confirmed_at, why))
    signatures = list_funds_signatures(opportunity)
    if not signatures:
        return rows
    signature = signatures[-1]
    why = _why_lapsed(opportunity, signature)
    rows.append(Signed(_done("sign_for_funds"), str(signature.signed_by), signature.signed_at, why))
    reserved = Reservation.objects.filter(opportunity=opportunity).order_by("reserved_at").last()
    if reserved is not None:
        holds = why is None and find_reservation_under(signature) is not None
        lapsed = None if holds else WHY["signature"]
        rows.append(Signed(_done("reserve_funds"), str(reserved.reserved_by), reserved.reserved_at, lapsed))
    return rows


def _why_lapsed(opportunity: Opportunity, signature: FundsSignature) -> Words | None:
    if signature.lapsed_at is not None:
        event = Event.objects.filter(
            stream=opportunity.stream, code="void_signature", subject_kind="funds_signature",
            subject_id=str(signature.pk),
        ).first()  # fmt: skip
        facts = json.loads(event.body)["facts"] if event else {}
        return WHY[str(facts.get("why", "form"))]
    if signature.digest == digest_form(opportunity):
        return None
    return WHY["date" if find_form_that_holds(opportunity) else "price"]


def _done(step: str) -> Words:
    return STEP_WORDS[step].done
