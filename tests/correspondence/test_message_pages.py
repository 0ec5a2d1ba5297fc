"""Officers see every message as it will be read, and write their program's own text for a later moment."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from microacquisition.common.zones import local_time
from microacquisition.correspondence.catalogue import LANGUAGES, list_templates, preview_message
from microacquisition.correspondence.models import TextOverride
from microacquisition.correspondence.texts import load_file_text, load_text
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import make_people, sign_in_as

TEMPLATE = "intake/request_received"
ZONE = "America/Toronto"


@pytest.fixture
def people(database):
    """Everybody of the program."""
    return make_people()


@pytest.fixture
def officer(people, settings):
    """An officer's browser."""
    return sign_in_as(people.officer, settings)


def address(name, language="en", **values):
    part, _slash, message = TEMPLATE.partition("/")
    with override(language):
        return reverse(name, kwargs={"part": part, "name": message, **values})


def own_address(language="en", programme_code="esdc"):
    return address("write_own_text", language, programme_code=programme_code)


def typed(hours=48, **changed):
    """A good text, sent from a moment that lies `hours` ahead."""
    at = local_time(current_instant() + timedelta(hours=hours), ZONE)
    texts = {language: load_file_text(TEMPLATE, language) for language in LANGUAGES}
    given = {
        f"{field}_{language}": getattr(text, field)
        for language, text in texts.items()
        for field in ("subject", "body")
    }
    given |= {
        "subject_en": "We have your idea: {title}",
        "subject_fr": "Nous avons votre idée\u00a0: {title}",
    }
    return given | {"starts_at_date": f"{at:%Y-%m-%d}", "starts_at_time": f"{at:%H:%M}"} | changed


def read(answer):
    return answer.content.decode()


def test_every_message_is_listed_with_both_subjects(officer):
    for language in LANGUAGES:
        with override(language):
            page = read(officer.get(reverse("message_list")))
        assert page.count('<p class="muted" lang=') == len(list_templates()) > 100


def test_every_message_can_be_read_with_its_samples(database):
    for template in list_templates():
        for preview in preview_message(template):
            assert preview.subject and preview.main and preview.foot, template
            assert "{" not in preview.subject, template


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_is_shown_as_it_will_be_read_in_both_languages(officer, language):
    page = read(officer.get(address("message", language)))
    for preview in preview_message(TEMPLATE):
        assert f'lang="{preview.language}"' in page
        assert preview.subject in page
    assert page.count("<pre") == 2 and "style=" not in page


def test_who_is_no_officer_finds_no_messages(people, settings):
    for person in (people.advisor, people.client, people.evaluator, people.suppliers[0]):
        browser = sign_in_as(person, settings)
        for page in ("/en/messages/", address("message"), own_address()):
            assert browser.get(page).status_code == 404
        assert browser.post(own_address(), typed(keep="1")).status_code == 404
    assert not TextOverride.objects.exists()


def test_an_officer_writes_for_their_own_program_only(officer):
    assert officer.get(own_address(programme_code="code_with_us")).status_code == 404
    assert officer.post(own_address(programme_code="code_with_us"), typed(keep="1")).status_code == 404
    assert officer.get(own_address(programme_code="nowhere")).status_code == 404
    sign_in_code = reverse(
        "write_own_text", kwargs={"part": "people", "name": "sign_in_code", "programme_code": "esdc"}
    )
    assert officer.get(sign_in_code).status_code == 404
    assert officer.get("/en/messages/intake/nothing/").status_code == 404
    assert not TextOverride.objects.exists()


def test_a_text_is_looked_at_before_it_is_kept(officer):
    page = read(officer.post(own_address(), typed()))
    assert "We have your idea: A map of charging stations" in page
    assert "Nous avons votre idée\u00a0: Une carte des bornes de recharge" in page
    assert 'name="keep"' in page
    assert not TextOverride.objects.exists()


