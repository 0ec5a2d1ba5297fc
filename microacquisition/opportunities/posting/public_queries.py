"""Named reads of the public pages. Nothing here tells of applications before they are counted."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Value, When

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.dates import instant_words
from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import PROGRAMMES, Opportunity, public_status
from microacquisition.opportunities.posting.closing_soon import is_closing_soon
from microacquisition.opportunities.posting.public_words import IN_WORK_LABEL, PUBLIC_SAYS, SCORED_SAYS
from microacquisition.opportunities.statement.models import RequiredSkill
from microacquisition.people.models import Department
from microacquisition.process.price import largest_price_before_tax
from microacquisition.process.programmes.base import CriteriaKind, Programme
from microacquisition.process.rules.offering import NO_AWARD_REASONS
from microacquisition.process.selection.moments import moment_words
from microacquisition.process.skills import SKILLS
from microacquisition.process.state_words import PUBLIC_LABELS

OPEN, SOON, CLOSED = 0, 1, 2
GROUP_NAMES = {"open": OPEN, "soon": SOON, "closed": CLOSED}
BY_CLOSING = ("group", "rises", "-closes_at", "reference")
# What a row of a list reads; the long texts stay where they are.
SHOWN = (
    "reference", "state", "title_en", "title_fr", "price_cents", "zone", "opens_at", "closes_at", "original_closes_at",
    "delivery_at", "posted_at", "practice", "programme_code", "programme_version", "applications_count",
    "statement__opportunity_id", "statement__short_description_en", "statement__short_description_fr",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What became of it: who was selected, at which price, where the code is."""

    supplier: str
    price_cents: int | None
    repository: str
    catalogue: str


@dataclass(frozen=True)
class PublicRow:
    """One opportunity as a list shows it."""

    opportunity: Opportunity
    status: str
    skills: list[Words]
    supplier: str
    closing_soon: bool

    @property
    def group(self) -> int:
        """Which of the three lists it is in: open, coming soon or closed."""
        return {"open": OPEN, "soon": SOON}.get(self.status, CLOSED)

    @property
    def label(self) -> Words:
        """What the tag says."""
        return describe_tag(self.opportunity, self.status)[0]

    @property
    def look(self) -> str:
        """How the tag looks."""
        return describe_tag(self.opportunity, self.status)[1]

    @property
    def short_description(self) -> Bilingual:
        """The paragraph of the list."""
        return Bilingual(
            self.opportunity.statement.short_description_en, self.opportunity.statement.short_description_fr
        )

    @property
    def was_moved(self) -> bool:
        """True where the closing was moved and still lies ahead."""
        return self.group == OPEN and self.opportunity.closes_at != self.opportunity.original_closes_at


def list_public(
    rows: QuerySet[Opportunity], now: datetime, groups: tuple[int, ...] = (OPEN, SOON, CLOSED)
) -> QuerySet[Opportunity]:
    """Return opportunities as lists order them: open (closing soonest), coming soon, closed (latest first)."""
    return (
        with_skill_codes(in_groups(rows, now, groups))
        .select_related("statement")
        .only(*SHOWN)
        .prefetch_related("agreements__supplier")
    )


