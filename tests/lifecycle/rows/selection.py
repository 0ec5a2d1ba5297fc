"""The draw, the award offer and its answers, the end without award."""

from datetime import timedelta

from microacquisition.opportunities.evaluation.models import Finding, Strike
from microacquisition.opportunities.selection.models import Offer, RankedApplication
from microacquisition.process.rules import drawing, offering, ranking
from microacquisition.site.clock import current_instant
from tests.lifecycle.branches import MINUTES
from tests.lifecycle.prepared import Scene
from tests.lifecycle.walking import ClockRow, Guard, Row
from tests.opportunities.agreement.builders import move_clock_to
from tests.quicknet import paste_round_named

OFFICERS, APPLICANTS = "officer second_officer", "supplier_1 supplier_2"
ENDED = {
    "selection/no_award": APPLICANTS, "selection/no_award_client": "client author",
    "reuse/reservation_to_release": "payment_officer",
}  # fmt: skip


def pass_everybody_over(scene: Scene) -> None:
    """Everybody in the order was asked."""
    RankedApplication.objects.update(passed_over_at=current_instant(), passed_over_because="declined")


def strike_everybody(scene: Scene) -> None:
    """No application stands any more."""
    for key in scene.application_ids:
        Strike.objects.create(application_id=key, reason_code="double", reason="Two accounts.")


def lose_a_score(scene: Scene) -> None:
    """A finding is missing, as no page leaves it."""
    Finding.objects.filter(application_id=scene.application_ids[0]).delete()


def wait_too_long(scene: Scene) -> None:
    """The answer window is over, and the clock has not come by yet."""
    move_clock_to(Offer.objects.get(answer="").answer_by + timedelta(seconds=1))


def watched_alone(state: str) -> Guard:
    """Whoever records a witnessed draw names themselves as a witness."""
    return Guard(
        drawing.two_witnesses_watched,
        state=state,
        typed=lambda scene: {**MINUTES, "witness_1": scene.people["officer"].name},
    )


ROWS = (
    Row(
        "commit_draw", state="evaluated", who="officer", page="commit_draw", leads_to="DRAW_COMMITTED",
        mails={"selection/draw_committed": APPLICANTS}, waits_for=OFFICERS, wrong_states="judged, ranked",
        guards=(
            Guard(drawing.somebody_passed, state="nobody passed"),
            Guard(drawing.programme_draws, state="scores frozen"),
            Guard(drawing.moment_is_not_earlier, typed={"day": "2026-11-24"}),
        ),
    ),
    Row(
        "commit_draw", state="one passed", who="officer", page="commit_draw", leads_to="RANKED",
        mails={"selection/draw_not_needed": APPLICANTS}, waits_for=OFFICERS, is_outcome=True,
    ),
    Row(
        "rank", state="scores frozen", who="officer", page="rank", leads_to="RANKED",
        mails={"selection/ranked": APPLICANTS}, waits_for=OFFICERS, wrong_states="all scored, ranked by score",
        guards=(
            Guard(ranking.programme_scores, state="evaluated"),
            Guard(ranking.somebody_is_scored, before=strike_everybody),
            Guard(ranking.every_application_is_scored, before=lose_a_score),
            Guard(ranking.no_exact_tie, state="equal scores frozen"),
        ),
    ),
    Row(
        "record_draw", state="draw due", who="officer", page="record_draw", leads_to="RANKED", typed=lambda scene: {"value": paste_round_named()},
        mails={"selection/draw_result": "first_drawn", "selection/in_reserve": "second_drawn"}, waits_for=OFFICERS, wrong_states="evaluated, ranked",
        guards=(
            Guard(drawing.beacon_time_is_reached, state="draw committed"),
            Guard(drawing.value_is_right, typed={"value": "tails"}, given=lambda scene: {"value": "tails"}),
            watched_alone("witnessed draw due"),
        ),
    ),
    Row(
        "offer", state="ranked", who="officer", page="offer", leads_to="OFFERED", mails={"selection/selected": "winner"}, waits_for=OFFICERS,
        wrong_states="evaluated, in work", guards=(Guard(offering.somebody_is_left, before=pass_everybody_over),),
    ),
    Row(
        "decline_offer", state="offered", who="winner", page="decline_offer", leads_to="RANKED",
        typed={"reason": "No time."}, mails={"selection/offer_declined_noted": OFFICERS}, wrong_states="in work",
        guards=(Guard(offering.offer_still_runs, before=wait_too_long),),
    ),
    Row(
        "decline_offer", state="last offered", who="winner", page="decline_offer", leads_to="NO_AWARD",
        typed={"reason": "No time."}, is_outcome=True,
        mails={**ENDED, "selection/offer_declined_noted": OFFICERS},
    ),
    ClockRow(
        "lapse", state="last offered", due=lambda scene: Offer.objects.get(answer="").answer_by, leads_to="NO_AWARD",
        mails={**ENDED, "selection/offer_lapsed": OFFICERS, "selection/offer_lapsed_supplier": "winner"},
        guards=(offering.offer_is_due,),
    ),
    ClockRow(
        "lapse", state="offered", due=lambda scene: Offer.objects.get(answer="").answer_by, leads_to="RANKED",
        mails={"selection/offer_lapsed": OFFICERS, "selection/offer_lapsed_supplier": "winner"},
        guards=(offering.offer_is_due,),
    ),
    Row(
        "end_without_award", state="nobody passed", who="officer", page="end_without_award", leads_to="NO_AWARD",
        mails=ENDED, waits_for=OFFICERS, wrong_states="applied, in work",
        guards=(Guard(offering.nobody_to_award, state="evaluated"),),
    ),
)  # fmt: skip