def test_a_text_is_kept_for_its_moment_and_an_event_names_it(officer, people, move_clock):
    assert officer.post(own_address("fr"), typed(keep="1")).status_code == 302
    english, french = TextOverride.objects.order_by("language")
    assert (english.written_by, french.subject) == (people.officer, "Nous avons votre idée\u00a0: {title}")
    assert load_text(TEMPLATE, "en", "esdc").subject != english.subject
    event = Event.objects.get(code="override_text")
    assert '"programme":"esdc"' in event.body and TEMPLATE in event.body
    assert "idea" not in event.body
    page = read(officer.get(own_address()))
    assert "Coming" in page and "In force" not in page
    move_clock(timedelta(hours=49))
    assert load_text(TEMPLATE, "en", "esdc").subject == english.subject
    assert load_text(TEMPLATE, "fr", "practice").subject != french.subject
    assert "In force" in read(officer.get(own_address()))
    assert "In force" in read(officer.get(address("message")))


def test_a_later_text_ends_the_one_before_it(officer, move_clock):
    officer.post(own_address(), typed(keep="1"))
    later = typed(72, keep="1", subject_en="Later: {title}", subject_fr="Plus tard\u00a0: {title}")
    officer.post(own_address(), later)
    move_clock(timedelta(hours=73))
    assert load_text(TEMPLATE, "en", "esdc").subject == "Later: {title}"
    page = read(officer.get(own_address()))
    assert page.count("In force") == 1 and page.count(">Past<") == 1


def test_a_text_is_written_with_the_second_factor_used(people):
    browser = Client()
    browser.force_login(people.officer)
    answer = browser.post(own_address(), typed(keep="1"))
    assert answer.status_code == 302 and answer["Location"] == reverse("choose_second_factor")
    assert not TextOverride.objects.exists()


REFUSED = {
    "unknown placeholder": ({"subject_en": "About {secret}"}, "This message has no {secret}. It has {"),
    "lone brace": (
        {"body_fr": "{title}\n}\n[Aller]({link})\n\n--\nPourquoi."},
        "A brace { or } stands alone",
    ),
    "no link": ({"body_en": "{title}\n\n--\nWhy."}, "Keep {link}: without it nobody finds the page."),
    "no foot": ({"body_en": "{title}\n\n[Go]({link})"}, "Keep the line --"),
    "one language says less": (
        {"subject_fr": "Votre idée", "body_fr": "Bonjour\n\n[Aller]({link})\n\n--\nPourquoi."},
        "Both languages say the same",
    ),
    "no French": ({"body_fr": ""}, "Write this in French too."),
    "nothing": ({"subject_en": "", "subject_fr": ""}, "Write this in English or in French."),
    "in the past": ({"starts_at_date": "2020-01-01"}, "Choose a moment in the future"),
    "no moment": ({"starts_at_date": "", "starts_at_time": ""}, "Enter a date and a time."),
    "too long": ({"subject_en": "{title}" + "x" * 200}, "Shorten this text"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("keep", [True, False])
def test_a_text_that_cannot_be_sent_is_refused_by_its_field(officer, case, keep):
    changed, said = REFUSED[case]
    answer = officer.post(own_address(), typed(**changed, **({"keep": "1"} if keep else {})))
    page = read(answer)
    assert answer.status_code == 200 and 'id="errors"' in page
    assert said in page.replace("&#x27;", "'")
    assert 'name="keep"' not in page
    for value in changed.values():
        assert value.split("\n")[0] in page
    assert not TextOverride.objects.exists() and not Event.objects.filter(code="override_text").exists()


def test_two_texts_do_not_begin_at_one_moment(officer):
    same = typed(keep="1")
    assert officer.post(own_address(), same).status_code == 302
    answer = officer.post(own_address(), same | {"subject_en": "Other: {title}"})
    assert "Another text of this message begins at that moment" in read(answer)
    assert TextOverride.objects.count() == 2
    assert Event.objects.filter(code="override_text").count() == 1


def test_a_text_that_was_written_is_never_changed(officer):
    officer.post(own_address(), typed(keep="1"))
    for change in (lambda: TextOverride.objects.update(subject="other"), TextOverride.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
