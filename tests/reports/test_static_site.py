"""The public site as files: every link leads somewhere, equal data give equal bytes, nothing is in it that is not public."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern
from django.utils.translation import override

from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.reports.static_site import exporting
from microacquisition.reports.static_site.folder import MARKER, REPLACED, UNFINISHED
from microacquisition.reports.static_site.places import Places
from microacquisition.reports.static_site.rewriting import RewrittenPage
from microacquisition.reports.static_site.routes import BY_NAME, ROUTES, STAYS_LIVE
from microacquisition.site.access import ANYONE
from microacquisition.site.clock import current_instant
from microacquisition.site.paging import page_rows
from tests.builders import People, make_drafting, make_people, make_posted
from tests.builders import make_open as make_open_whole
from tests.opportunities.applications.make import make_open
from tests.opportunities.applications.planting import CANARY, plant_canaries
from tests.opportunities.evaluation.builders import make_ranked, take
from tests.permissions.addresses import list_routes

LIVE = settings.SITE_ADDRESS
ABOUT = "about-this-copy/index.html"
Files = dict[str, bytes]


def export(folder: Path, **options: str) -> Files:
    """Export and return every file."""
    call_command("export_site", str(folder), verbosity=0, **options)
    return read_files(folder)


def read_files(folder: Path) -> Files:
    """Return every file of a folder by its path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def list_links(html: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield tag, attribute and link of every link of a page."""
    page = lxml.html.fromstring(html.decode())
    for element, attribute, link, _place in page.iterlinks():
        yield element.tag, attribute or "", link
    for element in page.xpath("//*[@data-check or @data-index]"):
        yield element.tag, "data-", element.get("data-check") or element.get("data-index")


def find_file(page: str, link: str) -> str:
    """Return the file that a relative link of a page leads to."""
    path = unquote(urlsplit(urljoin(f"http://copy/sub/{page}", link)).path)
    assert path.startswith("/sub/"), (page, link)
    path = path.removeprefix("/sub/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def make_site(people: People) -> Opportunity:
    """One drawn, two open, one coming soon, one of practice, one being written."""
    drawn = make_ranked(people)
    make_open("MA-2027-0001", hours=11)
    make_open("MA-2027-0002", hours=48)
    make_open("MA-2027-0900", hours=48)
    Opportunity.objects.filter(reference="MA-2027-0900").update(practice=True, title_en="Practice only")
    make_posted(people, opens_at=current_instant() + timedelta(hours=20))
    make_drafting(people, title_en="Only a draft")
    return drawn


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only some addresses, for what is the same with all."""
    names = {
        "home",
        "open_list",
        "feed",
        "opportunity",
        "opportunity_feed",
        "guide",
        "sitemap",
        "sitemap_file",
        "robots",
    }
    monkeypatch.setattr(exporting, "ROUTES", tuple(route for route in ROUTES if route.name in names))


def test_the_whole_site(
    committed_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, move_clock: Any
) -> None:
    monkeypatch.setattr(page_rows, "__defaults__", ("", 2))  # so many rows on a page of a list
    drawn = make_site(make_people())
    files = export(tmp_path / "site")
    check_places(files, drawn)
    check_links(files)
    check_nothing_hidden_and_nothing_to_post(files)
    check_what_a_stranger_reads(files, drawn)
    check_index(files)
    move_clock(timedelta(hours=2))
    again = export(tmp_path / "again")
    assert files.keys() == again.keys()
    assert [name for name in files if files[name] != again[name]] == [ABOUT]
    assert b"Closing soon" not in files["en/opportunities/MA-2027-0001/index.html"]


def check_places(files: Files, drawn: Opportunity) -> None:
    """Whatever is public has its file, where the live site has its address."""
    reference = drawn.reference
    for kept in (
        "en/opportunities/page-2/index.html", "fr/occasions/ouvertes/index.html", "en/opportunities/closed/index.html",
        f"fr/occasions/{reference}/tirage/index.html", f"en/opportunities/{reference}/draw.json",
        f"en/opportunities/{reference}/feed.atom", f"fr/occasions/{reference}/calendar.ics", "fr/competences/index.html",
        "fr/guide/equipes-clientes/index.html", "checkpoints/index.html", "checkpoints/keys.json", "sitemap-1.xml",
        "verify_draw.py", "robots.txt", "index.html", "404.html", ".nojekyll", "fr/occasions/search.json",
    ):  # fmt: skip
        assert kept in files, kept
    assert (
        "en/opportunities/page-3/index.html" not in files
        and "en/opportunities/open/page-2/index.html" not in files
    )


def check_links(files: Files) -> None:
    """Every link leads to a file, or to an address of the live site that is there."""
    live = set[str]()
    for name, content in files.items():
        if not name.endswith(".html") or name == "404.html":
            continue
        for tag, attribute, link in list_links(content):
            if link.startswith(f"{LIVE}/"):
                live.add(link.removeprefix(LIVE))
            elif not link.startswith(("#", "mailto:")) and not urlsplit(link).scheme:
                assert find_file(name, link) in files, (name, tag, attribute, link)
    assert {"/en/opportunities/MA-2027-0001/apply/", "/fr/exercice/"} <= live
    browser = Client()
    for path in live:
        assert browser.get(path).status_code in (200, 302), path


def check_nothing_hidden_and_nothing_to_post(files: Files) -> None:
    """Nothing of practice, nothing unposted, no form that posts; each page brings its policy, live links say so."""
    for name, content in files.items():
        for word in (b"MA-2027-0900", b"Practice only", b"Only a draft", b"csrfmiddlewaretoken", b"form_key"):
            assert word not in content, (name, word)
        if not name.endswith(".html"):
            continue
        page = lxml.html.fromstring(content.decode())
        for form in page.forms:
            assert form.method == "GET" and form.action.startswith(f"{LIVE}/"), name
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy and "script-src 'self'" in policy, name
        for link in page.xpath("//a[starts-with(@href, $live)]", live=f"{LIVE}/"):
            said = re.search("live site|site d’origine", link.text_content())
            assert "live" in link.classes and said, (name, link.text_content())


def check_what_a_stranger_reads(files: Files, drawn: Opportunity) -> None:
    """Data is byte for byte that of the live site; a page says what the live one says."""
    browser = Client()
    for path in (
        f"en/opportunities/{drawn.reference}/draw.json",
        "fr/occasions/feed.atom",
        "checkpoints/keys.json",
    ):
        assert files[path] == browser.get(f"/{path}").content, path
    path = f"fr/occasions/{drawn.reference}/tirage/"
    live, copy = browser.get(f"/{path}").content, files[f"{path}index.html"]
    assert [each.replace(" (site d’origine)", "") for each in read_words(copy)] == read_words(live)


def read_words(html: bytes) -> list[str]:
    """Return what the main part of a page says."""
    page = lxml.html.fromstring(html.decode())
    parts = page.xpath("//main//h2 | //main//dd | //main//li")
    return [" ".join(each.text_content().split()) for each in parts]


def check_index(files: Files) -> None:
    """The search finds what the list holds, in its order."""
    index = json.loads(files["fr/occasions/search.json"])["opportunities"]
    pages = b"".join(files[f"fr/occasions/{place}index.html"] for place in ("", "page-2/")).decode()
    assert [each["reference"] for each in index] == re.findall(
        r'<span class="code">(MA-[\d-]+)</span>', pages
    )
    assert all(f"fr/occasions/{each['address']}index.html" in files for each in index)
    assert index[0]["state"] == "Ouverte" and index[0]["closes"].endswith("heure de l’Est")


def test_applications_change_no_byte(
    committed_database: str, tmp_path: Path, settings: Any, few: None
) -> None:
    settings.DEMO, people = True, make_people(suppliers=4)
    opportunity = make_open_whole(people)
    none = export(tmp_path / "none")
    plant_canaries(people, opportunity, settings)
    assert Application.objects.count() > 3
    some = export(tmp_path / "some")
    assert {name for name in some if some[name] != none.get(name)} <= {ABOUT} and some.keys() == none.keys()
    assert f"en/opportunities/{opportunity.reference}/index.html" in some
    assert not [name for name, content in some.items() if CANARY.encode() in content.lower()]


def test_run_again_it_brings_the_folder_up_to_date(
    committed_database: str, tmp_path: Path, few: None
) -> None:
    people, folder = make_people(), tmp_path / "site"
    soon = make_posted(people, opens_at=current_instant() + timedelta(hours=20))
    page = f"en/opportunities/{soon.reference}/index.html"
    assert page in export(folder)
    (folder / "CNAME").write_text("example.org")
    before = (folder / "fr/guide/index.html").stat().st_mtime_ns
    take("unpost", soon, people.officer, reason="Not yet.")
    files = export(folder)
    assert page not in files and f"fr/occasions/{soon.reference}/feed.atom" not in files
    assert soon.reference.encode() not in files["sitemap-1.xml"]
    assert files["CNAME"] == b"example.org"
    assert (folder / "fr/guide/index.html").stat().st_mtime_ns == before
    assert not (folder / UNFINISHED).exists() and not (folder / REPLACED).exists()


def test_a_folder_of_somebody_else_is_refused(committed_database: str, tmp_path: Path, few: None) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ada")
    for folder in (tmp_path, tmp_path / "letter.txt"):
        with pytest.raises(CommandError, match="is not empty|is a file"):
            export(folder)
    assert read_files(tmp_path) == {"letter.txt": b"Dear Ada"}
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MARKER).write_text(json.dumps({"written": []}))
    (folder / "fr").mkdir()
    with pytest.raises(CommandError, match="is in the way"):
        export(folder)
    assert {path.name for path in folder.iterdir()} == {MARKER, "fr"}


