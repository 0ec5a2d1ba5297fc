"""How a page takes a step: guard, call the engine once, show the refusal or go on."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.common.read_once import read_once
from microacquisition.common.words import Words
from microacquisition.opportunities.engine import look_ahead, take_step
from microacquisition.opportunities.opportunity import Opportunity, find_opportunity
from microacquisition.opportunities.parts_played import roles_in
from microacquisition.opportunities.situation import NotYours, Refused, Situation
from microacquisition.opportunities.taken_forms import Taken
from microacquisition.people.models import User
from microacquisition.people.readers import reader_of
from microacquisition.people.second_factor import lead_to_second_factor, needs_second_factor
from microacquisition.process.lifecycle import STEPS
from microacquisition.process.roles import SECOND_FACTOR_ROLES
from microacquisition.process.step_words import STEP_WORDS
from microacquisition.site.clock import current_instant
from microacquisition.site.form_key import key_of_form
from microacquisition.site.refusals import refused_page
from microacquisition.site.stash import keep_typed


def find_file(request: HttpRequest, opportunity_id: UUID) -> Opportunity:
    """Return the opportunity if this person may see its file; Http404 otherwise, as if it were not there."""
    if file := see_file(reader_of(request), opportunity_id):
        return file
    raise Http404


@read_once
def see_file(reader: User | None, opportunity_id: UUID) -> Opportunity | None:
    """Return the opportunity if `reader` may see its file; None otherwise, as if it were not there."""
    files = Opportunity.objects.files_visible_to(reader).select_related(
        "team", "department", "officer", "requested_by"
    )
    return files.filter(pk=opportunity_id).first()


def find_purchase(request: HttpRequest, opportunity_id: UUID) -> Opportunity:
    """Return the opportunity for steps that both sides take; Http404 where this person may not read it."""
    return get_object_or_404(Opportunity.objects.readable_by(reader_of(request)), pk=opportunity_id)


def people_who(may: Callable[[User, Opportunity], bool]) -> Callable[..., bool]:
    """Everybody signed in for whom `may(user, opportunity)` holds."""

    def one_of_them(request: HttpRequest, *, opportunity_id: UUID, **_values: Any) -> bool:
        reader, opportunity = reader_of(request), find_opportunity(opportunity_id)
        return reader is not None and opportunity is not None and may(reader, opportunity)

    return one_of_them


def SEES_FILE(request: HttpRequest, *, opportunity_id: UUID, **_values: Any) -> bool:
    """Everybody who may see the opportunity's file."""
    return see_file(reader_of(request), opportunity_id) is not None


def plays_in(*codes: str) -> Callable[..., bool]:
    """Everybody with a part in one of these steps on this opportunity, whatever its state."""

    def has_a_part(request: HttpRequest, *, opportunity_id: UUID, **values: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        opportunity = find_opportunity(opportunity_id)
        return opportunity is not None and any(_roles(request, code, opportunity, values) for code in codes)

    return has_a_part


def _roles(
    request: HttpRequest, code: str, opportunity: Opportunity, values: Mapping[str, Any]
) -> frozenset[Any]:
    situation = Situation(
        step=STEPS[code],
        opportunity=opportunity,
        subject=None,
        user=request.user,  # type: ignore[arg-type]  # signed in: checked before
        language="en",
        now=current_instant(),
        given=values,
    )
    return roles_in(situation)


def take_from_page(
    request: HttpRequest,
    code: str,
    opportunity: Opportunity | None,
    *,
    back: str,
    go_on: str | Callable[[Taken], str],
    subject_id: str = "",
    given: Mapping[str, Any] | None = None,
    said: Words | None = None,
) -> HttpResponse:
    """Take the step for the signed-in person and go on, or show every reason against it (409) with the way back.

    Staff who sign are first led to their second factor; what they typed is kept. `said` is shown after the step
    (by default what the step's words say was done).
    """
    if _signs_as_staff(request, code, opportunity) and needs_second_factor(request):
        keep_typed(request, request.path)
        return lead_to_second_factor(request, request.get_full_path())
    try:
        taken = take_step(
            code,
            opportunity_id=opportunity.pk if opportunity else None,
            user=request.user,  # type: ignore[arg-type]  # views let in signed-in people only
            language=get_language() or "en",
            subject_id=subject_id,
            given=given,
            form_key=key_of_form(request),
        )
    except NotYours as error:
        raise Http404 from error
    except Refused as refusal:
        return refused_page(request, refusal.reasons, back)
    messages.success(request, _said(taken, code, said))
    return HttpResponseRedirect(go_on(taken) if callable(go_on) else go_on)


def draw_step(
    request: HttpRequest,
    code: str,
    opportunity: Opportunity,
    template: str,
    context: Mapping[str, Any],
    *,
    subject: Any = None,
    begins: bool = False,
    back: str = "",
) -> HttpResponse:
    """Draw the page on which `code` is taken, with `reasons` against it for the signed-in person.

    A form that was sent though there are reasons is answered by them (409): nobody can mend a field of a form that
    the page does not draw. `subject` and `begins` as in `look_ahead`; `back` leads on from the refusal.
    """
    reasons = look_ahead(code, opportunity, reader_of(request), subject, begins=begins)
    if request.method == "POST" and reasons:
        return refused_page(request, reasons, back or request.path)
    return render(request, template, {"opportunity": opportunity, "reasons": reasons, **context})


def refuse_step(
    request: HttpRequest, code: str, opportunity: Opportunity, *, begins: bool = False, back: str = ""
) -> HttpResponse:
    """Answer why `code` cannot be taken (409) where what its page shows is not there yet, so that nothing is drawn."""
    reasons = look_ahead(code, opportunity, reader_of(request), begins=begins)
    if not reasons:
        raise Http404
    file = reverse("file", kwargs={"opportunity_id": opportunity.pk})
    return refused_page(request, reasons, back or file)


def _signs_as_staff(request: HttpRequest, code: str, opportunity: Opportunity | None) -> bool:
    return opportunity is not None and bool(_roles(request, code, opportunity, {}) & set(SECOND_FACTOR_ROLES))


def _said(taken: Taken, code: str, said: Words | None) -> str:
    if not taken.complete:
        return _("You have signed. It is done once the other signature is given.")
    return (said or STEP_WORDS[code].done).in_language(get_language() or "en")
