"""Prepares an ended opportunity again: a new one that keeps text, translation and the answers given before."""

from typing import Any

from microacquisition.opportunities.funding.models import Reservation
from microacquisition.opportunities.intake.models import EligibilityAnswer, Request
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.letters import write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.models import Translation
from microacquisition.opportunities.posting.queries import find_approved_translation, is_translated
from microacquisition.opportunities.posting.translations import digest_texts
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.opportunities.statement.addresses import statement_address
from microacquisition.opportunities.statement.models import RequiredSkill, Statement, StatementAuthor
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.process.rules.posting_again import AGAIN_FROM, AgainFacts

LISTS = ("acceptancecriterion_set", "applicationcriterion_set", "clientitem_set")
NEW_DATES: dict[str, Any] = {
    "closes_local": "", "closes_at": None, "selection_on": None, "delivery_local": "", "delivery_at": None,
}  # fmt: skip


def gather_again(situation: Situation) -> AgainFacts:
    """The facts of the earlier opportunity."""
    earlier = situation.on
    held = Reservation.objects.filter(opportunity=earlier, returned_at=None, released_at=None)
    later = Opportunity.objects.filter(again_from=earlier).exclude(state="CANCELLED")
    return AgainFacts(
        ended_as=earlier.state,
        has_statement=Statement.objects.filter(opportunity=earlier).exists(),
        funds_unreleased=held.exists(),
        begun_already=later.exists(),
    )


def begins_again(opportunity: Opportunity) -> list[None]:
    """It begins a new life after an end without the code."""
    return [None] if opportunity.state in AGAIN_FROM else []


def post_again(situation: Situation, facts: AgainFacts) -> Outcome:
    """Begin a new opportunity in drafting from the earlier one; dates are asked for anew."""
    earlier = situation.on
    new = Opportunity.objects.create(
        state="DRAFTING", state_since=situation.now, title_en=earlier.title_en, title_fr=earlier.title_fr,
        department=earlier.department, team=earlier.team, requested_by=earlier.requested_by,
        requested_at=situation.now, officer=situation.person, programme_code=earlier.programme_code,
        practice=earlier.practice, again_from=earlier,
    )  # fmt: skip
    _copy_request(earlier, new)
    source = find_statement(earlier)
    _copy_translation(source, _copy_statement(source, new))
    return Outcome(
        to_state="DRAFTING",
        subject=new,
        facts={"again_from": str(earlier.pk), "reference": earlier.reference or ""},
        letters=write_to(
            client_people(new.team), "posting/begun_again", new, link=statement_address,
            values=lambda language: {"earlier": earlier.reference or new.title.best_for(language)[0]},
        ),
    )  # fmt: skip


def _copy_request(earlier: Opportunity, new: Opportunity) -> None:
    request = Request.objects.get(opportunity=earlier)
    answers = list(request.answers.all())
    request = _copy(request, opportunity=new)
    EligibilityAnswer.objects.bulk_create(_unsaved(answer, request=request) for answer in answers)


def _copy_statement(source: Statement, new: Opportunity) -> Statement:
    authors, skills = list(source.authors.all()), list(source.skills.all())
    rows = [row for name in LISTS for row in getattr(source, name).all()]
    target = _copy(Statement.objects.get(pk=source.pk), opportunity=new, **NEW_DATES)
    StatementAuthor.objects.bulk_create(_unsaved(author, statement=target) for author in authors)
    RequiredSkill.objects.bulk_create(_unsaved(skill, statement=target) for skill in skills)
    for row in rows:
        given = {"due_on": None, "delivered_at": None} if hasattr(row, "due_on") else {}
        _copy(row, statement=target, **given)
    return target


def _copy_translation(source: Statement, target: Statement) -> None:
    """Keep the translation approved last; it is approved for the new text only where it was for this very one."""
    approved = find_approved_translation(source)
    if approved is not None:
        digest = digest_texts(target) if is_translated(source) else approved.digest
        _copy(Translation.objects.get(pk=approved.pk), opportunity=target.opportunity, digest=digest)


def _copy(row: Any, **changed: Any) -> Any:
    _unsaved(row, **changed).save(force_insert=True)
    return row


def _unsaved(row: Any, **changed: Any) -> Any:
    row.pk = None
    row._state.adding = True
    for name, value in changed.items():
        setattr(row, name, value)
    return row
