"""The page on which a subscriber answers, with one button, what they think of an opportunity that is coming soon."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from microacquisition.opportunities.announcing.interest import (
    OPINION_WORDS,
    find_asked,
    is_asked_now,
    keep_opinion,
)
from microacquisition.opportunities.announcing.models import Opinion
from microacquisition.site.access import ANYONE, access

PAGES = "opportunities/announcing/pages"
CONFLICT = 409


@never_cache
@access(get=ANYONE, post=ANYONE)
def ask_interest(request: HttpRequest, token: str) -> HttpResponse:
    """Four buttons, each an answer; after the opening the page says that it is too late."""
    asked = find_asked(token)
    if asked is None:
        raise Http404
    page = {"opportunity": asked.opportunity, "opinions": list(OPINION_WORDS.items())}
    given = request.POST.get("opinion", "")
    if not is_asked_now(asked):
        status = CONFLICT if request.method == "POST" else 200
        return render(request, f"{PAGES}/interest_over.html", page, status=status)
    if given in Opinion.values:
        keep_opinion(asked, Opinion(given))
        return render(request, f"{PAGES}/interest_kept.html", page)
    return render(request, f"{PAGES}/interest.html", page)
