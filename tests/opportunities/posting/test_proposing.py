"""What is posted is proposed to the program's public repository: once, in both languages, as it can be read back."""

from typing import Any

import pytest

from microacquisition.opportunities.posting.models import ProposedPost
from microacquisition.opportunities.posting.proposing import propose_posts, write_files
from microacquisition.opportunities.statement.importing import ImportReport, read_pairs
from microacquisition.opportunities.statement.post_format import check_pair
from microacquisition.opportunities.statement.queries import read_public_statement
from tests.builders import People, make_funded, make_open, make_people
from tests.integrations import github_double
from tests.integrations.github_double import REPOSITORY, TOKEN, GitHubDouble


@pytest.fixture(autouse=True)
def double(settings: Any, monkeypatch: pytest.MonkeyPatch) -> GitHubDouble:
    settings.CODE_HOST_TOKEN = TOKEN
    settings.CODE_HOST_REPOSITORIES = {"esdc": REPOSITORY}
    monkeypatch.setattr(github_double, "DOUBLE", GitHubDouble())
    return github_double.DOUBLE


def test_a_posted_opportunity_is_proposed_once(people: People, double: GitHubDouble) -> None:
    opportunity = make_open(people)
    for _again in range(2):
        propose_posts()
    (pull,) = double.pulls
    assert pull.title == f"{opportunity.reference}: {opportunity.title_en}"
    assert sorted(name.split("/")[1] for name in pull.files) == ["en", "fr"]
    row = ProposedPost.objects.get()
    assert (row.opportunity, row.number, row.repository) == (opportunity, 1, REPOSITORY)


def test_what_was_proposed_reads_back_as_it_was_posted(people: People) -> None:
    opportunity = make_open(people)
    files = {name: text.encode() for name, text in write_files(opportunity).items()}
    ((english, french),) = read_pairs(files, ImportReport())
    check_pair(english, french)
    public = read_public_statement(opportunity)
    statement = public.statement
    for post, language in ((english, "en"), (french, "fr")):
        assert post.title == getattr(opportunity, f"title_{language}")
        assert post.body.background == getattr(statement, f"background_{language}").strip()
        assert post.body.work == getattr(statement, f"work_{language}").strip()
        assert [row.text for row in post.body.criteria] == [
            getattr(row, f"text_{language}") for row in public.acceptance_criteria
        ]
        assert [row.word_limit for row in post.body.application] == [
            row.word_limit for row in public.application_criteria
        ]
    assert (english.price_cents, english.closes_at, english.delivery_at, english.selection_on) == (
        opportunity.price_cents, opportunity.closes_at, opportunity.delivery_at, statement.selection_on,
    )  # fmt: skip


def test_a_host_that_breaks_off_is_asked_again_and_nothing_is_opened_twice(
    people: People, double: GitHubDouble
) -> None:
    make_open(people)
    for fault in ("POST", "PUT", "occasions/pulls"):
        double.fails_at = fault
        propose_posts()
    assert ProposedPost.objects.get().number is None
    double.fails_at = ""
    propose_posts()
    assert len(double.pulls) == 1 and ProposedPost.objects.get().number == 1


def test_nothing_is_proposed_before_posting_nor_of_practice_nor_of_another_program(
    people: People, double: GitHubDouble, settings: Any
) -> None:
    make_funded(people)
    make_open(make_people("practice"))
    settings.CODE_HOST_REPOSITORIES = {"esdc": REPOSITORY, "practice": REPOSITORY, "code_with_us": REPOSITORY}
    propose_posts()
    assert double.pulls == [] and not ProposedPost.objects.exists()
