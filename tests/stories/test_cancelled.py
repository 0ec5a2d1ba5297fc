"""Cancelled while open: everybody is told, applicants by sealed mail, and the public page says why."""

import pytest

from microacquisition.opportunities.applications.models import OpenedApplication
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.situation import Refused
from tests.builders import make_open
from tests.stories.applying import apply, save_draft
from tests.stories.beginning import Cast, reload
from tests.stories.mails import check_mail, check_no_mail
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD

REASON = {"en": "The need is gone.", "fr": "Le besoin n’existe plus."}


def test_it_is_cancelled_while_open_and_everybody_reads_why(cast: Cast) -> None:
    opportunity = make_open(cast.people)
    for supplier in cast.suppliers[:2]:
        apply(supplier, opportunity, GOOD)
    save_draft(cast.suppliers[2], opportunity)
    cast.officer.fill(
        "cancel", opportunity_id=opportunity.pk, typed={"reason_en": REASON["en"], "reason_fr": REASON["fr"]}
    )
    cancelled = reload(opportunity)
    assert cancelled.state == "CANCELLED"
    for supplier in cast.suppliers:
        reader = supplier.person
        check_mail("posting/cancelled_sealed", reader, REASON[reader.language], sealed=True)
    check_no_mail("posting/cancelled_sealed", cast.people.stranger)
    with pytest.raises(Refused):
        take_step("open_applications", opportunity_id=opportunity.pk, user=cast.people.officer)
    assert not OpenedApplication.objects.exists()
    people = cast.people
    for reader in (people.officer, people.client, people.author, people.advisor, people.payment_officer):
        check_mail("posting/cancelled_staff", reader, REASON[reader.language])
    for supplier, word in zip(cast.suppliers, ("Cancelled", "Annulée"), strict=False):
        page = supplier.read("opportunity", reference=cancelled.reference)
        assert word in page and REASON[supplier.person.language] in page
        assert 'name="send"' not in page
    verify_record(opportunity)
