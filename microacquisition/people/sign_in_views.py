"""Signing in by a code sent by mail, signing out, and single-use links."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache

from microacquisition.people.link_sign_in import find_live_link, use_sign_in_link
from microacquisition.people.queries import supplier_of
from microacquisition.people.second_factor import safe_address, with_next
from microacquisition.people.sign_in_code import may_ask_for_code, send_code, sign_in_under_way
from microacquisition.people.sign_in_forms import CodeForm, EmailForm
from microacquisition.site.access import ANYONE, SIGNED_IN, access


@never_cache
@access(get=ANYONE, post=ANYONE)
def ask_for_code(request: HttpRequest) -> HttpResponse:
    """Take an address and mail a code to it; the same page for people we know and people we do not."""
    then = safe_address(request, request.POST.get("next") or request.GET.get("next"))
    if request.user.is_authenticated:
        return HttpResponseRedirect(then or reverse("after_sign_in"))
    form = EmailForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if may_ask_for_code(request, email):
            send_code(request, email)
            return HttpResponseRedirect(with_next("account_confirm_login_code", then))
        form.add_error("email", gettext("Too many codes were asked for. Wait a minute, then try again."))
    page = {"form": form, "next": then, "expired": "expired" in request.GET}
    return render(request, "people/pages/sign_in/ask_for_code.html", page)


@never_cache
@access(get=ANYONE, post=ANYONE)
def enter_code(request: HttpRequest) -> HttpResponse:
    """Take the code; make the account where the address is new; go on to the second factor where there is one."""
    then = safe_address(request, request.POST.get("next") or request.GET.get("next"))
    if request.user.is_authenticated:
        return HttpResponseRedirect(then or reverse("after_sign_in"))
    process = sign_in_under_way(request)
    if process is None:
        return HttpResponseRedirect(f"{reverse('account_login')}?expired")
    form = CodeForm(request.POST if request.method == "POST" else None, process=process)
    if form.is_valid():
        with transaction.atomic():
            process.ensure_account()
        try:
            return process.finish(then or reverse("after_sign_in"))
        except ImmediateHttpResponse as answer:
            return answer.response
    if request.method == "POST" and not process.record_invalid_attempt():
        return HttpResponseRedirect(f"{reverse('account_login')}?expired")
    page = {"form": form, "next": then, "email": process.state["email"]}
    return render(request, "people/pages/sign_in/enter_code.html", page)


@access(get=ANYONE)
def say_account_closed(request: HttpRequest) -> HttpResponse:
    """Tell somebody whose account is suspended."""
    return render(request, "people/pages/sign_in/account_closed.html")


@access(get=ANYONE, post=ANYONE)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out (POST); GET shows the button."""
    if request.method == "POST":
        logout(request)
        return HttpResponseRedirect(f"/{get_language() or 'en'}/")
    return render(request, "people/pages/sign_in/sign_out.html")


@never_cache
@access(get=ANYONE, post=ANYONE)
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show whom a link signs in; its button posts, so that reading the page changes nothing."""
    then = safe_address(request, request.POST.get("next") or request.GET.get("next"))
    if request.method == "POST":
        response = use_sign_in_link(request, token, then or reverse("after_sign_in"))
        if response is not None:
            return response
    link = find_live_link(token)
    page: dict[str, Any] = {"link": link, "next": then}
    return render(request, "people/pages/sign_in/use_link.html", page, status=200 if link else 410)


@access(get=SIGNED_IN)
def go_on_after_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead staff to what needs them, suppliers to their applications, everybody else to the home page."""
    if request.user.is_staff_member:  # type: ignore[union-attr]
        names = ["needs_me"]
    else:
        names = ["my_applications"] if supplier_of(request.user) else []
    if any(held.role == "administrator" for held in request.held_roles):  # type: ignore[attr-defined]
        names = ["role_list"]
    for name in names:
        try:
            return HttpResponseRedirect(reverse(name))
        except NoReverseMatch:
            continue
    return HttpResponseRedirect(f"/{get_language() or 'en'}/")
