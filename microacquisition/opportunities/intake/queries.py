"""Named reads of requests, and the facts of its steps."""

from collections.abc import Iterable
from datetime import date

from microacquisition.common.read_once import read_once
from microacquisition.common.zones import local_time
from microacquisition.opportunities.intake.models import IncomingPullRequest, Request
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Situation
from microacquisition.people.models import Team, User
from microacquisition.people.queries import teams_of
from microacquisition.process.rules.eligibility import QUESTIONS, Answer
from microacquisition.process.rules.intake import RequestFacts
from microacquisition.site.clock import current_instant


@read_once
def read_answers(request: Request) -> dict[str, Answer]:
    """Return the eligibility answers by the question's code; a question without a row has value None."""
    rows = {row.question: Answer(row.value, row.explanation) for row in request.answers.all()}
    return {question.code: rows.get(question.code, Answer(None, "")) for question in QUESTIONS}


def gather_new_request(situation: Situation) -> RequestFacts:
    """The facts of a request not yet written: what the client typed, and whether their team may ask."""
    team: Team | None = situation.given.get("team")
    belongs = team is not None and team in teams_of(situation.person)
    programme = situation.given.get("programme_code", "")
    answers = situation.given.get("answers", {})
    pull_request: IncomingPullRequest | None = situation.given.get("pull_request")
    return RequestFacts(
        answers={question.code: answers.get(question.code, Answer(None, "")) for question in QUESTIONS},
        belongs_to_programme=belongs and team is not None and programme in team.department.programme_codes,
        pull_request_is_taken=pull_request is not None and _is_taken(pull_request),
    )


def _is_taken(pull_request: IncomingPullRequest) -> bool:
    """Lock the pull request: two people may ask for it at once."""
    row = IncomingPullRequest.objects.select_for_update().get(pk=pull_request.pk)
    return Request.objects.filter(pull_request=row).exists()


def find_pull_request(key: str, programme_codes: Iterable[str]) -> IncomingPullRequest | None:
    """Return the pull request that holds a whole pair of posts for one of these programs, or None."""
    if not key.isdecimal() or len(key) > 9:
        return None
    whole = IncomingPullRequest.objects.filter(programme_code__in=programme_codes).exclude(files={})
    return whole.filter(pk=int(key)).first()


def gather_request(situation: Situation) -> RequestFacts:
    """The facts of a request that was made, and until when the officer would let it wait."""
    return RequestFacts(
        answers=read_answers(situation.on.request),
        belongs_to_programme=True,
        today=local_time(situation.now, situation.programme.zone).date(),
        waits_until=situation.given.get("waits_until"),
    )


@read_once
def waits_until(opportunity: Opportunity) -> date | None:
    """Return the day until which the request is on the waiting list; None where it is not, or the day has come."""
    if opportunity.state != "REQUESTED":
        return None
    day = Request.objects.filter(opportunity=opportunity).values_list("waits_until", flat=True).first()
    today = local_time(current_instant(), opportunity.programme.zone).date()
    return day if day is not None and day > today else None


def awaits_reply(opportunity: Opportunity) -> list[Opportunity]:
    """A request on the waiting list may be accepted; nobody waits for it before its day."""
    return [] if waits_until(opportunity) else [opportunity]


def client_people(team: Team) -> list[User]:
    """Return the active members of a client team."""
    members = team.members.filter(ended_at=None, user__is_active=True).select_related("user")
    return [member.user for member in members]
