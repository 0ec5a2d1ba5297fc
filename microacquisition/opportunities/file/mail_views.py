"""The mail about one opportunity: how many of each notice are sent, wait or failed, and when the last will leave."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from microacquisition.correspondence.progress import list_notices, name_message, read_mail_status
from microacquisition.opportunities.page_steps import SEES_FILE, find_file
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant


@access(get=SEES_FILE)
def show_file_mail(request: HttpRequest, opportunity_id: UUID) -> HttpResponse:
    """Every notice about this opportunity that is not sealed, newest first."""
    opportunity, now, language = find_file(request, opportunity_id), current_instant(), get_language() or "en"
    known = {"title": opportunity.title.best_for(language)[0], "reference": opportunity.reference or "…"}
    notices = list_notices(opportunity.pk, now)
    context = {
        "opportunity": opportunity,
        "notices": [(each, name_message(each.template, language, **known)) for each in notices],
        "waiting": sum(each.waiting for each in notices),
        "ends_at": max((each.ends_at for each in notices if each.ends_at), default=None),
        "status": read_mail_status(now),
    }
    return render(request, "opportunities/file/pages/mail.html", context)
