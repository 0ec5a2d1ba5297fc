"""Questions for tests, as people ask and answer them: beside `tests/builders.py`."""

import uuid
from datetime import datetime
from typing import Any

from microacquisition.common.bilingual import Bilingual
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.questions.asking import ask_question
from microacquisition.opportunities.questions.models import Question
from microacquisition.people.models import User
from microacquisition.process.rules.questions import Wording
from tests.builders import People, make_open

ASKED = "Is a personal Azure account needed?"
PUBLISHED = Bilingual(ASKED, "Faut-il un compte Azure personnel?")
ANSWER = Bilingual(
    "No. The supplier gets access to a sandbox.", "Non. Le fournisseur a accès à un bac à sable."
)

CHANGED = Bilingual("A name was left out.", "Un nom a été retiré.")
WHY = Bilingual("Who pays was missing.", "Il manquait qui paie.")


def ask_as(user: User, opportunity: Opportunity, text: str = ASKED, language: str = "en") -> Question:
    """Ask a question as the person."""
    return ask_question(opportunity.pk, user, text, language, uuid.uuid4())


def plant_question(opportunity: Opportunity, asked_at: datetime) -> Question:
    """Write a question that nobody could have asked at that instant."""
    number = opportunity.questions.count() + 1
    return Question.objects.create(
        opportunity=opportunity, number=number, language="en", text=ASKED, asked_at=asked_at
    )


def make_questions(people: People) -> Opportunity:
    """OPEN; the first question is answered and edited, the second is with the client team, the third waits."""
    opportunity = make_open(people)
    first = ask_as(people.stranger, opportunity)
    edited = Bilingual("No. It is paid for.", "Non. Le bac à sable est payé.")
    publish_as(people.officer, first, changed=CHANGED)
    publish_as(people.officer, first, "edit_answer", changed=CHANGED, answer=edited, reason=WHY)
    ask_as(people.suppliers[0], opportunity, "Which data?")
    given = {"number": 2}
    take_step("assign_question", opportunity_id=opportunity.pk, user=people.officer, given=given)
    ask_as(people.suppliers[0], opportunity, "Quel est le budget?", "fr")
    return opportunity


def word(question: Question, /, **texts: Bilingual) -> Wording:
    """Return what would be published about the question, as it was asked: a good answer, or these texts instead."""
    published = PUBLISHED if question.text == ASKED else Bilingual(question.text, question.text)
    return Wording(**{"asked": question.text, "question": published, "answer": ANSWER, **texts})  # type: ignore[arg-type]


def publish_as(user: User, question: Question, /, code: str = "answer_question", **given: Any) -> None:
    """Answer the question in both languages; or take another step of it, with these texts."""
    texts = {name: given.pop(name) for name in ("question", "changed", "answer", "reason") if name in given}
    typed = {"number": question.number, "wording": word(question, **texts), **given}
    take_step(code, opportunity_id=question.opportunity_id, user=user, given=typed)
