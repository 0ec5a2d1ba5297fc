"""Errors stand by the field and in the summary, and what was typed stays."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from microacquisition.common.bilingual import Bilingual
from microacquisition.site.forms import AffirmationField, ChoiceField, PageForm
from tests.site.pages_to_try import TrialForm

GOOD = {
    "name": "Jordan", "skills": "since 2021 with Django", "price": "6 500,00 $", "hours": "71",
    "title_en": "A title", "title_fr": "Un titre", "background_fr": "Un contexte",
    "closing_date": "2026-11-30", "closing_time": "14:00", "kind": "new", "age": "on",
}  # fmt: skip


def check(**changes: str) -> PageForm:
    """Return the trial form bound to good data with `changes`."""
    form = TrialForm({**GOOD, **changes})
    form.is_valid()
    return form


def test_good_answers_become_values() -> None:
    values = check().cleaned_data
    assert values["price"] == 650_000 and values["hours"] == 71
    assert values["title"] == Bilingual("A title", "Un titre")
    assert values["background"] == Bilingual("", "Un contexte")
    assert values["closing"] == datetime(2026, 11, 30, 19, tzinfo=UTC)


@pytest.mark.parametrize("amount", ["6,500", "6 500,00 $", "6500.00", "$6,500.00", "6\u00a0500,00\u00a0$"])
def test_one_amount_however_it_is_typed(amount: str) -> None:
    assert check(price=amount).cleaned_data["price"] == 650_000


@pytest.mark.parametrize("amount", ["1e3", "NaN", "-1", "٥٠٠", "9" * 40, "12.345,00"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    assert "price" in check(price=amount).errors


@pytest.mark.parametrize("hours", ["1e3", "-1", "٥", "9" * 40, "1.5", "1000001"])
def test_what_is_no_whole_number_is_refused(hours: str) -> None:
    assert "hours" in check(hours=hours).errors


@pytest.mark.parametrize("text", ["a\x00b", "a\x07b", "a\u202eb", "card 4111 1111 1111 1111"])
def test_text_that_nobody_should_store_is_refused_in_every_text_field(text: str) -> None:
    for field, name in (
        ("name", "name"),
        ("skills", "skills"),
        ("title", "title_en"),
        ("background", "background_fr"),
    ):
        assert field in check(**{name: text}).errors, name


def test_words_over_the_limit_are_counted() -> None:
    form = check(skills="one two three four five six seven")
    assert form.errors["skills"] == ["Shorten your answer by 2 words: it has 7 and the limit is 5."]


def test_a_missing_language_is_named_and_linked() -> None:
    form = check(title_fr="")
    assert form.error_list() == [("id_title_fr", "Write this in French too.")]
    assert "background" in check(background_fr="").errors


def test_a_time_that_does_not_exist_is_refused() -> None:
    form = check(closing_date="2027-03-14", closing_time="02:30")
    assert "does not exist" in form.errors["closing"][0]


def test_a_time_that_comes_twice_is_asked_about() -> None:
    twice = {"closing_date": "2026-11-01", "closing_time": "01:30"}
    assert "closing" in check(**twice).errors
    assert check(**twice, closing_which="first").cleaned_data["closing"] == datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )
    assert check(**twice, closing_which="second").cleaned_data["closing"] == datetime(
        2026, 11, 1, 6, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("day", "at"), [("2026-13-40", "14:00"), ("", "14:00"), ("2026-11-30", "25:00"), ("٢٠٢٦-11-30", "14:00")]
)
def test_what_is_no_instant_is_refused(day: str, at: str) -> None:
    assert "closing" in check(closing_date=day, closing_time=at).errors


def test_nothing_is_preselected() -> None:
    with pytest.raises(ValueError, match="never preselected"):
        AffirmationField(initial=True)
    with pytest.raises(ValueError, match="never preselected"):
        ChoiceField(choices=[("met", "Met")], initial="met")


@pytest.mark.usefixtures("trial_pages")
def test_the_page_lists_every_error_before_the_title_and_keeps_everything(client: Client) -> None:
    typed = {"name": "", "skills": "one two three four five six", "price": "1e3", "title_en": "<b>kept</b>"}
    page = client.post(
        "/en/trial/1/open/", {**typed, "form_key": "6f1cbe4c-7a5e-4b43-9b3d-6a0d5f4d2f11"}
    ).content.decode()
    assert "<title>Error: Trial – Micro-Acquisition</title>" in page
    assert page.index('id="errors"') < page.index("<h1>")
    assert '<a href="#id_name">Fill in “Your full name”.</a>' in page
    assert 'value="1e3"' in page and "&lt;b&gt;kept&lt;/b&gt;" in page
    assert "6 of 5 words:" in page
    assert 'value="6f1cbe4c-7a5e-4b43-9b3d-6a0d5f4d2f11"' in page
    assert page.count('class="error"') == page.count('<li><a href="#id_')


def test_errors_speak_the_language_of_the_page() -> None:
    with override("fr"):
        if gettext("Sign in") == "Sign in":
            pytest.skip("The French words are not compiled: bin/manage compile_words.")
        form = check(name="", price="1e3", title_en="", closing_date="2027-03-14", closing_time="02:30")
        shown = " ".join(message for _anchor, message in form.error_list())
    for english in ("Fill in", "Enter", "Write", "does not"):
        assert english not in shown
