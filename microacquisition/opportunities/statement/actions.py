"""Verbs of the statement: begin, submit, ask for changes, approve, return; and the request's withdrawal."""

from microacquisition.opportunities.intake.actions import reply_to_request
from microacquisition.opportunities.intake.queries import client_people, read_answers
from microacquisition.opportunities.letters import answer_by, file_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.situation import FurtherEvent, Letter, Outcome, Situation
from microacquisition.opportunities.statement.addresses import review_address, statement_address
from microacquisition.opportunities.statement.approvals import approvals_hold, lapse_approvals
from microacquisition.opportunities.statement.incoming import fill_from_pull_request
from microacquisition.opportunities.statement.models import ReviewComment, Statement, StatementVersion
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.opportunities.statement.section_pages import label_section
from microacquisition.opportunities.statement.snapshot import digest_body, digest_statement, write_snapshot
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.intake import RequestFacts
from microacquisition.process.rules.statement import StatementFacts
from microacquisition.records.events import keep_text


def begin_drafting(situation: Situation, facts: RequestFacts) -> Outcome:
    """Accept the request: an empty statement in the asker's language, with the declarations they already made."""
    reply_to_request(situation)
    opportunity = situation.on
    opportunity.officer = situation.person
    opportunity.save(update_fields=["officer"])
    answers = read_answers(opportunity.request)
    statement = Statement.objects.create(
        opportunity=opportunity,
        first_language=opportunity.request.language,
        hours=opportunity.request.estimated_hours,
        standalone_reason=answers["standalone"].explanation,
        no_capacity_reason=answers["no_internal_capacity"].explanation,
    )
    return Outcome(
        to_state="DRAFTING",
        further_events=fill_from_pull_request(statement),
        letters=write_to(
            client_people(opportunity.team), "intake/request_accepted", opportunity, link=statement_address
        ),
    )


def submit_for_review(situation: Situation, facts: StatementFacts) -> Outcome:
    """Keep exactly what is submitted as a version, and ask officer and advisor side by side.

    What was signed for other words, another price or another date lapses now, each with its event. What holds is not
    asked for again: an unchanged text goes straight on.
    """
    version = keep_version(situation, StatementVersion.Why.SUBMITTED)
    ReviewComment.objects.filter(opportunity=situation.on, done_at=None).update(done_at=situation.now)
    lapsed = lapse_approvals(situation)
    lapsed += [event for lapse in TABLE.lapse_changed for event in lapse(situation)]
    if approvals_hold(find_statement(situation.on)):
        return _go_straight_on(situation, version, lapsed)
    letters = write_to(
        reviewers(situation.on), "statement/statement_to_review", situation.on, link=review_address,
        values=answer_by(situation.programme, situation.now, "approve_statement"),
    )  # fmt: skip
    return Outcome(
        to_state="IN_REVIEW",
        facts={"version": version.number},
        digests={"statement": version.digest},
        further_events=lapsed,
        letters=letters,
    )


def _go_straight_on(situation: Situation, version: StatementVersion, lapsed: list[FurtherEvent]) -> Outcome:
    opportunity = situation.on
    people = {person.pk: person for person in [*reviewers(opportunity), *client_people(opportunity.team)]}
    return Outcome(
        to_state="FUNDED" if TABLE.funds_hold(opportunity) else "APPROVED",
        facts={"version": version.number, "approvals": "hold"},
        digests={"statement": version.digest},
        further_events=lapsed,
        letters=[
            *write_to(people.values(), "statement/statement_unchanged", opportunity, link=file_address),
            *TABLE.ask_for_funds(situation),
        ],
    )


def request_changes(situation: Situation, facts: StatementFacts) -> Outcome:
    """Keep each comment with its section, and write them all to the client."""
    comments = situation.given["comments"]
    ReviewComment.objects.bulk_create(
        ReviewComment(
            opportunity=situation.on,
            section=section,
            text=text,
            written_by=situation.person,
            written_at=situation.now,
        )
        for section, text in comments.items()
    )
    return Outcome(
        to_state="DRAFTING",
        facts={"comments": len(comments)},
        digests={f"comment_{section or 'whole'}": keep_text(text) for section, text in comments.items()},
        letters=_tell_client_to_change(situation, comments),
    )


def approve_statement(situation: Situation, facts: StatementFacts) -> Outcome:
    """Both signatures are given: the statement is approved, and the translation is asked for beside the funds."""
    opportunity = situation.on
    digest = digest_body(write_snapshot(find_statement(opportunity)))
    team = client_people(opportunity.team)
    letters = write_to(team, "statement/statement_approved", opportunity, link=statement_address)
    letters += TABLE.ask_for_funds(situation)
    if len(situation.programme.languages) > 1 and TABLE.needs_translation(opportunity):
        letters += write_to(
            team,
            "posting/translation_needed",
            opportunity,
            link=address_of("submit_translation"),
            values=answer_by(situation.programme, situation.now, "submit_translation"),
        )
    to_state = "FUNDED" if TABLE.funds_hold(opportunity) else "APPROVED"
    return Outcome(to_state=to_state, digests={"statement": digest}, letters=letters)


def return_to_drafting(situation: Situation, facts: StatementFacts) -> Outcome:
    """Open an approved statement again, with the reason; what is signed holds until another text comes back."""
    reason = situation.given["reason"]
    ReviewComment.objects.create(
        opportunity=situation.on, text=reason, written_by=situation.person, written_at=situation.now
    )
    return Outcome(
        to_state="DRAFTING",
        digests={"reason": keep_text(reason), "statement": digest_statement(find_statement(situation.on))},
        letters=_tell_client_to_change(situation, {"": reason}),
    )


def withdraw_request(situation: Situation, facts: None) -> Outcome:
    """The client no longer needs it: tell the officer, or all officers where nobody has the file yet."""
    reason = situation.given["reason"]
    opportunity = situation.on
    officers = (
        [opportunity.officer]
        if opportunity.officer
        else people_holding(Role.OFFICER, opportunity.programme_code, opportunity.department_id)
    )
    return Outcome(
        to_state="CANCELLED",
        digests={"reason": keep_text(reason)},
        letters=write_to(
            officers, "statement/request_withdrawn", opportunity, link=file_address,
            values=lambda language: {"reason": reason},
        ),
    )  # fmt: skip


def keep_version(situation: Situation, why: StatementVersion.Why) -> StatementVersion:
    """Keep the statement as it stands as the next version, with the digest of its canonical text."""
    body = write_snapshot(find_statement(situation.on))
    return StatementVersion.objects.create(
        opportunity=situation.on,
        number=situation.on.versions.count() + 1,
        why=why,
        body=body,
        digest=digest_body(body),
        saved_by=situation.person,
        saved_at=situation.now,
    )


def reviewers(opportunity: Opportunity) -> list[User]:
    """Return who reviews: the file's officer and every advisor, each once."""
    found = {opportunity.officer.pk: opportunity.officer} if opportunity.officer else {}
    for person in people_holding(Role.ADVISOR, opportunity.programme_code, opportunity.department_id):
        found[person.pk] = person
    return list(found.values())


def _tell_client_to_change(situation: Situation, comments: dict[str, str]) -> list[Letter]:
    def reasons(language: str) -> str:
        space = "\u00a0" if language == "fr" else ""
        return "\n".join(
            f"{label_section(section).in_language(language)}{space}: {text}" if section else text
            for section, text in comments.items()
        )

    people = client_people(situation.on.team)
    return write_to(
        people, "statement/changes_asked", situation.on, link=statement_address,
        values=lambda language: {"reasons": reasons(language)},
    )  # fmt: skip
