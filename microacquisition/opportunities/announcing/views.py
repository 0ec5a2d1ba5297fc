"""Pages of the mailing list and of following one opportunity; nobody needs an account, and reading changes nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from microacquisition.content.notices import find_notice
from microacquisition.correspondence.ending import find_live, unsubscribe
from microacquisition.correspondence.link_tokens import read_token, write_token
from microacquisition.correspondence.subscribers import Frequency, Subscription, SubscriptionRequest
from microacquisition.correspondence.subscribing import (
    Wishes,
    change_choices,
    confirm_request,
    find_request,
    subscribe,
)
from microacquisition.opportunities.announcing.asking import ask_for_confirmation, describe_wording, may_ask
from microacquisition.opportunities.announcing.forms import (
    ChoicesForm,
    FollowForm,
    LanguageForm,
    SubscribeForm,
    spread_skills,
)
from microacquisition.opportunities.announcing.queries import find_following
from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity
from microacquisition.people.models import User
from microacquisition.process.lifecycle import ENDS
from microacquisition.process.skills import SKILLS
from microacquisition.site.access import ANYONE, access
from microacquisition.site.forms import PageForm

PAGES = "opportunities/announcing/pages"
GONE = 410


@never_cache
@access(get=ANYONE, post=ANYONE)
def subscribe_to_list(request: HttpRequest) -> HttpResponse:
    """Ask for an address and the choices, and mail one link to it; the answer is the same for every address."""
    initial = {
        "email": _own_address(request),
        "language": get_language(),
        "frequency": Frequency.AT_ONCE.value,
        **spread_skills(request.GET.getlist("skill")),
    }
    form = SubscribeForm(_typed(request), initial=initial, request=request)
    notice = find_notice("mailing_list")
    if form.is_valid() and _may_ask(request, form):
        wishes = Wishes(email=form.cleaned_data["email"], **form.choices())
        wording = describe_wording(notice, "mailing_list")
        if wishes.email == initial["email"]:  # signing in proved the address
            token = write_token(subscribe(wishes, wording))
            return HttpResponseRedirect(f"{reverse('change_subscription', kwargs={'token': token})}?saved")
        ask_for_confirmation(wishes, wording)
        return HttpResponseRedirect(reverse("subscription_asked"))
    return render(request, f"{PAGES}/subscribe.html", {"form": form, "notice": notice})


@access(get=ANYONE)
def say_asked(request: HttpRequest) -> HttpResponse:
    """Say where the link is, and what to do if none comes."""
    return render(request, f"{PAGES}/asked.html")


@never_cache
@access(get=ANYONE, post=ANYONE)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is about to be confirmed; the button confirms it, once."""
    if request.method == "POST" and (subscription := confirm_request(token)):
        return render(request, f"{PAGES}/confirmed.html", _describe(subscription))
    asked = find_request(token)
    page = _describe(asked) if asked else {}
    return render(request, f"{PAGES}/confirm.html", page, status=200 if asked else GONE)


@csrf_exempt
@never_cache
@access(get=ANYONE, post=ANYONE)
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """End it at once by a POST, from our button or from a mail program (RFC 8058): no cookie, no sign-in."""
    subscription = read_token(token)
    if subscription is None:
        return _say_unknown(request)
    if request.method == "POST":
        unsubscribe(subscription)
    live = find_live(subscription)
    return render(
        request, f"{PAGES}/leave.html", {**_describe(live or subscription), "is_live": live is not None}
    )


@never_cache
@access(get=ANYONE, post=ANYONE)
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Change language and choices, never the address, which the page does not show."""
    subscription = read_token(token)
    if subscription is None:
        return _say_unknown(request)
    live = find_live(subscription)
    if live is None:
        return render(request, f"{PAGES}/leave.html", {"is_live": False}, status=GONE)
    initial = {
        "language": live.language,
        "frequency": live.frequency,
        "programmes": live.programmes,
        **spread_skills(live.skills),
    }
    kind: type[LanguageForm] = ChoicesForm if live.opportunity_id is None else LanguageForm
    form = kind(_typed(request), initial=initial, request=request)
    if form.is_valid():
        change_choices(live, form.choices() if isinstance(form, ChoicesForm) else form.cleaned_data)
        return HttpResponseRedirect(f"{reverse('change_subscription', kwargs={'token': token})}?saved")
    page = {**_describe(live), "form": form, "saved": "saved" in request.GET}
    return render(request, f"{PAGES}/change.html", page)


@never_cache
@access(get=ANYONE, post=ANYONE)
def follow(request: HttpRequest, reference: str) -> HttpResponse:
    """Follow one opportunity: at once for who is signed in, for others by a mailed link."""
    rows = Opportunity.objects.public().exclude(state__in=ENDS)
    opportunity = get_object_or_404(rows, reference=reference)
    user = request.user if isinstance(request.user, User) else None
    notice = find_notice("mailing_list")
    wording = describe_wording(notice, "opportunity")
    if user is not None:
        if request.method == "POST":
            subscribe(Wishes(user.email, user.language, opportunity_id=opportunity.pk), wording)
            return HttpResponseRedirect(request.path)
        following = find_following(user, opportunity)
        token = write_token(following) if following else ""
        page = {"opportunity": opportunity, "token": token, "notice": notice}
        return render(request, f"{PAGES}/following.html", page)
    form = FollowForm(_typed(request), initial={"language": get_language()}, request=request)
    if form.is_valid() and _may_ask(request, form):
        given = form.cleaned_data
        wishes = Wishes(given["email"], given["language"], opportunity_id=opportunity.pk)
        ask_for_confirmation(wishes, wording, opportunity)
        return HttpResponseRedirect(reverse("subscription_asked"))
    return render(
        request, f"{PAGES}/follow.html", {"form": form, "opportunity": opportunity, "notice": notice}
    )


def _typed(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _own_address(request: HttpRequest) -> str:
    return request.user.email if isinstance(request.user, User) else ""


def _may_ask(request: HttpRequest, form: PageForm) -> bool:
    if may_ask(request, form.cleaned_data["email"]):
        return True
    form.add_error("email", _("Too many messages were asked for. Wait ten minutes, then try again."))
    return False


def _say_unknown(request: HttpRequest) -> HttpResponse:
    """Help whose mail program cut the link."""
    return render(request, f"{PAGES}/unknown_link.html", status=404)


def _describe(source: Subscription | SubscriptionRequest) -> dict[str, Any]:
    """Return what is subscribed to, for a page: no address."""
    followed = None
    if source.opportunity_id is not None:
        followed = Opportunity.objects.public().filter(pk=source.opportunity_id).first()
    token = write_token(source) if isinstance(source, Subscription) else ""
    return {
        "subscription": source,
        "followed": followed,
        "token": token,
        # One that was taken out since leaves the page, and the way out of the list, whole.
        "programmes": [
            PROGRAMMES.newest(code).name for code in source.programmes if code in PROGRAMMES.codes()
        ],
        "skills": [SKILLS[code].label for code in source.skills if code in SKILLS],
    }
