"""A question: given to the client team, drafted, answered, publicly left without an answer, edited."""

from collections.abc import Callable
from typing import Any

from microacquisition.common.bilingual import Bilingual
from microacquisition.process.rules import questions as rules
from tests.asking import ANSWER, PUBLISHED, ask_as, publish_as, word
from tests.lifecycle.prepared import Scene
from tests.lifecycle.rows.delivery import OFFICERS, TEAM
from tests.lifecycle.states import take
from tests.lifecycle.walking import Guard, Row

TOLD = "supplier_1 supplier_2 supplier_3"  # two applied, the third asked
QUESTION = {"question_en": PUBLISHED.en, "question_fr": PUBLISHED.fr}
ANSWERED = {**QUESTION, "answer_en": ANSWER.en, "answer_fr": ANSWER.fr}
REFUSED = {**QUESTION, "because": "out_of_scope"}
EDITED = {**ANSWERED, "answer_fr": "Non, pas du tout.", "reason_en": "Clearer.", "reason_fr": "Plus clair."}
OTHERWISE = {"question_en": "Is an account needed?"}
NOTHING = Bilingual()
DRAFT = {"language": "fr", "draft": "Non."}


def answer_meanwhile(scene: Scene) -> None:
    """Another officer answers first; another question waits."""
    ask_another(scene)
    publish_as(scene.people["second_officer"], scene.opportunity.questions.get(number=1))


def ask_another(scene: Scene) -> None:
    """Somebody asks one more question."""
    ask_as(scene.people["supplier_4"], scene.opportunity, "Which data?")


def ask_client_for_another(scene: Scene) -> None:
    """The first question is answered; the client team is asked about another one."""
    answer_meanwhile(scene)
    take("assign_question", scene, "officer", number=2)


def give(**texts: Any) -> Callable[[Scene], dict[str, Any]]:
    """What the engine is given, with these texts instead of good ones."""
    because = {name: texts.pop(name) for name in ("because", "general") if name in texts}
    return lambda scene: {
        "number": 1, "wording": word(scene.opportunity.questions.get(number=1), **texts), **because,
    }  # fmt: skip


ROWS = (
    Row(
        "assign_question", state="asked", who="officer", page="file_questions", leads_to="OPEN",
        mails={"questions/question_to_draft": TEAM}, wrong_states="evaluated",
        guards=(
            Guard(rules.a_question_waits, state="answered"),
            Guard(rules.it_still_waits, before=answer_meanwhile),
            Guard(rules.it_is_not_with_the_client, state="asked of the client"),
        ),
    ),
    Row(
        "draft_answer", state="asked of the client", who="client", page="draft_answer", leads_to="OPEN", typed=DRAFT,
        mails={"questions/answer_drafted": OFFICERS}, waits_for=TEAM, wrong_states="evaluated",
        guards=(
            Guard(rules.a_draft_is_asked_for, state="drafted"),
            Guard(rules.its_draft_is_asked_for, before=ask_client_for_another),
            Guard(rules.draft_is_written, typed={"draft": ""}, given=lambda scene: {"number": 1, "language": "fr"}),
        ),
    ),
    Row(
        "answer_question", state="asked", who="officer", page="answer_question", leads_to="OPEN", typed=ANSWERED,
        mails={"questions/answer_published": TOLD}, waits_for=OFFICERS, wrong_states="evaluated",
        guards=(
            Guard(rules.a_question_waits, state="answered"),
            Guard(rules.it_still_waits, before=answer_meanwhile),
            Guard(rules.question_is_in_every_language, typed={"question_fr": ""}, given=give(question=Bilingual(PUBLISHED.en))),
            Guard(rules.answer_is_in_every_language, typed={"answer_fr": ""}, given=give(answer=Bilingual(ANSWER.en))),
            Guard(rules.changed_wording_is_explained, typed=OTHERWISE, given=give(question=Bilingual("Is it?", "Est-ce?"))),
        ),
    ),
    Row(
        "refuse_question", state="asked", who="officer", page="refuse_question", leads_to="OPEN", typed=REFUSED,
        mails={"questions/question_not_answered": TOLD}, wrong_states="evaluated",
        guards=(
            Guard(rules.a_question_waits, state="answered"),
            Guard(rules.it_still_waits, before=answer_meanwhile),
            Guard(rules.question_is_in_every_language, typed={"question_fr": ""}, given=give(question=Bilingual(PUBLISHED.en), because="protected")),
            Guard(rules.changed_wording_is_explained, typed=OTHERWISE, given=give(question=Bilingual("Is it?", "Est-ce?"), because="protected")),
            Guard(rules.it_is_said_why, typed={"because": "answered_already"}, given=give(answer=NOTHING, because="answered_already")),
        ),
    ),
    Row(
        "edit_answer", state="answered", who="officer", page="edit_answer", leads_to="OPEN", typed=EDITED,
        mails={"questions/answer_changed": TOLD}, wrong_states="completed",
        guards=(
            Guard(rules.something_was_published, state="asked"),
            Guard(rules.it_was_published, by_page=False, before=ask_another, given=lambda scene: {**give(reason=PUBLISHED)(scene), "number": 2}),
            Guard(rules.question_is_in_every_language, typed={"question_fr": ""}, given=give(question=Bilingual(PUBLISHED.en), reason=PUBLISHED)),
            Guard(rules.answer_is_in_every_language, typed={"answer_fr": ""}, given=give(answer=Bilingual(ANSWER.en), reason=PUBLISHED)),
            Guard(rules.changed_wording_is_explained, typed=OTHERWISE, given=give(question=Bilingual("Is it?", "Est-ce?"), reason=PUBLISHED)),
            Guard(rules.something_differs, typed={"answer_fr": ANSWER.fr}),
            Guard(rules.edit_is_explained, typed={"reason_fr": ""}, given=give(answer=PUBLISHED)),
        ),
    ),
)  # fmt: skip
