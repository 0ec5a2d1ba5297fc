"""Questions on an open purchase of a demonstration: one answered in both languages, one that waits."""

from demo.people import SUPPLIERS
from demo.sentences import ANSWERED, ASKED, ASKED_LATER
from microacquisition.common.bilingual import Bilingual
from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.questions.asking import ask_question
from microacquisition.opportunities.questions.models import Question
from microacquisition.people.models import User
from microacquisition.process.roles import Role
from microacquisition.process.rules.questions import Wording
from microacquisition.reports.demo_steps import staff, take


def ask_twice(opportunity: Opportunity) -> None:
    """Two suppliers ask; the officer answers the first."""
    first = _ask(opportunity, SUPPLIERS[0].person.email, ASKED)
    wording = Wording(asked=first.text, question=Bilingual(ASKED.en, ASKED.fr), answer=ANSWERED)
    take(opportunity, "answer_question", staff(Role.OFFICER), number=first.number, wording=wording)
    _ask(opportunity, SUPPLIERS[-1].person.email, ASKED_LATER)


def _ask(opportunity: Opportunity, email: str, text: Words) -> Question:
    asker = User.objects.get(email=email)
    return ask_question(opportunity.pk, asker, text.in_language(asker.language), asker.language)
