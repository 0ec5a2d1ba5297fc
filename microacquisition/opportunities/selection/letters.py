"""Letters to applicants: the draw, the result, no award, cancelled. Addresses stay sealed until the opening."""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from microacquisition.common.dates import format_date, format_instant
from microacquisition.common.zones import local_time
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.queries import latest_content, latest_version
from microacquisition.opportunities.evaluation.letters import complaint_day, write_to_applicant
from microacquisition.opportunities.letters import public_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection import queries
from microacquisition.opportunities.selection.models import Commitment, RankedApplication
from microacquisition.opportunities.situation import Letter, Recipient

Values = Callable[[str], Mapping[str, str]]


def write_to_applicants(
    opportunity: Opportunity, template: str, values: Values = lambda language: {}
) -> list[Letter]:
    """Return one letter to each applicant who did not withdraw.

    Before the opening, addresses are read from the author's own copies and letters are sealed; after it, plain.
    """
    letters: list[Letter] = []
    for application in opportunity.applications.filter(state="SUBMITTED").order_by("pk"):
        if opportunity.applications_opened_at is not None:
            letters += write_to_application(application, template, values)
            continue
        content, version = latest_content(application), latest_version(application)
        if content is None or version is None:
            continue
        recipient = Recipient(
            content.contact_email, content.name, content.language, key=version.content_sha256
        )
        letters += write_to(
            [recipient], template, opportunity, link=public_address, values=values, sealed=True
        )
    return letters


def write_to_application(application: Application, template: str, values: Values) -> list[Letter]:
    """Return the letter to the applicant of one opened application; its link leads to their own result."""
    return write_to_applicant(application, template, "application_result", values)


def draw_address(opportunity: Opportunity, language: str) -> str:
    """Return the whole address of the draw's public page in that language."""
    with override(language):
        return f"{settings.SITE_ADDRESS}{reverse('draw', kwargs={'reference': opportunity.reference})}"


def write_commitment_letters(opportunity: Opportunity, commitment: Commitment) -> list[Letter]:
    """Tell every applicant that the list is fixed, and when chance decides; or that there is nothing to draw."""
    zone = opportunity.zone or opportunity.programme.zone
    name = "draw_committed" if commitment.entrants_count > 1 else "draw_not_needed"
    return write_to_applicants(
        opportunity, f"selection/{name}",
        lambda language: {
            "draw_at": format_instant(commitment.beacon_at, zone, language),
            "commitment_sha256": commitment.digest,
            "draw_link": draw_address(opportunity, language),
        },
    )  # fmt: skip


def write_draw_letters(opportunity: Opportunity, commitment: Commitment) -> list[Letter]:
    """Tell every applicant where to check the draw; with one entrant nothing was drawn."""
    if commitment.entrants_count == 1:
        return []
    return write_to_applicants(
        opportunity, "selection/draw_result",
        lambda language: {"draw_link": draw_address(opportunity, language)},
    )  # fmt: skip


def write_regrets(
    opportunity: Opportunity, winner_name: str, *, winner: Application | None = None
) -> list[Letter]:
    """Return the regret letters, to be sent when somebody signs: reasons per criterion, or rank and reserve.

    `winner` is left out; without it, whoever holds the live or signed offer.
    """
    won = winner.pk if winner else _find_winner(opportunity)
    ranked = {row.application_id: row for row in RankedApplication.objects.filter(opportunity=opportunity)}
    letters: list[Letter] = []
    for application in _opened_applications(opportunity):
        row = ranked.get(application.pk)
        if application.pk == won or (row is not None and row.passed_over_at is not None):
            continue
        name = "not_selected_not_drawn" if row else "not_selected_criterion"
        values = _regret_values(application, winner_name, row)
        letters += write_to_application(application, f"selection/{name}", values)
    return letters


def write_no_award(opportunity: Opportunity, reason: Values) -> list[Letter]:
    """Tell every applicant that nobody is selected, with the findings about their own application."""
    letters: list[Letter] = []
    for application in _opened_applications(opportunity):
        values = _result_values(application)
        letters += write_to_application(
            application, "selection/no_award",
            lambda language, values=values: {**values(language), **reason(language)},  # type: ignore[misc]
        )  # fmt: skip
    return letters


def describe_findings(application: Application, language: str) -> str:
    """Return one line a criterion: number, met or not met, reason; what letters to the applicant say."""
    with override(language):
        lines = [
            (
                _("Criterion %(number)s, met: %(reason)s")
                if found.met
                else _("Criterion %(number)s, not met: %(reason)s")
            )
            % {"number": found.number, "reason": found.reason}
            for found in queries.own_findings(application)
        ]
        return "\n".join(lines) or _("There is no finding.")


def _result_values(application: Application) -> Values:
    opportunity = application.opportunity
    return lambda language: {
        "reasons": describe_findings(application, language),
        "complaint_until": complaint_day(opportunity, language),
        "complaint_body": opportunity.programme.complaint_body.in_language(language),
    }


def _regret_values(application: Application, winner_name: str, row: RankedApplication | None) -> Values:
    opportunity, result = application.opportunity, _result_values(application)
    zone = opportunity.zone or opportunity.programme.zone

    def values(language: str) -> Mapping[str, str]:
        ranked = {}
        if row is not None and row.valid_until is not None:
            ranked = {
                "rank": str(row.place),
                "valid_until": format_date(local_time(row.valid_until, zone).date(), language),
                "draw_link": draw_address(opportunity, language),
            }
        return {**result(language), **ranked, "winner_name": winner_name}

    return values


def _opened_applications(opportunity: Opportunity) -> Iterable[Application]:
    rows = Application.objects.filter(opportunity=opportunity, opened__isnull=False, strike=None)
    return rows.select_related("opportunity").order_by("pk")


def _find_winner(opportunity: Opportunity) -> str:
    offers = opportunity.offers.filter(answer__in=("", "signed")).order_by("-made_at")
    return next((offer.application_id for offer in offers), "")
