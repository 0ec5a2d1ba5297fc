"""What a copy of the site holds: every public address, in one list. A new public address is one line here, or in STAYS_LIVE."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from microacquisition.content.today import find_today
from microacquisition.content.urls import TEXT_PAGES
from microacquisition.opportunities.finding.sitemap_views import count_files
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment
from microacquisition.opportunities.selection.queries import find_commitment
from microacquisition.records.models import Checkpoint
from microacquisition.reports.models import Release
from microacquisition.reports.open_data import disclosure

Values = dict[str, Any]
AT_ONCE = 1_000


def only_one() -> Iterator[Values]:
    """An address without values."""
    yield {}


def each_posted() -> Iterator[Values]:
    """Every opportunity that anybody may read, none of practice."""
    rows = Opportunity.objects.public().order_by("reference").values_list("reference", flat=True)
    return ({"reference": reference} for reference in rows.iterator(AT_ONCE))


def each_drawn() -> Iterator[Values]:
    """Those of which a list for a draw was published."""
    rows = Opportunity.objects.public().filter(pk__in=Commitment.objects.values("opportunity"))
    found = rows.order_by("reference").values_list("reference", flat=True)
    return ({"reference": reference} for reference in found.iterator(AT_ONCE))


def each_other_list() -> Iterator[Values]:
    """Lists that were replaced, and the drawing of a place for an application that was left out."""
    posted = Opportunity.objects.public().values("pk")
    rows = Commitment.objects.filter(opportunity__in=posted).select_related("opportunity")
    for row in rows.order_by("opportunity__reference", "committed_at").iterator(AT_ONCE):
        if row != find_commitment(row.opportunity):
            yield {"reference": row.opportunity.reference, "digest": row.digest}


def each_checkpoint() -> Iterator[Values]:
    """Every published checkpoint."""
    rows = Checkpoint.objects.order_by("pk").values_list("digest", flat=True)
    return ({"digest": digest} for digest in rows.iterator(AT_ONCE))


def each_map() -> Iterator[Values]:
    """The files of the map of the site."""
    return ({"number": number} for number in range(1, count_files() + 1))


def each_published() -> Iterator[Values]:
    """Every purchase that has an OCDS release."""
    rows = Release.objects.order_by("ocid").values_list("ocid", flat=True).distinct()
    return ({"ocid": ocid} for ocid in rows.iterator(AT_ONCE))


def each_quarter() -> Iterator[Values]:
    """Every quarter that is disclosed."""
    return ({"period": period} for period in disclosure.list_quarters(find_today()))


def each_year() -> Iterator[Values]:
    """Every year whose sums are disclosed."""
    return ({"year": year} for year in disclosure.list_years(find_today()))


@dataclass(frozen=True)
class Route:
    """The addresses of one name. `pages` is the name of the further pages of a list, `number` the value that counts them.

    `index` is the file of an address that ends with a slash.
    """

    name: str
    values: Callable[[], Iterable[Values]] = only_one
    pages: str = ""
    number: str = "number"
    in_languages: bool = True
    index: str = "index.html"


ROUTES = (
    Route("choose_language", in_languages=False),
    Route("home"),
    *(Route(name) for _en, _fr, name, _above in TEXT_PAGES),
    Route("opportunity_list", pages="opportunity_list_page"),
    Route("open_list", pages="open_list_page"),
    Route("soon_list", pages="soon_list_page"),
    Route("closed_list", pages="closed_list_page"),
    Route("feed"),
    Route("calendar"),
    Route("skills"),
    Route("opportunity", each_posted),
    Route("opportunity_feed", each_posted),
    Route("opportunity_calendar", each_posted),
    Route("draw_method"),
    Route("draw", each_drawn),
    Route("draw_json", each_drawn),
    Route("other_draw_json", each_other_list),
    Route("verify_draw", in_languages=False),
    Route("checkpoints", pages="checkpoints_page", number="page", in_languages=False),
    Route("checkpoint", each_checkpoint, in_languages=False),
    Route("checkpoint_keys", in_languages=False),
    Route("open_data"),
    Route("data_for_software"),
    Route("disclosure_quarter", each_quarter),
    Route("disclosure_year", each_year),
    Route("ocds_releases", in_languages=False),
    Route("ocds_package", in_languages=False),
    Route("ocds_record", each_published, in_languages=False),
    Route("api_openapi", in_languages=False),
    Route("api_opportunity", each_posted, in_languages=False),
    Route("sitemap", in_languages=False),
    Route("sitemap_file", each_map, in_languages=False),
    Route("robots", in_languages=False),
)
BY_NAME = {name: route for route in ROUTES for name in (route.name, route.pages) if name}

# Open to anybody, and yet in no copy: why.
STAYS_LIVE = {
    "healthz": "tells of this server",
    "readyz": "tells of this server",
    "shared_preview": "for whoever was given its secret address",
    "demo_mailbox": "tells of this demonstration",
    "sign_in_as": "signs in",
    "use_link": "signs in",
    "account_login": "signs in",
    "account_logout": "signs out",
    "account_confirm_login_code": "signs in",
    "account_inactive": "signs in",
    "mfa_authenticate": "signs in",
    **dict.fromkeys(
        ("subscribe", "subscription_asked", "confirm_subscription", "leave_list", "change_subscription", "interest",
         "follow"),
        "subscribes",
    ),
    "ask_question": "asks",
    "survey": "for whoever was sent its secret address",
    "survey_thanks": "answers a survey",
    **dict.fromkeys(
        ("api_index", "api_opportunities", "api_questions", "api_amendments", "api_outcomes", "api_programmes",
         "api_skills", "api_changes"),
        "in pages, by parameters; the same data is in ocds/",
    ),
}  # fmt: skip
