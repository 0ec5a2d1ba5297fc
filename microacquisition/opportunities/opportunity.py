"""The row of an opportunity, the forms and references it was made with, and who may see it."""

import uuid
from datetime import date, datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.read_once import read_once
from microacquisition.common.zones import local_time
from microacquisition.people.models import Department, Team, User
from microacquisition.people.queries import roles_of
from microacquisition.process.lifecycle import STATES, Thing
from microacquisition.process.programmes.base import Programme
from microacquisition.process.programmes.register import ProgrammeRegister
from microacquisition.process.roles import Role
from microacquisition.records.models import refuse_changes

PROGRAMMES = ProgrammeRegister(settings.PROGRAMMES)
STATE_CHOICES = [(state, state) for state in STATES[Thing.OPPORTUNITY]]
POSTED_STATES = STATES[Thing.OPPORTUNITY][STATES[Thing.OPPORTUNITY].index("SCHEDULED") :]
SEES_EVERYTHING = frozenset(
    {Role.OFFICER, Role.ADVISOR, Role.FUND_MANAGER, Role.PAYMENT_OFFICER, Role.CERTIFIER, Role.AUDITOR,
     Role.OPEN_SOURCE_ADVISOR}
)  # fmt: skip


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    """Opportunities by who may see them."""

    def public(self) -> "OpportunityQuerySet":
        """Posted and not practice: what lists, feeds and open data may hold."""
        return self.filter(posted_at__isnull=False, practice=False)

    def visible_to(self, user: User | None) -> "OpportunityQuerySet":
        """Posted ones anybody may read; practice ones whoever is signed in."""
        posted = self.filter(posted_at__isnull=False)
        return posted if user is not None and user.is_authenticated else posted.filter(practice=False)

    def files_visible_to(self, user: User | None) -> "OpportunityQuerySet":
        """The files of this person: by role in the program and department, by team, or as assigned evaluator there."""
        if user is None or not user.is_authenticated:
            return self.none()
        mine = Q(team__members__user=user, team__members__ended_at__isnull=True)
        assigned = Q(evaluator_assignments__evaluator=user, evaluator_assignments__ended_at__isnull=True)
        for held in roles_of(user):
            here = Q(programme_code=held.programme_code)
            if held.department_id:
                here &= Q(department_id=held.department_id)
            if held.role in SEES_EVERYTHING:
                mine |= here
            elif held.role is Role.EVALUATOR:
                mine |= here & assigned
        return self.filter(mine).distinct()

    def readable_by(self, user: User | None) -> "OpportunityQuerySet":
        """Those whose file this person sees, and the posted ones: what both sides of a purchase work on."""
        files, posted = self.files_visible_to(user), self.visible_to(user)
        return self.filter(Q(pk__in=files.values("pk")) | Q(pk__in=posted.values("pk")))

    def taken_back(self) -> "OpportunityQuerySet":
        """Announced once and taken back since: whoever kept the reference is told so, and reads nothing else."""
        return self.filter(reference__isnull=False, posted_at=None, practice=False)


