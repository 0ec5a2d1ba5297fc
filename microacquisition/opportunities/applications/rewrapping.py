"""Moves everything of the applications from one outside key to another, without opening any of it."""

from collections.abc import Iterator
from uuid import UUID

from microacquisition.common.sealing import (
    CannotOpen,
    applicant_tag,
    rewrap,
    rewrap_author_key,
    rewrap_draw_secret,
    rewrap_opportunity_key,
)
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.applications.queries import DRAFT_PURPOSE
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Supplier

# Their triggers refuse what a new key needs: a change after closing, and any change of what was sent.
GUARDED_TABLES = (Application._meta.db_table, ApplicationVersion._meta.db_table)


def rewrap_applications(old: bytes, new: bytes) -> int:
    """Wrap every key, draft and draw secret under the new outside key and name the applicants by it; return how many.

    CannotOpen where something is not under the old key. Call it as the owner, the triggers of GUARDED_TABLES stopped.
    """
    return _rewrap_opportunities(old, new) + _rewrap_versions(old, new) + _rewrap_drafts(old, new)


def _rewrap_opportunities(old: bytes, new: bytes) -> int:
    count = 0
    rows = Opportunity.objects.exclude(wrapped_private_key=None).order_by("pk")
    for row in rows.iterator():
        assert row.wrapped_private_key is not None
        row.wrapped_private_key = rewrap_opportunity_key(old, new, bytes(row.wrapped_private_key))
        if row.wrapped_draw_secret is not None:
            row.wrapped_draw_secret = rewrap_draw_secret(old, new, bytes(row.wrapped_draw_secret))
        row.save(update_fields=["wrapped_private_key", "wrapped_draw_secret"])
        count += 1
    return count


def _rewrap_versions(old: bytes, new: bytes) -> int:
    count = 0
    rows = ApplicationVersion.objects.exclude(key_for_author=None).values_list("pk", "key_for_author")
    for key, wrapped in rows.iterator():
        rewrapped = rewrap_author_key(old, new, bytes(wrapped or b""))
        ApplicationVersion.objects.filter(pk=key).update(key_for_author=rewrapped)
        count += 1
    return count


def _rewrap_drafts(old: bytes, new: bytes) -> int:
    count = 0
    for row in Application.objects.order_by("opportunity").iterator():
        if row.draft is not None:
            row.draft = rewrap(old, new, DRAFT_PURPOSE, bytes(row.draft))
            row.save(update_fields=["draft"])
            count += 1
    for opportunity in Application.objects.order_by().values_list("opportunity", flat=True).distinct():
        count += _rename_applicants(opportunity, dict(_pair_tags(opportunity, old, new)))
    return count


def _pair_tags(opportunity: UUID, old: bytes, new: bytes) -> Iterator[tuple[str, str]]:
    """Yield the old and the new tag of each supplier: who applied stays unknown."""
    for supplier in Supplier.objects.values_list("pk", flat=True).iterator():
        yield applicant_tag(old, opportunity, supplier), applicant_tag(new, opportunity, supplier)


def _rename_applicants(opportunity: UUID, tags: dict[str, str]) -> int:
    rows = list(Application.objects.filter(opportunity=opportunity).values_list("pk", "applicant_tag"))
    for key, tag in rows:
        if tag not in tags:
            raise CannotOpen(f"The application {key} is of no supplier by the old outside key.")
        Application.objects.filter(pk=key).update(applicant_tag=tags[tag])
    return len(rows)
