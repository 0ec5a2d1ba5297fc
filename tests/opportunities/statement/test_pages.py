"""Writing, previewing and reviewing a statement through the pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.models import AcceptanceCriterion, PreviewLink
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.opportunities.statement.section_pages import SECTION_FORMS
from microacquisition.people.models import User
from microacquisition.records.models import Event
from tests.builders import People, make_approved, make_drafting, make_in_review

Browser = Callable[[User], Client]


def address(name: str, opportunity: Opportunity, language: str = "en", **values: Any) -> str:
    with override(language):
        return reverse(name, kwargs={"opportunity_id": opportunity.pk, **values})


def save(client: Client, opportunity: Opportunity, section: str, language: str = "en", **typed: str) -> Any:
    """Open the section's page and send it as it stands, with `typed` on top."""
    where = address("statement_section", opportunity, language, section=section)
    version = client.get(where).context["fingerprint"]
    return client.post(where, {"version": version, "form_key": str(uuid4()), "do": "save", **typed})


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("section", list(SECTION_FORMS))
def test_every_section_opens_in_both_languages(
    people: People, browser: Browser, section: str, language: str
) -> None:
    opportunity = make_drafting(people)
    assert (
        browser(people.client)
        .get(address("statement_section", opportunity, language, section=section))
        .status_code
        == 200
    )


def test_a_client_writes_the_whole_statement_and_sends_it(people: People, browser: Browser) -> None:
    opportunity = make_drafting(people, written=False)
    client = browser(people.client)
    texts = {
        "title": "Des politiques",
        "short_description": "Un script.",
        "background": "Nous.",
        "work": "Un script.",
    }
    for section, text in texts.items():
        save(client, opportunity, section, "fr", **{f"{section}_fr": text})
    save(
        client,
        opportunity,
        "acceptance",
        rows="2",
        text_0_fr="Il réussit ses tests.",
        text_1_fr="Licence MIT.",
    )
    save(
        client, opportunity, "evaluation", rows="1", text_0_fr="Montrez vos compétences.", word_limit_0="250"
    )
    refused = save(client, opportunity, "skills", skills_people="documentation", named="Jonglerie")
    assert "We have no skill of this name" in refused.content.decode()
    save(
        client, opportunity, "skills", skills_people="documentation", named="publication de donnees OUVERTES"
    )
    save(client, opportunity, "licence", continues_existing_code="no", licence="MIT")
    save(client, opportunity, "price", hours="65", rate_cents="80,00 $")
    save(
        client, opportunity, "dates", closes_at_date="2027-01-11", closes_at_time="14:00", selection_on="2027-01-13",
        delivery_at_date="2027-02-12", delivery_at_time="16:00",
    )  # fmt: skip
    save(
        client,
        opportunity,
        "declarations",
        unclassified="yes",
        standalone_reason="Oui.",
        no_capacity_reason="Non.",
    )
    statement = find_statement(opportunity)
    assert statement.price_cents == 6_000_00
    assert set(statement.skills.values_list("skill", flat=True)) == {"documentation", "open-data"}
    assert statement.closes_local == "2027-01-11T14:00"
    page = client.get(address("statement", opportunity, "fr"))
    assert page.context["missing"] == []
    client.post(address("submit_for_review", opportunity), {"form_key": str(uuid4())})
    assert Opportunity.objects.get().state == "IN_REVIEW"
    languages = set(statement.authors.values_list("person__name", "language"))
    assert ("Client", "fr") in languages


def test_each_save_leaves_an_event_without_the_text(people: People, browser: Browser) -> None:
    opportunity = make_drafting(people, written=False)
    save(browser(people.client), opportunity, "background", background_fr="Un secret de polichinelle.")
    event = Event.objects.get(stream=opportunity.stream, code="save_statement")
    assert "polichinelle" not in event.body
    assert '"section":"background"' in event.body
    assert find_statement(opportunity).version == 1


def test_saving_the_same_text_again_changes_nothing(people: People, browser: Browser) -> None:
    opportunity = make_drafting(people, written=False)
    for _time in range(2):
        save(browser(people.client), opportunity, "background", background_fr="Nous.")
    assert Event.objects.filter(code="save_statement").count() == 1


def test_who_saves_after_somebody_else_sees_both_texts(people: People, browser: Browser) -> None:
    opportunity = make_drafting(people, written=False)
    mine, theirs = browser(people.client), browser(people.author)
    where = address("statement_section", opportunity, section="work")
    version = mine.get(where).context["fingerprint"]
    save(theirs, opportunity, "work", work_en="Their text.")
    page = mine.post(where, {"version": version, "work_en": "My text.", "do": "save"})
    assert page.status_code == 409
    text = page.content.decode()
    assert "Their text." in text
    assert "My text." in text
    assert find_statement(opportunity).work_en == "Their text."
    mine.post(where, {"version": page.context["fingerprint"], "work_en": "Both texts.", "do": "save"})
    assert find_statement(opportunity).work_en == "Both texts."


