"""Who belongs to which client team and to which supplier."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from microacquisition.people.departments import Team
from microacquisition.people.role_triggers import never_beside_administrator
from microacquisition.people.suppliers import Supplier


class TeamMember(models.Model):
    """A person in a client team; a live row is what makes somebody a client."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="team_memberships"
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("started_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user"], condition=Q(ended_at=None), name="team_member_once_at_a_time"
            ),
        ]
        triggers = [never_beside_administrator()]

    def __str__(self) -> str:
        return f"{self.user} in {self.team}"


class SupplierMember(models.Model):
    """A person who may act for a supplier; one supplier a person at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supplier_memberships"
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("started_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at=None), name="one_supplier_a_person_at_a_time"
            ),
        ]
        triggers = [never_beside_administrator()]

    def __str__(self) -> str:
        return f"{self.user} for {self.supplier}"
