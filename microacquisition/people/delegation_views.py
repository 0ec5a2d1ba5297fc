"""Pages of the delegations: administrators record and end them, staff of the department read them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from microacquisition.people.delegating import end_delegation, is_in_force, list_holders, record_delegation
from microacquisition.people.delegation_forms import DelegationForm
from microacquisition.people.granting import GrantRefused
from microacquisition.people.models import Delegation, Department, User
from microacquisition.people.permissions import IS_ADMINISTRATOR
from microacquisition.people.second_factor import require_second_factor
from microacquisition.process.roles import Role
from microacquisition.site.access import access
from microacquisition.site.clock import current_instant
from microacquisition.site.refusals import refused_page

PAGES = "people/pages/administration"
READERS = frozenset(
    {Role.OFFICER, Role.ADVISOR, Role.FUND_MANAGER, Role.PAYMENT_OFFICER, Role.CERTIFIER, Role.AUDITOR}
)


def READS_DELEGATIONS(request: HttpRequest, **kwargs: Any) -> bool:
    """Administrators, and staff who sign, ask for signatures or audit them."""
    held = request.held_roles  # type: ignore[attr-defined]
    return IS_ADMINISTRATOR(request) or any(one.role in READERS for one in held)


@access(get=READS_DELEGATIONS)
def list_delegations(request: HttpRequest) -> HttpResponse:
    """Show who may sign up to how much, by department: in force, to come and ended."""
    today = current_instant().date()
    departments = [
        {
            "row": department,
            "delegations": [
                {"row": row, "role": Role(row.role).label, "in_force": is_in_force(row, today),
                 "to_come": row.ended_at is None and row.starts > today}
                for row in Delegation.objects.kept_for(department.pk).select_related("user", "stand_in", "ended_by")
            ],
        }
        for department in _departments_of(request)
    ]  # fmt: skip
    page = {"departments": departments, "may_record": IS_ADMINISTRATOR(request)}
    return render(request, f"{PAGES}/delegations.html", page)


@require_second_factor
@access(get=IS_ADMINISTRATOR, post=IS_ADMINISTRATOR)
def add_delegation(request: HttpRequest, code: str) -> HttpResponse:
    """Record a delegation of somebody in the department."""
    department, language = get_object_or_404(Department, code=code), get_language() or "en"
    form = DelegationForm(
        request.POST if request.method == "POST" else None,
        department=department,
        language=language,
        request=request,
    )
    if form.is_valid():
        try:
            record_delegation(_user(request), department, form.given(), language)
        except GrantRefused as refusal:
            form.add_error(None, refusal.words.in_language(language))
        else:
            messages.success(request, _("Delegation recorded. The person and the stand-in get a mail."))
            return HttpResponseRedirect(reverse("delegation_list"))
    page = {"form": form, "department": department, "holders": list_holders(department)}
    return render(request, f"{PAGES}/delegation.html", page)


@require_second_factor
@access(get=IS_ADMINISTRATOR, post=IS_ADMINISTRATOR)
def end(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """End a delegation at once; the page asks first."""
    row = get_object_or_404(Delegation.objects.select_related("user", "department"), pk=delegation_id)
    if request.method == "POST":
        try:
            end_delegation(_user(request), row, get_language() or "en")
        except GrantRefused as refusal:
            return refused_page(request, [refusal.words], reverse("delegation_list"))
        messages.success(request, _("Delegation ended. The person gets a mail."))
        return HttpResponseRedirect(reverse("delegation_list"))
    return render(request, f"{PAGES}/end_delegation.html", {"row": row, "role": Role(row.role).label})


def _departments_of(request: HttpRequest) -> list[Department]:
    if IS_ADMINISTRATOR(request):
        return list(Department.objects.all())
    held = [one for one in request.held_roles if one.role in READERS]  # type: ignore[attr-defined]
    if any(one.department_id is None for one in held):
        return list(Department.objects.all())
    return list(Department.objects.filter(pk__in={one.department_id for one in held}))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
