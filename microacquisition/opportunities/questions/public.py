"""Questions and answers as everybody reads them: newest first, each with what was edited; how many wait; until when."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.dates import instant_words
from microacquisition.common.words import Words
from microacquisition.content.general import GeneralAnswer
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.statement_changes import Change
from microacquisition.opportunities.questions.models import PublishedAnswer
from microacquisition.opportunities.questions.queries import (
    find_last_moment,
    gather_asking,
    list_questions,
    list_versions,
    list_waiting,
    zone_of,
)
from microacquisition.process.rules.asking import questions_are_taken
from microacquisition.process.rules.questions import UNANSWERED_WORDS, Unanswered

QUESTION = Words(en="Question", fr="Question")
ANSWER = Words(en="Answer", fr="Réponse")
CHANGED = Words(en="What was changed in the wording", fr="Ce qui a été changé dans la formulation")
ANSWERABLE = ("OPEN", "CLOSED")


@dataclass(frozen=True)
class Edit:
    """One edit of what was published: when, why, before and after."""

    at: datetime
    reason: Bilingual
    parts: list[Change]


@dataclass(frozen=True)
class PublicAnswer:
    """What everybody reads about one question: as it stands (`version`), as it was first published, every edit."""

    number: int
    version: PublishedAnswer
    first: PublishedAnswer
    edits: list[Edit] = field(default_factory=list)

    @property
    def published_at(self) -> datetime:
        """When anything was first published about it."""
        return self.first.at

    @property
    def because(self) -> Words | None:
        """Why it has no answer; None where it has one."""
        return say_why(self.version)

    @property
    def is_bilingual(self) -> bool:
        """True where question and answer stand in English and in French."""
        both = ("en", "fr")
        return self.version.wording.is_complete(both) and self.version.answer.is_complete(both)


@dataclass(frozen=True)
class Section:
    """The questions of the public page; `until` is the last moment to ask, as pages write it."""

    answers: list[PublicAnswer]
    waiting: int
    until: Words | None
    may_ask: bool
    is_coming: bool  # questions are taken from the opening on


def read_section(opportunity: Opportunity, now: datetime) -> Section:
    """Return the questions as everybody reads them: the same for every reader, whoever applied."""
    until = find_last_moment(opportunity)
    return Section(
        answers=list_answers(opportunity),
        waiting=len(list_waiting(opportunity)) if opportunity.state in ANSWERABLE else 0,
        until=instant_words(until, zone_of(opportunity)) if until else None,
        may_ask=not questions_are_taken(gather_asking(opportunity, now)),
        is_coming=opportunity.state == "SCHEDULED",
    )


def list_answers(opportunity: Opportunity) -> list[PublicAnswer]:
    """Return what was published about each question, the newest first."""
    if all(each.answered_at is None for each in list_questions(opportunity)):
        return []
    by_question: dict[int, list[PublishedAnswer]] = {}
    for version in list_versions(opportunity):
        by_question.setdefault(version.question.number, []).append(version)
    found = [describe_answer(number, versions) for number, versions in by_question.items()]
    return sorted(found, key=lambda each: (each.published_at, each.number), reverse=True)


def describe_answer(number: int, versions: list[PublishedAnswer]) -> PublicAnswer:
    """Return what everybody reads about one question, of every version of it, the earliest first."""
    edits = [_compare(before, after) for before, after in pairwise(versions)]
    return PublicAnswer(number, versions[-1], versions[0], edits[::-1])


def say_why(version: PublishedAnswer) -> Words | None:
    """Return why this version gives no answer; None where it gives one."""
    return UNANSWERED_WORDS[Unanswered(version.because)] if version.because else None


def _compare(before: PublishedAnswer, after: PublishedAnswer) -> Edit:
    parts = (
        (QUESTION, before.wording, after.wording),
        (CHANGED, before.changed, after.changed),
        (ANSWER, _say(before), _say(after)),
    )
    changes = [Change(label, _words(was), _words(stands)) for label, was, stands in parts if was != stands]
    return Edit(after.at, after.reason, changes)


def _say(version: PublishedAnswer) -> Bilingual:
    """What stood below the question: where there was no answer, why."""
    words, more = say_why(version), version.answer
    if words is None:
        return more
    return Bilingual(f"{words.en}\n{more.en}".strip(), f"{words.fr}\n{more.fr}".strip())


def _words(text: Bilingual) -> Words:
    return Words(en=text.best_for("en")[0], fr=text.best_for("fr")[0])


def list_general_answers() -> list[GeneralAnswer]:
    """Return the answers that officers marked as general, as they stand now, the newest first; practice left out."""
    last = PublishedAnswer.objects.filter(question=OuterRef("question")).order_by("-number").values("pk")[:1]
    rows = PublishedAnswer.objects.filter(pk=Subquery(last), general=True, because="").filter(
        question__opportunity__in=Opportunity.objects.public()
    )
    return [
        GeneralAnswer(row.wording, row.answer, row.at, _address(row))
        for row in rows.select_related("question__opportunity").order_by("-at", "-pk")
    ]


def _address(row: PublishedAnswer) -> str:
    page = reverse("opportunity", kwargs={"reference": row.question.opportunity.reference})
    return f"{page}#question-{row.question.number}"
