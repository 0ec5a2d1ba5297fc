"""The posting's rows of the engine's table."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting import actions, again, queries
from microacquisition.opportunities.posting.amending import amend, gather_amendment
from microacquisition.opportunities.posting.extending import (
    ask_second_person,
    digest_extension,
    extend,
    gather_extension,
    give_proposal_waiting,
)
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.rules import (
    amending,
    cancelling,
    extending,
    posting,
    posting_again,
    translation,
)


def _awaits_translation(opportunity: Opportunity) -> list[Opportunity]:
    """A translation may be corrected; it is waited for only where none is submitted."""
    return [opportunity] if queries.needs_translation(opportunity) else []


def _due_to_open(now: datetime) -> Iterator[tuple[UUID, str]]:
    due = Opportunity.objects.filter(state="SCHEDULED", opens_at__lte=now).order_by("opens_at")
    return ((pk, "") for pk in due.values_list("pk", flat=True))


STEPS = {
    "submit_translation": StageStep(
        gather=queries.gather_translation,
        rules=(translation.programme_is_bilingual,),
        form_rules=(translation.translation_is_whole, posting.numbers_are_equal),
        act=actions.submit_translation,
        subjects=_awaits_translation,
        page="submit_translation",
    ),
    "approve_translation": StageStep(
        gather=queries.gather_translation,
        rules=(
            translation.translation_is_submitted,
            translation.translation_is_not_approved,
            translation.translation_is_whole,
            posting.translator_does_not_approve,
            posting.numbers_are_equal,
        ),
        act=actions.approve_translation,
        page="approve_translation",
    ),
    "post": StageStep(
        gather=queries.gather_posting,
        rules=(
            posting.every_language_required,
            posting.closing_ahead,
            posting.open_long_enough,
            posting.programme_is_ready,
            posting.budget_transfer_settled,
        ),
        form_rules=(posting.splitting_judged, posting.repository_is_named),
        act=actions.post,
        page="post",
    ),
    "post_again": StageStep(
        gather=again.gather_again,
        rules=(
            posting_again.ended_without_work,
            posting_again.funds_are_released,
            posting_again.is_not_begun_again,
        ),
        act=again.post_again,
        lock=lambda opportunity, subject_id: None,
        subjects=again.begins_again,
        page="post_again",
    ),
    "unpost": StageStep(
        gather=queries.gather_clock, rules=(cancelling.opening_is_ahead,), act=actions.unpost, page="unpost"
    ),
    "open": StageStep(
        gather=queries.gather_clock,
        rules=(cancelling.opening_is_reached,),
        act=actions.open_opportunity,
        due=_due_to_open,
    ),
    "amend": StageStep(
        gather=gather_amendment,
        rules=(amending.closing_is_ahead,),
        form_rules=amending.OF_WHAT_WAS_TYPED,
        act=amend,
        page="amend",
    ),
    "extend": StageStep(
        gather=gather_extension,
        rules=(extending.closing_is_ahead,),
        form_rules=(extending.closing_moves_later, extending.reason_is_given),
        act=extend,
        signs=digest_extension,
        asks=ask_second_person,
        outside=give_proposal_waiting,
        page="extend",
    ),
    "cancel": StageStep(
        gather=queries.gather_clock,
        rules=(cancelling.closing_is_not_reached,),
        form_rules=(cancelling.reason_is_given,),
        act=actions.cancel,
        page="cancel",
    ),
    "cancel_after_closing": StageStep(
        gather=queries.gather_clock,
        form_rules=(cancelling.reason_is_given,),
        signs=queries.digest_cancellation,
        asks=actions.ask_second_person,
        outside=queries.give_reason_waiting,
        act=actions.cancel,
        page="cancel_after_closing",
    ),
}
