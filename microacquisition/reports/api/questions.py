"""Questions and answers as everybody reads them; when somebody asked, and who, is told to nobody."""

from collections.abc import Iterable
from itertools import groupby

from django.http import HttpRequest

from microacquisition.common.words import Words
from microacquisition.opportunities.finding.published import find_public_change
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.questions.models import PublishedAnswer, Question
from microacquisition.opportunities.questions.public import PublicAnswer, describe_answer, list_answers
from microacquisition.process.rules.questions import UNANSWERED_WORDS, Unanswered
from microacquisition.reports.api import spelling
from microacquisition.reports.api.answering import Answer, Resource
from microacquisition.reports.api.of_opportunity import OF_OPPORTUNITY, find_named
from microacquisition.reports.api.paging import PAGING, open_page, spell_page
from microacquisition.reports.api.shapes import Schema, an_object, list_of, maybe, number, page_of, text
from microacquisition.reports.api.spelling import CHANGE, CODED, INSTANT, REFERENCE, TEXT, Json

SCHEMAS: dict[str, Schema] = {
    "Question": an_object(
        "What was published about a question: its answer, or why there is none. Longer texts are Markdown.",
        id=text("MA-2026-0007-3"),
        opportunity=REFERENCE,
        number=number(3, "In the order of asking."),
        question=TEXT,
        changed=TEXT
        | {"description": "What differs from the words of whoever asked; null where nothing does."},
        answer=TEXT,
        unanswered=maybe(CODED),
        same_as=maybe(text("MA-2026-0007-1", "The question that has the answer already.")),
        published=INSTANT,
        edits=list_of(an_object("An edit, newest first.", at=INSTANT, reason=TEXT, changes=list_of(CHANGE))),
    ),
    "Questions": page_of("Question"),
}


def list_questions(request: HttpRequest, asked: Json) -> Answer:
    """One page of what was published about questions, newest first."""
    rows = Question.objects.filter(opportunity__in=find_named(asked).values("pk"), answered_at__isnull=False)
    page = open_page(asked, rows.count())
    keys = list(rows.order_by("-answered_at", "-pk").values_list("pk", flat=True)[page.rows])
    body, links = spell_page(request, page, _read(keys), lambda each: each)
    return Answer(body, find_public_change(), links)


def spell_questions(opportunity: Opportunity) -> list[Json]:
    """Return what was published about the questions of one opportunity, newest first."""
    return [_spell(opportunity, each) for each in list_answers(opportunity)]


def _read(keys: Iterable[int]) -> list[Json]:
    rows = PublishedAnswer.objects.filter(question__in=keys).select_related(
        "question__opportunity", "same_as"
    )
    versions = groupby(rows.order_by("question", "number"), key=lambda row: row.question)
    found = {
        question.pk: _spell(question.opportunity, describe_answer(question.number, list(own)))
        for question, own in versions
    }
    return [found[key] for key in keys]


def _spell(opportunity: Opportunity, said: PublicAnswer) -> Json:
    version, zone, reference = said.version, opportunity.zone, opportunity.reference
    because = Unanswered(version.because) if version.because else None
    return {
        "id": f"{reference}-{said.number}",
        "opportunity": reference,
        "number": said.number,
        "question": spelling.spell_text(version.wording),
        "changed": spelling.spell_text(version.changed),
        "answer": spelling.spell_text(version.answer),
        "unanswered": spelling.spell_coded(because.value, UNANSWERED_WORDS[because]) if because else None,
        "same_as": f"{reference}-{version.same_as.number}" if version.same_as else None,
        "published": spelling.spell_instant(said.published_at, zone),
        "edits": [
            {
                "at": spelling.spell_instant(each.at, zone),
                "reason": spelling.spell_text(each.reason),
                "changes": [spelling.spell_change(part) for part in each.parts],
            }
            for each in said.edits
        ],
    }


RESOURCE = Resource(
    "api_questions",
    "questions",
    Words(en="Questions and answers", fr="Questions et réponses"),
    Words(
        en="Published answers, or why a question stays without one, with every edit, newest first.",
        fr="Les réponses publiées, ou la raison pour laquelle une question reste sans réponse, avec chaque modification, les plus récentes d’abord.",
    ),
    "Questions",
    list_questions,
    (OF_OPPORTUNITY, *PAGING),
)
