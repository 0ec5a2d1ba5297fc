"""The texts are complete and equal in both languages, and the version of the day is shown."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.translation import override

from microacquisition.content import texts
from microacquisition.content.texts import FOLDER, TextMissing, find_text, list_versions, read_text
from microacquisition.content.today import find_today
from microacquisition.content.urls import TEXT_PAGES
from microacquisition.site.text import render_markdown

NAMES = sorted(folder.name for folder in FOLDER.iterdir())
NO_BREAK = "\u00a0"
# Pages of other areas that texts link to.
ELSEWHERE = {"/en/opportunities/", "/fr/occasions/"}


def html_of(name: str, language: str) -> str:
    """Return the newest text as HTML, lede and body."""
    text = read_text(name, language, list_versions(name, language)[-1])
    return f"{render_markdown(text.lede)}{render_markdown(text.body)}"


def test_every_text_has_a_page_and_every_page_a_text() -> None:
    assert sorted(name for _en, _fr, name, _above in TEXT_PAGES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_versions_and_structure(name: str) -> None:
    assert list_versions(name, "en") == list_versions(name, "fr") != ()
    tags = [re.findall(r"<(\w+)", html_of(name, language)) for language in ("en", "fr")]
    # An em of one language may be a foreign word of the other; everything else is equal.
    assert [tag for tag in tags[0] if tag != "em"] == [tag for tag in tags[1] if tag != "em"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_links_inside_the_site_lead_somewhere(name: str, language: str) -> None:
    en, fr = next((en, fr) for en, fr, page, _above in TEXT_PAGES if page == name)
    base = f"/{language}/{fr if language == 'fr' else en}"
    text = read_text(name, language, list_versions(name, language)[-1])
    targets = re.findall(r'href="([^"]+)"', html_of(name, language)) + (
        [text.action[1]] if text.action else []
    )
    for target in targets:
        if target.startswith(("http", "mailto:")):
            continue
        address = "/" + "/".join(_walk(base, target)) + "/"
        if address in ELSEWHERE:
            continue
        with override(language):
            try:
                resolve(address)
            except Resolver404:
                pytest.fail(f"{base} links to {address}, which does not exist.")


def _walk(base: str, target: str) -> list[str]:
    parts = [part for part in base.split("/") if part]
    for step in target.strip("/").split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return parts


@pytest.mark.parametrize(
    "file", sorted(FOLDER.rglob("*.md")), ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_typography(file: Path) -> None:
    source = file.read_text()
    body = source.replace("title: ", "").replace("lede: ", "").replace("action: ", "")
    assert "'" not in body and '"' not in body
    if file.name.endswith(".fr.md"):
        assert not re.search(r"[^\u00a0\d*/] ?:(?=\s)", re.sub(rf"{NO_BREAK}:", "", body)), (
            "no-break space before :"
        )
        assert "« " not in body and " »" not in body
        assert not re.search(r"\s[;?!]", body)
        assert not re.search(r"\d [$%]", body)
        assert "opportunité" not in body.lower()
    for word in ("bid ", "tender", "vendor", "contractor"):
        assert word not in body.lower()


@pytest.mark.parametrize("page", TEXT_PAGES, ids=lambda page: page[2])
def test_every_page_is_shown_in_both_languages(
    page: tuple[str, str, str, str], client: Client, database: None
) -> None:
    for address, other in ((f"/en/{page[0]}", f"/fr/{page[1]}"), (f"/fr/{page[1]}", f"/en/{page[0]}")):
        shown = client.get(address)
        assert shown.status_code == 200
        html = shown.content.decode()
        assert html.count("<h1>") == 1
        assert f'href="{other}" lang=' in html
        assert f"<time>{find_text(page[2], 'en', find_today()).version}</time>" in html
        assert client.post(address).status_code == 405


def test_the_newest_version_that_holds_today_is_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "terms").mkdir()
    for day in ("2026-01-01", "2026-06-01", "2027-01-01"):
        (tmp_path / "terms" / f"{day}.en.md").write_text(f"title: Of {day}\n\nText.\n")
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    list_versions.cache_clear()
    read_text.cache_clear()
    try:
        assert find_text("terms", "en", date(2026, 6, 1)).title == "Of 2026-06-01"
        assert find_text("terms", "en", date(2026, 12, 31)).reference == "terms/2026-06-01.en"
        assert find_text("terms", "en", date(2025, 12, 31)).title == "Of 2026-01-01"
        with pytest.raises(TextMissing):
            find_text("terms", "fr", date(2026, 6, 1))
    finally:
        list_versions.cache_clear()
        read_text.cache_clear()


def test_examples_would_pass_their_own_limit() -> None:
    for language in ("en", "fr"):
        body = read_text("guide", language, list_versions("guide", language)[-1]).body
        examples = re.split(r"\n### ", body)[1:]
        assert len(examples) == 2
        for example in examples:
            answer = " ".join(line[1:] for line in example.splitlines() if line.startswith(">"))
            assert 100 <= len(answer.split()) <= 250
