"""Named reads of the list: which opportunities a search finds, how many stand in each state, in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Exists, F, Func, OuterRef, Prefetch, QuerySet, Value
from django.urls import reverse

from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.finding.wanted import Wanted
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
        return sum(self.by_status[status] for status in tuple(statuses) or self.by_status)


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
    if wanted.remote:
        rows = rows.filter(statement__location_en="", statement__location_fr="")
    exact = {
        "programme_code": wanted.programme,
        "department__code": wanted.department,
        "price_cents__gte": wanted.least_cents,
        "price_cents__lte": wanted.most_cents,
    }
    return rows.filter(**{name: value for name, value in exact.items() if value not in ("", None)})


def count_by_status(rows: OpportunityQuerySet, now: datetime) -> Counts:
    """Return how many of the rows are open, coming soon and closed."""
    grouped = public.in_groups(rows, now).order_by().values_list(F("group"))
    found = dict(grouped.annotate(number=Count("pk")))
    return Counts({status: found.get(group, 0) for status, group in public.GROUP_NAMES.items()})


@dataclass(frozen=True)
class FoundRows:
    """The rows of a list in their order. A page sorts narrow keys alone, and reads its own few rows whole."""

    rows: OpportunityQuerySet
    wanted: Wanted
    now: datetime

    def __getitem__(self, where: slice) -> QuerySet[Opportunity]:
        """Return the rows of one page."""
        asked = public.in_groups(self.rows, self.now, groups_of(self.wanted))
        keys = self._sort(asked).values("pk")[where]
        agreements = Prefetch("agreements", queryset=Agreement.objects.select_related("supplier"))
        whole = public.list_public(Opportunity.objects.filter(pk__in=keys), self.now)
        return self._sort(whole).prefetch_related(None).prefetch_related(agreements)

    def _sort(self, rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
        """Closing soonest first unless asked otherwise; among the closed ones, the last to close."""
        orders = {"newest": ("-posted_at", "-reference"), "price": ("-price_cents", *public.BY_CLOSING)}
        return rows.order_by(*orders.get(self.wanted.sort, public.BY_CLOSING))


def groups_of(wanted: Wanted) -> tuple[int, ...]:
    """Return the groups of the wanted states; all where none is named."""
    return tuple(public.GROUP_NAMES[status] for status in wanted.statuses or public.GROUP_NAMES)


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
