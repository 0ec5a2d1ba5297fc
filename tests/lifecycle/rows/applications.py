"""Applying while open, and the closing. Whoever is signed in may open the page to apply: only strangers are led away."""

from typing import Any

from microacquisition.opportunities.applications.queries import affirmations_of, criteria_of
from microacquisition.people.models import TeamMember, User
from microacquisition.process.rules import applications as rules
from microacquisition.site.clock import current_instant
from tests.lifecycle.branches import BY_TELEPHONE, type_record
from tests.lifecycle.prepared import Scene
from tests.lifecycle.walking import ClockRow, Guard, Row
from tests.stories.actor import Actor

ANSWER = "I wrote thirty policies in two years and tested each of them."


def write_application(scene: Scene) -> dict[str, Any]:
    """Everything an applicant types and ticks."""
    opportunity = scene.opportunity
    return {
        "name": "Jordan Tremblay",
        **{f"answer_{each.code}": ANSWER for each in criteria_of(opportunity)},
        **dict.fromkeys(affirmations_of(opportunity.programme), "on"),
    }


def give_application(scene: Scene, **changed: Any) -> dict[str, Any]:
    """The same as the engine takes it."""
    opportunity = scene.opportunity
    answers = {each.code: ANSWER for each in criteria_of(opportunity)}
    affirmed = affirmations_of(opportunity.programme)
    return {"name": "Jordan Tremblay", "answers": answers, "affirmed": affirmed, "based_on": 0, **changed}


def join_team(scene: Scene) -> None:
    """The applicant joined the client team meanwhile."""
    TeamMember.objects.create(
        team=scene.cast.team, user=scene.people["supplier_1"], started_at=current_instant()
    )


def open_account(scene: Scene) -> None:
    """Whoever telephoned has an account meanwhile."""
    User.objects.create_user(BY_TELEPHONE["email"], name=BY_TELEPHONE["name"])


def save_elsewhere(scene: Scene) -> None:
    """The same person saved something else in another window."""
    supplier = Actor(scene.people["supplier_3"])
    supplier.fill(
        "apply", reference=scene.opportunity.reference, typed={"name": "Other Window"}, button="save"
    )


CLOSED = Guard(rules.is_open, state="closed", given=give_application)
INSIDE = Guard(rules.comes_from_outside, who="author", given=give_application)
INCOMPLETE = Guard(
    rules.is_complete,
    typed={"name": ""},
    given=lambda scene: give_application(scene, name=""),
    keeps_draft=True,
)
STALE = Guard(rules.is_not_stale, typed={"based_on": "7"})
STALE_DRAFT = Guard(rules.draft_is_not_stale, before=save_elsewhere)

ROWS = (
    Row(
        "save", state="open", who="supplier_3", page="apply", leads_to="DRAFT", typed=write_application, button="save",
        strangers="anonymous", leaves="draft", guards=(CLOSED, INSIDE, STALE_DRAFT),
    ),
    Row(
        "submit", state="open", who="supplier_3", page="apply", leads_to="SUBMITTED", typed=(write_application, {}),
        button="send", strangers="anonymous", leaves="receipt", mails={"applications/received": "supplier_3"},
        guards=(
            CLOSED, INSIDE, INCOMPLETE, STALE,
            Guard(rules.cannot_use_the_site, who="officer", page="record_application", typed=type_record, before=open_account),
        ),
    ),
    Row(
        "change", state="applied", who="supplier_1", page="apply", leads_to="SUBMITTED",
        typed=(write_application, {}), button="send", strangers="anonymous", leaves="receipt",
        mails={"applications/changed": "supplier_1"},
        guards=(
            CLOSED, INCOMPLETE, STALE,
            Guard(rules.comes_from_outside, before=join_team, given=give_application),
            Guard(
                rules.cannot_use_the_site, state="recorded", who="officer", page="record_application",
                typed=type_record, before=open_account,
            ),
        ),
    ),
    Row(
        "withdraw", state="applied", who="supplier_1", page="withdraw_application", leads_to="WITHDRAWN",
        leaves="receipt", mails={"applications/withdrawn": "supplier_1"}, wrong_states="withdrawn",
        guards=(Guard(rules.is_open, state="closed"),),
    ),
    ClockRow(
        "close", state="open", due=lambda scene: scene.opportunity.closes_at, leads_to="NO_AWARD",
        then="end_without_award",
        mails={
            "applications/closed_without_applications": "officer second_officer client author",
            "selection/no_award_client": "client author", "reuse/reservation_to_release": "payment_officer",
        },
        guards=(rules.is_due,),
    ),
    ClockRow(
        "close", state="applied", due=lambda scene: scene.opportunity.closes_at, leads_to="CLOSED",
        mails={"applications/closed_with_applications": "officer second_officer client author"},
        guards=(rules.is_due,),
    ),
)  # fmt: skip
