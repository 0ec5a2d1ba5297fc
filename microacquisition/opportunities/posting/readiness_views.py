"""Pages of a program's readiness: the list before the first posting, and recording or waiving one thing."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.opportunities.posting.forms import ReadinessForm
from microacquisition.opportunities.posting.readiness import (
    Readiness,
    list_readiness,
    programmes_of_officer,
    record_readiness,
)
from microacquisition.people.models import Department, User
from microacquisition.people.second_factor import require_second_factor
from microacquisition.process.programmes.base import Programme
from microacquisition.site.access import access


def KEEPS_READINESS(request: HttpRequest, *, programme_code: str, **_values: Any) -> bool:
    """Officers of the program."""
    return _find_programme(request, programme_code) is not None


@access(get=KEEPS_READINESS)
def show_readiness(request: HttpRequest, programme_code: str) -> HttpResponse:
    """Everything that must be in place before the first posting, what is recorded of it, and by whom."""
    programme, departments = _programme(request, programme_code)
    rows = list_readiness(programme, departments)
    missing = [row for row in rows if row.record is None]
    return render(
        request,
        "opportunities/posting/pages/readiness.html",
        {"programme": programme, "rows": rows, "missing": missing, "next": missing[0] if missing else None},
    )


@require_second_factor
@access(get=KEEPS_READINESS, post=KEEPS_READINESS)
def record_one(request: HttpRequest, programme_code: str, factor: str, scope: str) -> HttpResponse:
    """Record one thing with its evidence, or waive it with a reason, by name."""
    programme, departments = _programme(request, programme_code)
    rows = list_readiness(programme, departments)
    row = next((each for each in rows if (each.factor.code, each.scope) == (factor, scope)), None)
    if row is None:
        raise Http404
    form = ReadinessForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        _record(request, programme, row, form.cleaned_data)
        messages.success(request, _("Recorded."))
        return HttpResponseRedirect(reverse("readiness", kwargs={"programme_code": programme_code}))
    return render(
        request,
        "opportunities/posting/pages/readiness_one.html",
        {"programme": programme, "row": row, "form": form},
    )


def _record(request: HttpRequest, programme: Programme, row: Readiness, typed: dict[str, Any]) -> None:
    assert isinstance(request.user, User)
    kept = row.record
    same = (typed["kind"] == "waived", typed["text"], typed["reference"])
    if kept is not None and (kept.waived, kept.text, kept.reference) == same:
        return  # the same form, sent twice
    with transaction.atomic():
        record_readiness(
            request.user, get_language() or "en", programme, row,
            waived=same[0], text=typed["text"], reference=typed["reference"],
        )  # fmt: skip


def _programme(request: HttpRequest, code: str) -> tuple[Programme, list[Department]]:
    found = _find_programme(request, code)
    if found is None:
        raise Http404
    return found


def _find_programme(request: HttpRequest, code: str) -> tuple[Programme, list[Department]] | None:
    if not isinstance(request.user, User):
        return None
    return next((pair for pair in programmes_of_officer(request.user) if pair[0].code == code), None)
