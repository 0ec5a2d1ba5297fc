"""The announcement kit of an opportunity: what to do when, and texts to copy."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.opportunities.page_steps import find_file, people_who
from microacquisition.opportunities.posting.announcement import (
    OVER,
    describe_time,
    find_announcer,
    is_announced,
    note_tasks,
    plan_tasks,
)
from microacquisition.opportunities.posting.announcement_texts import write_texts
from microacquisition.opportunities.posting.forms import AnnouncementForm
from microacquisition.people.models import User
from microacquisition.site.access import access
from microacquisition.site.refusals import refused_page

# The program officer and the client team of the file.
ANNOUNCES = people_who(lambda user, opportunity: find_announcer(user, opportunity) is not None)


@access(get=ANNOUNCES, post=ANNOUNCES)
def announce(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Tick what is done, copy the texts."""
    opportunity = find_file(request, opportunity_id)
    if not is_announced(opportunity):
        return refused_page(request, [OVER], reverse("file", kwargs={"opportunity_id": opportunity.pk}))
    planned = plan_tasks(opportunity)
    noted = {"done": [each.task.code for each in planned if each.noted]}
    form = AnnouncementForm(request.POST or None, initial=noted, request=request)
    if request.method == "POST" and form.is_valid():
        done = set(form.cleaned_data["done"])
        note_tasks(opportunity.pk, cast(User, request.user), get_language() or "en", done)
        messages.success(request, _("The list is kept."))
        return HttpResponseRedirect(request.path)
    context = {
        "opportunity": opportunity,
        "form": form,
        "planned": [(each, describe_time(each, opportunity.zone)) for each in planned],
        "kinds": write_texts(opportunity),
    }
    return render(request, "opportunities/posting/pages/announcement.html", context)
