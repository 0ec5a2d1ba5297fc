"""The staff pages of funds and posting: each role finds its page, forms keep what was typed, others find nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.translations import list_texts
from microacquisition.opportunities.statement.queries import find_statement
from tests.builders import (
    People,
    make_approved,
    make_funded,
    make_funding_confirmed,
    make_open,
    make_request,
    make_translated,
)

FORM = {
    "fiscal_year": "2026-2027", "cost_centre": "4410", "coding": "N-100", "tax_ceiling_cents": "900,00 $",
    "budget_transfer_needed": "no",
}  # fmt: skip


def _address(opportunity: Opportunity, page: str, language: str = "en") -> str:
    return f"/{language}/{'dossiers' if language == 'fr' else 'files'}/{opportunity.pk}/{page}/"


def _send(browser: Client, address: str, data: dict[str, Any] | None = None) -> Any:
    return browser.post(address, data or {})


def test_the_funds_go_through_the_pages(people: People, browser: Any) -> None:
    opportunity = make_approved(people)
    officer, manager = browser(people.officer), browser(people.fund_manager)
    assert "900,00" in officer.get(_address(opportunity, "fonds/preparer", "fr")).content.decode()
    assert _send(officer, _address(opportunity, "funds/prepare"), FORM).status_code == 302
    client = browser(people.client)
    confirm = _address(opportunity, "fonds/confirmer", "fr")
    assert "Confirmer" in client.get(confirm).content.decode()
    assert _send(client, confirm).status_code == 302
    page = manager.get(_address(opportunity, "funds/sign")).content.decode()
    for part in (
        "$6,900.00",
        "4410",
        "2026-2027",
        "By signing, you state",
        "Cloud policies",
        "Cloud operations",
    ):
        assert part in page
    assert _send(manager, _address(opportunity, "funds/sign")).status_code == 302
    payer = browser(people.payment_officer)
    typed = {"number": "FR-1", "amount_cents": "6 900,00 $"}
    assert _send(payer, _address(opportunity, "funds/reserve"), typed).status_code == 302
    assert Opportunity.objects.get().state == "FUNDED"


def test_a_wrong_amount_keeps_what_was_typed(people: People, browser: Any) -> None:
    opportunity = make_approved(people)
    response = _send(
        browser(people.officer),
        _address(opportunity, "fonds/preparer", "fr"),
        {**FORM, "tax_ceiling_cents": "1e3"},
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="1e3"' in page
    assert 'value="4410"' in page
    assert "<title>Erreur" in page


def test_a_wrong_state_answers_409_with_the_reasons(people: People, browser: Any) -> None:
    opportunity = make_approved(people)
    response = _send(browser(people.fund_manager), _address(opportunity, "funds/sign"))
    assert response.status_code == 409
    assert "not prepared" in response.content.decode()


@pytest.mark.parametrize(
    "page",
    [
        "funds/prepare",
        "funds/sign",
        "funds/refuse",
        "funds/reserve",
        "funds/return",
        "post",
        "cancel",
        "translation",
    ],
)
def test_strangers_and_auditors_change_nothing(people: People, browser: Any, page: str) -> None:
    opportunity = make_funding_confirmed(people)
    for person in (people.stranger, people.suppliers[0], people.auditor):
        assert _send(browser(person), _address(opportunity, page)).status_code == 404
    assert Opportunity.objects.get().state == "APPROVED"


def test_refusing_needs_a_reason(people: People, browser: Any) -> None:
    opportunity = make_funding_confirmed(people)
    manager, address = browser(people.fund_manager), _address(opportunity, "funds/refuse")
    assert "Fill in" in _send(manager, address, {"reason": " "}).content.decode()
    assert _send(manager, address, {"reason": "No money."}).status_code == 302
    assert Opportunity.objects.get().state == "DRAFTING"


def test_a_translation_goes_through_the_pages_and_names_the_wrong_number(
    people: People, browser: Any
) -> None:
    opportunity = make_funded(people)
    texts = {each.name: each.text.en for each in list_texts(find_statement(opportunity))}
    client, address = browser(people.client), _address(opportunity, "traduction", "fr")
    wrong = _send(client, address, {**texts, "work": "1. One\n7. Seven"})
    assert wrong.status_code == 200
    assert "Seul le texte anglais contient" in wrong.content.decode()
    assert "7. Seven" in wrong.content.decode()
    assert _send(client, address, texts).status_code == 302
    officer = browser(people.officer)
    compare = _address(opportunity, "translation/approve")
    assert "Politiques infonuagiques" in officer.get(compare).content.decode()
    assert _send(officer, compare).status_code == 302


def test_an_officer_posts_from_the_page(people: People, browser: Any) -> None:
    opportunity = make_translated(people)
    officer, address = browser(people.officer), _address(opportunity, "post")
    assert "Does this purchase split" in officer.get(address).content.decode()
    unjudged = _send(officer, address, {"repository": "https://github.com/example/x"})
    assert "Choose an answer for" in unjudged.content.decode()
    typed = {"splitting": "none", "splitting_reason": "Alone.", "repository": "https://github.com/example/x"}
    assert _send(officer, address, typed).status_code == 302
    posted = Opportunity.objects.get()
    assert posted.state == "OPEN"
    assert find_statement(posted).repository == "https://github.com/example/x"


def test_an_officer_cancels_from_the_page_in_both_languages(people: People, browser: Any) -> None:
    opportunity = make_open(people)
    officer, address = browser(people.officer), _address(opportunity, "cancel")
    assert "Write this in French too" in _send(officer, address, {"reason_en": "Why"}).content.decode()
    assert Opportunity.objects.get().state == "OPEN"
    assert _send(officer, address, {"reason_en": "Why", "reason_fr": "Pourquoi"}).status_code == 302
    assert Opportunity.objects.get().state == "CANCELLED"


def test_the_mail_leads_straight_to_the_page_that_signs(people: People) -> None:
    opportunity = make_funding_confirmed(people)
    letter = Message.objects.get(template="funding/to_sign_for_funds")
    assert _address(opportunity, "funds/sign") in letter.body


def test_work_due_after_the_fiscal_year_is_said_before_signing(people: People, browser: Any) -> None:
    opportunity = make_funding_confirmed(people)
    statement = find_statement(opportunity)
    statement.delivery_at += timedelta(days=150)
    statement.save()
    page = browser(people.fund_manager).get(_address(opportunity, "funds/sign")).content.decode()
    assert "after March 31" in page


@pytest.mark.parametrize(
    "page",
    [
        "translation",
        "translation/approve",
        "post",
        "funds/prepare",
        "funds/confirm",
        "funds/sign",
        "funds/reserve",
        "draw",
        "draw/value",
        "offer",
        "no-award",
    ],  # fmt: skip
)
def test_pages_opened_too_early_never_fail(people: People, browser: Any, page: str) -> None:
    opportunity = make_request(people)
    for person in (people.officer, people.client, people.payment_officer):
        assert browser(person).get(_address(opportunity, page)).status_code in (200, 404, 409)
