"""Letters of the result: not selected, in reserve, no award. Each holds reasons and dates; none asks anything."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from microacquisition.common.dates import format_date
from microacquisition.common.scores import format_score
from microacquisition.common.zones import local_time
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.letters import public_address
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.letters import draw_address, write_to_application
from microacquisition.opportunities.selection.models import RankedApplication
from microacquisition.opportunities.selection.queries import OwnFinding
from microacquisition.opportunities.selection.scoring import write_total
from microacquisition.opportunities.situation import Letter
from microacquisition.process.programmes.base import Selection
from microacquisition.site.clock import current_instant

Values = Callable[[str], Mapping[str, str]]


def write_regrets(
    opportunity: Opportunity, winner_name: str, *, winner: Application | None = None
) -> list[Letter]:
    """Return the regret letters, to be sent when somebody first signs: reasons per criterion, rank and reserve.

    `winner` is left out (without it, whoever holds the live or signed offer), and so is whoever had an answer
    already: struck, declined, silent, gone from the list.
    """
    won = winner.pk if winner else _find_winner(opportunity)
    ranked = {row.application_id: row for row in RankedApplication.objects.filter(opportunity=opportunity)}
    letters: list[Letter] = []
    for application in _standing_applications(opportunity):
        row = ranked.get(application.pk)
        if application.pk == won or (row is not None and row.passed_over_at is not None):
            continue
        name = _name_regret(opportunity, row)
        values = _regret_values(application, winner_name, row)
        letters += write_to_application(application, f"selection/{name}", values)
    return letters


def write_reserve_letters(opportunity: Opportunity, rows: Iterable[RankedApplication]) -> list[Letter]:
    """Tell those who wait in the order their place, and until when the list holds."""
    letters: list[Letter] = []
    for row in rows:
        letters += write_to_application(row.application, "selection/in_reserve", _rank_values(row))
    return letters


def write_reserve_end(row: RankedApplication, name: str) -> list[Letter]:
    """Tell one person that they are no longer in reserve: `reserve_ended` by its date, `reserve_left` by them."""
    return write_to_application(row.application, f"selection/{name}", lambda language: {})


def write_no_award(opportunity: Opportunity, reason: Values) -> list[Letter]:
    """Tell every applicant that nobody is selected, with the findings about their own application."""
    letters: list[Letter] = []
    for application in _standing_applications(opportunity):
        values = _result_values(application)
        letters += write_to_application(
            application, "selection/no_award",
            lambda language, values=values: {**values(language), **reason(language)},  # type: ignore[misc]
        )  # fmt: skip
    return letters


def describe_findings(application: Application, language: str) -> str:
    """Return one line a criterion: number, met or not met, reason; what letters to the applicant say."""
    with override(language):
        lines = [_describe_finding(found, language) for found in queries.own_findings(application)]
        return "\n".join(lines) or _("There is no finding.")


def _describe_finding(found: OwnFinding, language: str) -> str:
    values = {"number": found.number, "reason": found.reason}
    if found.score_hundredths is not None:
        values["score"] = format_score(found.score_hundredths, language)
        return _("Criterion %(number)s, score %(score)s: %(reason)s") % values
    if found.met:
        return _("Criterion %(number)s, met: %(reason)s") % values
    return _("Criterion %(number)s, not met: %(reason)s") % values


def _name_regret(opportunity: Opportunity, row: RankedApplication | None) -> str:
    if row is None:
        return "not_selected_criterion"
    draws = opportunity.programme.selection is Selection.DRAW
    return "not_selected_not_drawn" if draws else "not_selected_lower_score"


def _result_values(application: Application) -> Values:
    opportunity, told_at = application.opportunity, current_instant()

    def values(language: str) -> Mapping[str, str]:
        return {
            "reasons": describe_findings(application, language),
            "debrief_until": _day(opportunity, queries.debrief_ends(opportunity, told_at), language),
            "complaint_until": _day(opportunity, queries.complaint_ends(opportunity, told_at), language),
            "complaint_body": opportunity.programme.complaint_body.in_language(language),
            "draw_link": _selection_address(opportunity, language),
        }

    return values


def _rank_values(row: RankedApplication) -> Values:
    opportunity = row.opportunity

    def values(language: str) -> Mapping[str, str]:
        until = _day(opportunity, row.valid_until, language) if row.valid_until else ""
        return {
            "rank": str(row.place),
            "score": write_total(row.application, language),
            "valid_until": until,
            "draw_link": _selection_address(opportunity, language),
        }

    return values


def _regret_values(application: Application, winner_name: str, row: RankedApplication | None) -> Values:
    result = _result_values(application)
    ranked = _rank_values(row) if row is not None else lambda language: {}
    return lambda language: {**result(language), **ranked(language), "winner_name": winner_name}


def _selection_address(opportunity: Opportunity, language: str) -> str:
    """The check of the draw; where nothing is drawn, the public page, which says how it went."""
    if queries.find_commitment(opportunity) is not None:
        return draw_address(opportunity, language)
    with override(language):
        return f"{settings.SITE_ADDRESS}{public_address(opportunity)}"


def _day(opportunity: Opportunity, instant: datetime, language: str) -> str:
    zone = opportunity.zone or opportunity.programme.zone
    return format_date(local_time(instant, zone).date(), language)


def _standing_applications(opportunity: Opportunity) -> Iterable[Application]:
    """Whoever was struck was told when it happened, with the reason."""
    rows = Application.objects.filter(opportunity=opportunity, opened__isnull=False, strike=None)
    return rows.select_related("opportunity").order_by("pk")


def _find_winner(opportunity: Opportunity) -> str:
    offers = opportunity.offers.filter(answer__in=("", "signed")).order_by("-made_at")
    return next((offer.application_id for offer in offers), "")
