"""Every form of the office: in which state it stands, who fills it in; and what the database holds around it."""

import html
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import psycopg
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.while_open_forms import AMENDABLE
from microacquisition.opportunities.statement.section_pages import SECTION_FORMS
from microacquisition.people.models import User
from microacquisition.people.queries import DEMO_LINK_KEY
from microacquisition.site.clock import current_instant
from tests import builders
from tests.builders import People
from tests.opportunities.agreement import builders as later
from tests.opportunities.evaluation import builders as evaluating
from tests.opportunities.evaluation.builders import make_ranked
from tests.stories.page_forms import read_forms

LANGUAGES = ("en", "fr")
# What changes without anything having been decided: sessions, counts of tries, drafts of one's own application.
PASSING = ("django_session", "site_cache", "procrastinate_", "test_clock")


@dataclass(frozen=True)
class FormPage:
    """A page with a form and the person who fills it in (a name of `People`)."""

    name: str
    who: str
    values: dict[str, Any] = field(default_factory=dict)  # a callable finds its value from the opportunity
    by_reference: bool = False
    by_values: bool = False  # the address names no opportunity
    has_text: bool = True  # else only boxes and choices
    needs_nothing: bool = False  # an empty form is a good one: everything is optional or chosen already

    def address(self, opportunity: Opportunity, language: str) -> str:
        """Return the page's address."""
        key: dict[str, Any] = {"opportunity_id": opportunity.pk}
        if self.by_reference:
            key = {"reference": opportunity.reference}
        if self.by_values or self.who == "anybody":
            key = {}
        given = {
            name: value(opportunity) if callable(value) else value for name, value in self.values.items()
        }
        with override(language):
            return reverse(self.name, kwargs={**key, **given})


# State: how it comes about, and the forms that can be filled in then.
OFFICE: dict[str, tuple[Callable[[People], Opportunity], tuple[FormPage, ...]]] = {
    "requested": (
        builders.make_request,
        (
            FormPage("decline_request", "officer"), FormPage("hold_request", "officer"),
            FormPage("note_contact", "officer"),
        ),
    ),
    "drafting": (
        lambda people: builders.make_drafting(people),
        (
            *(
                FormPage("statement_section", "author", {"section": section}, needs_nothing=section in ("repository", "client_items"))
                for section in SECTION_FORMS
            ),
            FormPage("withdraw_request", "client"),
        ),
    ),
    "in review": (builders.make_in_review, (FormPage("request_changes", "officer"),)),
    "approved": (
        builders.make_approved,
        (FormPage("return_to_drafting", "officer"), FormPage("prepare_funding_form", "officer")),
    ),
    "funding confirmed": (builders.make_funding_confirmed, (
        FormPage("refuse_funds", "fund_manager"), FormPage("record_paper", "officer", {"step_code": "sign_for_funds"}),
    )),
    "transfer awaited": (
        builders.make_transfer_awaited,
        (FormPage("settle_transfer", "payment_officer"), FormPage("return_reservation", "payment_officer")),
    ),
    "funded": (builders.make_funded, (FormPage("submit_translation", "client"),)),
    "translated": (builders.make_translated, (FormPage("post", "officer"),)),
    "scheduled": (
        lambda people: builders.make_posted(people, opens_at=current_instant() + timedelta(hours=20)),
        (FormPage("unpost", "officer"), FormPage("announcement", "client", has_text=False, needs_nothing=True)),
    ),
    "open": (
        builders.make_open,
        (
            FormPage("cancel", "officer"), FormPage("extend", "officer"), FormPage("record_application", "officer"),
            FormPage("withdraw_recorded", "officer"),
            *(FormPage("amend_section", "officer", {"section": section}) for section in AMENDABLE),
        ),
    ),
    "opened": (
        evaluating.make_opened,
        (
            FormPage("assign_evaluators", "officer"), FormPage("tell_strike", "officer"),
            FormPage("clarifications", "officer"), FormPage("return_evaluation", "advisor"),
            FormPage("propose_question", "evaluator", {"label": "A"}),
        ),
    ),
    "returned": (evaluating.make_returned, (FormPage("answer_return", "evaluator"),)),
    "offered": (
        later.make_offered,
        (
            FormPage("sign_agreement", "supplier", has_text=False),
            FormPage("decline_offer", "supplier", needs_nothing=True),
        ),
    ),
    "one left out": (
        lambda people: make_ranked(people, 2, failing=1),
        (FormPage("insert_entrant", "officer"),),
    ),
    "debrief asked for": (
        later.make_debrief_asked,
        (FormPage("give_debrief", "officer", {"application_id": later.IDS[1]}),),
    ),
    "in work": (
        later.make_in_work,
        (
            FormPage("deliver", "supplier"), FormPage("say_cannot_deliver", "supplier"),
            FormPage("propose_extension", "officer"), FormPage("hand_over_item", "client", has_text=False), FormPage("announce_convenience", "officer"), FormPage("open_dispute", "client"),
        ),
    ),
    "delivered": (later.make_delivered, (FormPage("judge_delivery", "client"),)),
    "accepted": (later.make_accepted, (FormPage("send_invoice", "supplier"),)),
    "invoiced": (
        later.make_invoiced,
        (FormPage("certify", "certifier", has_text=False), FormPage("return_invoice", "payment_officer")),
    ),
    "certified": (later.make_certified, (FormPage("withdraw_certification", "certifier"),)),
}  # fmt: skip


