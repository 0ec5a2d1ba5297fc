"""Black out a slip that tells who applied: by an officer, with an event; the original stays in the file."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from microacquisition.common.words import Words
from microacquisition.opportunities.applications.models import OpenedAnswer, OpenedApplication
from microacquisition.opportunities.applications.traits import describe_opened
from microacquisition.opportunities.evaluation.hearing import tells_suppliers
from microacquisition.opportunities.evaluation.queries import is_judged_now
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.process.roles import Role
from microacquisition.process.rules.clarifying import TOO_LATE_TO_REDACT
from microacquisition.process.slips import black_out, find_slips, list_passages
from microacquisition.records.events import Doer, keep_text, write_event


def may_redact(user: User, opportunity: Opportunity) -> bool:
    """True for an officer there who does not evaluate it, while the applications are being judged."""
    return is_judged_now(opportunity) and tells_suppliers(user, opportunity)


def answers_to_redact(opportunity: Opportunity) -> list[OpenedAnswer]:
    """Return every opened answer, in the order of the ids."""
    rows = OpenedAnswer.objects.filter(opened__application__opportunity=opportunity)
    rows = rows.select_related("opened__supplier__owner", "opened__application__opportunity")
    answers = list(
        rows.prefetch_related("opened__answers", "opened__supplier__members__user").order_by(
            "opened__application_id", "pk"
        )
    )
    for answer in answers:
        proposal = propose_redaction(answer.opened, answer.redacted or answer.text)
        answer.shown, answer.passages = proposal.text, proposal.passages  # type: ignore[attr-defined]
    return answers


@dataclass(frozen=True)
class Proposal:
    """A text as evaluators read it now, what in it may tell who wrote it, and the text without that."""

    text: str
    passages: Mapping[Words, list[str]]
    blacked_out: str


def propose_redaction(opened: OpenedApplication, text: str) -> Proposal:
    """Return the passages of a text that match what is known of whose application it is; an officer decides."""
    hosts = opened.application.opportunity.programme.code_hosts
    slips = find_slips(text, describe_opened(opened, hosts))
    return Proposal(text, list_passages(text, slips), black_out(text, slips, opened.language))


def find_answer(opportunity: Opportunity, answer_id: int) -> OpenedAnswer | None:
    """Return an opened answer of this opportunity, or None."""
    return OpenedAnswer.objects.filter(opened__application__opportunity=opportunity, pk=answer_id).first()


def redact_answer(answer: OpenedAnswer, shown: str, user: User, language: str) -> None:
    """Let evaluators read `shown` instead of the answer. NotYours where it is not the person's to do, Refused later."""
    with transaction.atomic():
        opportunity = Opportunity.objects.select_for_update(of=("self",)).get(
            applications__opened=answer.opened_id
        )
        if not tells_suppliers(user, opportunity):
            raise NotYours("redact")
        if not is_judged_now(opportunity):
            raise Refused([TOO_LATE_TO_REDACT])
        answer.redacted = shown
        answer.save(update_fields=["redacted"])
        write_event(
            opportunity.stream,
            "redact",
            Doer(actor=str(user.pk), role=Role.OFFICER.value, language=language),
            ("application", answer.opened.application_id),
            digests={"original": keep_text(answer.text), "shown": keep_text(shown)},
        )
