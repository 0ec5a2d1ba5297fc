"""Named reads of questions: until when, which wait, who asked, what the rules look at."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings

from microacquisition.common.dates import instant_words
from microacquisition.common.read_once import read_once
from microacquisition.common.sealing import CannotOpen, unwrap, wrap
from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.questions.models import PublishedAnswer, Question
from microacquisition.opportunities.situation import Situation
from microacquisition.people.models import User
from microacquisition.process.roles import Role
from microacquisition.process.rules.asking import AskingFacts
from microacquisition.process.rules.questions import AnswerFacts, Unanswered, Wording
from microacquisition.process.waiting import target_days
from microacquisition.process.windows import BusinessDays

ASKER_PURPOSE = "question-asker"
NOBODY = Words(en="", fr="")


def count_unanswered(opportunity: Opportunity) -> int:
    """Return how many questions asked in time are still without an answer: before the program's last moment to ask."""
    last_moment = find_last_moment(opportunity)
    if last_moment is None or opportunity.original_closes_at is None:
        return 0
    return opportunity.questions.filter(asked_at__lt=last_moment, answered_at=None).count()


def find_last_moment(opportunity: Opportunity) -> datetime | None:
    """Return the instant (UTC) from which questions are refused; it moves with the closing. None before posting."""
    window = opportunity.programme.windows.questions_until_before_closing
    return window.before(opportunity.closes_at, zone_of(opportunity)) if opportunity.closes_at else None


def answers_due(opportunity: Opportunity) -> datetime | None:
    """Return the instant (UTC) by which the program answers every question; None before posting."""
    window = opportunity.programme.windows.answers_before_closing
    return window.before(opportunity.closes_at, zone_of(opportunity)) if opportunity.closes_at else None


def zone_of(opportunity: Opportunity) -> str:
    """Return the zone in which its instants are promised."""
    return opportunity.zone or opportunity.programme.zone


def gather_asking(opportunity: Opportunity, now: datetime, asker: User | None = None) -> AskingFacts:
    """The facts of a question about to be asked; without an asker, what holds for everybody."""
    until = find_last_moment(opportunity)
    waiting = list_waiting(opportunity) if asker is not None else []
    return AskingFacts(
        now=now,
        state=opportunity.state,
        until=until,
        until_words=instant_words(until, zone_of(opportunity)) if until else NOBODY,
        waiting_of_asker=sum(find_asker_id(each) == asker.pk for each in waiting) if asker else 0,
    )


def seal_asker(asker: User) -> bytes:
    """Return who asks, for `find_asker` alone: a reader of the database learns nothing from it."""
    return wrap(settings.OUTSIDE_KEY, ASKER_PURPOSE, asker.pk.bytes)


def find_asker_id(question: Question) -> UUID | None:
    """Return who asked; None where it was planted without a name or does not open."""
    try:
        return UUID(bytes=unwrap(settings.OUTSIDE_KEY, ASKER_PURPOSE, bytes(question.asker or b"")))
    except CannotOpen:
        return None


def find_asker(question: Question) -> User | None:
    """Return who asked, to write to them; None where the account is closed."""
    key = find_asker_id(question)
    return User.objects.filter(pk=key, is_active=True).first() if key else None


@read_once
def list_questions(opportunity: Opportunity) -> list[Question]:
    """Return every question of an opportunity in the order of asking."""
    return list(opportunity.questions.order_by("number"))


def list_waiting(opportunity: Opportunity) -> list[Question]:
    """Return the questions about which nothing was published yet, the oldest first."""
    return [each for each in list_questions(opportunity) if each.answered_at is None]


def list_with_client(opportunity: Opportunity) -> list[Question]:
    """Return the questions for which the client team was asked for a draft, the oldest first."""
    return [each for each in list_questions(opportunity) if each.is_with_client]


def list_for_officer(opportunity: Opportunity) -> list[Question]:
    """Return the questions that wait for the officer: not with the client team, or drafted already."""
    return [each for each in list_waiting(opportunity) if not each.is_with_client]


def find_question(opportunity: Opportunity, number: object) -> Question | None:
    """Return the question of that number; None where there is none."""
    return next((each for each in list_questions(opportunity) if each.number == number), None)