def test_an_export_that_fails_leaves_what_was_there(
    committed_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: None
) -> None:
    before = export(tmp_path / "site")

    def fail(*given: Any) -> Iterator[bytes]:
        raise RuntimeError("The disk is full.")
        yield b""

    monkeypatch.setattr(exporting, "write_index", fail)
    with pytest.raises(RuntimeError, match="disk"):
        export(tmp_path / "site")
    assert read_files(tmp_path / "site") == before


def test_the_copy_is_known_by_its_own_address_where_it_is_said(
    committed_database: str, tmp_path: Path
) -> None:
    opportunity = make_open("MA-2027-0001", hours=48)
    path = f"en/opportunities/{opportunity.reference}/"
    mirror = export(tmp_path / "mirror", base_path="sub/path")
    own = export(tmp_path / "own", address="https://example.org/micro")
    for files, address in ((mirror, f"{LIVE}/"), (own, "https://example.org/micro/")):
        page = files[f"{path}index.html"].decode()
        assert f'<link rel="canonical" href="{address}{path}">' in page
        assert f'<meta property="og:url" content="{address}{path}">' in page
        assert f'hreflang="fr" href="{address}fr/occasions/MA-2027-0001/"' in page
        assert f"<loc>{address}{path}</loc>" in files["sitemap-1.xml"].decode()
        assert f"Sitemap: {address}sitemap.xml" in files["robots.txt"].decode()
    assert (
        'href="/micro/en/"' in own["404.html"].decode()
        and 'href="/sub/path/en/"' in mirror["404.html"].decode()
    )
    assert mirror["en/opportunities/feed.atom"] == own["en/opportunities/feed.atom"]
    with pytest.raises(CommandError, match="must be like"):
        export(tmp_path / "wrong", address="example.org/micro")


