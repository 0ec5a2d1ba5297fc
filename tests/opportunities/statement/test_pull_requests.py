"""A pull request with a pair of posts is answered, asked for by a client, and becomes the draft; nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection

from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.intake import queries
from microacquisition.opportunities.intake.models import IncomingPullRequest, Request
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Refused
from microacquisition.opportunities.statement.incoming import read_pull_requests
from microacquisition.opportunities.statement.queries import find_statement, read_public_statement
from microacquisition.people.models import User
from microacquisition.records.models import Event
from tests.builders import People, good_answers, sign_in_as
from tests.integrations import github_double
from tests.integrations.github_double import REPOSITORY, TOKEN, GitHubDouble

pytestmark = pytest.mark.usefixtures("people")

POSTS = Path(__file__).resolve().parents[2] / "posts"
EN, FR = "posts/en/2026-11-02-charging-stations.md", "posts/fr/2026-11-02-bornes-de-recharge.md"
PAIR = {name: (POSTS.parent / name).read_bytes() for name in (EN, FR)}
ASKED = "/en/ask-for-code/?pull_request="


@pytest.fixture(autouse=True)
def double(settings: Any, monkeypatch: pytest.MonkeyPatch) -> GitHubDouble:
    settings.CODE_HOST_TOKEN = TOKEN
    settings.CODE_HOST_REPOSITORIES = {"esdc": REPOSITORY}
    monkeypatch.setattr(github_double, "DOUBLE", GitHubDouble())
    return github_double.DOUBLE


def _ask(people: People, settings: Any, row: IncomingPullRequest) -> Opportunity:
    typed = {
        "team": f"{people.team.pk}:esdc", "title": row.title_en, "need": row.short_description_en,
        **{code: "yes" if answer.value else "no" for code, answer in good_answers().items()},
        **{f"{code}_explanation": answer.explanation for code, answer in good_answers().items()},
        "form_key": "6a5ab1b6-6d9f-4bb3-8a3e-5b3c2f6f9a11",
    }  # fmt: skip
    answer = sign_in_as(people.author, settings).post(f"{ASKED}{row.pk}", typed)
    assert answer.status_code == 302, answer.content.decode()
    return Opportunity.objects.get()


def test_a_pair_is_asked_for_in_its_words_and_becomes_the_draft(
    people: People, double: GitHubDouble, settings: Any
) -> None:
    pull = double.propose(PAIR)
    read_pull_requests()
    row = IncomingPullRequest.objects.get()
    (comment,) = pull.comments
    assert f"http://testserver{ASKED}{row.pk}" in comment
    assert f"http://testserver/fr/demander-du-code/?pull_request={row.pk}" in comment
    page = sign_in_as(people.author, settings).get(f"{ASKED}{row.pk}").content.decode()
    assert "A map of charging stations" in page and "/pull/1" in page
    opportunity = _ask(people, settings, row)
    take_step("accept_request", opportunity_id=opportunity.pk, user=people.officer)
    opportunity.refresh_from_db()
    public = read_public_statement(opportunity)
    assert (opportunity.state, opportunity.title_fr) == ("DRAFTING", "Une carte des bornes de recharge")
    assert public.statement.price_cents == 6_500_00 and len(public.acceptance_criteria) == 3
    statement = find_statement(opportunity)
    assert {(each.person, each.language) for each in statement.authors.all()} == {
        (people.author, "en"), (people.author, "fr"),
    }  # fmt: skip
    events = Event.objects.filter(stream=opportunity.stream).order_by("seq")
    assert [event.code for event in events] == ["request", "accept_request", "import_statement"]
    assert not events.filter(body__contains="mobility").exists()


def test_a_fault_is_named_by_file_and_field_and_read_again_once_corrected(double: GitHubDouble) -> None:
    spoilt = PAIR[FR].replace(b"6 500$", b"6 400$")
    pull = double.propose({**PAIR, FR: spoilt})
    for _again in range(2):
        read_pull_requests()
    (comment,) = pull.comments
    assert f"In `{FR}`, `value` differs from {EN}." in comment
    assert f"Dans `{FR}`, `value` n’est pas la même valeur que dans {EN}." in comment
    assert IncomingPullRequest.objects.get().files == {}
    double.push(pull, {FR: PAIR[FR]})
    read_pull_requests()
    assert len(pull.comments) == 2 and ASKED in pull.comments[1]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({EN: PAIR[EN]}, "`ref` has no file in the other language."),
        ({**PAIR, EN: b"\xff\xfe"}, "`file` is not UTF-8 text."),
        ({**PAIR, EN: PAIR[EN] + b"\0"}, "`file` is not UTF-8 text."),
        ({**PAIR, EN: b"---\n" + b"x" * 200_001}, "`file` is larger than 200 kB."),
        (
            {**PAIR, **{f"{name}2.md": text.replace(b"ref: ", b"ref: z") for name, text in PAIR.items()}},
            "`ref` is one of several opportunities.",
        ),
    ],
)
def test_what_is_no_pair_is_answered_and_cannot_be_asked_for(
    people: People, double: GitHubDouble, settings: Any, files: dict[str, bytes], said: str
) -> None:
    pull = double.propose(files)
    read_pull_requests()
    assert said in pull.comments[0]
    row = IncomingPullRequest.objects.get()
    assert sign_in_as(people.author, settings).get(f"{ASKED}{row.pk}").status_code == 404


def test_other_changes_and_our_own_proposals_are_left_alone(double: GitHubDouble) -> None:
    other = double.propose({"README.md": b"# Read me", "script.py": b"pass"})
    ours = double.propose(PAIR, branch="micro-acquisition/MA-2026-0001")
    read_pull_requests()
    assert other.comments == ours.comments == []


def test_a_silent_host_loses_nothing(double: GitHubDouble) -> None:
    pull = double.propose(PAIR)
    for fault in ("comments", "contents", "pulls"):
        double.fails_at = fault
        read_pull_requests()
    assert not IncomingPullRequest.objects.exclude(head="").exists() and pull.comments == []
    double.fails_at = ""
    read_pull_requests()
    assert len(pull.comments) == 1 and IncomingPullRequest.objects.get().files


def test_what_was_asked_for_is_not_read_again(people: People, double: GitHubDouble, settings: Any) -> None:
    pull = double.propose(PAIR)
    read_pull_requests()
    opportunity = _ask(people, settings, IncomingPullRequest.objects.get())
    double.push(pull, {EN: PAIR[EN].replace(b"charging", b"changed")})
    for _again in range(2):
        read_pull_requests()
    assert len(pull.comments) == 2 and f"/en/files/{opportunity.pk}/" in pull.comments[1]
    assert IncomingPullRequest.objects.get().title_en == "A map of charging stations"


@pytest.mark.parametrize("key", ["0", "-1", "x", "9" * 40, ""])
def test_an_address_that_names_no_pull_request_is_not_found(people: People, settings: Any, key: str) -> None:
    assert sign_in_as(people.author, settings).get(f"{ASKED}{key}").status_code == 404


def ask_at_once(people: People) -> list[str]:
    """Two people ask for the same pull request at the same instant; what each was told."""
    asked = {
        "team": people.team, "programme_code": "esdc", "title": "A map", "need": "A map.",
        "estimated_hours": None, "answers": good_answers(), "pull_request": IncomingPullRequest.objects.get(),
    }  # fmt: skip
    start = Barrier(2, timeout=30)

    def ask(user: User) -> str:
        start.wait()
        try:
            take_step("request", opportunity_id=None, user=user, language="en", given=asked)
        except Refused:
            return "refused"
        except IntegrityError:
            return "broken"
        finally:
            connection.close()
        return "asked"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(ask, (people.author, people.client)))


def test_a_pull_request_is_asked_for_once(people: People, double: GitHubDouble) -> None:
    double.propose(PAIR)
    read_pull_requests()
    assert ask_at_once(people) == ["asked", "refused"]
    assert Request.objects.count() == Opportunity.objects.count() == 1


def test_without_the_lock_the_second_would_be_stopped_by_the_database_alone(
    people: People, double: GitHubDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: both have looked before either writes."""
    double.propose(PAIR)
    read_pull_requests()
    looked = Barrier(2, timeout=30)

    def look_unlocked(pull_request: IncomingPullRequest) -> bool:
        is_taken = Request.objects.filter(pull_request=pull_request).exists()
        looked.wait()
        return is_taken

    monkeypatch.setattr(queries, "_is_taken", look_unlocked)
    assert ask_at_once(people) == ["asked", "broken"]
    assert Request.objects.count() == Opportunity.objects.count() == 1
