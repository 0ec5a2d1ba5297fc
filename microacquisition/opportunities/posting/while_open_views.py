"""Staff pages of what happens while open: amend a section in public, move the closing."""

import uuid
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.opportunities.engine import look_ahead
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import (
    draw_step,
    find_file,
    plays_in,
    refuse_step,
    take_from_page,
)
from microacquisition.opportunities.posting.amending import gather_amendment, preview_changes
from microacquisition.opportunities.posting.extending import find_proposal
from microacquisition.opportunities.posting.while_open_forms import (
    AMENDABLE,
    ExtensionForm,
    make_amendment_form,
)
from microacquisition.opportunities.situation import Situation
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.opportunities.statement.row_forms import RowsForm
from microacquisition.opportunities.statement.section_pages import fingerprint_section, label_section
from microacquisition.people.readers import reader_of
from microacquisition.process.lifecycle import STEPS
from microacquisition.process.rules.amending import OF_WHAT_WAS_TYPED, SUBSTANCE
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant
from microacquisition.site.refusals import refused_page

PAGES = "opportunities/posting/pages"
NOT_TYPED = ("csrfmiddlewaretoken", "form_key", "publish", "edit", "version")


@access(get=plays_in("amend"))
def choose_section(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Which section is amended, and until when."""
    opportunity = find_file(request, opportunity_id)
    facts = gather_amendment(_situation(request, opportunity, {}))
    late = facts.cut_off is not None and facts.now >= facts.cut_off
    sections = [
        (code, label_section(code), code in SUBSTANCE, late and code in SUBSTANCE) for code in AMENDABLE
    ]
    return draw_step(
        request, "amend", opportunity, f"{PAGES}/amend.html",
        {"sections": sections, "cut_off": facts.cut_off, "late": late},
    )  # fmt: skip


@access(get=plays_in("amend"), post=plays_in("amend"))
def amend(request: HttpRequest, opportunity_id: UUID, section: str) -> HttpResponse:
    """One section with its reason; before and after are shown, then it is published."""
    opportunity = find_file(request, opportunity_id)
    if section not in AMENDABLE:
        raise Http404
    if not opportunity.posted_at:
        return refuse_step(request, "amend", opportunity)
    back = reverse("amend", kwargs={"opportunity_id": opportunity.pk})
    if request.method == "POST" and (reasons := look_ahead("amend", opportunity, reader_of(request))):
        return refused_page(request, reasons, back)
    statement = find_statement(opportunity)
    form = make_amendment_form(section, request.POST or None, statement, request)
    if request.method == "POST" and form.is_bound and "edit" not in request.POST and form.is_valid():
        seen = request.POST.get("version") or fingerprint_section(statement, section)
        given = {
            "section": section, "fill": form.write_on, "reason": form.cleaned_data.pop("reason"), "fingerprint": seen,
        }  # fmt: skip
        facts = gather_amendment(_situation(request, opportunity, given))
        reasons = [reason for rule in OF_WHAT_WAS_TYPED for reason in rule(facts)]
        if not reasons and "publish" in request.POST:
            go_on = reverse("opportunity", kwargs={"reference": opportunity.reference}) + "#changes"
            return take_from_page(request, "amend", opportunity, given=given, back=back, go_on=go_on)
        if not reasons:
            return _draw_before_after(request, opportunity, section, given)
        for reason in reasons:
            form.add_error(None, reason.in_language(get_language() or "en"))
    return _draw_section(request, opportunity, section, form)


def _draw_section(request: HttpRequest, opportunity: Opportunity, section: str, form: Any) -> HttpResponse:
    context = {
        "form": form, "has_rows": isinstance(form, RowsForm), "section": section, "label": label_section(section),
        "fingerprint": fingerprint_section(find_statement(opportunity), section),
        "fields": [field for field in form if field.name != "reason"] if not isinstance(form, RowsForm) else [],
    }  # fmt: skip
    return draw_step(request, "amend", opportunity, f"{PAGES}/amend_section.html", context)


def _draw_before_after(
    request: HttpRequest, opportunity: Opportunity, section: str, given: dict[str, Any]
) -> HttpResponse:
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_TYPED and name != "do"
    ]
    context = {
        "opportunity": opportunity, "label": label_section(section), "reason": given["reason"], "typed": typed,
        "parts": preview_changes(opportunity, given["fill"]), "fingerprint": given["fingerprint"],
        "new_key": uuid.uuid4(),
    }  # fmt: skip
    return render(request, f"{PAGES}/amend_check.html", context)


@access(get=plays_in("extend"), post=plays_in("extend"))
def extend(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Propose a later closing, or sign the one that somebody else proposed."""
    opportunity = find_file(request, opportunity_id)
    back = reverse("file", kwargs={"opportunity_id": opportunity.pk})
    proposal, reader = find_proposal(opportunity), reader_of(request)
    signed = proposal is not None and proposal.signature is not None and proposal.signature.person == reader
    reasons = [] if signed else look_ahead("extend", opportunity, reader)
    if request.method == "POST" and reasons:
        return refused_page(request, reasons, back)
    proposes = "sign" not in request.POST
    form = ExtensionForm(
        request.POST if request.method == "POST" and proposes else None,
        zone=opportunity.zone or opportunity.programme.zone,
        languages=opportunity.programme.languages,
        request=request,
    )
    chosen = None
    if not proposes and proposal and str(proposal.signature.pk) == request.POST["sign"]:  # type: ignore[union-attr]
        chosen = proposal
    elif form.is_bound and form.is_valid():
        chosen = form.proposal()
    if chosen is not None:
        given = {"proposal": chosen, "reason": chosen.as_reason()}
        return take_from_page(request, "extend", opportunity, given=given, back=back, go_on=back)
    context = {
        "opportunity": opportunity, "reasons": reasons, "form": form, "proposal": proposal, "signed": signed,
        "zone": opportunity.zone or opportunity.programme.zone,
    }  # fmt: skip
    return render(request, f"{PAGES}/extend.html", context)


def _situation(request: HttpRequest, opportunity: Opportunity, given: dict[str, Any]) -> Situation:
    return Situation(
        step=STEPS["amend"],
        opportunity=opportunity,
        subject=opportunity,
        user=reader_of(request),
        language=get_language() or "en",
        now=current_instant(),
        given=given,
    )
