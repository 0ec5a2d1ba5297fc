"""The survey behind its link, the thanks, and the totals."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from microacquisition.content.notices import find_notice
from microacquisition.content.today import find_today
from microacquisition.opportunities.opportunity import PROGRAMMES
from microacquisition.people.queries import roles_of
from microacquisition.process.roles import Role
from microacquisition.reports.surveys.answering import find_link, take_answer
from microacquisition.reports.surveys.forms import SurveyForm
from microacquisition.reports.surveys.models import SurveyKind
from microacquisition.reports.surveys.totals import sum_answers
from microacquisition.site.access import ANYONE, access

PAGES = "reports/surveys/pages"
READERS = (Role.OFFICER, Role.AUDITOR)


def READS_TOTALS(request: HttpRequest, **values: object) -> bool:
    """Officers and auditors of a program."""
    return any(held.role in READERS for held in roles_of(request.user))


@access(get=ANYONE, post=ANYONE)
def fill_in(request: HttpRequest, token: str) -> HttpResponse:
    """One survey, for whoever has the link; it can be sent once."""
    link, notice = find_link(token), find_notice("survey")
    if link is None:
        return render(request, f"{PAGES}/gone.html", status=410)
    typed = request.POST if request.method == "POST" else None
    form = SurveyForm(link.kind, typed, request)
    if form.is_bound and form.is_valid():
        if take_answer(token, form.cleaned_data, notice):
            return HttpResponseRedirect(reverse("survey_thanks"))
        return render(request, f"{PAGES}/gone.html", status=410)
    asks_client = link.kind == SurveyKind.CLIENT
    return render(
        request, f"{PAGES}/survey.html", {"form": form, "notice": notice, "asks_client": asks_client}
    )


@access(get=ANYONE)
def say_thanks(request: HttpRequest) -> HttpResponse:
    """The answer arrived."""
    return render(request, f"{PAGES}/thanks.html")


@access(get=READS_TOTALS)
def show_totals(request: HttpRequest) -> HttpResponse:
    """The totals of the programs that the reader works for or audits."""
    held = roles_of(request.user)
    codes = [
        code
        for code in PROGRAMMES.codes()
        if not PROGRAMMES.newest(code).practice
        and any(each.role in READERS and each.programme_code in ("", code) for each in held)
    ]
    month = f"{find_today():%Y-%m}"
    surveys = [
        (PROGRAMMES.newest(code).name, kind.value, sum_answers(kind, code, month))
        for code in codes
        for kind in SurveyKind
    ]
    return render(request, f"{PAGES}/totals.html", {"surveys": surveys})
