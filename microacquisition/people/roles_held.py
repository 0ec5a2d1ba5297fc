"""Roles that people hold, proposed by one administrator and confirmed by another, and delegations."""

import uuid
from datetime import date
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from microacquisition.people.departments import Department
from microacquisition.people.role_triggers import (
    at_most_two_granted,
    decisions_stand,
    never_beside_administrator,
)
from microacquisition.process.roles import GRANTED_ROLES, Role

# A client is a member of a team, so that role is not granted but joined.
STAFF_ROLES = tuple(role for role in GRANTED_ROLES if role is not Role.CLIENT)
LIVE_ROLE = Q(confirmed_at__isnull=False, ended_at=None)


def _person(related_name: str, *, null: bool = True) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=null, related_name=related_name
    )


class RoleHeld(models.Model):
    """One role of one person in one programme and department (no department: in all of them).

    Held from its confirmation to its end; rows are never changed otherwise nor deleted. An administrator's row
    names no programme. Without a proposer: one of the first two administrators, granted at the console.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = _person("roles_held", null=False)
    role = models.CharField(max_length=30, choices=[(role.value, role.label.en) for role in STAFF_ROLES])
    programme_code = models.CharField(max_length=40, blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="roles_held")
    proposed_by = _person("roles_proposed")
    proposed_at = models.DateTimeField()
    confirmed_by = _person("roles_confirmed")
    confirmed_at = models.DateTimeField(null=True)
    ended_by = _person("roles_ended")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("proposed_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in STAFF_ROLES]), name="role_held_is_granted"
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None) | ~Q(proposed_by=F("user")),
                name="role_not_proposed_for_oneself",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("user")),
                name="role_not_confirmed_for_oneself",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="role_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=False, confirmed_by=None, confirmed_at=None)
                | Q(proposed_by__isnull=False, confirmed_by__isnull=False, confirmed_at__isnull=False)
                | Q(
                    proposed_by=None,
                    confirmed_by=None,
                    confirmed_at__isnull=False,
                    role=Role.ADMINISTRATOR.value,
                ),
                name="role_decided_as_a_whole",
            ),  # fmt: skip
            models.CheckConstraint(
                condition=~Q(programme_code="") | Q(role=Role.ADMINISTRATOR.value),
                name="role_names_its_programme",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "programme_code", "department"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="role_held_once",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_proposed_stands",
                fields=["user", "role", "programme_code", "department", "proposed_by", "proposed_at"],
            ),
            decisions_stand(),
            at_most_two_granted(),
            never_beside_administrator(),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.programme_code}".strip()

    @property
    def is_live(self) -> bool:
        """True from confirmation to the end."""
        return self.confirmed_at is not None and self.ended_at is None


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Delegations by where and when they count."""

    def kept_for(self, department_id: uuid.UUID | None) -> "DelegationQuerySet":
        """Those of one department, and those that name none; ended ones too."""
        return self.filter(Q(department_id=department_id) | Q(department=None))

    def in_force(self, day: date, department_id: uuid.UUID | None) -> "DelegationQuerySet":
        """Those that count on `day` in the department: begun, neither run out nor ended by hand."""
        running = Q(ends=None) | Q(ends__gte=day)
        return self.kept_for(department_id).filter(running, starts__lte=day, ended_at=None)


class Delegation(models.Model):
    """What a person may sign for: amount, cost centres, days, stand-in, and the instrument that says so.

    Written once, ended by its last day or by hand; a change is a new row. It bounds a role, and never grants one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = _person("delegations", null=False)
    role = models.CharField(max_length=30, choices=[(role.value, role.label.en) for role in STAFF_ROLES])
    limit_cents = models.PositiveBigIntegerField()
    cost_centres = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    stand_in = _person("stands_in_for")
    instrument_reference = models.CharField(max_length=200)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="delegations"
    )
    recorded_by = _person("delegations_recorded")
    recorded_at = models.DateTimeField(db_default=Now())
    ended_by = _person("delegations_ended")
    ended_at = models.DateTimeField(null=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ("starts",)
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in STAFF_ROLES]),
                name="delegation_of_a_granted_role",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="delegation_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(stand_in=None) | ~Q(stand_in=F("user")),
                name="delegation_stand_in_is_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by=None) | (~Q(recorded_by=F("user")) & ~Q(recorded_by=F("stand_in"))),
                name="delegation_not_recorded_for_oneself",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_delegated_stands",
                fields=[
                    "user", "role", "limit_cents", "cost_centres", "starts", "ends", "stand_in",
                    "instrument_reference", "department", "recorded_by", "recorded_at",
                ],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.role} {self.instrument_reference}"