@read_once
def list_versions(opportunity: Opportunity) -> list[PublishedAnswer]:
    """Return every version of everything published about its questions, the earliest first."""
    rows = PublishedAnswer.objects.filter(question__opportunity=opportunity)
    return list(rows.select_related("question", "same_as").order_by("at", "pk"))


def find_last_version(question: Question, versions: Iterable[PublishedAnswer]) -> PublishedAnswer | None:
    """Return what stands about the question now; None where nothing was published."""
    own = [each for each in versions if each.question_id == question.pk]
    return max(own, key=lambda each: each.number, default=None)


def gather_answer(situation: Situation) -> AnswerFacts:
    """The facts of a question about to be drafted, answered or edited, read under the opportunity's lock."""
    opportunity, given = situation.on, situation.given
    questions = list_questions(opportunity)
    chosen = find_question(opportunity, given.get("number"))
    wording: Wording | None = given.get("wording")
    return AnswerFacts(
        waiting=len(list_waiting(opportunity)),
        with_client=len(list_with_client(opportunity)),
        said=sum(each.answered_at is not None for each in questions),
        languages_required=situation.programme.languages,
        chosen_waits=chosen is not None and chosen.answered_at is None,
        chosen_with_client=chosen is not None and chosen.is_with_client,
        chosen_said=chosen is not None and chosen.answered_at is not None,
        wording=wording,
        draft=str(given.get("draft", "")),
        because=str(given.get("because", "")),
        refers_to_answer=find_other(situation, chosen) is not None,
        differs=chosen is not None and wording is not None and _differs(situation, chosen, wording),
    )


def find_other(situation: Situation, chosen: Question | None) -> Question | None:
    """Return the question that has the answer already, as it was chosen; None where that is not one."""
    other = find_question(situation.on, situation.given.get("same_as"))
    if other is None or other == chosen:
        return None
    last = find_last_version(other, list_versions(situation.on))
    return other if last is not None and last.because != Unanswered.ANSWERED_ALREADY else None


def _differs(situation: Situation, chosen: Question, wording: Wording) -> bool:
    last = find_last_version(chosen, list_versions(situation.on))
    if last is None:
        return False
    typed = (wording.question, wording.changed, wording.answer, bool(situation.given.get("general")))
    return bool(last.because) or (last.wording, last.changed, last.answer, last.general) != typed


def waits_for_officer(situation: Situation) -> frozenset[Role]:
    """Return the officer where a question is not with the client team, while it can still count; else nobody."""
    is_open = situation.on.state == "OPEN"
    return frozenset({Role.OFFICER}) if is_open and list_for_officer(situation.on) else frozenset()


def waits_for_client(situation: Situation) -> frozenset[Role]:
    """Return the client team while it is asked for a draft; else nobody."""
    is_open = situation.on.state == "OPEN"
    return frozenset({Role.CLIENT}) if is_open and list_with_client(situation.on) else frozenset()


def officer_waits_since(situation: Situation) -> datetime | None:
    """Return since when the oldest question waits for the officer: asked, or drafted by the client team."""
    waiting = list_for_officer(situation.on) or list_waiting(situation.on)
    return min((each.drafted_at or each.asked_at for each in waiting), default=None)


def client_waits_since(situation: Situation) -> datetime | None:
    """Return since when the oldest draft is asked of the client team."""
    return min(
        (each.assigned_at for each in list_with_client(situation.on) if each.assigned_at), default=None
    )


def answer_until(situation: Situation) -> datetime | None:
    """Return by when the officer answers: the program's days after the question, never after the answer-by instant."""
    return _until(situation, officer_waits_since(situation))


def draft_until(situation: Situation) -> datetime | None:
    """Return by when the client team drafts: the program's days after it was asked, never after the answer-by instant."""
    return _until(situation, client_waits_since(situation))


def _until(situation: Situation, since: datetime | None) -> datetime | None:
    """Never before it began to wait either: a draft asked for at the last moment is late the next day."""
    opportunity, latest = situation.on, answers_due(situation.on)
    days = target_days(situation.programme, situation.step.code)
    if since is None or days is None or latest is None:
        return None
    target = BusinessDays(days).after(since, zone_of(opportunity))
    return max(min(target, latest), since)
