"""What can be done about a wait: remind whom it belongs to, let somebody else act, say that one goes on."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.opportunities.engine import look_ahead
from microacquisition.opportunities.file.contacts import note_contact
from microacquisition.opportunities.file.forms import ContactForm
from microacquisition.opportunities.file.reminding import part_in_waiting, remind
from microacquisition.opportunities.file.sleeping import find_client_wait, go_on
from microacquisition.opportunities.file.standing_in import name_stand_in
from microacquisition.opportunities.page_steps import SEES_FILE, find_file, people_who
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.people.queries import teams_of
from microacquisition.people.readers import reader_of
from microacquisition.process.roles import Role
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant
from microacquisition.site.form_key import key_of_form
from microacquisition.site.refusals import refused_page

# The client team, the program officer and the procurement advisor of the file.
WAITS = people_who(lambda user, opportunity: part_in_waiting(user, opportunity) is not None)


@access(post=WAITS)
def send_reminder(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Remind whom a wait belongs to, by mail."""
    find_file(request, opportunity_id)
    back = reverse("file", kwargs={"opportunity_id": opportunity_id})
    try:
        wait = remind(opportunity_id, request.POST.get("wait", ""), cast(User, request.user), _language())
    except Refused as refusal:
        return refused_page(request, refusal.reasons, back)
    names = ", ".join(str(person) for person in wait.people)
    messages.success(request, _("A reminder was sent to %(names)s.") % {"names": names})
    return HttpResponseRedirect(back)


@access(post=SEES_FILE)
def pass_on(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Let somebody else act; they are told by mail."""
    find_file(request, opportunity_id)
    back = reverse("file", kwargs={"opportunity_id": opportunity_id})
    given = request.POST
    if given.get("role") not in set(Role):
        raise Http404
    try:
        person = name_stand_in(
            opportunity_id, given.get("wait", ""), Role(given["role"]), given.get("person", ""),
            cast(User, request.user), _language(),
        )  # fmt: skip
    except NotYours as error:
        raise Http404 from error
    except Refused as refusal:
        return refused_page(request, refusal.reasons, back)
    messages.success(request, _("%(name)s was told and can act now.") % {"name": person})
    return HttpResponseRedirect(back)


def _language() -> str:
    return get_language() or "en"


# The client team of the file.
IN_TEAM = people_who(lambda user, opportunity: opportunity.team_id in {team.pk for team in teams_of(user)})


@access(get=IN_TEAM, post=IN_TEAM)
def still_needed(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """What a silent client team is asked: go on, or withdraw."""
    opportunity = find_file(request, opportunity_id)
    file = reverse("file", kwargs={"opportunity_id": opportunity_id})
    if request.method == "POST":
        try:
            go_on(opportunity_id, cast(User, request.user), _language())
        except Refused as refusal:
            return refused_page(request, refusal.reasons, file)
        messages.success(request, _("Thank you. The program officer knows that you go on."))
        return HttpResponseRedirect(file)
    context = {
        "opportunity": opportunity,
        "wait": find_client_wait(opportunity, current_instant()),
        "may_withdraw": look_ahead("withdraw_request", opportunity, reader_of(request)) == [],
    }
    return render(request, "opportunities/file/pages/still_needed.html", context)


@access(get=WAITS, post=WAITS)
def note(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Note a meeting, a call or a mail about the file."""
    opportunity = find_file(request, opportunity_id)
    file = reverse("file", kwargs={"opportunity_id": opportunity_id})
    today = opportunity.local_day(current_instant())
    form = ContactForm(request.POST or None, today=today, request=request)
    if request.method == "POST" and form.is_valid():
        user = cast(User, request.user)
        note_contact(opportunity_id, user, _language(), form.cleaned_data, key_of_form(request))
        messages.success(request, _("The contact is noted in the file."))
        return HttpResponseRedirect(file)
    context = {"opportunity": opportunity, "form": form}
    return render(request, "opportunities/file/pages/note_contact.html", context)
