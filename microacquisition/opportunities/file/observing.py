"""What a union observer reads of each purchase: why it is done outside, how many hours, at what price."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.people.queries import roles_of
from microacquisition.process.lifecycle import Thing
from microacquisition.process.roles import Role
from microacquisition.process.state_words import STATE_LABELS, TagWords
from microacquisition.site.access import access


@dataclass(frozen=True)
class Observed:
    """One purchase; hours as estimated, price before tax in cents."""

    opportunity: Opportunity
    label: TagWords
    standalone: str
    no_capacity: str
    hours: int | None
    price_cents: int | None


def OBSERVES(request: HttpRequest, **_values: Any) -> bool:
    """Union observers; to anybody else the page is not there."""
    return any(held.role is Role.UNION_OBSERVER for held in roles_of(request.user))


@access(get=OBSERVES)
def observe(request: HttpRequest) -> HttpResponse:
    """Every purchase of the observer’s programs and departments, practice left out, the latest first."""
    rows = [_describe(opportunity) for opportunity in list_observed(request.user)]  # type: ignore[arg-type]
    return render(request, "opportunities/file/pages/observe.html", {"rows": rows})


def list_observed(user: User) -> list[Opportunity]:
    """Return the accepted requests of the programs and departments in which this person observes."""
    mine = Q(pk__in=[])
    for held in roles_of(user):
        if held.role is Role.UNION_OBSERVER:
            here = Q(department_id=held.department_id) if held.department_id else Q()
            mine |= here & (Q(programme_code=held.programme_code) if held.programme_code else ~Q(pk=None))
    rows = Opportunity.objects.filter(mine, practice=False).exclude(state__in=("REQUESTED", "DECLINED"))
    return list(rows.select_related("team", "statement", "request").order_by("-requested_at"))


def _describe(opportunity: Opportunity) -> Observed:
    statement = getattr(opportunity, "statement", None)
    hours = statement.hours if statement else None
    return Observed(
        opportunity=opportunity,
        label=STATE_LABELS[Thing.OPPORTUNITY][opportunity.state],
        standalone=statement.standalone_reason if statement else "",
        no_capacity=statement.no_capacity_reason if statement else "",
        hours=hours if hours is not None else opportunity.request.estimated_hours,
        price_cents=opportunity.price_cents or (statement.price_cents if statement else None),
    )