def person_of(people: People, who: str) -> User:
    """Return the person that a page names."""
    suppliers = {"supplier": 0, "second_supplier": 1}
    return people.suppliers[suppliers[who]] if who in suppliers else getattr(people, who)


def browser_of(user: User) -> Client:
    """Return a browser signed in as the person, second factor used; a failure is an answer 500, not an exception."""
    browser = Client(raise_request_exception=False)
    browser.force_login(user)
    session = browser.session
    session[DEMO_LINK_KEY] = str(user.pk)
    session.save()
    return browser


def weigh_database() -> dict[str, Any]:
    """Return rows and digest of every table that holds what was decided."""
    query = _write_weighing()
    # To plan it takes longer than to weigh: each connection plans it once.
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(query, prepare=True)
        return {table: (rows, digest) for table, rows, digest in cursor.fetchall()}


def _write_weighing() -> bytes:
    """Return the query over every table that there is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        tables = [row[0] for row in cursor.fetchall() if not any(name in row[0] for name in PASSING)]
    return " UNION ALL ".join(
        f"SELECT '{table}', count(*), md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM {table} t"
        for table in sorted(tables)
    ).encode()


def fill_everything(page: str, text: str, at_most: int = 200_000) -> dict[str, Any]:
    """Return what the page's own form would send with `text` in every field, cut so that the sending is allowed."""
    forms = [form for form in read_forms(page).forms if "form_key" in form.values]
    hidden = set(re.findall(r'type="hidden" name="([^"]+)"', page))
    sending: dict[str, Any] = {
        name: form.values[name] for form in forms for name in hidden & set(form.values)
    }
    typed: set[str] = set().union(*(form.names for form in forms)) - hidden
    sending |= {name: text[: at_most // len(typed)] for name in typed}
    return {**sending, "form_key": str(uuid.uuid4())}


def errors_of(page: str) -> list[tuple[str, str]]:
    """Return (anchor, sentence) of the error summary."""
    summary = page.partition('id="errors"')[2].partition("</div>")[0]
    found = re.findall(r"<li>(?:<a href=\"#([^\"]*)\">)?(.*?)(?:</a>)?</li>", summary, re.S)
    return [(anchor, html.unescape(said).strip()) for anchor, said in found]


def title_of(page: str) -> str:
    """Return the page's title."""
    return html.unescape(page.partition("<title>")[2].partition("</title>")[0])


def list_problems(answer: HttpResponse, language: str) -> Iterator[str]:
    """Say what is missing on a page that refuses a form."""
    page = answer.content.decode()
    if answer.status_code != 200:
        yield f"status {answer.status_code}"
        return
    if not title_of(page).startswith({"en": "Error: ", "fr": "Erreur\u00a0: "}[language]):
        yield f"title {title_of(page)!r}"
    listed = errors_of(page)
    if not listed:
        yield "no error summary"
    for anchor, said in listed:
        if anchor and f'id="{anchor}"' not in page:
            yield f"no field {anchor} for {said!r}"
        if anchor and html.unescape(page).count(said) < 2:
            yield f"{said!r} does not stand by its field"
