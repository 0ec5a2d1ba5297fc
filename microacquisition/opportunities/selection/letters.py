"""Letters to applicants about the draw. Addresses stay sealed until the opening; `regrets.py` writes the results."""

from collections.abc import Callable, Collection, Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.applications.queries import latest_content, latest_version
from microacquisition.opportunities.evaluation.letters import write_to_applicant
from microacquisition.opportunities.letters import public_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Commitment
from microacquisition.opportunities.selection.queries import read_beacon
from microacquisition.opportunities.situation import Letter, Recipient
from microacquisition.process.selection.moments import moment_words

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
    if commitment.purpose == "tie":
        name = "tie_committed"
    return write_to_applicants(
        opportunity, f"selection/{name}",
        lambda language: {
            "draw_at": moment_words(read_beacon(commitment), zone).in_language(language),
            "commitment_sha256": commitment.digest,
            "draw_link": draw_address(opportunity, language),
        },
    )  # fmt: skip


def write_draw_letters(
    opportunity: Opportunity, commitment: Commitment, in_reserve: Collection[str] = ()
) -> list[Letter]:
    """Tell every applicant where to check the draw, those `in_reserve` left out; with one entrant nothing was drawn."""
    if commitment.entrants_count == 1:
        return []
    letters = write_to_applicants(
        opportunity, "selection/draw_result",
        lambda language: {"draw_link": draw_address(opportunity, language)},
    )  # fmt: skip
    return [letter for letter in letters if letter.recipient.key not in in_reserve]


def write_redraw_letters(
    opportunity: Opportunity, commitment: Commitment, template: str, entering: str, place: int = 0
) -> list[Letter]:
    """Tell every applicant that somebody who was left out enters: a new list, a place to be drawn, the place drawn."""
    zone = opportunity.zone or opportunity.programme.zone
    return write_to_applicants(
        opportunity, f"selection/{template}",
        lambda language: {
            "draw_at": moment_words(read_beacon(commitment), zone).in_language(language),
            "commitment_sha256": commitment.digest,
            "draw_link": draw_address(opportunity, language),
            "application_id": entering,
            "rank": str(place),
        },
    )  # fmt: skip
