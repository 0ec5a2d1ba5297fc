"""The advisor returns an evaluation, saying what is lacking; the chair answers once it is mended."""

from django.db import transaction

from microacquisition.opportunities.effects import post_letter
from microacquisition.opportunities.evaluation import queries
from microacquisition.opportunities.evaluation.judging import who_freezes
from microacquisition.opportunities.evaluation.models import ReturnedEvaluation
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.situation import NotYours, Outcome, Refused, Situation
from microacquisition.people.models import User
from microacquisition.process.roles import Role
from microacquisition.process.rules.clarifying import NOTHING_RETURNED
from microacquisition.process.rules.evaluation import EvaluationFacts
from microacquisition.records.events import Doer, keep_text, write_event
from microacquisition.site.clock import current_instant


def return_evaluation(situation: Situation, facts: EvaluationFacts) -> Outcome:
    """Say what is lacking; judgments stay and may be mended, and what was signed to freeze lapses."""
    reason = situation.given["reason"]
    ReturnedEvaluation.objects.create(
        opportunity=situation.on, reason=reason, returned_by=situation.person, returned_at=situation.now
    )
    evaluators = [each.evaluator for each in queries.live_assignments(situation.on)]
    return Outcome(
        digests={"reason": keep_text(reason)},
        letters=write_to(
            evaluators, "evaluation/evaluation_returned", situation.on, link=address_of("evaluate"),
            values=lambda language: {"reason": reason},
        ),
    )  # fmt: skip


def presides(user: User, opportunity: Opportunity) -> bool:
    """True for the chair who declared no interest."""
    assignment = queries.find_assignment(opportunity, user)
    return (
        assignment is not None
        and assignment.chair
        and queries.has_declared(assignment)
        and queries.may_evaluate(user, opportunity)
    )


def waits_for_answer(opportunity: Opportunity) -> bool:
    """True while something returned is not answered."""
    return opportunity.state == "CLOSED" and queries.find_open_return(opportunity) is not None


def answer_return(opportunity: Opportunity, user: User, answer: str, language: str) -> None:
    """Say that what was lacking is mended; officers and advisors are told. NotYours for others, Refused later."""
    with transaction.atomic():
        locked = Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity.pk)
        returned = queries.find_open_return(locked)
        if not presides(user, locked):
            raise NotYours("answer_return")
        if returned is None or not waits_for_answer(locked):
            raise Refused([NOTHING_RETURNED])
        returned.answer, returned.answered_by, returned.answered_at = answer, user, current_instant()
        returned.save(update_fields=["answer", "answered_by", "answered_at"])
        event = write_event(
            locked.stream,
            "answer_return",
            Doer(actor=str(user.pk), role=Role.EVALUATOR.value, language=language),
            ("opportunity", str(locked.pk)),
            digests={"answer": keep_text(answer)},
        )
        letters = write_to(
            who_freezes(locked), "evaluation/return_answered", locked, link=address_of("freeze_evaluation"),
            values=lambda language: {"answer": answer},
        )  # fmt: skip
        for letter in letters:
            post_letter(letter, event.pk, locked)
