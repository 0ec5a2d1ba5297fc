"""What everybody reads: home, and one opportunity from coming soon to its outcome."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, override

from microacquisition.common.words import LANGUAGES
from microacquisition.opportunities.opportunity import Opportunity, OpportunityQuerySet, public_status
from microacquisition.opportunities.posting import public_queries as queries
from microacquisition.opportunities.posting.closing_soon import describe_time_left
from microacquisition.opportunities.posting.public_changes import list_changes, list_rules
from microacquisition.opportunities.posting.what_happens import list_moments
from microacquisition.opportunities.statement.queries import read_public_statement
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import User
from microacquisition.people.queries import supplier_of
from microacquisition.process.selection.moments import draw_rules
from microacquisition.site.access import ANYONE, access
from microacquisition.site.clock import current_instant

PAGES = "opportunities/posting/pages"
SHOWN_AT_HOME = 5


@access(get=ANYONE)
def show_home(request: HttpRequest) -> HttpResponse:
    """What this is, what is open now, how it unfolds."""
    now = current_instant()
    rows = queries.list_public(Opportunity.objects.public(), now, (queries.OPEN,))
    return render(
        request,
        f"{PAGES}/home.html",
        {
            "rows": [queries.describe_row(row, now) for row in rows[:SHOWN_AT_HOME]],
            "open_count": rows.count(),
            "largest_price": queries.largest_public_price(),
            "payment_target": queries.payment_target(),
            "is_supplier": supplier_of(request.user) is not None,
            **_canonical(request),
        },
    )


@access(get=ANYONE)
def show_opportunity(request: HttpRequest, reference: str) -> HttpResponse:
    """One opportunity, from coming soon to its outcome."""
    person = request.user if isinstance(request.user, User) else None
    rows = Opportunity.objects.visible_to(person).select_related("team", "department")
    opportunity = rows.filter(reference=reference).first()
    if opportunity is None:
        return _say_taken_back(request, reference)
    now, language = current_instant(), get_language() or "en"
    status = public_status(opportunity, now)
    tag, look = queries.describe_tag(opportunity, status)
    return render(
        request,
        f"{PAGES}/opportunity.html",
        {
            "opportunity": opportunity,
            "programme": opportunity.programme,
            "draw_rules": draw_rules(opportunity.programme.draw_mode, opportunity.programme.witnessed_source),
            "public": read_public_statement(opportunity),
            "struck_count": opportunity.applications.filter(strike__isnull=False).count(),
            "status": status,
            "tag": tag,
            "look": look,
            "say": queries.write_say(opportunity, status),
            "moments": list_moments(opportunity, status, now),
            "changes": list_changes(opportunity),
            "was_moved": opportunity.closes_at != opportunity.original_closes_at,
            "was_amended": opportunity.amendments.exists(),
            "closing_rules": list_rules(opportunity),
            **(_describe_cancellation(opportunity) if status == "cancelled" else {}),
            "earlier": _posted(
                Opportunity.objects.filter(pk__in=[opportunity.again_from_id or opportunity.pk]).exclude(
                    pk=opportunity.pk
                )
            ),
            "later": _posted(Opportunity.objects.filter(again_from=opportunity)),
            "outcome": queries.describe_outcome(opportunity),
            "questions": TABLE.read_questions(opportunity, now),
            "time_left": describe_time_left(opportunity, now),
            "share_subject": f"{reference}: {opportunity.title.best_for(language)[0]}",
            **_describe_addresses(opportunity, language),
        },
    )


def _describe_cancellation(opportunity: Opportunity) -> dict[str, object]:
    return {
        "cancellation": getattr(opportunity, "cancellation", None),
        "unreachable": TABLE.unreachable(opportunity),
    }


def _posted(rows: OpportunityQuerySet) -> Opportunity | None:
    return rows.filter(posted_at__isnull=False).order_by("posted_at").last()


def _say_taken_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Say kindly that an announced opportunity was taken back; any other reference is not there. Both are a 404."""
    get_object_or_404(Opportunity.objects.taken_back(), reference=reference)
    return render(request, f"{PAGES}/taken_back.html", {"reference": reference}, status=404)


def _describe_addresses(opportunity: Opportunity, language: str) -> dict[str, Any]:
    """Return where the text can be read in each language that it has, and which of the addresses counts."""
    readable_at = []
    for code in LANGUAGES:
        if queries.is_readable_in(opportunity, code):
            with override(code):
                path = reverse("opportunity", kwargs={"reference": opportunity.reference})
            readable_at.append((code, f"{settings.SITE_ADDRESS}{path}"))
    addresses = dict(readable_at)
    canonical = addresses.get(language) or next(iter(addresses.values()))
    return {"readable_at": readable_at, "canonical_address": canonical}


def _canonical(request: HttpRequest) -> dict[str, str]:
    return {"canonical_address": f"{settings.SITE_ADDRESS}{request.path}"}
