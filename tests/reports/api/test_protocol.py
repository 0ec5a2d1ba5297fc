"""How the API answers: read alone, from any site, never twice what one has, and refusals that programs read."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from microacquisition.reports.api import skills
from tests.builders import People, make_open
from tests.opportunities.finding.test_feeds import extend
from tests.reports.api.reading import LISTS, ROOT, ask, check, read_problem

STRANGE = (
    "opportunities?statsu=open", "opportunities?page=0", "opportunities?page=1.0", "opportunities?page=", "opportunities?page=1&page=2",
    "opportunities?page=1000001", "opportunities?page=%D9%A1", "opportunities?per_page=101", "opportunities?status=opened", "opportunities?status=open&status=open",
    "opportunities?skill=", "opportunities?program=practice", "opportunities?department=nowhere", "opportunities?from=1e3", "opportunities?to=1,000",
    "opportunities?remote=true", "opportunities?lang=de", "opportunities?q=%00", "opportunities?sort=oldest", f"opportunities?q={'x' * 201}",
    "changes?after=17", "changes?after=-1", "changes?limit=501", "outcomes?opportunity=%2F", "skills?page=1", "openapi.json?lang=", "?x=1",
)  # fmt: skip


@pytest.mark.parametrize("path", STRANGE)
def test_what_an_address_does_not_know_is_refused_by_name(database: None, path: str) -> None:
    name = path.partition("?")[2].partition("=")[0]
    english, french = (read_problem(path, 400, accept_language=each) for each in ("en", "fr-CA,fr;q=0.9"))
    for problem in (english, french):
        assert [each["name"] for each in problem["parameters"]] == [name]
    assert english["title"] != french["title"]
    assert english["parameters"][0]["detail"] != french["parameters"][0]["detail"]


@pytest.mark.parametrize(
    "path",
    ["", "nowhere", "opportunities/", "opportunities/MA-2026-0001/x", "changes?after=17-00000000", "../"],
)
def test_what_is_not_there_is_a_problem_too(database: None, path: str) -> None:
    if not path:
        assert ask("").status_code == 200
        return
    problem = read_problem(path, 404, accept_language="fr")
    assert ask(path, accept_language="fr")["Content-Language"] == "fr" and problem["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_is_ever_sent_here(database: None, method: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    for path in ("opportunities", "opportunities/MA-2026-0001", "changes", "openapi.json"):
        answer = getattr(browser, method)(ROOT + path)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer["Content-Type"] == "application/problem+json"
        check(json.loads(answer.content), "Problem")


@pytest.mark.parametrize("size", [300_000, 10])
def test_a_body_is_refused_in_words_that_programs_read(database: None, size: int) -> None:
    answer = Client().post(f"{ROOT}opportunities", b"x" * size, content_type="text/plain")
    assert answer.status_code == (413 if size > 10 else 405)
    assert answer["Content-Type"] == "application/problem+json"


def test_any_site_may_read_and_is_told_so_before(database: None) -> None:
    answer = ask(
        "opportunities", "options", origin="https://example.org", access_control_request_method="GET"
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Access-Control-Allow-Origin"] == "*" and "GET" in answer["Access-Control-Allow-Methods"]
    read = ask("opportunities", origin="https://example.org")
    assert read["Access-Control-Allow-Origin"] == "*" and "Access-Control-Allow-Credentials" not in read
    assert not read.cookies and "Cookie" not in read.get("Vary", "")


def test_who_has_it_already_gets_nothing_until_it_changes(people: People, move_clock: Any) -> None:
    opportunity = make_open(people)
    move_clock(timedelta(minutes=1))
    paths = [
        *(each.path for each in LISTS),
        f"opportunities/{opportunity}",
        "openapi.json",
    ]
    known = {path: ask(path) for path in paths}
    for path, answer in known.items():
        for name, header in (("if_none_match", "ETag"), ("if_modified_since", "Last-Modified")):
            if header in answer:
                again = ask(path, **{name: answer[header]})
                assert (again.status_code, again.content) == (304, b""), (path, name)
                assert again["Access-Control-Allow-Origin"] == "*"
    assert all(
        "Last-Modified" in known[path]
        for path in ("opportunities", "amendments", "skills", f"opportunities/{opportunity}")
    )
    assert "Last-Modified" not in known["changes"]
    extend(opportunity)
    for path in ("opportunities", "amendments", f"opportunities/{opportunity}"):
        assert ask(path, if_none_match=known[path]["ETag"]).content != known[path].content, path
    assert ask("skills", if_match='"other"').status_code == 412


def test_the_head_of_an_answer_is_that_of_reading_it(people: People) -> None:
    opportunity = make_open(people)
    for path in (*(each.path for each in LISTS), f"opportunities/{opportunity}", "openapi.json"):
        head, whole = ask(path, "head"), ask(path)
        assert (head.status_code, head.content) == (200, b"")
        assert {**head.headers} == {**whole.headers}, path


def test_the_language_of_the_reader_changes_no_answer(people: People) -> None:
    opportunity = make_open(people)
    for path in (*(each.path for each in LISTS), f"opportunities/{opportunity}", "openapi.json"):
        english, french = (ask(path, accept_language=each) for each in ("en", "fr"))
        assert english.content == french.content and english["ETag"] == french["ETag"], path


def test_a_fault_of_ours_is_a_problem_too(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(now: object) -> object:
        raise RuntimeError("a fault")

    monkeypatch.setattr(skills, "count_skills", fail)
    answer = Client(raise_request_exception=False).get(f"{ROOT}skills", headers={"accept-language": "fr"})
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    check(json.loads(answer.content), "Problem")
    assert "a fault" not in answer.content.decode()
