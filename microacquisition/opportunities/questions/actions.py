"""What is done with a question: given to the client team, drafted, answered or publicly left unanswered, edited."""

from collections.abc import Mapping

from microacquisition.common.dates import format_instant
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.questions.models import PublishedAnswer, Question
from microacquisition.opportunities.questions.queries import (
    answers_due,
    find_last_version,
    find_other,
    find_question,
    list_versions,
    zone_of,
)
from microacquisition.opportunities.questions.telling import write_letters
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.questions import AnswerFacts, Unanswered, Wording
from microacquisition.records.events import keep_text


def assign_question(situation: Situation, facts: AnswerFacts) -> Outcome:
    """Ask the client team for a draft; asked again, it writes a new one."""
    question = _chosen(situation)
    question.assigned_at, question.drafted_at = situation.now, None
    question.save(update_fields=["assigned_at", "drafted_at"])
    opportunity, due = situation.on, answers_due(situation.on)

    def values(language: str) -> Mapping[str, str]:
        until = format_instant(due, zone_of(opportunity), language) if due else ""
        return {"question": question.text, "answer_by": until}

    people = client_people(opportunity.team)
    return Outcome(
        facts={"question": question.number},
        letters=write_to(
            people, "questions/question_to_draft", opportunity, link=address_of("file_questions"), values=values
        ),
    )  # fmt: skip


def draft_answer(situation: Situation, facts: AnswerFacts) -> Outcome:
    """Keep what the client team would answer, in one language; the officers bring both and publish."""
    question, given = _chosen(situation), situation.given
    question.draft, question.draft_language = facts.draft, given["language"]
    question.drafted_by, question.drafted_at = situation.person, situation.now
    question.save(update_fields=["draft", "draft_language", "drafted_by", "drafted_at"])
    opportunity = situation.on
    officers = people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id)
    return Outcome(
        facts={"question": question.number, "language": question.draft_language},
        digests={"draft": keep_text(question.draft)},
        letters=write_to(
            officers, "questions/answer_drafted", opportunity, link=address_of("file_questions"),
            values=lambda language: {"question": question.text, "answer": question.draft},
        ),
    )  # fmt: skip


def publish(situation: Situation, facts: AnswerFacts) -> Outcome:
    """Publish in every language at once: the answer, that there is none and why, or another version of what stands.

    Everybody whom it concerns is told, after an edit again.
    """
    version = _publish(situation, facts)
    return Outcome(
        facts=_facts(version),
        digests=_digests(version),
        letters=write_letters(version, situation.step.code),
    )


def _publish(situation: Situation, facts: AnswerFacts) -> PublishedAnswer:
    question, given = _chosen(situation), situation.given
    wording: Wording = given["wording"]
    last = find_last_version(question, list_versions(situation.on))
    if question.answered_at is None:
        question.answered_at = situation.now
        question.save(update_fields=["answered_at"])
    already = facts.because == Unanswered.ANSWERED_ALREADY
    return PublishedAnswer.objects.create(
        question=question, number=last.number + 1 if last else 1,
        question_en=wording.question.en, question_fr=wording.question.fr,
        changed_en=wording.changed.en, changed_fr=wording.changed.fr,
        answer_en=wording.answer.en, answer_fr=wording.answer.fr,
        because=facts.because, same_as=find_other(situation, question) if already else None,
        reason_en=wording.reason.en, reason_fr=wording.reason.fr,
        general=bool(given.get("general")), published_by=situation.person, at=situation.now,
    )  # fmt: skip


def _chosen(situation: Situation) -> Question:
    question = find_question(situation.on, situation.given.get("number"))
    if question is None:
        raise LookupError("The rules let a question pass that is not there.")
    return question


def _facts(version: PublishedAnswer) -> dict[str, object]:
    said = {"question": version.question.number, "version": version.number}
    return {
        **said,
        **({"because": version.because} if version.because else {}),
        **({"general": "yes"} if version.general else {}),
    }


def _digests(version: PublishedAnswer) -> dict[str, str]:
    texts = {
        "question": version.wording, "changed": version.changed, "answer": version.answer, "reason": version.reason,
    }  # fmt: skip
    return {
        f"{name}_{language}": keep_text(text)
        for name, both in texts.items()
        for language, text in (("en", both.en), ("fr", both.fr))
        if text
    }