def with_skill_codes(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Return the rows, each with the codes of the skills that it asks for (`skill_codes`)."""
    asked = RequiredSkill.objects.filter(statement__opportunity=OuterRef("pk")).order_by("skill")
    return rows.annotate(skill_codes=ArraySubquery(asked.values("skill")))


def in_groups(
    rows: QuerySet[Opportunity], now: datetime, groups: tuple[int, ...] = (OPEN, SOON, CLOSED)
) -> QuerySet[Opportunity]:
    """Return the rows that are in these lists at `now` (`group`), in the order of lists (`rises` within one)."""
    group = Case(
        When(state="OPEN", closes_at__gt=now, then=Value(OPEN)),
        When(state="SCHEDULED", then=Value(SOON)),
        default=Value(CLOSED),
        output_field=IntegerField(),
    )
    rises = Case(When(group=OPEN, then=F("closes_at")), When(group=SOON, then=F("opens_at")))
    return rows.annotate(group=group, rises=rises).filter(group__in=groups).order_by(*BY_CLOSING)


def describe_row(opportunity: Opportunity, now: datetime) -> PublicRow:
    """Return one row of a list, as `list_public` reads it."""
    return PublicRow(
        opportunity=opportunity,
        status=public_status(opportunity, now),
        skills=[SKILLS[code].label for code in vars(opportunity)["skill_codes"] if code in SKILLS],
        supplier=name_supplier(opportunity),
        closing_soon=is_closing_soon(opportunity, now),
    )


def describe_tag(opportunity: Opportunity, status: str) -> tuple[Words, str]:
    """Return what the tag says and how it looks."""
    if opportunity.state == "IN_WORK":
        return IN_WORK_LABEL, "closed"
    label = PUBLIC_LABELS[status]
    return label.words, label.tag


def name_supplier(opportunity: Opportunity) -> str:
    """Return the supplier of the agreement in force or completed; empty before it is signed."""
    signed = [
        row for row in opportunity.agreements.all() if row.ended_because in ("", "completed", "convenience")
    ]
    return str(max(signed, key=lambda row: row.signed_at).supplier) if signed else ""


def write_say(opportunity: Opportunity, status: str) -> Words:
    """Return the sentence of the status box."""
    by_state = {**PUBLIC_SAYS, **SCORED_SAYS} if is_scored(opportunity) else PUBLIC_SAYS
    sentence = by_state.get(opportunity.state) if status == "closed" else None
    zone, commitment = opportunity.zone, opportunity.commitments.order_by("committed_at").last()
    agreement = opportunity.agreements.order_by("signed_at").last()
    due = agreement.delivery_at if agreement else opportunity.delivery_at
    instants = {
        "opens": opportunity.opens_at,
        "closes": opportunity.closes_at,
        "due": due,
    }
    filled: dict[str, Any] = {name: instant_words(at, zone) if at else "" for name, at in instants.items()}
    if commitment is not None:
        filled["draw"] = moment_words(json.loads(commitment.body)["beacon"], zone)
    return (sentence or PUBLIC_SAYS[status]).filled(
        supplier=name_supplier(opportunity), why=say_why_no_award(opportunity, status), **filled
    )


def say_why_no_award(opportunity: Opportunity, status: str) -> Words:
    """Return why it ended without an award; empty words for any other state."""
    if status != "no_award":
        return Words(en="", fr="")
    if not opportunity.applications_count:
        return NO_AWARD_REASONS["no_applications"]
    if opportunity.order.exists():
        return NO_AWARD_REASONS["order_exhausted"]
    return NO_AWARD_REASONS["nobody_stands" if is_scored(opportunity) else "nobody_passed"]


def is_scored(opportunity: Opportunity) -> bool:
    """True where each criterion gets a score, and the highest total is offered the work."""
    return opportunity.programme.criteria is CriteriaKind.SCORED


def describe_outcome(opportunity: Opportunity) -> Outcome | None:
    """Return what became of it; None while nobody has signed."""
    agreement = find_agreement(opportunity)
    if agreement is None:
        return None
    entry = getattr(opportunity, "catalogue_entry", None)
    delivered = [
        delivery.repository
        for deliverable in agreement.deliverables.all()
        if deliverable.state == "ACCEPTED"
        for delivery in sorted(deliverable.deliveries.all(), key=lambda each: each.number)
    ]
    repository = entry.repository if entry and entry.repository else (delivered[-1] if delivered else "")
    return Outcome(
        supplier=str(agreement.supplier),
        price_cents=agreement.price_cents,
        repository=repository,
        catalogue=entry.address if entry else "",
    )


def find_agreement(opportunity: Opportunity) -> Any:
    """Return the last agreement that was not ended by default; None before one is signed."""
    kept = [row for row in opportunity.agreements.all() if row.ended_because != "default"]
    return max(kept, key=lambda row: row.signed_at, default=None)


def is_readable_in(opportunity: Opportunity, language: str) -> bool:
    """True where the statement is written in this language."""
    return bool(getattr(opportunity.title, language).strip())


def largest_public_price() -> int:
    """Return the largest fixed price before tax of the programs that post in public, in cents."""
    return max(
        largest_price_before_tax(each.price_cap_cents, each.highest_tax)
        if each.cap_includes_tax
        else each.price_cap_cents
        for each in _public_programmes()
    )


def payment_target() -> Words:
    """Return how soon the first public program listed means to pay after the invoice."""
    return _public_programmes()[0].windows.payment_target.label()


def _public_programmes() -> list[Programme]:
    """The programs some department buys through; before there is one, every program listed."""
    public = PROGRAMMES.list_public()
    used = {code for codes in Department.objects.values_list("programme_codes", flat=True) for code in codes}
    return [each for each in public if each.code in used] or public
