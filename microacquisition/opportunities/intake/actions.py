"""Verbs of the intake: ask, reply, decline, put on the waiting list."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from microacquisition.common.dates import format_date
from microacquisition.opportunities.intake.models import EligibilityAnswer, Request
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.letters import answer_by, file_address, write_to
from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.situation import Outcome, Situation
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.process.rules.intake import RequestFacts
from microacquisition.records.events import keep_text


def ask_for_code(situation: Situation, facts: RequestFacts) -> Outcome:
    """Write the request with its eligibility answers and tell the client and the officers."""
    given = situation.given
    programme = PROGRAMMES.newest(given["programme_code"])
    title = {f"title_{situation.language}": given["title"]}
    opportunity = Opportunity.objects.create(
        state="REQUESTED",
        state_since=situation.now,
        department=given["team"].department,
        team=given["team"],
        requested_by=situation.person,
        programme_code=programme.code,
        practice=programme.practice,
        **title,
    )
    request = Request.objects.create(
        opportunity=opportunity,
        language=situation.language,
        need=given["need"],
        estimated_hours=given.get("estimated_hours"),
        pull_request=given.get("pull_request"),
    )
    EligibilityAnswer.objects.bulk_create(
        EligibilityAnswer(
            request=request, question=code, value=bool(answer.value), explanation=answer.explanation
        )
        for code, answer in facts.answers.items()
    )
    officers = people_holding(Role.OFFICER, programme.code, opportunity.department_id)
    by_when = answer_by(programme, situation.now, "accept_request")
    return Outcome(
        to_state="REQUESTED",
        subject=opportunity,
        facts={"programme": programme.code},
        digests={"need": keep_text(given["need"])},
        letters=[
            *write_to(
                [situation.person], "intake/request_received", opportunity, link=file_address, values=by_when
            ),
            *write_to(officers, "intake/request_to_read", opportunity, link=file_address, values=by_when),
        ],
    )


def decline_request(situation: Situation, facts: RequestFacts) -> Outcome:
    """Decline kindly: the reason, and the other routes the program names."""
    reply_to_request(situation)
    reason = situation.given["reason"]
    letters = write_to(
        client_people(situation.on.team), "intake/request_declined", situation.on, link=address_of("request"),
        values=lambda language: {
            "reason": reason,
            "other_routes": situation.programme.other_routes.in_language(language),
            "other_routes_page": _other_routes_page(language),
        },
    )  # fmt: skip
    return Outcome(to_state="DECLINED", digests={"reason": keep_text(reason)}, letters=letters)


def hold_request(situation: Situation, facts: RequestFacts) -> Outcome:
    """Put the request on the waiting list until a day; on that day the officer is asked again."""
    until: date = situation.given["waits_until"]
    reply_to_request(situation, waits_until=until)
    reason = situation.given["reason"]
    letters = write_to(
        client_people(situation.on.team), "intake/request_held", situation.on, link=address_of("request"),
        values=lambda language: {"reason": reason, "until": format_date(until, language)},
    )  # fmt: skip
    return Outcome(facts={"until": until.isoformat()}, digests={"reason": keep_text(reason)}, letters=letters)


def reply_to_request(situation: Situation, waits_until: date | None = None) -> None:
    """Keep who answered the request, when, in which words, and until when it waits, if it does."""
    request = situation.on.request
    request.replied_by, request.replied_at = situation.person, situation.now
    request.reply = situation.given.get("reason", "")
    request.waits_until = waits_until
    request.save(update_fields=["replied_by", "replied_at", "reply", "waits_until"])


def _other_routes_page(language: str) -> str:
    with override(language):
        return f"{settings.SITE_ADDRESS}{reverse('other_routes')}"
