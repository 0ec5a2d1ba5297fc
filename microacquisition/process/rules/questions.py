"""May a question be drafted, answered, left unanswered, edited? (spec/pilot.md, step 2: while open.)"""

from dataclasses import dataclass, field
from enum import StrEnum

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.words import Words


class Unanswered(StrEnum):
    """Why a question is publicly left without an answer."""

    PROTECTED = "protected"
    OUT_OF_SCOPE = "out_of_scope"
    ANSWERED_ALREADY = "answered_already"


UNANSWERED_WORDS: dict[Unanswered, Words] = {
    Unanswered.PROTECTED: Words(
        en="It asks for protected information", fr="Elle porte sur des renseignements protégés"
    ),
    Unanswered.OUT_OF_SCOPE: Words(
        en="It is not about this opportunity", fr="Elle ne porte pas sur cette occasion"
    ),
    Unanswered.ANSWERED_ALREADY: Words(
        en="It was answered already", fr="Elle a déjà reçu une réponse"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """What would be published: the question as asked and as published, what changed in it, and the answer."""

    asked: str
    question: Bilingual
    changed: Bilingual = field(default_factory=Bilingual)
    answer: Bilingual = field(default_factory=Bilingual)
    reason: Bilingual = field(default_factory=Bilingual)  # of an edit


@dataclass(frozen=True)
class AnswerFacts:
    """The questions of an opportunity, and the one that was chosen; None and empty before anything was typed."""

    waiting: int
    with_client: int
    said: int
    languages_required: tuple[str, ...]
    chosen_waits: bool = False
    chosen_with_client: bool = False
    chosen_said: bool = False
    wording: Wording | None = None
    draft: str = ""
    because: str = ""
    refers_to_answer: bool = False  # to another question that has one
    differs: bool = False  # from what is published


def a_question_waits(facts: AnswerFacts) -> list[Words]:
    """Only what was asked is answered."""
    if facts.waiting:
        return []
    return [Words(en="No question waits for an answer.", fr="Aucune question n’attend de réponse.")]


def it_still_waits(facts: AnswerFacts) -> list[Words]:
    """A question is answered once: whoever comes second reads what the first one published."""
    if facts.chosen_waits:
        return []
    return [
        Words(
            en="Something was published about this question meanwhile. Read it; you can edit it.",
            fr="Quelque chose a été publié entre-temps au sujet de cette question. Lisez-le; vous pourrez le modifier.",
        )
    ]


def it_is_not_with_the_client(facts: AnswerFacts) -> list[Words]:
    """The client team is asked once for a draft, until it wrote one."""
    if not facts.chosen_with_client:
        return []
    return [
        Words(
            en="The client team was asked for a draft already.",
            fr="Un projet de réponse a déjà été demandé à l’équipe cliente.",
        )
    ]


def a_draft_is_asked_for(facts: AnswerFacts) -> list[Words]:
    """The client team drafts what the officer asked it to."""
    if facts.with_client:
        return []
    return [
        Words(
            en="No draft of an answer is asked of the client team.",
            fr="Aucun projet de réponse n’est demandé à l’équipe cliente.",
        )
    ]


def its_draft_is_asked_for(facts: AnswerFacts) -> list[Words]:
    """The draft is of a question that waits for it."""
    if facts.chosen_with_client:
        return []
    return [
        Words(
            en="No draft is asked for this question any more.",
            fr="Aucun projet de réponse n’est plus demandé pour cette question.",
        )
    ]


def draft_is_written(facts: AnswerFacts) -> list[Words]:
    """A draft says something."""
    return [] if facts.draft.strip() else [Words(en="Write the answer.", fr="Écrivez la réponse.")]


def question_is_in_every_language(facts: AnswerFacts) -> list[Words]:
    """Everybody reads the question, in every language of the program (spec/pilot.md, step 2)."""
    if facts.wording is not None and facts.wording.question.is_complete(facts.languages_required):
        return []
    return [
        Words(
            en="Write the question in every language of the program.",
            fr="Écrivez la question dans chaque langue du programme.",
        )
    ]


def answer_is_in_every_language(facts: AnswerFacts) -> list[Words]:
    """English and French are published together (spec/pilot.md, step 2)."""
    if facts.wording is not None and facts.wording.answer.is_complete(facts.languages_required):
        return []
    return [
        Words(
            en="Write the answer in every language of the program.",
            fr="Écrivez la réponse dans chaque langue du programme.",
        )
    ]


def changed_wording_is_explained(facts: AnswerFacts) -> list[Words]:
    """Whoever words a question otherwise says in public what was changed, such as a name left out."""
    wording = facts.wording
    if wording is None or not is_worded_otherwise(wording):
        return []
    if wording.changed.is_complete(facts.languages_required):
        return []
    return [CHANGE_TO_EXPLAIN]


CHANGE_TO_EXPLAIN = Words(
    en="The question is not worded as it was asked. Say what you changed, in every language of the program.",
    fr="La question n’est pas formulée comme elle a été posée. Dites ce que vous avez changé, dans chaque langue du"
    " programme.",
)


def is_worded_otherwise(wording: Wording) -> bool:
    """True where no language of the published question has the words that were asked; spaces count for nothing."""
    return wording.asked.split() not in (wording.question.en.split(), wording.question.fr.split())


def it_is_said_why(facts: AnswerFacts) -> list[Words]:
    """A question is left unanswered for one of the reasons that people can read."""
    if facts.because not in set(Unanswered):
        return [
            Words(en="Say why it is not answered.", fr="Dites pourquoi elle reste sans réponse.")
        ]  # fmt: skip
    if facts.because == Unanswered.ANSWERED_ALREADY and not facts.refers_to_answer:
        return [WHICH_QUESTION]
    return []


WHICH_QUESTION = Words(
    en="Choose the question that has the answer.", fr="Choisissez la question qui a reçu la réponse."
)


def something_was_published(facts: AnswerFacts) -> list[Words]:
    """Only what is published is edited in public."""
    if facts.said:
        return []
    return [Words(en="No answer is published yet.", fr="Aucune réponse n’est encore publiée.")]


def it_was_published(facts: AnswerFacts) -> list[Words]:
    """What is edited is what was said about this question."""
    if facts.chosen_said:
        return []
    return [
        Words(
            en="Nothing is published about this question yet.",
            fr="Rien n’est encore publié au sujet de cette question.",
        )
    ]


def something_differs(facts: AnswerFacts) -> list[Words]:
    """An edit changes something."""
    if facts.differs:
        return []
    return [Words(en="Nothing was changed.", fr="Rien n’a été modifié.")]


def edit_is_explained(facts: AnswerFacts) -> list[Words]:
    """Everybody reads why an answer was edited."""
    if facts.wording is not None and facts.wording.reason.is_complete(facts.languages_required):
        return []
    return [
        Words(
            en="Write the reason in every language of the program.",
            fr="Écrivez le motif dans chaque langue du programme.",
        )
    ]
