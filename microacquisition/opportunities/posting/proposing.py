"""Proposes each posted opportunity to its program's public repository, as a pull request; the database stays the truth."""

import logging

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from microacquisition.common.words import LANGUAGES
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.models import ProposedPost
from microacquisition.opportunities.posting.public_queries import is_readable_in
from microacquisition.opportunities.statement.incoming import OWN_BRANCHES, reach_code_host
from microacquisition.opportunities.statement.post_writing import write_post
from microacquisition.opportunities.statement.queries import read_public_statement
from microacquisition.ports.code_host import CodeHostUnreachable

logger = logging.getLogger(__name__)

PROPOSED = ("SCHEDULED", "OPEN")


def propose_posts() -> None:
    """Open a pull request for each opportunity that is posted and has none yet. Only in the worker."""
    for programme_code, repository in settings.CODE_HOST_REPOSITORIES.items():
        posted = Opportunity.objects.filter(state__in=PROPOSED, practice=False, programme_code=programme_code)
        for opportunity in posted.exclude(proposed_post__number__isnull=False).order_by("posted_at"):
            try:
                _propose(opportunity, repository)
            except CodeHostUnreachable as failure:
                logger.warning("%s could not be proposed to %s: %s", opportunity, repository, failure.code)


def _propose(opportunity: Opportunity, repository: str) -> None:
    ProposedPost.objects.get_or_create(opportunity=opportunity, defaults={"repository": repository})
    with transaction.atomic():
        row = ProposedPost.objects.select_for_update().get(opportunity=opportunity)
        if row.number is not None:
            return
        reference, title = opportunity.reference or "", opportunity.title
        pull = reach_code_host().propose(
            row.repository,
            f"{OWN_BRANCHES}{reference}",
            write_files(opportunity),
            f"{reference}: {title.best_for('en')[0]}",
            "\n\n".join(_public_address(opportunity, language) for language in LANGUAGES),
        )
        row.number, row.address = pull.number, pull.address
        row.save(update_fields=["number", "address"])


def write_files(opportunity: Opportunity) -> dict[str, str]:
    """Return the posts of an opportunity by path, one in each language in which it is written."""
    read = read_public_statement(opportunity)
    name = f"{opportunity.posted_at:%Y-%m-%d}-{(opportunity.reference or '').lower()}.md"
    return {
        f"posts/{language}/{name}": write_post(read, language, _public_address(opportunity, language))
        for language in LANGUAGES
        if is_readable_in(opportunity, language)
    }


def _public_address(opportunity: Opportunity, language: str) -> str:
    with override(language):
        return settings.SITE_ADDRESS + reverse("opportunity", kwargs={"reference": opportunity.reference})
