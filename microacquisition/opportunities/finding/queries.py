"""Named reads of the list: which opportunities a search finds, how many stand in each state, in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Exists, F, Func, OuterRef, Prefetch, QuerySet, Value
from django.urls import reverse

from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.finding.forms import Wanted
from microacquisition.opportunities.opportunity import Opportunity, OpportunityQuerySet
from microacquisition.opportunities.posting import public_queries as public
from microacquisition.opportunities.statement.models import RequiredSkill
from microacquisition.people.models import Department
from microacquisition.process.skills import SKILL_GROUPS, Skill, SkillGroup

CONFIGURATIONS = {"en": "english", "fr": "french"}


@dataclass(frozen=True)
class Counts:
    """How many opportunities the filters leave, by state (`open`, `soon`, `closed`)."""

    by_status: dict[str, int]

    def of(self, statuses: Iterable[str]) -> int:
        """Return how many stand in these states; in any where none is named."""
        return sum(self.by_status[status] for status in statuses or self.by_status)


@dataclass(frozen=True)
class SkillDemand:
    """How many opportunities ask for a skill: open now, and ever posted."""

    skill: Skill
    open_now: int
    posted: int


def narrow(rows: OpportunityQuerySet, wanted: Wanted, language: str) -> OpportunityQuerySet:
    """Return the rows that every filter but the state lets through; words are searched in the page's language."""
    if wanted.words:
        folded = Func(Value(wanted.words), function="fold_words")
        query = SearchQuery(folded, config=CONFIGURATIONS[language], search_type="websearch")
        rows = rows.filter(**{f"search_words__words_{language}": query})
    if wanted.skill:
        asked = RequiredSkill.objects.filter(skill=wanted.skill, statement__opportunity=OuterRef("pk"))
        rows = rows.filter(Exists(asked))
    exact = {
        "programme_code": wanted.programme,
        "department__code": wanted.department,
        "price_cents__gte": wanted.least_cents,
        "price_cents__lte": wanted.most_cents,
    }
    return rows.filter(**{name: value for name, value in exact.items() if value not in ("", None)})


def count_by_status(rows: OpportunityQuerySet, now: datetime) -> Counts:
    """Return how many of the rows are open, coming soon and closed."""
    found = dict(
        rows.annotate(group=public.group_at(now)).order_by().values_list("group").annotate(number=Count("pk"))
    )
    return Counts({status: found.get(group, 0) for status, group in public.GROUP_NAMES.items()})


def order_rows(rows: OpportunityQuerySet, wanted: Wanted, now: datetime) -> QuerySet[Opportunity]:
    """Return the rows of the wanted states as the list shows them, closing soonest first unless asked otherwise."""
    groups = tuple(public.GROUP_NAMES[status] for status in wanted.statuses or public.GROUP_NAMES)
    agreements = Prefetch("agreements", queryset=Agreement.objects.select_related("supplier"))
    listed = public.list_public(rows, now, groups).prefetch_related(None).prefetch_related(agreements)
    if wanted.sort == "newest":
        return listed.order_by("-posted_at", "-reference")
    if wanted.sort == "price":
        return listed.order_by(F("price_cents").desc(), "group", "rises", "reference")
    return listed


def write_address(name: str, query: str) -> str:
    """Return the path of this name, with the filters where there are any."""
    return f"{reverse(name)}?{query}" if query else reverse(name)


def list_departments() -> list[Department]:
    """Return the departments that have posted, by code."""
    posted = Opportunity.objects.public().filter(department=OuterRef("pk"))
    return list(Department.objects.filter(Exists(posted)).order_by("code"))


def count_skills(now: datetime) -> list[tuple[SkillGroup, list[SkillDemand]]]:
    """Return, for each skill of the taxonomy in its group, how many opportunities ask for it."""
    rows = Opportunity.objects.public()
    posted = _count_asked(rows)
    open_now = _count_asked(rows.filter(state="OPEN", closes_at__gt=now))
    return [
        (
            group,
            [
                SkillDemand(each, open_now.get(each.code, 0), posted.get(each.code, 0))
                for each in group.skills
            ],
        )
        for group in SKILL_GROUPS
    ]


def _count_asked(rows: OpportunityQuerySet) -> dict[str, int]:
    asked = RequiredSkill.objects.filter(statement__opportunity__in=rows.values("pk"))
    return dict(asked.order_by().values_list("skill").annotate(number=Count("pk")))
