"""Who is told what was published about a question: the asker, whoever applied or began to, sealed; and followers."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.conf import settings
from django.utils.translation import override

from microacquisition.opportunities.announcing.actions import tell_followers
from microacquisition.opportunities.letters import Values, write_to
from microacquisition.opportunities.questions.addresses import question_address
from microacquisition.opportunities.questions.models import PublishedAnswer
from microacquisition.opportunities.questions.queries import find_asker
from microacquisition.opportunities.situation import Letter, Recipient, Situation, recipient_of
from microacquisition.opportunities.step_table import TABLE
from microacquisition.process.rules.questions import UNANSWERED_WORDS, Unanswered

# By step; followers get the same with a way to stop following, in a message of its own.
MESSAGES = {
    "answer_question": "questions/answer_published",
    "refuse_question": "questions/question_not_answered",
    "edit_answer": "questions/answer_changed",
}


def write_letters(version: PublishedAnswer, code: str) -> list[Letter]:
    """Return the letters to the asker and to whoever applied or began to: each once, sealed."""
    opportunity, asker = version.question.opportunity, find_asker(version.question)
    people = [
        *([recipient_of(asker)] if asker else []),
        *TABLE.applicants(opportunity),
        *TABLE.draft_holders(opportunity),
    ]
    link = question_address(version.question.number)
    return write_to(
        _once(people), MESSAGES[code], opportunity, link=link, values=_describe(version), sealed=True
    )


def tell_followers_of_answers(situation: Situation, states: tuple[str, str], event_id: UUID) -> None:
    """Tell whoever follows the opportunity what was just published about a question."""
    if situation.step.code not in MESSAGES:
        return
    rows = PublishedAnswer.objects.filter(
        question__opportunity=situation.on, question__number=situation.given["number"]
    )
    version = rows.select_related("question").latest("number")
    describe, link = _describe(version), question_address(version.question.number)

    def values(language: str) -> Mapping[str, str]:
        with override(language):
            return {**describe(language), "link": f"{settings.SITE_ADDRESS}{link(situation.on)}"}

    message = f"{MESSAGES[situation.step.code]}_followers"
    tell_followers(situation.on, event_id, message, values, now=situation.now)


def _describe(version: PublishedAnswer) -> Values:
    """The question as it is published, its answer; why it has none, or why it was edited."""

    def values(language: str) -> Mapping[str, str]:
        answer, reason = version.answer.best_for(language)[0], version.reason.best_for(language)[0]
        if version.because:
            words = UNANSWERED_WORDS[Unanswered(version.because)]
            reason = "\n\n".join(each for each in (f"{words.in_language(language)}.", answer) if each)
        return {"question": version.wording.best_for(language)[0], "answer": answer, "reason": reason}

    return values


def _once(people: Iterable[Recipient]) -> list[Recipient]:
    return list({each.email.lower(): each for each in people}.values())
