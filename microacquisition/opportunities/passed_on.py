"""Which waiting step was passed to whom, so that a stand-in takes it."""

from django.db import models
from django.db.models.functions import Now

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Delegation, User
from microacquisition.records.models import refuse_changes


class PassedOn(models.Model):
    """One step passed to a stand-in; the newest of a step counts, from when the step began to wait."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="passed_on")
    step = models.CharField(max_length=40)
    passed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    passed_from = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    passed_to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    passed_at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        triggers = refuse_changes()


def find_passed_on(opportunity: Opportunity, step_code: str) -> PassedOn | None:
    """Return who has the step now because it was passed on; None where nobody passed it since the state began."""
    rows = PassedOn.objects.filter(
        opportunity=opportunity, step=step_code, passed_at__gte=opportunity.state_since
    )
    return rows.select_related("passed_to", "passed_from", "passed_by", "delegation").order_by("pk").last()


def steps_passed_on_from(user: User, opportunity: Opportunity) -> frozenset[str]:
    """Return the steps that somebody else has now, though they were this person's: out of their queue."""
    rows = PassedOn.objects.filter(opportunity=opportunity, passed_at__gte=opportunity.state_since)
    newest = {row.step: row for row in rows.order_by("pk")}
    return frozenset(
        code for code, row in newest.items() if row.passed_from_id == user.pk and row.passed_to_id != user.pk
    )
