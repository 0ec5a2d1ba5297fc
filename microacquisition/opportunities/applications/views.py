"""Applying: one page that is written, checked and sent; nothing typed is ever lost."""

import uuid
from threading import BoundedSemaphore
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.common.words import Words
from microacquisition.opportunities.applications import queries
from microacquisition.opportunities.applications.actions import TooLate, take_application_step
from microacquisition.opportunities.applications.contents import digest_draft
from microacquisition.opportunities.applications.desk import Desk, find_desk
from microacquisition.opportunities.applications.forms import ApplyForm
from microacquisition.opportunities.applications.traits import describe_author
from microacquisition.opportunities.posting.public_changes import list_changes
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.taken_forms import Taken
from microacquisition.process.rules.applications import took_too_long
from microacquisition.process.slips import find_slips, list_passages
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.site.access import SIGNED_IN, access
from microacquisition.site.form_key import key_of_form
from microacquisition.site.turns import take_turn

PAGES = "opportunities/applications/pages/"
CHANGEABLE = ("SUBMITTED",)
# In a rush whoever came first is served first: sixty served at once would all wait for the last of them.
IN_TURN = BoundedSemaphore(2)


@access(get=SIGNED_IN, post=SIGNED_IN)
def apply(request: HttpRequest, reference: str) -> HttpResponse:
    """Write, save, check and send an application; the page says so where applications are closed."""
    if request.method == "POST":
        with take_turn(IN_TURN):
            return _receive(find_desk(request, reference))
    desk = find_desk(request, reference)
    form = _blank_form(desk)
    if not desk.reasons:
        return _draw_form(desk, form)
    # What was typed before a session expired is shown even where it comes too late.
    return _draw_closed(desk, 200, form if form.was_kept else None)


def _receive(desk: Desk) -> HttpResponse:
    request = desk.request
    form = _form(desk, request.POST)
    if "send" in request.POST and form.is_valid():
        return _send(desk, form)
    if desk.reasons:
        # A form sent twice gets its first answer even after closing.
        return _answer_again(desk) or _draw_closed(desk, 409, form)
    if "save" in request.POST and desk.state in ("", "DRAFT"):
        return _save(desk, form)
    draw = _draw_review if form.is_valid() and "edit" not in request.POST else _draw_form
    return _keep_draft(desk, form) or draw(desk, form)


def _form(desk: Desk, data: Any = None, initial: dict[str, Any] | None = None) -> ApplyForm:
    criteria = queries.criteria_of(desk.opportunity)
    return ApplyForm(
        data, initial=initial, opportunity=desk.opportunity, criteria=criteria, request=desk.request
    )


def _blank_form(desk: Desk) -> ApplyForm:
    initial: dict[str, Any] = {"name": desk.person.name}
    if desk.application is not None:
        version = queries.latest_version(desk.application)
        content = queries.latest_content(desk.application)
        if content is not None:
            initial |= {"name": content.name, "business_name": content.business_name}
            initial |= {f"answer_{code}": text for code, text in content.answers.items()}
            initial |= dict.fromkeys(content.affirmed, "on")
        draft = queries.read_draft(desk.application)
        initial |= {**draft, "based_on": version.number if version else 0, "draft_seen": digest_draft(draft)}
    return _form(desk, initial=initial)


def _take(desk: Desk, code: str, given: dict[str, Any], form_key: uuid.UUID | None = None) -> Taken:
    language = get_language() or "en"
    return take_application_step(
        code, desk.opportunity, desk.person, language, given=given, form_key=form_key
    )


def _save(desk: Desk, form: ApplyForm) -> HttpResponse:
    if refused := _keep_draft(desk, form):
        return refused
    messages.success(desk.request, _("Your draft was saved. It counts only once you send it."))
    return HttpResponseRedirect(reverse("apply", kwargs={"reference": desk.opportunity.reference}))


