"""The selection's rows of the engine's table."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from microacquisition.opportunities.evaluation import striking
from microacquisition.opportunities.evaluation.queries import passing_applications
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection import actions, drawing, queries
from microacquisition.opportunities.selection.models import Offer
from microacquisition.opportunities.situation import StageStep
from microacquisition.process.rules import selection as rules
from microacquisition.process.rules import striking as striking_rules

Due = Iterator[tuple[UUID, str]]


def _draws_due(now: datetime) -> Due:
    for opportunity in Opportunity.objects.filter(state="DRAW_COMMITTED"):
        commitment = queries.find_commitment(opportunity)
        if commitment is not None and commitment.beacon_at <= now and queries.is_practice_draw(commitment):
            yield opportunity.pk, ""


def _offers_due(now: datetime) -> Due:
    due = Offer.objects.filter(answer="", answer_by__lte=now, opportunity__state="OFFERED")
    return ((pk, "") for pk in due.values_list("opportunity_id", flat=True))


def _unawarded(now: datetime) -> Due:
    for opportunity in Opportunity.objects.filter(state__in=("CLOSED", "EVALUATED", "RANKED")):
        if _nobody_is_left(opportunity):
            yield opportunity.pk, ""


def _nobody_is_left(opportunity: Opportunity) -> bool:
    if opportunity.state == "CLOSED":
        return opportunity.applications_count == 0
    if opportunity.state == "EVALUATED":
        return not passing_applications(opportunity)
    return not queries.order_left(opportunity)


def _awaits_a_typed_value(opportunity: Opportunity) -> Iterable[Opportunity]:
    commitment = queries.find_commitment(opportunity)
    return [] if commitment is None or queries.is_practice_draw(commitment) else [opportunity]


STEPS = {
    "commit_draw": StageStep(
        gather=queries.gather_draw,
        rules=(rules.programme_draws, rules.somebody_passed),
        form_rules=(rules.moment_is_not_earlier,),
        act=drawing.commit_draw,
        page="commit_draw",
    ),
    "record_draw": StageStep(
        gather=queries.gather_value,
        rules=(rules.beacon_time_is_reached,),
        form_rules=(rules.value_is_right,),
        act=drawing.record_draw,
        subjects=_awaits_a_typed_value,
        due=_draws_due,
        page="record_draw",
    ),
    "offer": StageStep(
        gather=queries.gather_order, rules=(rules.somebody_is_left,), act=actions.offer, page="offer"
    ),
    "decline_offer": StageStep(
        gather=queries.gather_order,
        rules=(rules.offer_still_runs,),
        act=actions.decline_offer,
        page="decline_offer",
    ),
    "lapse": StageStep(
        gather=queries.gather_order, rules=(rules.offer_is_due,), act=actions.lapse, due=_offers_due
    ),
    "end_without_award": StageStep(
        gather=queries.gather_order,
        rules=(rules.nobody_to_award,),
        act=actions.end_without_award,
        due=_unawarded,
        page="end_without_award",
    ),
    "strike_from_order": StageStep(
        gather=striking.gather_strike,
        form_rules=(striking_rules.supplier_was_heard,),
        signs=striking.digest_strike,
        act=actions.strike_from_order,
        subjects=striking.notices_to_decide,
        optional=striking.may_be_struck,
        page="strike",
    ),
}
