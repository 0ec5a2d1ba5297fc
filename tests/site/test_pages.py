"""Every page has its other language, its frame and its error pages."""

import threading
from io import BytesIO

import pytest
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override

from microacquisition.site.middleware import read_whole_body
from microacquisition.site.paging import page_rows
from microacquisition.site.text import render_markdown
from microacquisition.site.urls import bilingual_path

pytestmark = pytest.mark.usefixtures("trial_pages")


def test_an_address_follows_the_language(client: Client) -> None:
    with override("fr"):
        assert reverse("trial_open", args=[3]) == "/fr/essai/3/ouvert/"
    with override("en"):
        assert reverse("trial_open", args=[3]) == "/en/trial/3/open/"
    assert client.get("/fr/essai/3/ouvert/").status_code == 200
    assert client.get("/fr/trial/3/open/").status_code == 404


def test_the_two_routes_of_an_address_ask_for_the_same_values() -> None:
    with pytest.raises(ValueError, match="same values"):
        bilingual_path("a/<int:number>/", "b/", lambda request: HttpResponse(), "a")


def test_the_language_link_leads_to_the_same_page(client: Client) -> None:
    assert b'href="/fr/essai/3/ouvert/" lang="fr"' in client.get("/en/trial/3/open/").content
    assert b'href="/en/trial/3/open/" lang="en"' in client.get("/fr/essai/3/ouvert/").content
    assert b'href="/en/" lang="en"' in client.get("/fr/nulle-part/").content


def test_the_start_page_offers_both_languages(client: Client) -> None:
    page = client.get("/").content
    assert b'href="/en/"' in page and b'href="/fr/"' in page


def test_alive_and_ready(client: Client) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").content == b"ready\n"


def test_the_demo_says_so(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    said = b"people and purchases here are invented"
    settings.DEMO = False
    assert said not in client.get("/en/trial/1/open/").content
    settings.DEMO = True
    assert said in client.get("/en/trial/1/open/").content


def test_a_refusal_gives_every_reason_in_the_page_language(client: Client) -> None:
    english, french = client.get("/en/trial-refusing/"), client.get("/fr/trial-refusing/")
    assert english.status_code == french.status_code == 409
    assert b"It is closed." in english.content and b"Too late." in english.content
    assert "Elle est clôturée." in french.content.decode() and "Trop tard." in french.content.decode()


def test_a_fault_of_ours_is_told_in_both_languages(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/en/trial-failing/")
    assert answer.status_code == 500
    assert b"Something failed on our side" in answer.content and b'lang="fr"' in answer.content


def test_a_form_without_its_key_is_refused_calmly() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/fr/essai/1/ouvert/", {"name": "x"})
    assert answer.status_code == 403
    assert b'lang="fr"' in answer.content


def test_a_body_over_the_limit_is_refused_before_anything_else(client: Client) -> None:
    large = b"x" * (256 * 1024 + 1)
    answer = client.post("/fr/essai/1/ouvert/", large, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert b'<html lang="fr">' in answer.content
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    allowed = client.post(
        "/en/trial/1/open/", b"name=" + b"x" * 200_000, content_type="application/x-www-form-urlencoded"
    )
    assert allowed.status_code == 200


def test_a_slow_body_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("microacquisition.site.middleware.SECONDS_ALLOWED", 0.05)
    request = RequestFactory().post("/en/trial/1/open/", {"name": "x"})
    arrived = threading.Event()
    monkeypatch.setattr(request, "read", lambda size: arrived.wait(10))
    reached: list[object] = []
    answer = read_whole_body(lambda got: reached.append(got) or HttpResponse())(request)  # type: ignore[func-returns-value]
    arrived.set()
    assert answer.status_code == 408 and not reached


def test_files_may_be_larger_than_forms(client: Client) -> None:
    from_browser = client.post("/en/trial/1/open/", {"file": BytesIO(b"x" * 1_000_000), "name": "x"})
    assert from_browser.status_code == 200
    assert b'value="x"' in from_browser.content


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](https://example.org)", 'rel="nofollow noopener noreferrer"'),
        ("# Top\n\n## Below", "<h2>Top</h2>\n<h3>Below</h3>"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", '<th scope="col">a</th>'),
    ],
)
def test_markdown_is_safe(text: str, safe: str) -> None:
    html = render_markdown(text)
    assert safe in html
    assert "<script" not in html and 'href="javascript' not in html


def test_french_spaces_do_not_break_outside_code() -> None:
    html = render_markdown("Voici : « un mot » et `a : b`", "fr")
    assert "Voici&nbsp;: «&nbsp;un mot&nbsp;» et <code>a : b</code>" in html


def test_lists_page_by_path() -> None:
    page = page_rows(list(range(45)), 2, "/en/opportunities/", "q=a")
    assert page.rows == list(range(20, 40)) and page.pages == 3 and page.total == 45
    assert page.previous_address == "/en/opportunities/?q=a"
    assert page.next_address == "/en/opportunities/page-3/?q=a"
    with pytest.raises(Http404):
        page_rows([1], 2, "/en/opportunities/")
