"""Pages with which an officer writes down somebody's application, and prints the receipt."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.common.words import Words
from microacquisition.content.notices import find_notice
from microacquisition.opportunities.applications import queries
from microacquisition.opportunities.applications.actions import TooLate
from microacquisition.opportunities.applications.models import ApplicationVersion
from microacquisition.opportunities.applications.recording import may_record
from microacquisition.opportunities.applications.recording import record_application as seal_application
from microacquisition.opportunities.applications.recording import withdraw_recorded as withdraw_for_them
from microacquisition.opportunities.applications.recording_forms import RecordForm, WithdrawRecordedForm
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_steps import find_file, people_who
from microacquisition.opportunities.parts_played import is_officer_of
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.taken_forms import Taken
from microacquisition.people.models import User
from microacquisition.people.second_factor import lead_to_second_factor, needs_second_factor
from microacquisition.process.rules.applications import is_open, took_too_long
from microacquisition.records.announcing import find_signer
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant
from microacquisition.site.form_key import key_of_form
from microacquisition.site.forms import PageForm
from microacquisition.site.refusals import refused_page

PAGES = "opportunities/applications/pages/"


# The program's officers; to anybody else the page is not there.
RECORDS = people_who(is_officer_of)


@access(get=RECORDS, post=RECORDS)
def record_application(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Write down what the applicant gave, with their consent; it is sealed at once and cannot be read again."""
    opportunity = find_file(request, opportunity_id)
    form = RecordForm(
        request.POST or None,
        opportunity=opportunity,
        criteria=queries.criteria_of(opportunity),
        request=request,
    )

    def seal(officer: User, language: str) -> Taken:
        given = {**form.given(), "privacy_notice": find_notice("contracting").reference}
        return seal_application(opportunity, officer, language, given, key_of_form(request))

    return _fill_in(request, opportunity, form, seal, "record.html")


@access(get=RECORDS, post=RECORDS)
def withdraw_recorded(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Withdraw, for the person who asks, what an officer recorded for them."""
    opportunity = find_file(request, opportunity_id)
    form = WithdrawRecordedForm(
        request.POST or None,
        opportunity=opportunity,
        initial={"application": request.GET.get("application", "")[:7]},
        request=request,
    )

    def withdraw(officer: User, language: str) -> Taken:
        return withdraw_for_them(form.cleaned_data["application"], officer, language, key_of_form(request))

    return _fill_in(request, opportunity, form, withdraw, "withdraw_recorded.html")


def _fill_in(
    request: HttpRequest,
    opportunity: Opportunity,
    form: PageForm,
    take: Callable[[User, str], Taken],
    page: str,
) -> HttpResponse:
    officer, language = cast(User, request.user), get_language() or "en"
    if needs_second_factor(request):
        # Asked for before anything is typed: what an applicant gives us is kept nowhere unsealed.
        return lead_to_second_factor(request, request.path)
    reasons = is_open(queries.facts_before_writing(opportunity, officer, current_instant()))
    if request.method != "POST":
        return _draw(request, opportunity, form, page, reasons)
    if not form.is_valid():
        if reasons:
            return refused_page(request, reasons, reverse("file", kwargs={"opportunity_id": opportunity.pk}))
        return _draw(request, opportunity, form, page, [])
    try:
        taken = take(officer, language)
    except NotYours as error:
        raise Http404 from error
    except TooLate:
        reasons = is_open(queries.facts_before_writing(opportunity, officer, current_instant()))
        reasons = reasons or [took_too_long()]
    except Refused as refusal:
        reasons = refusal.reasons
    else:
        values = {"opportunity_id": opportunity.pk, "application_id": taken.subject_id}
        return HttpResponseRedirect(reverse("recorded_receipt", kwargs=values))
    for reason in reasons:
        form.add_error(None, reason.in_language(language))
    return _draw(request, opportunity, form, page, [], status=409)


def _draw(
    request: HttpRequest,
    opportunity: Opportunity,
    form: PageForm,
    page: str,
    reasons: list[Words],
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form, "opportunity": opportunity, "reasons": reasons, "notice": find_notice("contracting"),
        "zone": opportunity.zone or opportunity.programme.zone,
    }  # fmt: skip
    return render(request, PAGES + page, context, status=status)


@access(get=RECORDS)
def show_receipt(request: HttpRequest, opportunity_id: UUID, application_id: str) -> HttpResponse:
    """The receipt of an application an officer wrote down, to be printed: nothing of what it says."""
    opportunity = find_file(request, opportunity_id)
    versions = ApplicationVersion.objects.filter(
        application_id=application_id, application__opportunity=opportunity, by_officer=True
    )
    version = get_object_or_404(versions.order_by("-number")[:1])
    context = {
        "opportunity": opportunity, "version": version,
        "public_key": find_signer(version.receipt, version.receipt_signature),
        "may_withdraw": version.state == "SUBMITTED" and may_record(cast(User, request.user), opportunity, current_instant()),
        "zone": opportunity.zone or opportunity.programme.zone, "address": opportunity.programme.address,
    }  # fmt: skip
    return render(request, PAGES + "recorded.html", context)