def test_every_public_address_is_in_the_copy_or_said_to_stay_live() -> None:
    with override("en"):
        routes: list[URLPattern] = list(list_routes())
    public = {
        route.name
        for route in routes
        if getattr(getattr(route.callback, "access", None), "get", None) is ANYONE
    }
    assert public - {*BY_NAME, *STAYS_LIVE} == set(), "Give each a line in reports/static_site/routes.py."
    assert {*BY_NAME} <= public and {*STAYS_LIVE} <= public and not {*BY_NAME} & {*STAYS_LIVE}


def test_what_needs_no_change_stays_as_it_was_and_a_form_becomes_a_link() -> None:
    kept = '<p title="&lt;1 &amp; 2">A&nbsp;&#233; <!-- c --><svg viewBox="0 0 1 1"><path d="M0 0"/></svg><br></p>'
    html = (
        f'<!doctype html><meta charset="utf-8">{kept}<form method="post"><input type="hidden" name="x"></form>'
        '<a href="#here">x</a> <a href="../page-2/?q=1#two">y</a> <a href="https://example.org/">z</a>'
    )
    with override("en"):
        page = RewrittenPage(html, "/en/opportunities/", Places("https://live.example.org"))
    written = page.write()
    assert kept in written and "<input" not in written and "<form" not in written
    assert 'href="https://live.example.org/en/opportunities/">Do this on the live site' in written
    assert (
        '<a href="#here">x</a> <a href="https://live.example.org/en/page-2/?q=1#two" class="live">y'
        in written
    )
    assert '<a href="https://example.org/">z</a>' in written
