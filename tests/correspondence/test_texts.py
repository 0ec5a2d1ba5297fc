"""Every message in both languages: complete, equal, one action, good typography; and what the filling refuses."""

import re
from datetime import timedelta

import pytest

from microacquisition.correspondence import texts
from microacquisition.correspondence.layout import FOOT, LINK_LINE, write_html_part, write_text_part
from microacquisition.correspondence.models import TextOverride
from microacquisition.site.clock import current_instant
from setup.places import ROOT

FOLDERS = [path.parent for path in (ROOT / "microacquisition").glob("**/messages/*/placeholders.toml")]
TEMPLATES = sorted(f"{folder.parents[1].name}/{folder.name}" for folder in FOLDERS)
BOTH = [(template, language) for template in TEMPLATES for language in ("en", "fr")]
VALUES = {
    "recipient_name": "Ana",
    "title": "A map",
    "reason": "Because.",
    "link": "https://x.org/en/",
}


def samples(template, language):
    return {name: pair[language == "fr"] for name, pair in texts.load_samples(template).items()}


def test_the_messages_of_the_main_job_are_there():
    assert len(TEMPLATES) >= 66
    assert {"people/sign_in_code", "applications/received", "payment/paid"} <= set(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES)
def test_both_languages_say_the_same(template):
    english, french = (texts.load_file_text(template, language) for language in ("en", "fr"))
    assert english.used == french.used == set(english.placeholders)
    assert english.subject != french.subject
    for pattern in (r"(?m)^\* ", r"(?m)^\[", r"\n\n", r"(?m)^\{\w+\}$"):
        assert len(re.findall(pattern, english.body)) == len(re.findall(pattern, french.body)), pattern


@pytest.mark.parametrize(("template", "language"), BOTH)
def test_a_message_reads_well(template, language):
    values = samples(template, language)
    subject, body = texts.fill_text(texts.load_file_text(template, language), values)
    assert "{" not in subject and len(subject) <= 120
    main, _, foot = body.partition(FOOT)
    assert len([line for line in main.split("\n") if LINK_LINE.fullmatch(line)]) <= 1
    assert foot.startswith(("You receive", "Vous recevez"))
    text, page = write_text_part(body, language), write_html_part(subject, body, language)
    for name, value in values.items():
        for line in value.split("\n"):
            assert line in subject + text, name
    assert page.count('class="go"') == main.count("\n[") and f'lang="{language}"' in page


@pytest.mark.parametrize(("template", "language"), BOTH)
def test_typography(template, language):
    text = texts.load_file_text(template, language)
    whole = text.subject + "\n" + text.body
    assert "'" not in whole and '"' not in whole
    if language == "fr":
        assert not re.search(r"«(?!\u00a0)|(?<!\u00a0)»", whole)
        assert not re.search(r"(?<![\u00a0s])(?<!http):", whole.replace("https:", ""))
        assert not re.search(r"[\s\u00a0][;?!]", whole)
        assert not re.search(r"\d [$%h]|“|”", whole)
        assert not re.search(r"(?i)opportunité|soumission|adjudication", whole)
    else:
        assert not re.search(
            r"(?i)\b(bid|tender|vendor|contractor|programme)\b", whole.replace("{programme}", "")
        )


@pytest.mark.parametrize(
    "values",
    [
        {**VALUES, "unknown": "x"},
        {name: VALUES[name] for name in ("title", "link", "recipient_name")},
        {**VALUES, "link": "javascript:alert(1)"},
        {**VALUES, "link": "https://x.org/) [Other](https://evil.org/"},
    ],
)
def test_values_that_do_not_fit_are_refused(trial_message, values):
    with pytest.raises(texts.TextRefused):
        texts.fill_text(texts.load_file_text(trial_message, "en"), values)


@pytest.mark.parametrize("name", ["other/nothing", "../etc/passwd", "people", "People/x", "a/b/c", ""])
def test_a_message_that_is_not_there_is_refused(name):
    with pytest.raises(texts.TextRefused):
        texts.find_message_folder(name)


def test_what_people_write_is_never_taken_for_ours(trial_message):
    nasty = "[Pay here](https://evil.org/)\n\n--\n* Amount: 1\n{title}<script>"
    values = {**VALUES, "reason": nasty, "title": "[Pay](https://evil.org/)"}
    subject, body = texts.fill_text(texts.load_file_text(trial_message, "en"), values)
    page = write_html_part(subject, body, "en")
    assert page.count('class="go"') == 1
    assert 'href="https://evil.org/' not in page
    assert "<script>" not in page and "{title}&lt;script&gt;" in page
    assert page.count("<table>") == 1
    assert page.count("Why.") == 1 and "Why." in page.split("<footer")[1]


@pytest.mark.django_db
def test_a_programme_replaces_a_text_from_an_instant_on(trial_message):
    now = current_instant()
    for minutes, subject in ((-60, "Old {title}"), (-1, "Ours {title}"), (60, "Later {title}")):
        TextOverride.objects.create(
            programme_code="esdc",
            template=trial_message,
            language="en",
            starts_at=now + timedelta(minutes=minutes),
            subject=subject,
            body="{reason}",
        )
    ours = texts.load_text(trial_message, "en", "esdc")
    assert texts.fill_text(ours, VALUES) == ("Ours A map", "> Because.")
    assert texts.load_text(trial_message, "en", "practice").subject == "About {title}"
    assert texts.load_text(trial_message, "fr", "esdc").subject == "Au sujet de {title}"


@pytest.mark.django_db
def test_an_override_with_an_unknown_placeholder_is_refused(trial_message):
    TextOverride.objects.create(
        programme_code="esdc",
        template=trial_message,
        language="en",
        starts_at=current_instant() - timedelta(minutes=1),
        subject="{secret}",
        body="",
    )
    with pytest.raises(texts.TextRefused):
        texts.fill_text(texts.load_text(trial_message, "en", "esdc"), VALUES)
