"""Feeds and calendars, of the list as somebody searched it and of one opportunity; each says whether it changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language

from microacquisition.opportunities.finding import deadlines, feeds, queries
from microacquisition.opportunities.finding.forms import FindForm
from microacquisition.opportunities.finding.wanted import Wanted
from microacquisition.opportunities.opportunity import Opportunity, OpportunityQuerySet, public_status
from microacquisition.opportunities.posting import public_queries as public
from microacquisition.site.access import ANYONE, access
from microacquisition.site.clock import current_instant
from microacquisition.site.known_copies import answer_unless_known

ATOM, CALENDAR = feeds.ChangedFeed.content_type, "text/calendar; charset=utf-8"


@access(get=ANYONE)
def show_feed(request: HttpRequest) -> HttpResponse:
    """What the search in the address finds, latest change first."""
    now, language = current_instant(), get_language() or "en"
    wanted, rows = _find(request, language)
    changed = feeds.find_last_change(rows)
    asked = public.list_public(rows, now, queries.groups_of(wanted))
    found = list(feeds.order_by_change(asked)[: feeds.ENTRIES])
    changed = max([changed, *(vars(row)["changed"] for row in found)])
    query = wanted.write_query()
    feed = feeds.write_feed(
        feeds.describe_search(bool(query)),
        queries.write_address("opportunity_list", query),
        queries.write_address("feed", query),
        changed,
        language,
    )
    for row in found:
        feeds.add_opportunity(feed, public.describe_row(row, now), vars(row)["changed"], language)
    return answer_unless_known(request, feed.writeString("utf-8").encode(), ATOM, changed)


@access(get=ANYONE)
def show_calendar(request: HttpRequest) -> HttpResponse:
    """When what the search finds opens and closes; one that was cancelled says so until its closing has passed."""
    now, language = current_instant(), get_language() or "en"
    wanted, rows = _find(request, language)
    asked = public.in_groups(rows, now, queries.groups_of(wanted))
    name = feeds.describe_search(bool(wanted.write_query()))
    body, changed = deadlines.write_calendar(
        name, deadlines.list_with_deadlines(asked, now), language, whole=False
    )
    return answer_unless_known(request, body, CALENDAR, changed or feeds.BEFORE_EVERYTHING)


@access(get=ANYONE)
def show_opportunity_feed(request: HttpRequest, reference: str) -> HttpResponse:
    """What happened to one opportunity: posted, amended, closed, its outcome."""
    now, language = current_instant(), get_language() or "en"
    opportunity = _find_one(reference)
    address = reverse("opportunity", kwargs={"reference": reference})
    news = feeds.list_news(opportunity, public_status(opportunity, now), now, language)
    title = f"{reference}: {opportunity.title.best_for(language)[0]}"
    own = reverse("opportunity_feed", kwargs={"reference": reference})
    feed = feeds.write_feed(title, address, own, news[0].at, language)
    for each in news:
        feeds.add_news(feed, opportunity, each, address, language)
    return answer_unless_known(request, feed.writeString("utf-8").encode(), ATOM, news[0].at)


@access(get=ANYONE)
def show_opportunity_calendar(request: HttpRequest, reference: str) -> HttpResponse:
    """The dates of one opportunity."""
    opportunity, language = _find_one(reference), get_language() or "en"
    name = f"{reference}: {opportunity.title.best_for(language)[0]}"
    body, changed = deadlines.write_calendar(name, [opportunity], language, whole=True)
    return answer_unless_known(request, body, CALENDAR, changed or feeds.BEFORE_EVERYTHING)


def _find(request: HttpRequest, language: str) -> tuple[Wanted, OpportunityQuerySet]:
    wanted = FindForm(request.GET, queries.list_departments()).read_wanted()
    return wanted, queries.narrow(Opportunity.objects.public(), wanted, language)


def _find_one(reference: str) -> Opportunity:
    rows = Opportunity.objects.public().select_related("statement")
    return get_object_or_404(
        rows.prefetch_related("amendments", "closing_changes", "agreements"), reference=reference
    )
