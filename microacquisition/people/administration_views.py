"""Administrators' pages: departments, client teams, roles. They see no application and take no step."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.people.administration_forms import ClientTeamForm, DepartmentForm, ProposalForm
from microacquisition.people.department_rows import add_team, save_department
from microacquisition.people.granting import GrantRefused, confirm_role, end_role, propose_role
from microacquisition.people.models import Department, RoleHeld, User
from microacquisition.people.permissions import IS_ADMINISTRATOR
from microacquisition.people.queries import SECOND_FACTORS
from microacquisition.people.second_factor import require_second_factor
from microacquisition.process.programmes.register import ProgrammeRegister
from microacquisition.process.roles import Role
from microacquisition.site.access import access
from microacquisition.site.refusals import refused_page


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _language() -> str:
    return get_language() or "en"


def _programmes() -> list[tuple[str, str]]:
    register = ProgrammeRegister(settings.PROGRAMMES)
    return [(code, register.newest(code).name.in_language(_language())) for code in register.codes()]


@access(get=IS_ADMINISTRATOR)
def list_departments(request: HttpRequest) -> HttpResponse:
    """Show every department with its client teams."""
    names = dict(_programmes())
    departments = [
        {
            "row": row,
            "teams": list(row.teams.all()),
            "programmes": [names.get(code, code) for code in row.programme_codes],
        }
        for row in Department.objects.prefetch_related("teams")
    ]
    return render(request, "people/pages/administration/departments.html", {"departments": departments})


@require_second_factor
@access(get=IS_ADMINISTRATOR, post=IS_ADMINISTRATOR)
def add_department(request: HttpRequest) -> HttpResponse:
    """Add a department."""
    return _edit_department(request, None)


@require_second_factor
@access(get=IS_ADMINISTRATOR, post=IS_ADMINISTRATOR)
def change_department(request: HttpRequest, code: str) -> HttpResponse:
    """Change a department's names, mail domains and programs."""
    return _edit_department(request, get_object_or_404(Department, code=code))


def _edit_department(request: HttpRequest, department: Department | None) -> HttpResponse:
    initial = {}
    if department:
        initial = {
            "name_en": department.name_en, "name_fr": department.name_fr,
            "mail_domains": "\n".join(department.mail_domains), "programme_codes": department.programme_codes,
        }  # fmt: skip
    form = DepartmentForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        programmes=_programmes(),
        department=department,
        request=request,
    )
    if form.is_valid():
        save_department(_user(request), department, form.cleaned_data)
        return HttpResponseRedirect(reverse("department_list"))
    return render(
        request, "people/pages/administration/department.html", {"form": form, "department": department}
    )


@require_second_factor
@access(get=IS_ADMINISTRATOR, post=IS_ADMINISTRATOR)
def add_client_team(request: HttpRequest, code: str) -> HttpResponse:
    """Add a client team to a department; its members join by themselves."""
    department = get_object_or_404(Department, code=code)
    form = ClientTeamForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        add_team(_user(request), department, form.cleaned_data)
        return HttpResponseRedirect(reverse("department_list"))
    return render(request, "people/pages/administration/team.html", {"form": form, "department": department})


@access(get=IS_ADMINISTRATOR)
def list_roles(request: HttpRequest) -> HttpResponse:
    """Show roles to confirm, roles held, and roles that ended."""
    names = dict(_programmes())
    rows = RoleHeld.objects.select_related("user", "department", "proposed_by", "confirmed_by", "ended_by")
    enrolled = set(Authenticator.objects.filter(type__in=SECOND_FACTORS).values_list("user_id", flat=True))
    proposed: list[dict[str, Any]] = []
    live: list[dict[str, Any]] = []
    ended: list[dict[str, Any]] = []
    for row in rows:
        item = {
            "row": row, "label": Role(row.role).label, "programme": names.get(row.programme_code, row.programme_code),
            "may_confirm": request.user.pk not in (row.proposed_by_id, row.user_id),
            "may_reset": row.user_id in enrolled and row.user_id != request.user.pk,
        }  # fmt: skip
        (ended if row.ended_at else live if row.confirmed_at else proposed).append(item)
    page = {"proposed": proposed, "live": live, "ended": ended[-50:]}
    return render(request, "people/pages/administration/roles.html", page)


@require_second_factor
@access(get=IS_ADMINISTRATOR, post=IS_ADMINISTRATOR)
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a role; a second administrator confirms it."""
    form = ProposalForm(
        request.POST if request.method == "POST" else None,
        programmes=_programmes(),
        language=_language(),
        request=request,
    )
    if form.is_valid():
        typed = form.cleaned_data
        try:
            propose_role(
                _user(request), typed["email"], Role(typed["role"]), typed["programme_code"],
                form.chosen_department, language=_language(),
            )  # fmt: skip
        except GrantRefused as refusal:
            form.add_error(None, refusal.words.in_language(_language()))
        else:
            return HttpResponseRedirect(reverse("role_list"))
    return render(request, "people/pages/administration/propose_role.html", {"form": form})


@require_second_factor
@access(post=IS_ADMINISTRATOR)
def confirm(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """Confirm a role that another administrator proposed for a third person."""
    held = get_object_or_404(RoleHeld, pk=role_id)
    try:
        confirm_role(_user(request), held, language=_language())
    except GrantRefused as refusal:
        return refused_page(request, [refusal.words], reverse("role_list"))
    return HttpResponseRedirect(reverse("role_list"))


@require_second_factor
@access(get=IS_ADMINISTRATOR, post=IS_ADMINISTRATOR)
def end(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """End a role, or refuse a proposed one, at once; the page asks first."""
    held = get_object_or_404(RoleHeld.objects.select_related("user", "department"), pk=role_id)
    if request.method == "POST":
        try:
            end_role(_user(request), held, language=_language())
        except GrantRefused as refusal:
            return refused_page(request, [refusal.words], reverse("role_list"))
        return HttpResponseRedirect(reverse("role_list"))
    page = {"row": held, "label": Role(held.role).label}
    return render(request, "people/pages/administration/end_role.html", page)
