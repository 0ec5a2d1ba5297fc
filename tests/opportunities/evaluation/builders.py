"""Opportunities from OPEN to OFFERED for tests: one function a state, each calling the earlier one."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.urls import NoReverseMatch, reverse

from microacquisition.common.sealing import new_opportunity_keys
from microacquisition.opportunities.applications.actions import take_application_step
from microacquisition.opportunities.applications.models import OpenedAnswer, OpenedApplication
from microacquisition.opportunities.applications.queries import affirmations_of, criteria_of
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.evaluation.hearing import answer_notice, tell_supplier
from microacquisition.opportunities.evaluation.models import Label, StrikeNotice
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of, live_assignments
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.queries import find_commitment
from microacquisition.people.models import User
from microacquisition.process.rules.evaluation import TypedVerdict
from microacquisition.records.events import CLOCK_DOER, write_event
from tests.builders import People, make_approved
from tests.database.known_states import kept
from tests.quicknet import paste_round_named

ANSWER = "From 2023 to 2025 I wrote thirty policies. See https://github.com/jordan/policies"
MET, NOT_MET = "It says when, what and how.", "It does not say when."


def move(span: timedelta) -> None:
    """Move the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.test_clock SET shift = shift + %s", [span])


def reload(opportunity: Opportunity) -> Opportunity:
    """The row as it stands now."""
    return Opportunity.objects.get(pk=opportunity.pk)


def take(code: str, opportunity: Opportunity, user: User | None, **given: Any) -> Opportunity:
    """Take a step through the engine."""
    take_step(code, opportunity_id=opportunity.pk, user=user, given=given)
    return reload(opportunity)


@kept
def make_open(people: People) -> Opportunity:
    """OPEN, with what posting copies onto the row."""
    opportunity = make_approved(people)
    statement, programme = opportunity.statement, opportunity.programme
    public_key, wrapped = new_opportunity_keys(settings.OUTSIDE_KEY)
    with transaction.atomic():
        Opportunity.objects.filter(pk=opportunity.pk).update(
            reference=f"MA-2026-{secrets.randbelow(9000) + 1000}", programme_version=programme.version,
            programme_digest=programme.digest, posted_at=opportunity.state_since, opens_at=opportunity.state_since,
            closes_at=statement.closes_at, original_closes_at=statement.closes_at, zone=programme.zone,
            delivery_at=statement.delivery_at, delivery_local=statement.delivery_local,
            price_cents=statement.price_cents, largest_price_cents=869_565,
            public_key=public_key, wrapped_private_key=wrapped,
        )  # fmt: skip
        opportunity, before = reload(opportunity), "APPROVED"
        for code, state in (("reserve_funds", "FUNDED"), ("post", "OPEN")):
            subject = ("opportunity", str(opportunity.pk))
            write_event(opportunity.stream, code, CLOCK_DOER, subject, states=(before, state))
            opportunity.state = before = state
            opportunity.save(update_fields=["state"])
    return opportunity


def apply(opportunity: Opportunity, user: User, text: str = ANSWER) -> str:
    """Send an application; return its id."""
    given = {
        "name": user.name, "answers": {each.code: text for each in criteria_of(opportunity)},
        "affirmed": affirmations_of(opportunity.programme),
    }  # fmt: skip
    return take_application_step("submit", opportunity, user, user.language, given=given).subject_id


@kept
def make_closed(people: People, applications: int = 2) -> Opportunity:
    """CLOSED by the clock, with so many applications of `people.suppliers`."""
    opportunity = make_open(people)
    for user in people.suppliers[:applications]:
        apply(opportunity, user)
    assert opportunity.closes_at is not None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [opportunity.closes_at])
    return take("close", opportunity, None)


@kept
def make_opened(people: People, applications: int = 2, evaluators: list[User] | None = None) -> Opportunity:
    """CLOSED and opened, the evaluators assigned (the first presides) and declared."""
    opportunity, chosen = make_closed(people, applications), evaluators or [people.evaluator]
    take("assign_evaluators", opportunity, people.officer, evaluators=chosen, chair=chosen[0])
    take("open_applications", opportunity, people.officer)
    opportunity = take("open_applications", opportunity, people.advisor)
    for evaluator in chosen:
        take("declare", opportunity, evaluator, no_interest=True)
    return opportunity


def assign(
    opportunity: Opportunity, people: People, *evaluators: User, reason: str = "Absent."
) -> Opportunity:
    """Name who evaluates; the first presides."""
    given = {"evaluators": list(evaluators), "chair": evaluators[0], "reason": reason}
    return take("assign_evaluators", opportunity, people.officer, **given)


