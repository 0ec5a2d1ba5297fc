"""Signatures given on paper: recorded by an officer with name, date and document, marked as such for ever."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from microacquisition.opportunities.file.pending import list_signable
from microacquisition.opportunities.funding.models import FundsSignature
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.payment.models import Invoice, Payment
from microacquisition.opportunities.signatures import Signature
from microacquisition.opportunities.situation import Refused
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import Delegation, TeamMember
from microacquisition.process.lifecycle import STEPS
from microacquisition.records.models import Document, Event
from microacquisition.site.clock import current_instant
from tests.builders import make_funding_confirmed, make_in_review, make_open
from tests.opportunities.agreement.builders import make_invoiced, reload, take
from tests.stories.actor import Actor
from tests.stories.beginning import Cast

PDF = b"%PDF-1.7\nsigned\n"


def _address(actor: Actor, opportunity: Opportunity, step: str) -> str:
    return actor.address("record_paper", opportunity.pk, step)


def _record(actor: Actor, opportunity: Opportunity, step: str, signer: str, **changed: Any) -> Any:
    """Open the page, attach a paper, send it."""
    address = _address(actor, opportunity, step)
    page = actor.browser.get(address)
    if page.status_code != 200:
        return page
    content = changed.pop("content", PDF + step.encode() + signer.encode())
    typed = {"signer": signer, "name": "", "signed_on": "2026-11-20", **changed}
    paper = SimpleUploadedFile("scan.pdf", content, content_type="application/pdf")
    return actor.browser.post(address, {**typed, "paper": paper})


def test_section_32_on_paper_counts_and_is_marked_for_ever(cast: Cast) -> None:
    opportunity = make_funding_confirmed(cast.people)
    assert "It was signed on paper" in cast.officer.read("sign_for_funds", opportunity_id=opportunity.pk)
    assert _address(cast.officer, opportunity, "sign_for_funds") in cast.officer.read("file", opportunity.pk)
    assert "It was signed on paper" not in cast.fund_manager.read("sign_for_funds", opportunity.pk)
    signer = f"{cast.people.fund_manager.pk}:fund_manager"
    assert _record(cast.officer, opportunity, "sign_for_funds", signer).status_code == 302
    kept = Signature.objects.get(step="sign_for_funds")
    assert (kept.person, kept.outside_person, kept.role) == (
        cast.people.officer, cast.people.fund_manager, "fund_manager",
    )  # fmt: skip
    assert (kept.outside_name, str(kept.outside_date)) == ("Fund Manager", "2026-11-20")
    funds = FundsSignature.objects.get()
    assert (funds.signed_by, funds.outside_name) == (cast.people.fund_manager, "Fund Manager")
    event = Event.objects.get(stream=opportunity.stream, subject_kind="signature", subject_id=str(kept.pk))
    assert '"outside":"yes"' in event.body and '"acting_for":"fund_manager"' in event.body
    assert "Fund Manager" not in event.body and kept.outside_document.digest in event.body
    page = cast.officer.read("file", opportunity_id=opportunity.pk)
    assert "Signed on paper: Sign for the funds" in page
    assert "Fund Manager signed on paper on November 20, 2026." in page
    paper = cast.officer.address("file_document", opportunity.pk, kept.outside_document_id)
    assert cast.officer.browser.get(paper).content.startswith(PDF)
    assert "on paper, November 20, 2026" in cast.officer.read("sign_for_funds", opportunity_id=opportunity.pk)
    french = cast.payment_officer.read("file", opportunity_id=opportunity.pk)
    assert "Signature de Fund Manager sur papier" in french
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.filter(pk=kept.pk).update(outside_name="")


def test_both_approvals_on_one_sheet_but_never_by_one_person_or_an_author(cast: Cast) -> None:
    opportunity = make_in_review(cast.people)
    sheet = PDF + b"both"
    _give_author_role(cast)
    author = f"{cast.people.author.pk}:officer"
    refused = _record(cast.officer, opportunity, "approve_statement", author, content=sheet)
    assert refused.status_code == 409 and not Signature.objects.exists() and not Document.objects.exists()
    second = f"{cast.people.second_officer.pk}:officer"
    assert _record(cast.officer, opportunity, "approve_statement", second, content=sheet).status_code == 302
    twice = _record(
        cast.officer, opportunity, "approve_statement", "other:advisor", name="second officer", content=sheet
    )
    assert twice.status_code == 409 and Signature.objects.count() == 1
    taken = _record(
        cast.officer, opportunity, "approve_statement", "other:advisor", name="Alix Avis", content=sheet
    )
    assert taken.status_code == 302
    opportunity.refresh_from_db()
    assert opportunity.state == "APPROVED"
    assert {(each.slot, each.outside_name) for each in Signature.objects.all()} == {
        (0, "Second Officer"), (1, "Alix Avis"),
    }  # fmt: skip


def _give_author_role(cast: Cast) -> None:
    from_officer = cast.people.officer.roles_held.get()
    cast.people.author.roles_held.create(
        role="officer", programme_code="esdc", department=cast.people.department,
        proposed_by=from_officer.proposed_by, proposed_at=current_instant(),
        confirmed_by=from_officer.confirmed_by, confirmed_at=current_instant(),
    )  # fmt: skip
    assert TeamMember.objects.filter(user=cast.people.author).exists()


def test_the_officer_may_sign_here_and_record_the_advisors_paper(cast: Cast) -> None:
    opportunity = make_in_review(cast.people)
    cast.officer.fill("review", opportunity_id=opportunity.pk)
    advisor = f"{cast.people.advisor.pk}:advisor"
    assert _record(cast.officer, opportunity, "approve_statement", advisor).status_code == 302
    opportunity.refresh_from_db()
    assert opportunity.state == "APPROVED"


def test_the_second_signature_of_an_extension_may_be_on_paper(cast: Cast) -> None:
    opportunity = make_open(cast.people)
    advisor = f"{cast.people.advisor.pk}:advisor"
    assert _record(cast.officer, opportunity, "extend", advisor).status_code == 409
    before = opportunity.closes_at
    assert before is not None
    typed = {
        "closes_at_date": str((before + timedelta(days=7)).date()), "closes_at_time": "14:00",
        "reason_en": "More time.", "reason_fr": "Plus de temps.",
    }  # fmt: skip
    cast.officer.fill("extend", opportunity_id=opportunity.pk, typed=typed)
    assert "extend" in list_signable(opportunity)
    assert _record(cast.officer, opportunity, "extend", advisor).status_code == 302
    moved = reload(opportunity).closes_at
    assert moved is not None and moved > before
    assert Signature.objects.filter(step="extend").exclude(outside_name="").count() == 1


def test_every_step_of_two_people_can_be_signed_on_paper() -> None:
    two = [code for code, step in STEPS.items() if len(step.who) > 1]
    assert [code for code in two if TABLE.steps[code].outside is None] == []


def test_a_delegation_bounds_a_paper_too(cast: Cast) -> None:
    opportunity = make_funding_confirmed(cast.people)
    Delegation.objects.create(
        user=cast.people.fund_manager, role="fund_manager", limit_cents=1_00, starts="2020-01-01",
        instrument_reference="D-1",
    )  # fmt: skip
    answer = _record(
        cast.officer, opportunity, "sign_for_funds", f"{cast.people.fund_manager.pk}:fund_manager"
    )
    assert answer.status_code == 409
    assert not FundsSignature.objects.exists() and not Document.objects.exists()


def test_section_34_on_paper_still_never_pays(cast: Cast) -> None:
    opportunity = make_invoiced(cast.people)
    certifier = f"{cast.people.certifier.pk}:certifier"
    assert _record(cast.officer, opportunity, "certify", certifier).status_code == 302
    invoice = Invoice.objects.get()
    assert (invoice.state, invoice.certified_by) == ("CERTIFIED", cast.people.certifier)
    assert Signature.objects.get(step="certify").digest == invoice.certified_digest
    assert _record(
        cast.officer, opportunity, "countersign", "other:payment_officer", name="Paul Paie"
    ).status_code == 302  # fmt: skip
    assert "Paul Paie signed on paper" in cast.officer.read("file", opportunity_id=opportunity.pk)
    from_officer = cast.people.payment_officer.roles_held.get()
    cast.people.certifier.roles_held.create(
        role="payment_officer", programme_code="esdc", department=cast.people.department,
        proposed_by=from_officer.proposed_by, proposed_at=current_instant(),
        confirmed_by=from_officer.confirmed_by, confirmed_at=current_instant(),
    )  # fmt: skip
    with pytest.raises(Refused):
        take("start", opportunity, cast.people.certifier)
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"signer": ""}, "signer"),
        ({"signer": "other:fund_manager"}, "name"),
        ({"signer": "other:certifier", "name": "X"}, "signer"),
        ({"signed_on": "2026-11-24"}, "signed_on"),
        ({"signed_on": "yesterday"}, "signed_on"),
        ({"content": b"MZ program"}, "paper"),
        ({"content": b""}, "paper"),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_is_kept(
    cast: Cast, changed: dict[str, Any], field: str
) -> None:
    opportunity = make_funding_confirmed(cast.people)
    typed = {"signer": f"{cast.people.fund_manager.pk}:fund_manager", **changed}
    for actor in (cast.officer,):
        answer = _record(actor, opportunity, "sign_for_funds", **typed)
        assert answer.status_code == 200 and field in answer.context["form"].errors
    assert not FundsSignature.objects.exists() and not Document.objects.exists()


def test_only_officers_record_papers_and_only_when_a_signature_is_awaited(cast: Cast) -> None:
    opportunity = make_funding_confirmed(cast.people)
    signer = f"{cast.people.fund_manager.pk}:fund_manager"
    for actor in (cast.fund_manager, cast.client, cast.advisor, cast.payment_officer, cast.suppliers[0]):
        assert _record(actor, opportunity, "sign_for_funds", signer).status_code == 404
        assert actor.browser.post(_address(actor, opportunity, "sign_for_funds"), {}).status_code == 404
    for step in ("approve_statement", "open_applications", "certify", "cancel_after_closing", "countersign"):
        assert _record(cast.officer, opportunity, step, signer).status_code == 409, step
    for step in ("sign_agreement", "post", "nothing"):
        assert cast.officer.browser.get(_address(cast.officer, opportunity, step)).status_code == 404, step
    assert not FundsSignature.objects.exists()
    assert current_instant() > opportunity.state_since - timedelta(days=1)
