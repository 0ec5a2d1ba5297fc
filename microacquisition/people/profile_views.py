"""A person's own pages: first sign-in, profile, address, team, supplier, data, closing the account."""

from typing import Any

from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from microacquisition.people.accounts import (
    SUPPLIER_FIELDS,
    close_account,
    export_own_data,
    gather_own_data,
    join_team,
    leave_team,
    name_team,
    reasons_not_to_close,
    save_supplier,
)
from microacquisition.people.forms import OUTSIDE, CloseAccountForm, NameForm, SupplierForm, TeamForm
from microacquisition.people.models import User
from microacquisition.people.own_data import describe_own_data
from microacquisition.people.permissions import MAY_ACT_FOR_SUPPLIER, MAY_JOIN_A_TEAM
from microacquisition.people.queries import department_by_mail, has_second_factor, supplier_of, teams_of
from microacquisition.people.second_factor import safe_address, with_next
from microacquisition.site.access import SIGNED_IN, access


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _then(request: HttpRequest) -> str:
    return safe_address(request, request.POST.get("next") or request.GET.get("next"))


def _save_name(user: User, form: NameForm) -> None:
    user.name, user.language = form.cleaned_data["name"], form.cleaned_data["language"]
    user.save(update_fields=["name", "language"])


@access(get=SIGNED_IN, post=SIGNED_IN)
def welcome(request: HttpRequest) -> HttpResponse:
    """Ask for name and language once, then for the team of somebody from a department that buys, then go on."""
    user, then = _user(request), _then(request)
    form = NameForm(
        request.POST if request.method == "POST" else None,
        initial={"language": user.language, "name": user.name},
        request=request,
    )
    if form.is_valid():
        _save_name(user, form)
        if MAY_JOIN_A_TEAM(request) and not teams_of(user):
            return HttpResponseRedirect(with_next("join_team", then))
        return HttpResponseRedirect(then or reverse("after_sign_in"))
    return render(request, "people/pages/profile/welcome.html", {"form": form, "next": then})


@access(get=SIGNED_IN, post=SIGNED_IN)
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change name and language; the way to everything else about oneself."""
    user = _user(request)
    form = NameForm(
        request.POST if request.method == "POST" else None,
        initial={"language": user.language, "name": user.name},
        request=request,
    )
    if form.is_valid():
        _save_name(user, form)
        return HttpResponseRedirect(f"{reverse('profile')}?saved")
    page = {
        "form": form, "saved": "saved" in request.GET, "teams": teams_of(user), "supplier": supplier_of(user),
        "may_supply": MAY_ACT_FOR_SUPPLIER(request), "may_join": MAY_JOIN_A_TEAM(request),
        "has_second_factor": has_second_factor(user),
    }  # fmt: skip
    return render(request, "people/pages/profile/profile.html", page)


@access(get=SIGNED_IN, post=MAY_JOIN_A_TEAM)
def choose_team(request: HttpRequest) -> HttpResponse:
    """Join a client team of one's department; others are told kindly who may ask for code.

    A person is of a department where their address ends with one of its mail domains.
    """
    user, then = _user(request), _then(request)
    department = department_by_mail(user) if MAY_JOIN_A_TEAM(request) else None
    if department is None:
        return render(request, "people/pages/profile/not_a_client.html")
    form = TeamForm(
        request.POST if request.method == "POST" else None,
        department=department,
        language=get_language() or "en",
        request=request,
    )
    if form.is_valid():
        typed = form.cleaned_data
        with transaction.atomic():
            team = form.chosen or name_team(
                department, typed["branch"], typed["division"], (typed["name_en"], typed["name_fr"])
            )
            join_team(user, team)
        return HttpResponseRedirect(then or reverse("profile"))
    page = {"form": form, "department": department, "teams": teams_of(user), "next": then}
    return render(request, "people/pages/profile/join_team.html", page)


@access(post=SIGNED_IN)
def end_membership(request: HttpRequest, team_id: Any) -> HttpResponse:
    """Leave a client team at once."""
    team = next((team for team in teams_of(_user(request)) if team.pk == team_id), None)
    if team is None:
        raise Http404
    leave_team(_user(request), team)
    return HttpResponseRedirect(reverse("profile"))


@access(get=MAY_ACT_FOR_SUPPLIER, post=MAY_ACT_FOR_SUPPLIER)
def supplier_profile(request: HttpRequest) -> HttpResponse:
    """Show and change who is named in agreements and invoices."""
    user, then = _user(request), _then(request)
    supplier = supplier_of(user)
    initial = {"legal_name": user.name, "contact_email": user.email, "country": "CA"}
    if supplier:
        initial = {name: getattr(supplier, name) for name in SUPPLIER_FIELDS}
        initial["province"] = supplier.province or OUTSIDE
        initial["is_registered_for_tax"] = "yes" if supplier.is_registered_for_tax else "no"
    form = SupplierForm(request.POST if request.method == "POST" else None, initial=initial, request=request)
    if form.is_valid():
        save_supplier(user, form.cleaned_data)
        return HttpResponseRedirect(then or f"{reverse('supplier_profile')}?saved")
    page = {"form": form, "next": then, "saved": "saved" in request.GET}
    return render(request, "people/pages/profile/supplier.html", page)


@never_cache
@access(get=SIGNED_IN)
def own_data(request: HttpRequest) -> HttpResponse:
    """Show what we keep about the person, readably."""
    page = {"parts": describe_own_data(gather_own_data(_user(request)))}
    return render(request, "people/pages/profile/own_data.html", page)


@never_cache
@access(get=SIGNED_IN)
def own_data_file(request: HttpRequest) -> HttpResponse:
    """Give the same as a JSON file; the record says that it was taken out."""
    response = JsonResponse(
        export_own_data(_user(request)), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@access(get=SIGNED_IN, post=SIGNED_IN)
def end_account(request: HttpRequest) -> HttpResponse:
    """Close the account after the person typed their address; says why it cannot be closed."""
    user = _user(request)
    reasons = reasons_not_to_close(user)
    form = CloseAccountForm(
        request.POST if request.method == "POST" else None, email=user.email, request=request
    )
    if not reasons and form.is_valid():
        close_account(user)
        logout(request)
        return render(request, "people/pages/profile/closed.html")
    status = 409 if reasons and request.method == "POST" else 200
    page = {"form": form, "reasons": reasons}
    return render(request, "people/pages/profile/close_account.html", page, status=status)
