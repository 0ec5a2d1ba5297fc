"""Who plays the supplier’s part in each step: the applicant, whom the offer was made to, or who signed."""

from microacquisition.opportunities.agreement.queries import (
    is_offered,
    is_under_agreement,
    live_agreement,
    live_offer,
    was_offered,
)
from microacquisition.opportunities.applications.queries import acts_as_applicant
from microacquisition.opportunities.delivery.disputes import has_had_agreement
from microacquisition.opportunities.payment.dues import is_supplier_of
from microacquisition.opportunities.situation import Situation
from microacquisition.people.models import User
from microacquisition.process.lifecycle import Thing

OF_THE_OFFER = frozenset({"sign_agreement", "decline_offer", "declare_status", "send_papers"})
OF_THE_AGREEMENT = frozenset(
    {
        "plan", "deliver", "say_cannot_deliver", "extend_delivery", "propose_extension", "decline_extension",
        "confirm_item", "report_late_item", "answer_convenience",
    }
)  # fmt: skip
OF_ANY_AGREEMENT = frozenset({"open_dispute", "answer_dispute"})


def is_supplier_in(user: User, situation: Situation) -> bool:
    """True where the person acts for the supplier whose turn this step can be."""
    if situation.step.thing is Thing.APPLICATION:
        return acts_as_applicant(user, situation)
    code, opportunity = situation.step.code, situation.opportunity
    if opportunity is None:
        return False
    if code in OF_THE_OFFER:
        # Who has signed, or whose offer came to nothing, still has the part: an old form is told why, not that nothing
        # is there. While somebody else is asked, it is theirs alone.
        if is_offered(user, opportunity) or is_under_agreement(user, opportunity):
            return True
        return live_offer(opportunity) is None and was_offered(user, opportunity)
    if code in OF_ANY_AGREEMENT:
        return has_had_agreement(user, opportunity)
    if code in OF_THE_AGREEMENT:
        # So has whose agreement ended, while there is no other: a late answer is told so.
        has_ended = live_agreement(opportunity) is None and has_had_agreement(user, opportunity)
        return has_ended or is_under_agreement(user, opportunity)
    return code == "submit_invoice" and is_supplier_of(user, situation)
