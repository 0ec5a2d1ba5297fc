"""Signing and countersigning: exactly what was shown, by the right people, once."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from string import Formatter
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.agreement.models import Agreement
from microacquisition.opportunities.agreement.queries import works_of
from microacquisition.opportunities.delivery.models import Deliverable
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.selection.models import Offer, RankedApplication
from microacquisition.opportunities.signatures import Signature
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.statement.models import Statement
from microacquisition.people.models import Supplier, SupplierMember, User
from microacquisition.process.programmes.texts import PLACEHOLDERS, read_clauses
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import People
from tests.opportunities.agreement.builders import (
    countersign,
    make_in_work,
    make_offered,
    move_clock_to,
    reload,
    sign,
    signing_form,
    take,
)

Browser = Callable[[User], Client]


def _refusal(opportunity: Opportunity, user: User, **changed: Any) -> str:
    with pytest.raises(Refused) as refusal:
        sign(opportunity, user, **changed)
    assert reload(opportunity).state == "OFFERED"
    assert not Agreement.objects.exists()
    return str(refusal.value)


def _address(name: str, opportunity: Opportunity, language: str = "en") -> str:
    with override(language):
        return reverse(name, kwargs={"opportunity_id": opportunity.pk})


def test_the_clauses_of_both_languages_name_the_same_things() -> None:
    package = "microacquisition.process.programmes.esdc"
    english, french = read_clauses(package, "en"), read_clauses(package, "fr")
    for clauses in (english, french):
        used = {name for clause in clauses for _, name, _, _ in Formatter().parse(clause.text) if name}
        assert used == PLACEHOLDERS
    assert len(english) == len(french)


def test_the_supplier_signs_and_everything_follows(people: People) -> None:
    opportunity = make_offered(people)
    sign(opportunity, people.suppliers[0])
    opportunity = reload(opportunity)
    agreement, deliverable = Agreement.objects.get(), Deliverable.objects.get()
    assert opportunity.state == "IN_WORK"
    assert hashlib.sha256(agreement.text.encode()).hexdigest() == agreement.digest
    assert agreement.price_cents == deliverable.price_cents == 6_000_00
    assert (
        deliverable.state == "DUE" and deliverable.due_at == agreement.delivery_at == opportunity.delivery_at
    )
    assert bytes(agreement.document.content).startswith(b"%PDF")
    assert Offer.objects.get().answer == "signed"
    signature = Signature.objects.get(step="sign_agreement")
    assert (signature.digest, signature.role) == (agreement.digest, "supplier")
    codes = list(
        Event.objects.filter(stream=opportunity.stream).order_by("seq").values_list("code", flat=True)
    )
    assert codes[-4:] == ["sign", "sign_agreement", "introduce", "plan"]


def test_both_sides_are_introduced_and_staff_are_told(people: People) -> None:
    make_in_work(people)
    sent = Message.objects.filter(template__startswith="agreement/").values_list("template", "to_email")
    assert set(sent) == {
        ("agreement/agreement_signed", "supplier.1@example.ca"),
        ("agreement/agreement_signed_officer", "officer@example.ca"),
        ("agreement/agreement_signed_officer", "second.officer@example.ca"),
        ("agreement/to_countersign", "payment.officer@example.ca"),
        ("agreement/introduction_supplier", "supplier.1@example.ca"),
        ("agreement/introduction_client", "client@example.ca"),
        ("agreement/introduction_client", "author@example.ca"),
    }
    letter = Message.objects.get(template="agreement/introduction_client", to_email="client@example.ca")
    assert letter.language == "fr" and "supplier.1@example.ca" in letter.body


def test_the_others_are_told_the_result(people: People) -> None:
    make_in_work(people)
    letter = Message.objects.get(template="selection/not_selected_not_drawn")
    assert letter.to_email == "supplier.2@example.ca" and "Supplier 1" in letter.body


def test_those_left_in_the_order_stay_in_reserve_for_90_days(people: People) -> None:
    make_in_work(people)
    first, second = RankedApplication.objects.all()
    assert first.valid_until is None and second.valid_until is not None
    assert timedelta(days=89) < second.valid_until - current_instant() < timedelta(days=91)


def test_a_text_that_changed_is_refused(people: People) -> None:
    opportunity = make_offered(people)
    form = signing_form(opportunity)
    Statement.objects.update(licence="Apache-2.0")
    assert "text changed" in _refusal(opportunity, people.suppliers[0], **form)


def test_another_name_is_refused_and_case_and_spaces_do_not_matter(people: People) -> None:
    opportunity = make_offered(people)
    assert "Supplier 1" in _refusal(opportunity, people.suppliers[0], signed_name="Supplier 2")
    sign(opportunity, people.suppliers[0], signed_name="  SUPPLIER  1 ")
    assert Agreement.objects.get().signed_name == "SUPPLIER 1"


def test_an_incomplete_profile_is_refused(people: People) -> None:
    opportunity = make_offered(people)
    Supplier.objects.update(phone="")
    assert "supplier profile" in _refusal(opportunity, people.suppliers[0])


def test_the_paypal_address_is_asked_for(people: People) -> None:
    opportunity, supplier = make_offered(people), people.suppliers[0]
    assert "PayPal" in _refusal(opportunity, supplier, payment_method="paypal")
    assert "how you want" in _refusal(opportunity, supplier, payment_method="cash")


def test_an_offer_whose_time_is_over_cannot_be_signed(people: People) -> None:
    opportunity = make_offered(people)
    move_clock_to(Offer.objects.get().answer_by)
    assert "time to answer" in _refusal(opportunity, people.suppliers[0])


def test_only_the_supplier_who_was_asked_signs(people: People) -> None:
    opportunity = make_offered(people)
    for user in (people.suppliers[1], people.officer, people.client, people.stranger):
        with pytest.raises(NotYours):
            sign(opportunity, user)
    assert reload(opportunity).state == "OFFERED"


def test_the_buyer_signs_the_same_text(people: People) -> None:
    opportunity = make_in_work(people)
    countersign(opportunity, people.payment_officer)
    agreement = Agreement.objects.get()
    assert agreement.countersigned_by == people.payment_officer
    assert agreement.countersigned_document_id != agreement.document_id
    assert Signature.objects.get(step="countersign").digest == agreement.digest
    assert Message.objects.filter(
        template="agreement/countersigned", to_email="supplier.1@example.ca"
    ).exists()
    with pytest.raises(Refused, match="already"):
        countersign(opportunity, people.payment_officer)


def test_countersigning_another_text_is_refused(people: People) -> None:
    opportunity = make_in_work(people)
    with pytest.raises(Refused, match="text changed"):
        take("countersign", opportunity, people.payment_officer, digest="0" * 64)
    assert Agreement.objects.get().countersigned_at is None


def test_nobody_signs_for_both_sides(people: People) -> None:
    opportunity = make_in_work(people)
    agreement = Agreement.objects.get()
    SupplierMember.objects.create(
        supplier=agreement.supplier, user=people.payment_officer, started_at=current_instant()
    )
    with pytest.raises(Refused, match="act for the supplier"):
        countersign(opportunity, people.payment_officer)
    with pytest.raises(IntegrityError, match="countersigned_by_somebody_else"), transaction.atomic():
        Agreement.objects.update(countersigned_by=agreement.signed_by)
    assert Agreement.objects.get().countersigned_at is None


def test_the_page_shows_exactly_what_is_signed(people: People, browser: Browser) -> None:
    opportunity = make_offered(people)
    supplier, page = browser(people.suppliers[0]), _address("sign_agreement", opportunity, "fr")
    assert supplier.get(page).status_code == 200
    answers = {"former_public_servant": "no", "federal_employee": "no", "payment_method": "card"}
    wrong = supplier.post(page, {**answers, "payment_method": "paypal"})
    assert "compte PayPal" in wrong.content.decode()
    shown = supplier.post(page, answers).content.decode()
    digest = shown.split('name="digest" value="')[1][:64]
    assert "Supplier 1 (le fournisseur) écrira" in shown and "l’Ontario" in shown
    refused = supplier.post(page, {**answers, "digest": digest, "signed_name": "Somebody"})
    assert "Inscrivez votre nom exactement" in refused.content.decode()
    changed = supplier.post(page, {**answers, "digest": "0" * 64, "signed_name": "Supplier 1"})
    assert changed.status_code == 409 and "Le texte a changé" in changed.content.decode()
    done = supplier.post(page, {**answers, "digest": digest, "signed_name": "supplier 1"}, follow=True)
    agreement = Agreement.objects.get()
    assert (agreement.language, agreement.digest) == ("fr", digest)
    for clause in json.loads(agreement.text)["clauses"]:
        assert clause["text"] in shown.replace("&#x27;", "'")
    assert "Écrivez le code au grand jour" in done.content.decode()


def test_an_incomplete_supplier_is_led_to_their_profile_and_back(people: People, browser: Browser) -> None:
    opportunity = make_offered(people)
    Supplier.objects.update(street="")
    page = _address("sign_agreement", opportunity)
    shown = browser(people.suppliers[0]).get(page).content.decode()
    assert f"/en/profile/supplier/?next={page.replace('/', '%2F')}" in shown or f"?next={page}" in shown


def test_the_countersigning_page(people: People, browser: Browser) -> None:
    opportunity = make_in_work(people)
    payer, page = browser(people.payment_officer), _address("countersign", opportunity)
    digest = Agreement.objects.get().digest
    assert digest in payer.get(page).content.decode()
    assert payer.post(page, {"digest": digest}).status_code == 302
    assert Agreement.objects.get().countersigned_by == people.payment_officer
    assert browser(people.certifier).get(page).status_code == 404


def test_the_supplier_s_page_is_theirs_alone(people: People, browser: Browser) -> None:
    opportunity = make_offered(people)
    page = _address("my_work", opportunity)
    shown = browser(people.suppliers[0]).get(page).content.decode()
    assert "Your application is selected" in shown and "client@example.ca" not in shown
    for other in (people.suppliers[1], people.officer, people.stranger):
        assert browser(other).get(page).status_code == 404
    sign(opportunity, people.suppliers[0])
    shown = browser(people.suppliers[0]).get(page).content.decode()
    assert "Write the code in the open" in shown and "client@example.ca" in shown
    document = reverse(
        "my_document",
        kwargs={"opportunity_id": opportunity.pk, "document_id": Agreement.objects.get().document_id},
    )
    assert browser(people.suppliers[0]).get(document)["Content-Type"] == "application/pdf"
    assert browser(people.suppliers[1]).get(document).status_code == 404
    assert works_of(people.suppliers[0]) == [opportunity] and works_of(people.suppliers[1]) == []


def test_the_queue_waits_for_the_right_side(people: People) -> None:
    opportunity = make_offered(people)
    assert "sign_agreement" in {pending.step.code for pending in read_turns(opportunity).waiting}
    sign(opportunity, people.suppliers[0])
    waiting = {pending.step.code for pending in read_turns(reload(opportunity)).waiting}
    assert {"countersign", "deliver"} <= waiting
