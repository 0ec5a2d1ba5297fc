"""An application written down by an officer for somebody who cannot use the site: sealed as any other, and marked."""

import hmac
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from microacquisition.opportunities.applications import queries
from microacquisition.opportunities.applications.actions import in_time
from microacquisition.opportunities.applications.contents import Content
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity, public_status
from microacquisition.opportunities.parts_played import is_officer_of
from microacquisition.opportunities.situation import NotYours
from microacquisition.opportunities.taken_forms import Taken
from microacquisition.people.models import Supplier, SupplierMember, User

# A person without an account: nobody signs in with such an address, and no mail is ever sent to it.
NO_ACCOUNT = "recorded.invalid"


def may_record(user: User, opportunity: Opportunity, now: datetime) -> bool:
    """True for the program's officers while the opportunity is open."""
    return is_officer_of(user, opportunity) and public_status(opportunity, now) == "open"


def record_application(
    opportunity: Opportunity,
    officer: User,
    language: str,
    given: Mapping[str, Any],
    form_key: uuid.UUID | None,
) -> Taken:
    """Seal what the officer typed as the person's application, or as a new version of the one recorded before.

    `given` holds what `submit` takes, and `recorded` (how, received_on, email, phone), `contact_email` and `language`
    of the applicant. Raises TooLate and, as the engine, Refused and NotYours; in all of them nothing is kept.
    """
    recorded = {**given["recorded"], "officer": str(officer.pk)}
    with in_time():
        supplier = _lock_supplier(recorded)
        tag = queries.tag_of(opportunity.pk, supplier)
        application = queries.find_by_tag(opportunity, tag)
        version = queries.latest_version(application) if application else None
        return take_step(
            "change" if application and application.state == "SUBMITTED" else "submit",
            opportunity_id=opportunity.pk,
            user=officer,
            language=language,
            subject_id=tag,
            given={
                **given,
                "recorded": recorded,
                "supplier": supplier,
                "based_on": version.number if version else 0,
                "form_key": form_key,
            },
            form_key=form_key,
        )


def withdraw_recorded(
    application: Application, officer: User, language: str, form_key: uuid.UUID | None
) -> Taken:
    """Withdraw, because the person asked, what an officer recorded for them; raises as `record_application` does."""
    content = queries.latest_content(application)
    if content is None or not content.recorded:
        raise NotYours("withdraw")
    with in_time():
        supplier = Supplier.objects.select_for_update().get(pk=content.supplier)
        return take_step(
            "withdraw",
            opportunity_id=application.opportunity_id,
            user=officer,
            language=language,
            subject_id=queries.tag_of(application.opportunity_id, supplier),
            given={
                "recorded": content.recorded,
                "supplier": supplier,
                "contact_email": content.contact_email,
                "language": content.language,
                "form_key": form_key,
            },
            form_key=form_key,
        )


def _lock_supplier(recorded: Mapping[str, str]) -> Supplier:
    """Lock the supplier of this contact; its key tells nothing of the contact, and its name stays sealed."""
    contact = recorded["email"].strip().lower() or "".join(filter(str.isdigit, recorded["phone"]))
    digest = hmac.new(settings.OUTSIDE_KEY, f"recorded\n{contact}".encode(), "sha256").digest()
    key = uuid.UUID(bytes=digest[:16])
    owner, _made = User.objects.get_or_create(
        pk=key, defaults={"email": f"{key.hex}@{NO_ACCOUNT}", "is_active": False}
    )
    supplier, made = Supplier.objects.get_or_create(pk=key, defaults={"kind": "person", "owner": owner})
    if made:
        SupplierMember.objects.create(supplier=supplier, user=owner, started_at=owner.joined_at)
    return Supplier.objects.select_for_update().get(pk=supplier.pk)


def name_recorded(supplier: Supplier, content: Content) -> None:
    """At opening, write down how to reach the person; where nobody has the address, they can then sign in with it."""
    supplier.contact_email = supplier.contact_email or content.contact_email
    supplier.phone = supplier.phone or content.recorded.get("phone", "")[:40]
    supplier.save(update_fields=["contact_email", "phone"])
    owner, email = supplier.owner, content.recorded.get("email", "").strip().lower()
    owner.name, owner.language = owner.name or content.name, content.language
    if email and owner.email.endswith(f"@{NO_ACCOUNT}") and not User.objects.filter(email=email).exists():
        owner.email, owner.is_active = email, True
    owner.save(update_fields=["name", "language", "email", "is_active"])
