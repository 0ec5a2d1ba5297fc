"""The prepared states off the straight way: opened again, paid by another branch, left out of a draw, begun again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.sealing import new_draw_secret
from microacquisition.opportunities.applications.queries import affirmations_of, criteria_of
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment
from microacquisition.opportunities.selection.redrawing import list_left_out
from microacquisition.opportunities.statement.models import Statement
from microacquisition.process.programmes.base import DrawMode
from microacquisition.process.programmes.esdc.rules_2026_11 import RULES
from tests import builders
from tests.applying import apply_as
from tests.lifecycle import states as straight
from tests.lifecycle.prepared import Scene, State
from tests.lifecycle.states import take
from tests.lifecycle.walking import address_of
from tests.opportunities.agreement.builders import move_clock_to
from tests.opportunities.evaluation import builders as evaluation

OVERLOOKED = "The second page of the answer shows the skill."
# A program that draws before witnesses, known while these tests run.
WITNESSED = replace(RULES, code="witnessed", draw_mode=DrawMode.WITNESSED, witnessed_source="dice-d6")
MINUTES = {
    "value": "12345612345612345612", "witness_1": "Ana Roy", "position_1": "Audit", "witness_2": "Lee Ho",
    "position_2": "Finance", "signed_on": "2026-11-23",
}  # fmt: skip
BY_TELEPHONE = {
    "name": "Zoe Roy", "email": "zoe@example.com", "phone": "", "language": "fr", "how": "telephone",
    "received_on": "2026-11-23", "consent": "on",
}  # fmt: skip


def return_to_drafting(scene: Scene) -> None:
    """The statement is opened again, and nothing in it was changed."""
    take("return_to_drafting", scene, "officer", reason="Look at the dates again.")


def reword(scene: Scene) -> None:
    """The statement came back with other words, at the same price and dates."""
    Statement.objects.update(background_en="Another story.", background_fr="Une autre histoire.")
    take("submit_for_review", scene, "client")


def reserve_before_transfer(scene: Scene) -> None:
    """Funds of another branch are reserved while its budget transfer is awaited."""
    take("prepare_funding_form", scene, "officer", **builders.funding_form(budget_transfer_needed=True))
    take("confirm_funding_form", scene, "client")
    take("sign_for_funds", scene, "fund_manager")
    take("reserve_funds", scene, "payment_officer", number="FR-1", amount_cents=6_900_00, transfer="awaited")


def move_into_another_year(scene: Scene) -> None:
    """The work is due in another fiscal year: the funds of that year are signed for."""
    Statement.objects.update(delivery_at=datetime(2027, 5, 3, 18, tzinfo=UTC))
    take("prepare_funding_form", scene, "officer", **builders.funding_form(fiscal_year="2027-2028"))
    take("confirm_funding_form", scene, "client")
    take("sign_for_funds", scene, "fund_manager")


def cancel(scene: Scene) -> None:
    """The officer cancelled it while it was open."""
    reason = Bilingual("The need is gone.", "Le besoin n’existe plus.")
    take("cancel", scene, "officer", reason=reason.en, reason_both=reason)


def release_funds(scene: Scene) -> None:
    """What was reserved and not spent is released."""
    take("release_funds", scene, "payment_officer", released_cents=6_900_00, reference="REL-1")


def type_record(scene: Scene) -> dict[str, Any]:
    """What an officer writes down of an application that came by telephone."""
    opportunity = scene.opportunity
    answers = {f"answer_{each.code}": OVERLOOKED for each in criteria_of(opportunity)}
    return {**BY_TELEPHONE, **answers, **dict.fromkeys(affirmations_of(opportunity.programme), "on")}


def record_application(scene: Scene) -> None:
    """An officer wrote down the application of somebody who cannot use the site."""
    address = address_of(scene, "record_application", "en")
    answer = scene.browsers["officer"].post(address, type_record(scene))
    assert answer.status_code == 302, answer.content.decode()


def leave_one_out(scene: Scene) -> None:
    """Of three applications one was found not to meet a criterion; the list of the two others is published."""
    straight.apply_twice(scene)
    answers = dict.fromkeys((each.code for each in criteria_of(scene.opportunity)), OVERLOOKED)
    scene.application_ids.append(apply_as(scene.people["supplier_3"], scene.opportunity, answers).pk)
    straight.reach_closing(scene)
    straight.assign(scene, "evaluator")
    straight.open_applications(scene)
    straight.declare(scene, "evaluator")
    straight.judge(scene, "evaluator", True, True, False)
    straight.freeze(scene)
    take("commit_draw", scene, "officer")


def correct(scene: Scene) -> dict[str, str]:
    """The application that was left out, and why its finding was wrong."""
    left_out = list_left_out(scene.opportunity)
    return {"application_id": left_out[0].pk if left_out else scene.application_ids[0], "reason": OVERLOOKED}


def insert(scene: Scene) -> None:
    """Two people signed that the one left out enters the order."""
    given = correct(scene)
    take("insert_entrant", scene, "officer", **given)
    take("insert_entrant", scene, "advisor", **given)


def reach_place(scene: Scene, later: timedelta = timedelta(minutes=1)) -> None:
    """The value that gives the place is published."""
    move_clock_to(Commitment.objects.latest("committed_at").beacon_at + later)


def hear_runner_up(scene: Scene) -> None:
    """While the first is asked, the second was told why their application may be struck, and answered."""
    place = ("supplier_1", "supplier_2").index(scene.name("runner_up"))
    straight.hear(scene, scene.application_ids[place])


def approve_in_one_language(scene: Scene) -> None:
    """The statement of a program that posts in one language is approved."""
    straight.gather_everybody(scene, "code_with_us")
    scene.opportunity_id = builders.make_approved(scene.cast).pk


def await_witnesses(scene: Scene) -> None:
    """In a program that draws before witnesses, the day of the draw is over; one application was left out."""
    straight.gather_everybody(scene, WITNESSED.code)
    scene.opportunity_id = evaluation.make_evaluated(scene.cast, 3, failing=1).pk
    wrapped, digest = new_draw_secret(settings.OUTSIDE_KEY)
    Opportunity.objects.update(wrapped_draw_secret=wrapped, draw_secret_sha256=digest)
    take("commit_draw", scene, "officer")
    reach_place(scene, timedelta(hours=20))


def await_witnesses_again(scene: Scene) -> None:
    """The order is drawn before witnesses; so is the place of the one left out, whose day is over."""
    take("record_draw", scene, "officer", **MINUTES)
    insert(scene)
    reach_place(scene, timedelta(hours=20))


STATES: dict[str, State] = {
    "opened again": State("approved", return_to_drafting),
    "funded and opened again": State("funded", return_to_drafting),
    "reworded": State("funded and opened again", reword),
    "transfer awaited": State("approved", reserve_before_transfer),
    "approved in one language": State("", approve_in_one_language),
    "due in another year": State("open", move_into_another_year),
    "recorded": State("open", record_application),
    "cancelled": State("open", cancel),
    "released": State("cancelled", release_funds),
    "one left out": State("open", leave_one_out),
    "being inserted": State("last ranked", insert),
    "place due": State("being inserted", reach_place),
    "inserted into at work": State("last in work", insert),
    "runner-up heard": State("offered", hear_runner_up),
    "witnessed draw due": State("", await_witnesses),
    "witnessed place due": State("witnessed draw due", await_witnesses_again),
}
