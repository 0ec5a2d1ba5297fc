"""Opens the sealed applications after closing: called by the step `open_applications` alone, which leaves the event."""

import json
import logging

from django.conf import settings

from microacquisition.common.sealing import CannotOpen, open_for_evaluation
from microacquisition.opportunities.applications.closing import last_receipts
from microacquisition.opportunities.applications.contents import Content, read_content
from microacquisition.opportunities.applications.models import (
    ApplicationVersion,
    OpenedAnswer,
    OpenedApplication,
)
from microacquisition.opportunities.applications.queries import sealed_parts
from microacquisition.opportunities.applications.recording import name_recorded
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Supplier
from microacquisition.process.selection.receipts import content_digest
from microacquisition.site.clock import current_instant

logger = logging.getLogger(__name__)


class SealedStill(Exception):
    """Applications are opened after closing only."""


def open_sealed_applications(opportunity: Opportunity) -> list[OpenedApplication]:
    """Open the last version of every application that stands, and return them sorted by id.

    Withdrawn applications stay sealed, and so does one that does not open or is not what its receipt says
    (`list_damaged`): the others do not wait for it. One opened before is returned as it is. Raises SealedStill before
    closing. Call it in the step's transaction.
    """
    closes, key = opportunity.closes_at, opportunity.wrapped_private_key
    if opportunity.state == "OPEN" or closes is None or current_instant() < closes or key is None:
        raise SealedStill
    opened = []
    for version in last_receipts(opportunity):
        if version.state != "SUBMITTED":
            continue
        earlier = OpenedApplication.objects.filter(application_id=version.application_id).first()
        if earlier is None:
            try:
                earlier = _keep_opened(version, _open_version(version, bytes(key)))
            except CannotOpen as error:
                logger.error("%s stays sealed: %s", version.application_id, error)
                continue
        opened.append(earlier)
    return opened


def _open_version(version: ApplicationVersion, wrapped_private_key: bytes) -> Content:
    plaintext = open_for_evaluation(sealed_parts(version), wrapped_private_key, settings.OUTSIDE_KEY)
    content = read_content(plaintext)
    if content_digest(json.loads(version.receipt)["salt"], content.as_data()) != version.content_sha256:
        raise CannotOpen(f"{version.application_id} is not what its receipt says.")
    return content


def _keep_opened(version: ApplicationVersion, content: Content) -> OpenedApplication:
    supplier = Supplier.objects.select_related("owner").get(pk=content.supplier)
    if not supplier.legal_name:
        supplier.legal_name = content.name
        supplier.save(update_fields=["legal_name"])
    if content.recorded:
        name_recorded(supplier, content)
    opened = OpenedApplication.objects.create(
        application_id=version.application_id,
        version=version,
        supplier=supplier,
        applicant_name=content.name,
        business_name=content.business_name,
        language=content.language,
        affirmed=list(content.affirmed),
    )
    OpenedAnswer.objects.bulk_create(
        OpenedAnswer(opened=opened, criterion=code, text=text) for code, text in content.answers.items()
    )
    return opened
