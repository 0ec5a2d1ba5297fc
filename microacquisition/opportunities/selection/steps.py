"""The selection's rows of the engine's table."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from uuid import UUID

from microacquisition.opportunities.evaluation import striking
from microacquisition.opportunities.evaluation.queries import passing_applications
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection import (
    actions,
    beacons,
    drawing,
    queries,
    ranking,
    redrawing,
    scoring,
)
from microacquisition.opportunities.selection.models import Commitment, Offer
from microacquisition.opportunities.situation import Situation, StageStep
from microacquisition.process.rules import drawing as drawing_rules
from microacquisition.process.rules import offering as offering_rules
from microacquisition.process.rules import ranking as ranking_rules
from microacquisition.process.rules import redrawing as redrawing_rules
from microacquisition.process.rules import striking as striking_rules

Due = Iterator[tuple[UUID, str]]


def _due_by_the_clock(step: str) -> Callable[[datetime], Due]:
    """In practice the server makes the value; any other is fetched or typed in."""

    def list_due(now: datetime) -> Due:
        for code, commitment in beacons.list_due_draws(now):
            if code == step and queries.is_practice_draw(commitment):
                yield commitment.opportunity_id, ""

    return list_due


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
    return not queries.somebody_may_follow(opportunity)


def _awaits_a_draw(opportunity: Opportunity) -> Iterable[Opportunity]:
    """Drawn is an order, or an exact tie of scores."""
    tied = scoring.read_standings(opportunity).tied
    return [opportunity] if tied or not scoring.selects_by_score(opportunity) else []


def _awaits_its_order_by_score(opportunity: Opportunity) -> Iterable[Opportunity]:
    tied = scoring.read_standings(opportunity).tied
    return [opportunity] if scoring.selects_by_score(opportunity) and not tied else []


def _awaits_a_typed_value(opportunity: Opportunity) -> Iterable[Opportunity]:
    commitment = queries.find_commitment(opportunity)
    return [] if commitment is None or queries.is_practice_draw(commitment) else [opportunity]


def _awaits_a_place(opportunity: Opportunity) -> Iterable[Opportunity]:
    commitment = queries.find_insertion(opportunity)
    return [] if commitment is None or queries.is_practice_draw(commitment) else [opportunity]


def _value_known_at(
    find: Callable[[Opportunity], Commitment | None],
) -> Callable[[Situation], datetime | None]:
    """Return a read of the instant that was published for the value."""

    def read(situation: Situation) -> datetime | None:
        commitment = find(situation.on)
        return commitment.beacon_at if commitment else None

    return read


def _insertion_set_at(situation: Situation) -> datetime | None:
    commitment = queries.find_insertion(situation.on)
    return commitment.committed_at if commitment else None


STEPS = {
    "commit_draw": StageStep(
        gather=beacons.gather_draw,
        rules=(drawing_rules.programme_draws, drawing_rules.somebody_passed),
        form_rules=(drawing_rules.moment_is_not_earlier,),
        act=drawing.commit_draw,
        subjects=_awaits_a_draw,
        page="commit_draw",
    ),
    "rank": StageStep(
        gather=scoring.gather_rank,
        rules=(
            ranking_rules.programme_scores,
            ranking_rules.somebody_is_scored,
            ranking_rules.every_application_is_scored,
            ranking_rules.no_exact_tie,
        ),
        act=ranking.rank,
        subjects=_awaits_its_order_by_score,
        page="rank",
    ),
    "record_draw": StageStep(
        gather=beacons.gather_value,
        rules=(drawing_rules.beacon_time_is_reached,),
        form_rules=(drawing_rules.value_is_right, drawing_rules.two_witnesses_watched),
        act=drawing.record_draw,
        subjects=_awaits_a_typed_value,
        due=_due_by_the_clock("record_draw"),
        until=_value_known_at(queries.find_commitment),
        page="record_draw",
    ),
    "replace_draw": StageStep(
        gather=redrawing.gather_redraw,
        rules=(redrawing_rules.value_is_ahead, redrawing_rules.somebody_was_left_out),
        form_rules=(redrawing_rules.names_whom_and_why,),
        signs=redrawing.digest_correction,
        asks=redrawing.ask_second_person,
        act=redrawing.replace_draw,
        outside=lambda opportunity: redrawing.give_correction_waiting(opportunity, "replace_draw"),
        page="replace_draw",
    ),
    "insert_entrant": StageStep(
        gather=redrawing.gather_redraw,
        rules=(
            redrawing_rules.order_was_drawn,
            redrawing_rules.nobody_is_being_inserted,
            redrawing_rules.somebody_was_left_out,
        ),
        form_rules=(redrawing_rules.names_whom_and_why,),
        signs=redrawing.digest_correction,
        asks=redrawing.ask_second_person,
        act=redrawing.insert_entrant,
        outside=lambda opportunity: redrawing.give_correction_waiting(opportunity, "insert_entrant"),
        page="insert_entrant",
    ),
    "record_insertion": StageStep(
        gather=beacons.gather_insertion_value,
        rules=(drawing_rules.beacon_time_is_reached,),
        form_rules=(drawing_rules.value_is_right, drawing_rules.two_witnesses_watched),
        act=redrawing.record_insertion,
        subjects=_awaits_a_place,
        due=_due_by_the_clock("record_insertion"),
        since=_insertion_set_at,
        until=_value_known_at(queries.find_insertion),
        page="record_insertion",
    ),
    "offer": StageStep(
        gather=queries.gather_order, rules=(offering_rules.somebody_is_left,), act=actions.offer, page="offer"
    ),
    "decline_offer": StageStep(
        gather=queries.gather_order,
        rules=(offering_rules.offer_still_runs,),
        act=actions.decline_offer,
        page="decline_offer",
    ),
    "lapse": StageStep(
        gather=queries.gather_order, rules=(offering_rules.offer_is_due,), act=actions.lapse, due=_offers_due
    ),
    "end_without_award": StageStep(
        gather=queries.gather_order,
        rules=(offering_rules.nobody_to_award,),
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
        since=striking.heard_since,
        outside=striking.give_notice_waiting,
        page="strike",
    ),
}