def test_rows_are_added_and_removed_without_a_script_and_keep_their_codes(
    people: People, browser: Browser
) -> None:
    opportunity = make_drafting(people)
    client = browser(people.client)
    where = address("statement_section", opportunity, section="acceptance")
    codes = list(AcceptanceCriterion.objects.values_list("code", flat=True))
    typed = {"rows": "2", "do": "add"}
    for number, code in enumerate(codes):
        typed |= {f"text_{number}_en": f"Criterion {number}", f"text_{number}_fr": "", f"code_{number}": code}
    page = client.post(where, typed)
    assert page.context["form"].count == 3
    assert "Criterion 1" in page.content.decode()
    page = client.post(where, {**typed, "do": "remove-0"})
    assert page.context["form"].count == 1
    assert AcceptanceCriterion.objects.count() == 2
    save(client, opportunity, "acceptance", rows="1", text_0_en="Only the second.", code_0=codes[1])
    assert list(AcceptanceCriterion.objects.values_list("code", "text_en")) == [
        (codes[1], "Only the second.")
    ]


@pytest.mark.parametrize(
    ("section", "typed", "field"),
    [
        ("title", {"title_en": "x" * 101}, "title"),
        ("title", {"title_en": ""}, "title"),
        ("price", {"hours": "1e3", "rate_cents": "80"}, "hours"),
        ("price", {"hours": "40", "rate_cents": "NaN"}, "rate_cents"),
        ("price", {"hours": "40", "rate_cents": "٨٠"}, "rate_cents"),
        ("price", {"hours": "40", "rate_cents": "999999999.99"}, "rate_cents"),
        ("price", {"hours": "40", "rate_cents": "0"}, "rate_cents"),
        ("dates", {"selection_on": "9999-12-31"}, "selection_on"),
        ("dates", {"closes_at_date": "0001-01-01", "closes_at_time": "00:00"}, "closes_at"),
        ("dates", {"closes_at_date": "2020-01-06", "closes_at_time": "14:00"}, "closes_at"),
        ("dates", {"closes_at_date": "2027-03-14", "closes_at_time": "02:30"}, "closes_at"),
        ("dates", {"closes_at_date": "2026-11-01", "closes_at_time": "01:30"}, "closes_at"),
        (
            "licence",
            {"continues_existing_code": "no", "licence": "other", "other_licence": "LGPL-2.1-only"},
            "licence",
        ),
        (
            "licence",
            {"continues_existing_code": "yes", "licence": "other", "other_licence": "a b"},
            "other_licence",
        ),
        ("repository", {"repository": "javascript:alert(1)"}, "repository"),
        ("evaluation", {"rows": "1", "text_0_en": "Show.", "word_limit_0": "1"}, "word_limit_0"),
        ("evaluation", {"rows": "9999", "text_0_en": "  "}, "__all__"),
        (
            "client_items",
            {"rows": "1", "text_0_en": "Access", "due_on_0": "soon", "owner_id_0": "x"},
            "due_on_0",
        ),
    ],
)
def test_bad_input_is_named_by_field_and_changes_nothing(
    people: People, browser: Browser, section: str, typed: dict[str, str], field: str
) -> None:
    opportunity = make_drafting(people, written=False)
    page = save(browser(people.client), opportunity, section, "fr", **typed)
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert find_statement(opportunity).version == 0


def test_only_the_team_and_the_files_officer_write(people: People, browser: Browser) -> None:
    opportunity = make_drafting(people, written=False)
    where = address("statement_section", opportunity, section="work")
    for person in (people.second_officer, people.advisor, people.stranger, people.suppliers[0]):
        assert browser(person).post(where, {"work_en": "x", "do": "save"}).status_code == 404
    save(browser(people.officer), opportunity, "work", work_en="Written by the officer.")
    assert find_statement(opportunity).authors.get().person == people.officer


def test_nothing_is_saved_once_it_is_reviewed(people: People, browser: Browser) -> None:
    opportunity = make_in_review(people)
    client, where = browser(people.client), address("statement_section", opportunity, section="work")
    assert client.get(where).status_code == 409
    assert (
        client.post(where, {"work_en": "Later.", "do": "save", "form_key": str(uuid4())}).status_code == 409
    )
    assert find_statement(opportunity).version == 1


