"""How to write to whoever applied or began to: by what they wrote, or by their account where it does not open."""

from dataclasses import replace

from microacquisition.common.sealing import CannotOpen
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.applications.queries import (
    latest_content,
    list_damaged,
    open_draft,
    tag_of,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Recipient, recipient_of
from microacquisition.people.models import Supplier, User


def applicants_to_tell(opportunity: Opportunity) -> list[Recipient]:
    """Return whose application stands, for letters about the opportunity; while it is open they go out sealed."""
    standing = opportunity.applications.filter(state="SUBMITTED").order_by("pk")
    return [person for each in standing if (person := _find_applicant(each)) is not None]


def list_unreachable(opportunity: Opportunity) -> list[ApplicationVersion]:
    """Return the damaged applications whose supplier nobody can write to, by id."""
    return [each for each in list_damaged(opportunity) if _find_applicant(each.application) is None]


def _find_applicant(application: Application) -> Recipient | None:
    try:
        content = latest_content(application)
    except CannotOpen:
        return _find_account(application)
    if content is None:
        return None
    return Recipient(content.contact_email, content.name, content.language, key=application.pk)


def _find_account(application: Application) -> Recipient | None:
    """Return the supplier whose tag the application carries; None for somebody without an account, known inside alone."""
    for supplier in Supplier.objects.select_related("owner"):
        if tag_of(application.opportunity_id, supplier) == application.applicant_tag:
            owner = supplier.owner
            address = supplier.contact_email or (owner.email if owner.is_active else "")
            return replace(recipient_of(owner), email=address, key=application.pk) if address else None
    return None


def draft_holders_to_tell(opportunity: Opportunity) -> list[Recipient]:
    """Return who began an application and did not send it, for sealed letters while the opportunity is open."""
    drafts = opportunity.applications.filter(state="DRAFT", draft__isnull=False).order_by("pk")
    return [person for draft in drafts if (person := draft_holder(draft)) is not None]


def draft_holder(application: Application) -> Recipient | None:
    """Return how to write to the author of a draft; None where the account is closed."""
    author_id: str | None = open_draft(application).get("author")
    author = User.objects.filter(pk=author_id, is_active=True).first() if author_id else None
    return replace(recipient_of(author), key=application.pk) if author else None
