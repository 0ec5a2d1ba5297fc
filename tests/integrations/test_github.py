"""GitHub's adapter: nothing is opened or said twice, and whatever is not understood is said by a short code."""

from typing import Any

import httpx
import pytest

from microacquisition.integrations.github import GitHub
from microacquisition.ports.code_host import CodeHostUnreachable, PullRequest
from tests.integrations import github_double
from tests.integrations.github_double import REPOSITORY, TOKEN, GitHubDouble, reach_double

FILES = {"posts/en/one.md": "One\n", "posts/fr/un.md": "Un\n"}
BRANCH = "micro-acquisition/MA-2026-0001"


@pytest.fixture
def double(settings: Any, monkeypatch: pytest.MonkeyPatch) -> GitHubDouble:
    settings.CODE_HOST_TOKEN = TOKEN
    monkeypatch.setattr(github_double, "DOUBLE", GitHubDouble())
    return github_double.DOUBLE


def _propose() -> PullRequest:
    return reach_double().propose(REPOSITORY, BRANCH, FILES, "One", "Text")


def test_every_open_pull_request_is_listed_whatever_their_number(double: GitHubDouble) -> None:
    for _each in range(101):
        double.propose({})
    double.pulls[7].state = "closed"
    assert [each.number for each in reach_double().list_open(REPOSITORY)] == [
        each.number for each in double.pulls if each.number != 8
    ]


def test_files_are_read_as_of_the_last_commit_and_long_ones_cut(double: GitHubDouble) -> None:
    pull = double.propose({"a.md": b"old", "long.md": b"x" * 50, "b.txt": b"no"})
    double.push(pull, {"a.md": b"new"})
    host = reach_double()
    (found,) = host.list_open(REPOSITORY)
    assert host.read_files(REPOSITORY, found, ".md", 20) == {"a.md": b"new", "long.md": b"x" * 21}


def test_a_comment_is_written_once_by_its_key(double: GitHubDouble) -> None:
    pull, host = double.propose({}), reach_double()
    for key in ("one", "one", "two"):
        host.comment_once(REPOSITORY, pull.number, key, f"About {key}")
    assert [each.splitlines()[0] for each in pull.comments] == ["About one", "About two"]


def test_a_branch_is_proposed_once_also_after_it_was_merged(double: GitHubDouble) -> None:
    first = _propose()
    assert {name: text.decode() for name, text in double.pulls[0].files.items()} == FILES
    double.pulls[0].state = "closed"
    assert _propose() == first and len(double.pulls) == 1


@pytest.mark.parametrize(
    "broken", ["POST /repos/example/occasions/git/refs", "PUT", "POST /repos/example/occasions/pulls"]
)
def test_a_proposal_that_broke_off_is_taken_up_where_it_stood(double: GitHubDouble, broken: str) -> None:
    double.fails_at = broken
    with pytest.raises(CodeHostUnreachable, match="status_502"):
        _propose()
    double.fails_at = ""
    _propose()
    assert len(double.pulls) == 1 and set(double.branches[BRANCH]) == set(FILES)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (httpx.Response(500), "status_500"),
        (httpx.Response(302, headers={"Location": "https://elsewhere.example"}), "status_302"),
        (httpx.Response(200, text="<html>"), "not_understood"),
        (httpx.Response(200, json=[{"number": "x"}]), "not_understood"),
        (httpx.Response(200, json={"message": "no list"}), "not_understood"),
    ],
)
def test_an_answer_that_is_not_understood_is_said_by_a_code(answer: httpx.Response, code: str) -> None:
    with pytest.raises(CodeHostUnreachable, match=code):
        GitHub(httpx.MockTransport(lambda request: answer)).list_open(REPOSITORY)


def test_no_answer_at_all_is_said_too(double: GitHubDouble) -> None:
    double.silent = True
    with pytest.raises(CodeHostUnreachable, match="no_answer"):
        reach_double().list_open(REPOSITORY)