class Opportunity(models.Model):
    """One purchase, from request to close-out. Columns set at posting are null before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True, null=True)
    state = models.CharField(max_length=20, choices=STATE_CHOICES)
    state_since = models.DateTimeField(db_default=Now())
    title_en = models.CharField(max_length=100, blank=True)
    title_fr = models.CharField(max_length=100, blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT)
    team = models.ForeignKey(Team, on_delete=models.PROTECT)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(db_default=Now())
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    programme_code = models.CharField(max_length=30)
    programme_version = models.DateField(null=True)
    programme_digest = models.CharField(max_length=64, blank=True)
    practice = models.BooleanField(default=False)
    again_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    # Set at posting, from the statement and the program.
    posted_at = models.DateTimeField(null=True)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    original_closes_at = models.DateTimeField(null=True)
    closes_local = models.CharField(max_length=16, blank=True)
    zone = models.CharField(max_length=40, blank=True)
    delivery_at = models.DateTimeField(null=True)
    delivery_local = models.CharField(max_length=16, blank=True)
    price_cents = models.PositiveBigIntegerField(null=True)
    largest_price_cents = models.PositiveBigIntegerField(null=True)
    public_key = models.BinaryField(null=True)
    wrapped_private_key = models.BinaryField(null=True)
    # In witnessed draws alone: the secret, wrapped, and its digest, published at opening (spec/draw.md, P0).
    wrapped_draw_secret = models.BinaryField(null=True)
    draw_secret_sha256 = models.CharField(max_length=64, blank=True)
    # Set by closing.
    closed_at = models.DateTimeField(null=True)
    applications_count = models.PositiveIntegerField(null=True)
    applications_root = models.CharField(max_length=64, blank=True)
    applications_opened_at = models.DateTimeField(null=True)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=POSTED_STATES)
                | Q(state__in=("DECLINED", "CANCELLED"))
                | Q(reference__isnull=False, closes_at__isnull=False, price_cents__isnull=False,
                    public_key__isnull=False, posted_at__isnull=False),
                name="posted_opportunity_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(price_cents__isnull=True) | Q(price_cents__lte=models.F("largest_price_cents")),
                name="price_within_cap",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=models.F("opens_at")),
                name="closing_after_opening",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(  # what a list of many sorts and counts by, without reading the rows
                fields=["state", "closes_at"],
                include=[
                    "id",
                    "reference",
                    "opens_at",
                    "posted_at",
                    "price_cents",
                    "programme_code",
                    "department",
                ],
                condition=Q(posted_at__isnull=False, practice=False),
                name="public_list",
            )
        ]
        triggers = refuse_changes(pgtrigger.Delete)

    def __str__(self) -> str:
        return self.reference or str(self.id)

    @property
    def title(self) -> Bilingual:
        """The title, in the languages written so far."""
        return Bilingual(self.title_en, self.title_fr)

    @property
    def programme(self) -> Programme:
        """The rules that hold: the newest before posting, the posted version after."""
        if self.programme_version is None:
            return PROGRAMMES.newest(self.programme_code)
        return PROGRAMMES.of_version(self.programme_code, self.programme_version)

    @property
    def stream(self) -> str:
        """The stream of the record that holds this opportunity's events."""
        return str(self.id)

    def local_day(self, instant: datetime) -> date:
        """Return the day of an instant where the buyer is."""
        return local_time(instant, self.zone or self.programme.zone).date()


@read_once
def find_opportunity(opportunity_id: uuid.UUID) -> Opportunity | None:
    """Return the row for a predicate that asks who may: no page draws it. Views find theirs by who may see it."""
    return Opportunity.objects.filter(pk=opportunity_id).first()


class TakenForm(models.Model):
    """A form already acted upon: posted twice, it works once."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField()
    step = models.CharField(max_length=40)
    opportunity_id = models.UUIDField()
    subject_id = models.CharField(max_length=64)
    complete = models.BooleanField(default=True)  # false where another signature was still needed
    at = models.DateTimeField(db_default=Now())

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "form_key", "step"], name="a_form_works_once")
        ]
        triggers = refuse_changes()


class AllowedTransition(models.Model):
    """A pair of states that some step may make: generated from the lifecycle, read by the guards."""

    thing = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)

    read_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thing", "from_state", "to_state"], name="transition_once")
        ]


class ReferenceCounter(models.Model):
    """The last reference given in a year; locked while the next is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


PUBLIC_STATUS = {
    "SCHEDULED": "soon",
    "OPEN": "open",
    "CANCELLED": "cancelled",
    "NO_AWARD": "no_award",
    "TERMINATED": "terminated",
    "COMPLETED": "completed",
}


def public_status(opportunity: Opportunity, now: datetime) -> str:
    """Return the public state's code at `now`: soon, open, counting, closed, cancelled, no_award, terminated, completed.

    After the closing instant and before the clock's job the answer is `counting`, never `open`.
    """
    status = PUBLIC_STATUS.get(opportunity.state, "closed")
    if status == "open" and (opportunity.closes_at is None or now >= opportunity.closes_at):
        return "counting"
    return status
