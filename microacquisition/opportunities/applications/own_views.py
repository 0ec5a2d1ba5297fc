"""One's own applications: each with its receipt, withdrawing one."""

import json
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.opportunities.applications import queries
from microacquisition.opportunities.applications.actions import TooLate, take_application_step
from microacquisition.opportunities.applications.closing import inclusion_proof_of
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.opportunity import public_status
from microacquisition.opportunities.posting.public_changes import list_changes
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.process.rules.applications import is_open, took_too_long
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.records.announcing import find_signer
from microacquisition.site.access import SIGNED_IN, access
from microacquisition.site.clock import current_instant
from microacquisition.site.form_key import key_of_form
from microacquisition.site.refusals import refused_page

PAGES = "opportunities/applications/pages/"


def OWNS_APPLICATION(request: HttpRequest, *, application_id: str) -> bool:
    """Everybody who acts for the supplier that applied; to anybody else the application is not there."""
    return SIGNED_IN(request) and queries.find_own_by_id(_person(request), application_id) is not None


@access(get=OWNS_APPLICATION)
def show_application(request: HttpRequest, application_id: str) -> HttpResponse:
    """One's own application as it was sent, with its receipt and what happens next."""
    application = _find(request, application_id)
    opportunity = application.opportunity
    version, content = queries.latest_version(application), queries.latest_content(application)
    criteria = {each.code: each.text for each in queries.criteria_of(opportunity)}
    return render(
        request,
        PAGES + "application.html",
        {
            "application": application,
            "opportunity": opportunity,
            "version": version,
            "content": content,
            "answers": [(criteria.get(code), text) for code, text in content.answers.items()]
            if content
            else [],
            "changes": list_changes(opportunity, queries.last_written_at(application)),
            "status": public_status(opportunity, current_instant()),
            "zone": opportunity.zone or opportunity.programme.zone,
            "public_key": find_signer(version.receipt, version.receipt_signature) if version else "",
            "inclusion": inclusion_proof_of(application),
        },
    )


@access(get=OWNS_APPLICATION)
def download_receipt(request: HttpRequest, application_id: str) -> HttpResponse:
    """The receipt with all that is needed to check it: signature, key, content, and after closing the proof."""
    application = _find(request, application_id)
    version = queries.latest_version(application)
    if version is None:
        raise Http404
    inclusion = inclusion_proof_of(application)
    data = {
        "receipt": version.receipt,
        "signature": version.receipt_signature,
        "public_key": find_signer(version.receipt, version.receipt_signature),
        "content": queries.read_own_content(version).as_data() if version.body is not None else None,
        "inclusion": vars(inclusion) if inclusion else None,
    }
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    name = f"{application.pk}-{version.number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(text, content_type="application/json", headers=headers)


@access(get=OWNS_APPLICATION, post=OWNS_APPLICATION)
def withdraw(request: HttpRequest, application_id: str) -> HttpResponse:
    """Ask once, then withdraw; the receipt says so."""
    application = _find(request, application_id)
    opportunity, back = (
        application.opportunity,
        reverse("application", kwargs={"application_id": application_id}),
    )
    if request.method != "POST":
        facts = queries.facts_before_writing(opportunity, _person(request), current_instant())
        if is_open(facts) or application.state != "SUBMITTED":
            return HttpResponseRedirect(back)
        return render(
            request, PAGES + "withdraw.html", {"application": application, "opportunity": opportunity}
        )
    try:
        taken = take_application_step(
            "withdraw",
            opportunity,
            _person(request),
            get_language() or "en",
            form_key=key_of_form(request),
        )
    except NotYours as error:
        raise Http404 from error
    except TooLate:
        facts = queries.facts_before_writing(opportunity, _person(request), current_instant())
        return refused_page(request, is_open(facts) or [took_too_long()], back)
    except Refused as refusal:
        return refused_page(request, refusal.reasons, back)
    if not taken.replayed:
        messages.success(request, STEP_WORDS["withdraw"].done.in_language(get_language() or "en"))
    return HttpResponseRedirect(back)


def _find(request: HttpRequest, application_id: str) -> Application:
    application = queries.find_own_by_id(_person(request), application_id)
    if application is None:
        raise Http404
    return application


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