def _keep_draft(desk: Desk, form: ApplyForm) -> HttpResponse | None:
    """Save the draft where there may be one; a page that says why not, else None."""
    if desk.state not in ("", "DRAFT"):
        return None
    try:
        _take(desk, "save", {"typed": form.typed(), "draft_seen": form.data.get("draft_seen", "")})
    except TooLate:
        return _draw_again(desk, form, [took_too_long()])
    except Refused as refusal:
        return _draw_again(desk, form, refusal.reasons)
    form.data = form.write_seen(draft_seen=digest_draft(form.typed()))
    return None


def _send(desk: Desk, form: ApplyForm) -> HttpResponse:
    code = "change" if desk.state in CHANGEABLE else "submit"
    given = {**form.given(), "privacy_notice": desk.notice.reference}
    try:
        taken = _take(desk, code, given, key_of_form(desk.request))
    except NotYours as error:
        raise Http404 from error
    except TooLate:
        return _draw_again(desk, form, [took_too_long()])
    except Refused as refusal:
        return _draw_again(desk, form, refusal.reasons)
    if not taken.replayed:
        messages.success(desk.request, STEP_WORDS[code].done.in_language(get_language() or "en"))
    return HttpResponseRedirect(reverse("application", kwargs={"application_id": taken.subject_id}))


def _answer_again(desk: Desk) -> HttpResponse | None:
    form_key = key_of_form(desk.request)
    if desk.application is None or form_key is None or not queries.was_sent_with(desk.application, form_key):
        return None
    return HttpResponseRedirect(reverse("application", kwargs={"application_id": desk.application.pk}))


def _draw_again(desk: Desk, form: ApplyForm, reasons: list[Words]) -> HttpResponse:
    """The form with everything typed and the reasons above it; or the page that says closed."""
    now = find_desk(desk.request, desk.opportunity.reference or "")
    if now.reasons:
        return _draw_closed(now, 409, form)
    version = queries.latest_version(now.application) if now.application else None
    draft = queries.read_draft(now.application) if now.application else {}
    again = _form(
        now, form.write_seen(based_on=version.number if version else 0, draft_seen=digest_draft(draft))
    )
    for reason in reasons:
        again.add_error(None, reason.in_language(get_language() or "en"))
    return _draw_form(now, again, status=409)


def _draw_form(desk: Desk, form: ApplyForm, status: int = 200) -> HttpResponse:
    return render(
        desk.request,
        PAGES + "apply.html",
        {
            "form": form,
            "opportunity": desk.opportunity,
            "application": desk.application,
            "changes": list_changes(desk.opportunity, queries.last_written_at(desk.application))
            if desk.application
            else [],
            "may_save": desk.state in ("", "DRAFT"),
            "zone": desk.opportunity.zone or desk.opportunity.programme.zone,
            "notice": desk.notice,
        },
        status=status,
    )


def _draw_review(desk: Desk, form: ApplyForm) -> HttpResponse:
    given = form.given()
    names, texts = (given["name"], given["business_name"]), given["answers"].values()
    known = describe_author(desk.opportunity, desk.person, names, "\n".join(texts))
    answers = [
        (field.label, text, list_passages(text, find_slips(text, known)).items())
        for field, text in zip(form.answers(), texts, strict=True)
    ]
    return render(
        desk.request,
        PAGES + "review.html",
        {
            "form": form,
            "given": given,
            "typed": {
                **form.typed(),
                "based_on": given["based_on"],
                "draft_seen": form.data.get("draft_seen", ""),
            },
            "answers": answers,
            "opportunity": desk.opportunity,
            "state": desk.state,
            "zone": desk.opportunity.zone or desk.opportunity.programme.zone,
            "new_key": uuid.uuid4(),
        },
    )


def _draw_closed(desk: Desk, status: int, form: ApplyForm | None = None) -> HttpResponse:
    """Say why nobody applies now; what was typed is shown, to be copied."""
    now = find_desk(desk.request, desk.opportunity.reference or "")
    typed = [(field.label, field.value()) for field in form.answers() if field.value()] if form else []
    return render(
        desk.request,
        PAGES + "closed.html",
        {
            "opportunity": now.opportunity,
            "application": now.application,
            "status": now.facts.status,
            "works_on_it": now.facts.works_on_it,
            "typed": typed,
            "zone": now.opportunity.zone or now.opportunity.programme.zone,
        },
        status=status,
    )
