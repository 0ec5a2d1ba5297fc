"""`import_posts`: pairs of Markdown posts become statements; nothing is lost in silence, a bad file changes nothing."""

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.statement.queries import (
    describe_facts,
    find_statement,
    read_public_statement,
)
from microacquisition.process.rules.statement import missing_sections
from microacquisition.records.models import Event
from tests.builders import People

POSTS = Path(__file__).resolve().parents[2] / "posts"
PILOT = Path(__file__).resolve().parents[3] / ".." / "shared" / "pilot" / "posts"
needs_pilot = pytest.mark.skipif(
    not PILOT.is_dir(), reason="the pilot's posts are not beside this repository"
)


def _import(people: People, folder: Path, **options: str) -> list[str]:
    out = io.StringIO()
    call_command("import_posts", str(folder), client=people.client.email, stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """Our pair, in a folder that a test may spoil."""
    return Path(shutil.copytree(POSTS, tmp_path / "posts"))


def _spoil(folder: Path, language: str, old: str, new: str) -> None:
    path = next((folder / language).glob("*.md"))
    path.write_text(path.read_text().replace(old, new))


def test_a_pair_becomes_a_statement_with_its_headings_lists_and_links(people: People) -> None:
    _import(people, POSTS)
    opportunity = Opportunity.objects.get()
    public = read_public_statement(opportunity)
    statement = public.statement
    assert opportunity.state == "DRAFTING"
    assert (opportunity.title_en, opportunity.title_fr) == (
        "A map of charging stations",
        "Une carte des bornes de recharge",
    )
    assert "[open data](https://open.canada.ca/en)" in statement.background_en
    assert "   - read the open data;" in statement.work_en
    assert "#### Exclu" in statement.work_fr
    assert statement.price_cents == 6_500_00
    assert statement.closes_at == datetime(2026, 12, 7, 19, tzinfo=UTC)
    assert statement.closes_local == "2026-12-07T14:00"
    assert statement.licence == "MIT"
    assert [row.text_en.split("\n")[0] for row in public.acceptance_criteria] == [
        "fulfills all the requirements above;", "is delivered with an MIT license;", "passes these tests:",
    ]  # fmt: skip
    assert [row.word_limit for row in public.application_criteria] == [250, 100]
    assert {skill.code for skill in public.skills} >= {"python", "automated-tests"}
    facts = describe_facts(statement)
    assert missing_sections(facts, "en") == missing_sections(facts, "fr") == []


def test_what_finds_no_place_is_said_line_by_line(people: People) -> None:
    said = "\n".join(_import(people, POSTS))
    assert "charging-stations.md:15: the closing date had been moved" in said
    assert "eligibility is said by the program: - you have reached the age of majority" in said
    assert "it stands under no heading we know: Write to the team." in said
    assert "it stands under no heading we know: Écrivez à l’équipe." in said


def test_the_record_names_who_imported_and_holds_no_text(people: People) -> None:
    _import(people, POSTS)
    codes = list(
        Event.objects.filter(stream=Opportunity.objects.get().stream)
        .order_by("seq")
        .values_list("code", flat=True)
    )
    assert codes == ["request", "accept_request", "import_statement"]
    assert not Event.objects.filter(body__contains="mobility").exists()
    statement = find_statement(Opportunity.objects.get())
    assert {author.person for author in statement.authors.all()} == {people.client}


@pytest.mark.parametrize(
    ("language", "old", "new", "field"),
    [
        ("en", "value: $6,500 (excluding taxes)", "value: 1e3", "value"),
        ("fr", "6 500$ (hors les taxes)", "6 400$ (hors les taxes)", "value"),
        ("fr", "lang: fr", "lang: de", "lang"),
        ("en", "closing_date: 2026-12-07T14:00:00-05:00", "closing_date: soon", "closing_date"),
        ("fr", "title: Une carte des bornes de recharge", "title:", "title"),
        ("en", "## Work acceptance criteria", "## Something else", "Work acceptance criteria"),
        ("fr", "ref: charging-stations", "ref: other", "ref"),
        ("en", "---\nlayout: post", "layout: post", "front matter"),
        ("en", "mobility team", "mobility\u202e team", "Background"),
    ],
)
def test_a_bad_file_is_named_with_its_field_and_changes_nothing(
    people: People, posts: Path, language: str, old: str, new: str, field: str
) -> None:
    _spoil(posts, language, old, new)
    with pytest.raises(CommandError, match=rf"Nothing was imported\. .*\.md: {field}:"):
        _import(people, posts)
    assert not Opportunity.objects.exists()
    assert not Event.objects.exists()


def test_a_second_bad_pair_leaves_the_first_out_too(people: People, posts: Path) -> None:
    for path in list(posts.rglob("*.md")):
        text = path.read_text().replace("ref: charging-stations", "ref: second")
        path.with_name(f"z-{path.name}").write_text(text)
    _spoil_second = next((posts / "fr").glob("z-*.md"))
    _spoil_second.write_text(
        _spoil_second.read_text().replace("start_date: 2026-12-09", "start_date: 2026-12-10")
    )
    with pytest.raises(CommandError, match="start_date"):
        _import(people, posts)
    assert not Opportunity.objects.exists()


def test_unknown_people_and_programmes_are_refused_in_words(people: People) -> None:
    with pytest.raises(CommandError, match="Nobody has the address"):
        call_command("import_posts", str(POSTS), client="nobody@example.ca")
    with pytest.raises(CommandError, match="no program"):
        _import(people, POSTS, programme="atlantis")
    with pytest.raises(CommandError, match="may not ask"):
        _import(people, POSTS, officer=people.stranger.email)
    assert not Opportunity.objects.exists()


@needs_pilot
def test_the_pilots_own_pair_is_read_whole(people: People) -> None:
    said = "\n".join(_import(people, PILOT))
    opportunity = Opportunity.objects.get()
    public = read_public_statement(opportunity)
    assert opportunity.title_fr == "Élaboration de politiques personnalisées pour Azure marketplace"
    assert public.statement.price_cents == 6_500_00
    assert public.statement.licence == "MIT"
    assert len(public.acceptance_criteria) == 3
    assert all(row.text_en and row.text_fr for row in public.acceptance_criteria)
    assert public.skills
    assert "template-opportunity.md:1: a template that nobody filled in: left out" in said
    assert "unapproved" not in said
