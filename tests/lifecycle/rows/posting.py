"""Translating, posting, taking back, opening, cancelling."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.translations import list_texts, second_language
from microacquisition.opportunities.statement.models import Statement
from microacquisition.people.models import Department, RoleHeld
from microacquisition.process.rules import cancelling, posting, posting_again, translation
from microacquisition.site.clock import current_instant
from tests.builders import posting_form
from tests.lifecycle.prepared import Scene
from tests.lifecycle.rows.funding import write as write_form
from tests.lifecycle.rows.statement import write
from tests.lifecycle.states import MONDAY, take
from tests.lifecycle.walking import ClockRow, Guard, Row
from tests.opportunities.agreement.builders import move_clock_to

TEAM, OFFICERS = "client author", "officer second_officer"
APPLICANTS = "supplier_1 supplier_2"
STAFF = f"{OFFICERS} {TEAM} advisor payment_officer"
POSTED = {"splitting": "none", "splitting_reason": "The first of this team."}
RELEASE = {"reuse/reservation_to_release": "payment_officer"}  # at every end with funds reserved
REASON = {"reason_en": "The need is gone.", "reason_fr": "Le besoin n’existe plus."}


def translate(**changed: str) -> Callable[[Scene], dict[str, Any]]:
    """Every text in the second language, the first of them changed."""

    def type_texts(scene: Scene) -> dict[str, Any]:
        statement = Statement.objects.select_related("opportunity").get(opportunity=scene.opportunity)
        language, texts = second_language(statement), list_texts(statement)
        typed = {each.name: getattr(each.text, language) for each in texts}
        return {**typed, **({texts[0].name: changed["first"]} if changed else {})}

    return type_texts


def move_to(instant: str, ahead: timedelta) -> Callable[[Scene], None]:
    """The clock shows an instant of the opportunity or of its statement, or some time before it."""

    def move(scene: Scene) -> None:
        opportunity = scene.opportunity
        at = getattr(opportunity, instant) or getattr(opportunity.statement, instant)
        move_clock_to(at - ahead)

    return move


def post_tomorrow(scene: Scene) -> dict[str, Any]:
    """Opening tomorrow at noon."""
    opens = (current_instant() + timedelta(days=1)).date().isoformat()
    return {**POSTED, "opens_at_date": opens, "opens_at_time": "12:00"}


def move_department(scene: Scene) -> None:
    """The purchase belongs to another department, which has recorded nothing yet; the officer buys for both."""
    department = Department.objects.create(
        code="new", name_en="New", name_fr="Nouveau", programme_codes=["esdc"]
    )
    RoleHeld.objects.create(
        user=scene.people["officer"], role="officer", programme_code="esdc", department=department,
        proposed_by=scene.people["auditor"], proposed_at=MONDAY, confirmed_by=scene.people["client"], confirmed_at=MONDAY,
    )  # fmt: skip
    Opportunity.objects.update(department=department)


def prepare_again(scene: Scene) -> None:
    """Somebody else began it again first."""
    take("post_again", scene, "second_officer")


def propose_cancellation(scene: Scene) -> dict[str, Any]:
    """The reason in both languages, as the engine takes it."""
    both = Bilingual(REASON["reason_en"], "")
    return {"reason_both": both, "reason": both.en}


ROWS = (
    Row(
        "submit_translation", state="funded", who="client", page="submit_translation", leads_to="FUNDED",
        typed=translate(), mails={"posting/translation_to_approve": OFFICERS}, waits_for=f"{TEAM} {OFFICERS}", wrong_states="written, open",
        guards=(
            Guard(
                translation.translation_is_whole, typed=lambda scene: translate(first="")(scene),
                given=lambda scene: {"texts": translate(first="")(scene)},
            ),
            Guard(
                posting.numbers_are_equal, typed=lambda scene: translate(first="42")(scene),
                given=lambda scene: {"texts": translate(first="42")(scene)},
            ),
            Guard(translation.programme_is_bilingual, state="approved in one language"),
        ),
    ),
    Row(
        "approve_translation", state="translation submitted", who="officer", page="approve_translation",
        leads_to="FUNDED", waits_for=OFFICERS, wrong_states="written, open",
        guards=(
            Guard(translation.translation_is_submitted, state="funded"),
            Guard(translation.translation_is_not_approved, state="translated"),
            Guard(translation.translation_is_whole, before=write(background_en="")),
            Guard(posting.translator_does_not_approve, who="client"),
            Guard(posting.numbers_are_equal, before=write(background_en="Only here: 42.")),
        ),
    ),
    Row(
        "post", state="translated", who="officer", page="post", leads_to="OPEN",
        typed=POSTED, waits_for=OFFICERS,
        mails={"posting/opportunity_posted": TEAM}, wrong_states="approved, open",
        guards=(
            Guard(posting.every_language_required, state="funded"),
            Guard(posting.closing_ahead, before=move_to("closes_at", timedelta(0))),
            Guard(posting.open_long_enough, before=move_to("closes_at", timedelta(days=1))),
            Guard(posting.splitting_judged, typed={"splitting": "split"}),
            Guard(posting.budget_transfer_settled, before=write_form(budget_transfer_needed=True)),
            Guard(posting.programme_is_ready, before=move_department),
            Guard(
                posting.repository_is_named, before=write(repository=""), typed={"repository": ""},
                given=lambda scene: posting_form(repository=""),
            ),
        ),
    ),
    Row(
        "post", state="translated", who="officer", page="post", leads_to="SCHEDULED", typed=post_tomorrow,
        waits_for=OFFICERS, mails={"posting/opportunity_posted": TEAM}, is_outcome=True,
    ),
    Row(
        "unpost", state="scheduled", who="officer", page="unpost", leads_to="FUNDED", typed={"reason": "A date is wrong."},
        mails={"posting/posting_taken_back": TEAM}, wrong_states="translated, open",
        guards=(Guard(cancelling.opening_is_ahead, before=move_to("opens_at", timedelta(0))),),
    ),
    ClockRow(
        "open", state="scheduled", due=lambda scene: scene.opportunity.opens_at, leads_to="OPEN",
        guards=(cancelling.opening_is_reached,),
    ),
    Row(
        "cancel", state="applied", who="officer", page="cancel", leads_to="CANCELLED", typed=REASON,
        mails={"posting/cancelled_staff": STAFF, "posting/cancelled_sealed": APPLICANTS, **RELEASE},
        wrong_states="closed, completed",
        guards=(
            Guard(cancelling.closing_is_not_reached, before=move_to("closes_at", timedelta(0))),
            Guard(cancelling.reason_is_given, typed={"reason_fr": ""}, given=propose_cancellation),
        ),
    ),
    Row(
        "cancel_after_closing", state="judged", who="officer advisor", page="cancel_after_closing",
        leads_to="CANCELLED", typed=REASON, second_typed={},
        mails={
            "posting/cancellation_to_sign": "advisor", "posting/cancelled_staff": STAFF, "posting/cancelled_applicant": APPLICANTS, **RELEASE}, wrong_states="applied, in work",
        guards=(Guard(cancelling.reason_is_given, typed={"reason_fr": ""}, given=propose_cancellation),),
    ),
    Row(
        "post_again", state="released", who="officer", page="post_again", leads_to="DRAFTING",
        mails={"posting/begun_again": TEAM}, wrong_states="open, completed",
        guards=(
            Guard(posting_again.ended_without_work, state="open"),
            Guard(posting_again.funds_are_released, state="cancelled"),
            Guard(posting_again.is_not_begun_again, before=prepare_again),
        ),
    ),
)  # fmt: skip
