"""Pages on which a statement is written: the list of sections, each section, copying an earlier one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.common.zones import local_time
from microacquisition.opportunities.engine import look_ahead
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    SEES_FILE,
    find_file,
    people_who,
    plays_in,
    take_from_page,
)
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.statement import estimates, queries
from microacquisition.opportunities.statement.copying import copy_statement
from microacquisition.opportunities.statement.forms import CopyForm
from microacquisition.opportunities.statement.models import Statement
from microacquisition.opportunities.statement.row_forms import RowsForm
from microacquisition.opportunities.statement.saving import SavedInBetween, reasons_not_to_write, save_section
from microacquisition.opportunities.statement.section_pages import (
    DECLARATIONS,
    SECTION_FORMS,
    fingerprint_section,
    label_comments,
    label_section,
)
from microacquisition.opportunities.statement.steps import WHOLE
from microacquisition.process.rules.statement_warnings import crosses_fiscal_year, rate_is_unusual
from microacquisition.process.sections import REQUIRED_SECTIONS, Section
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant
from microacquisition.site.refusals import refused_page

# The client team, and the file's officer.
WRITES = people_who(queries.may_write)


@access(get=SEES_FILE)
def show_statement(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """The sections, done or not in each language, and sending for review once nothing is missing."""
    opportunity = find_file(request, opportunity_id)
    statement = find_statement_or_404(opportunity)
    facts = queries.describe_facts(statement)
    today = local_time(current_instant(), facts.zone).date()
    drafting = opportunity.state == "DRAFTING"
    return render(
        request,
        "opportunities/statement/pages/statement.html",
        {
            "opportunity": opportunity,
            "statement": statement,
            "sections": queries.list_sections(statement, REQUIRED_SECTIONS),
            "declarations": DECLARATIONS,
            "declared": facts.unclassified is not None,
            "may_write": drafting and queries.may_write(request.user, opportunity),  # type: ignore[arg-type]
            "may_submit": look_ahead("submit_for_review", opportunity, request.user) == [],  # type: ignore[arg-type]
            "missing": [reason for rule in WHOLE for reason in rule(facts)],
            "warnings": [*crosses_fiscal_year(facts, today), *rate_is_unusual(facts)],
            "comments": label_comments(
                opportunity.review_comments.filter(done_at=None).select_related("written_by")
            ),
            "earlier": statement.version == 0
            and drafting
            and queries.earlier_statements(request.user, opportunity),  # type: ignore[arg-type]
        },
    )


@access(get=WRITES, post=WRITES)
def edit_section(request: HttpRequest, opportunity_id: UUID, section: str) -> HttpResponse:
    """One section with its form; saved as often as wanted while the statement is drafted."""
    opportunity = find_file(request, opportunity_id)
    if section not in SECTION_FORMS:
        raise Http404
    if reasons := reasons_not_to_write(opportunity):
        return refused_page(request, reasons, reverse("file", kwargs={"opportunity_id": opportunity_id}))
    statement = find_statement_or_404(opportunity)
    back = reverse("statement", kwargs={"opportunity_id": opportunity_id})
    form = SECTION_FORMS[section](request.POST or None, statement=statement, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            save_section(
                opportunity_id, request.user, get_language() or "en", section,  # type: ignore[arg-type]
                request.POST.get("version", ""), form.write_on,
            )  # fmt: skip
        except SavedInBetween:
            return _draw_section(
                request, find_statement_or_404(opportunity), section, form, saved_in_between=True
            )
        except NotYours as error:
            raise Http404 from error
        except Refused as refusal:
            return refused_page(request, refusal.reasons, back)
        messages.success(
            request,
            _("Saved: %(section)s.")
            % {"section": label_section(section).in_language(get_language() or "en")},
        )
        return HttpResponseRedirect(f"{back}#{section}")
    return _draw_section(request, statement, section, form)


@access(post=plays_in("submit_for_review"))
def submit_for_review(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Send the statement for review."""
    opportunity = find_file(request, opportunity_id)
    return take_from_page(
        request, "submit_for_review", opportunity,
        back=reverse("statement", kwargs={"opportunity_id": opportunity_id}),
        go_on=reverse("file", kwargs={"opportunity_id": opportunity_id}),
    )  # fmt: skip


@access(get=WRITES, post=WRITES)
def copy_earlier(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Start from one of the team's earlier statements."""
    opportunity = find_file(request, opportunity_id)
    if reasons := reasons_not_to_write(opportunity):
        return refused_page(request, reasons, reverse("file", kwargs={"opportunity_id": opportunity_id}))
    statement = find_statement_or_404(opportunity)
    earlier = queries.earlier_statements(request.user, opportunity)  # type: ignore[arg-type]
    back = reverse("statement", kwargs={"opportunity_id": opportunity_id})
    form = CopyForm(request.POST or None, earlier=earlier, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            copy_statement(
                opportunity_id,
                request.user,  # type: ignore[arg-type]
                get_language() or "en",
                int(form.cleaned_data["source"]),
            )
        except NotYours as error:
            raise Http404 from error
        except Refused as refusal:
            return refused_page(request, refusal.reasons, back)
        messages.success(request, _("Copied. Dates, price and declarations are yours to give."))
        return HttpResponseRedirect(back)
    context = {"form": form, "opportunity": opportunity, "statement": statement, "earlier": earlier}
    return render(request, "opportunities/statement/pages/copy.html", context)


def _draw_section(
    request: HttpRequest, statement: Statement, section: str, form: Any, *, saved_in_between: bool = False
) -> HttpResponse:
    stored = SECTION_FORMS[section](None, statement=statement) if saved_in_between else None
    rows = isinstance(form, RowsForm)
    return render(
        request,
        "opportunities/statement/pages/section.html",
        {
            "form": form,
            "has_rows": rows,
            "opportunity": statement.opportunity,
            "statement": statement,
            "section": section,
            "label": label_section(section),
            # After a collision the next save is knowing: the page then shows both texts.
            "fingerprint": fingerprint_section(statement, section)
            if saved_in_between or request.method == "GET"
            else request.POST.get("version", ""),
            "stored": stored.as_texts() if stored else None,
            "comments": statement.opportunity.review_comments.filter(section=section, done_at=None),
            "help": estimates.help_with(section, statement)
            if section in (Section.PRICE, Section.DATES)
            else None,
        },
        status=409 if saved_in_between else 200,
    )


def find_statement_or_404(opportunity: Opportunity) -> Statement:
    """Return the statement; Http404 before the request was accepted."""
    try:
        return queries.find_statement(opportunity)
    except Statement.DoesNotExist as error:
        raise Http404 from error