def judge(opportunity: Opportunity, evaluator: User, failing: set[str] | None = None) -> None:
    """Judge every application: all met but those in `failing`."""
    assignment = find_assignment(opportunity, evaluator)
    assert assignment is not None
    for label in labels_of(assignment):
        met = label.application_id not in (failing or set())
        reason = MET if met else NOT_MET
        verdicts = tuple(TypedVerdict(each.code, met, reason) for each in criteria_of(opportunity))
        take("judge", opportunity, evaluator, label=label, verdicts=verdicts)


def score(opportunity: Opportunity, evaluator: User, scores: dict[str, int], reason: str = MET) -> None:
    """Score every application, in hundredths, the same for each criterion."""
    assignment = find_assignment(opportunity, evaluator)
    assert assignment is not None
    for label in labels_of(assignment):
        found = scores[label.application_id]
        verdicts = tuple(TypedVerdict(each.code, None, reason, found) for each in criteria_of(opportunity))
        take("judge", opportunity, evaluator, label=label, verdicts=verdicts)


def make_scored(people: People, *scores: int) -> Opportunity:
    """EVALUATED in a program that scores: one application a score, in hundredths, by the order of their ids."""
    opportunity = make_opened(people, len(scores))
    ids = sorted(opportunity.applications.values_list("pk", flat=True))
    score(opportunity, people.evaluator, dict(zip(ids, scores, strict=True)))
    return freeze(opportunity, people)


def tell(opportunity: Opportunity, people: People, key: str = "", reason: str = "Two accounts.") -> str:
    """Tell the supplier of an application (the first by id) why it may be struck; return its id."""
    key = key or sorted(opportunity.applications.values_list("pk", flat=True))[0]
    given = {"application_id": key, "reason_code": "double", "reason": reason}
    tell_supplier(reload(opportunity), people.officer, given, "en")
    return key


def answer(key: str, text: str = "My sister applied too.") -> None:
    """Let the supplier answer."""
    notice = StrikeNotice.objects.get(application_id=key, dropped_at=None)
    answer_notice(notice, notice.application.opened.supplier.owner, text, "en")


def seal_again(key: str) -> None:
    """Let an opened application be as one whose seal was damaged: it did not open with the others."""
    Label.objects.filter(application_id=key).delete()
    OpenedAnswer.objects.filter(opened__application_id=key).delete()
    OpenedApplication.objects.filter(application_id=key).delete()


def freeze(opportunity: Opportunity, people: People) -> Opportunity:
    """Sign the findings twice."""
    take("freeze_evaluation", opportunity, people.officer)
    return take("freeze_evaluation", opportunity, people.advisor)


@kept
def make_returned(people: People) -> Opportunity:
    """CLOSED and judged; the advisor returned the evaluation."""
    opportunity = make_opened(people)
    judge(opportunity, people.evaluator)
    return take("return_evaluation", opportunity, people.advisor, reason="Quote the answer.")


@kept
def make_evaluated(people: People, applications: int = 2, failing: int = 0) -> Opportunity:
    """EVALUATED; the last `failing` ids did not meet the criterion."""
    opportunity = make_opened(people, applications)
    ids = sorted(opportunity.applications.values_list("pk", flat=True))
    for assignment in live_assignments(opportunity):
        judge(opportunity, assignment.evaluator, set(ids[len(ids) - failing :]))
    return freeze(opportunity, people)


@kept
def make_ranked(people: People, applications: int = 2, failing: int = 0) -> Opportunity:
    """RANKED by a draw whose public value is typed in, or at once for one entrant."""
    opportunity = take("commit_draw", make_evaluated(people, applications, failing), people.officer)
    if opportunity.state == "RANKED":
        return opportunity
    commitment = find_commitment(opportunity)
    assert commitment is not None
    with connection.cursor() as cursor:
        cursor.execute("UPDATE public.test_clock SET shift = %s - clock_timestamp()", [commitment.beacon_at])
    if opportunity.practice:
        return take("record_draw", opportunity, None)
    return take("record_draw", opportunity, people.officer, value=paste_round_named())


@kept
def make_offered(people: People, applications: int = 2, failing: int = 0) -> Opportunity:
    """OFFERED to the first in order."""
    return take("offer", make_ranked(people, applications, failing), people.officer)


def lacks_address(name: str, **values: str) -> bool:
    """True where the stage that draws this page is not there yet."""
    try:
        reverse(name, kwargs=values)
    except NoReverseMatch:
        return True
    return False
