"""English and French mixed up: the address decides the language, and what two readers could read differently is refused."""

import html

import pytest
from django.test import Client

from microacquisition.common.money import POINT_FOR_THOUSANDS
from microacquisition.opportunities.statement.models import Statement
from microacquisition.site.fields import DayField
from microacquisition.site.forms import PageForm
from tests.lifecycle.prepared import Library
from tests.permissions.asking import forgotten
from tests.stories.actor import Actor, Typed
from tests.stories.bad_pages import errors_of

LANGUAGES = {"en": ("/en/opportunities/", "author"), "fr": ("/fr/occasions/", "client")}
DAYS = (
    "30/11/2027", "11/30/2027", "03/04/2027", "04-03-2027", "30 novembre 2027", "Nov 30, 2027", "٢٠٢٧-11-30", "２０２７-11-30", "2027-30-11", "2027-02-30", "0000-01-01", "10000-01-01", "27-11-30",
)  # fmt: skip
TIMES = ("14 h 30", "2:00 pm", "14.30", "٠٢:00", "24:00", "14:00Z", "midi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_decides_whatever_the_browser_says(library: Library, language: str) -> None:
    library.open("open")
    other = "fr" if language == "en" else "en"
    browser = Client(headers={"Accept-Language": other})
    browser.cookies["django_language"] = other
    address, _who = LANGUAGES[language]
    assert f'<html lang="{language}"' in browser.get(address).content.decode()
    wrong = LANGUAGES[other][0].replace(f"/{other}/", f"/{language}/")
    page = browser.get(wrong)
    assert page.status_code == 404 and f'<html lang="{language}"' in page.content.decode()


def try_section(actor: Actor, library: Library, section: str, typed: Typed) -> list[tuple[str, str]]:
    """Send one section; return its errors by field. Nothing may have been kept, and everything typed is shown."""
    key = library.scenes["written"].opportunity_id
    address = actor.address("statement_section", opportunity_id=key, section=section)
    before = Statement.objects.values().get()
    answer = actor.send_form(actor._open(address), address, typed=typed, button="do")
    assert answer.status_code == 200 and Statement.objects.values().get() == before
    page = html.unescape(answer.content.decode())
    assert all(value in page for value in typed.values())
    return errors_of(answer.content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_and_amounts_of_two_readings_are_refused_by_the_field(library: Library, language: str) -> None:
    scene = library.open("written")
    with forgotten():
        actor = Actor(scene.people[LANGUAGES[language][1]])
        for day in DAYS[:3] + DAYS[6:7]:
            assert try_section(actor, library, "dates", {"closes_at_date": day})[0][0] == "id_closes_at_date"
            assert try_section(actor, library, "dates", {"selection_on": day})[0][0] == "id_selection_on"
        for at in TIMES[:2]:
            assert try_section(actor, library, "dates", {"closes_at_time": at})[0][0] == "id_closes_at_time"
        said = try_section(actor, library, "price", {"rate_cents": "6.500,00"})
        assert said[0] == ("id_rate_cents", POINT_FOR_THOUSANDS.in_language(language))


class DayForm(PageForm):
    """A day alone."""

    day = DayField(label="Day")


@pytest.mark.parametrize("day", DAYS)
def test_no_other_way_of_writing_a_day_is_guessed_at(day: str) -> None:
    assert "day" in DayForm({"day": day}).errors


@pytest.mark.parametrize("word", ["oui", "Yes", "satisfait", "true", "1", "on"])
def test_words_of_either_language_are_no_answer_in_place_of_a_choice(library: Library, word: str) -> None:
    scene = library.open("people")
    with forgotten():
        for name, language in (("author", "en"), ("client", "fr")):
            actor = Actor(scene.people[name])
            page = actor.read("ask_for_code")
            field = next(each for each in ("standalone", "unclassified") if f'name="{each}"' in page)
            answer = actor.send_form(page, actor.address("ask_for_code"), typed={field: word})
            assert f"id_{field}_0" in dict(errors_of(answer.content.decode())), language