def test_the_preview_shows_acceptance_before_evaluation(people: People, browser: Browser) -> None:
    opportunity = make_drafting(people)
    text = browser(people.advisor).get(address("preview_statement", opportunity)).content.decode()
    order = [
        text.index(f'id="{part}"')
        for part in ("background", "work", "you-get", "acceptance", "evaluation", "licence", "dates")
    ]
    assert order == sorted(order)
    assert "$6,000.00" in text


def test_a_shared_preview_needs_no_account_and_ends(
    people: People, browser: Browser, move_clock: Any
) -> None:
    opportunity = make_drafting(people)
    client, anybody = browser(people.client), Client()
    client.post(address("make_preview_link", opportunity))
    link = client.get(address("preview_statement", opportunity)).context["new_link"]
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert token not in str(PreviewLink.objects.values().get())
    for where in (f"/en/preview/{token}/", f"/fr/apercu/{token}/"):
        page = anybody.get(where)
        assert page.status_code == 200
        assert "noindex" in page["X-Robots-Tag"]
        assert page["Referrer-Policy"] == "no-referrer"
    assert anybody.get("/en/preview/guessed/").status_code == 404
    move_clock(timedelta(days=14, minutes=1))
    assert anybody.get(f"/en/preview/{token}/").status_code == 404


def test_a_shared_preview_can_be_ended(people: People, browser: Browser) -> None:
    opportunity = make_drafting(people)
    client = browser(people.client)
    client.post(address("make_preview_link", opportunity))
    link = client.get(address("preview_statement", opportunity)).context["new_link"]
    row = PreviewLink.objects.get()
    assert (
        browser(people.advisor).post(address("end_preview_link", opportunity, link_id=row.pk)).status_code
        == 404
    )
    assert Client().get(link).status_code == 200
    client.post(address("end_preview_link", opportunity, link_id=row.pk))
    assert Client().get(link).status_code == 404


def test_two_reviewers_sign_and_an_author_is_told_why_not(people: People, browser: Browser) -> None:
    opportunity = make_in_review(people)
    find_statement(opportunity).authors.create(person=people.officer, language="en")
    page = browser(people.officer).get(address("review", opportunity))
    assert "You wrote in this statement, so you cannot sign it." in page.content.decode()
    assert browser(people.officer).post(address("review", opportunity)).status_code == 409
    for person in (people.second_officer, people.advisor):
        assert (
            browser(person).post(address("review", opportunity), {"form_key": str(uuid4())}).status_code
            == 302
        )
    assert Opportunity.objects.get().state == "APPROVED"
    signed = browser(people.auditor).get(address("review", opportunity, "fr")).content.decode()
    assert people.advisor.name in signed


def test_changes_are_asked_section_by_section(people: People, browser: Browser) -> None:
    opportunity = make_in_review(people)
    advisor = browser(people.advisor)
    empty = advisor.post(address("request_changes", opportunity), {"comment_work": " "})
    assert empty.context["form"].errors
    advisor.post(
        address("request_changes", opportunity),
        {"comment_work": "Say which version.", "form_key": str(uuid4())},
    )
    assert Opportunity.objects.get().state == "DRAFTING"
    assert (
        "Say which version." in browser(people.client).get(address("statement", opportunity)).content.decode()
    )
    where = address("statement_section", opportunity, section="work")
    assert "Say which version." in browser(people.client).get(where).content.decode()


def test_reasons_are_needed_to_open_again_and_to_withdraw(people: People, browser: Browser) -> None:
    opportunity = make_approved(people)
    for person, name in ((people.officer, "return_to_drafting"), (people.client, "withdraw_request")):
        page = browser(person).post(address(name, opportunity, "fr"), {"reason": ""})
        assert page.context["form"].errors["reason"]
    assert Opportunity.objects.get().state == "APPROVED"
    browser(people.officer).post(
        address("return_to_drafting", opportunity), {"reason": "New price.", "form_key": str(uuid4())}
    )
    assert Opportunity.objects.get().state == "DRAFTING"


def test_an_earlier_statement_is_copied_without_dates_and_price(people: People, browser: Browser) -> None:
    earlier = find_statement(make_drafting(people))
    opportunity = make_drafting(people, written=False)
    client = browser(people.client)
    assert client.post(address("copy_statement", opportunity), {"source": "999999"}).context["form"].errors
    client.post(address("copy_statement", opportunity), {"source": str(earlier.pk)})
    statement = find_statement(opportunity)
    assert statement.work_fr == earlier.work_fr
    assert statement.acceptancecriterion_set.count() == 2
    assert (statement.price_cents, statement.closes_at) == (None, None)
    assert Event.objects.filter(stream=opportunity.stream, code="duplicate_statement").exists()
