"""From a pair of Markdown posts to a paid supplier and a closed file: ours, and the pilot's real one."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from microacquisition.opportunities.opportunity import Opportunity
from tests.stories.beginning import (
    Cast,
    complete_statement,
    fund,
    post,
    review_statement,
    save_section,
)
from tests.stories.journey_mails import check_mails
from tests.stories.record import verify_record
from tests.stories.selecting import GOOD, WEAK, MoveClock, apply_and_close, draw, offer, open_and_judge
from tests.stories.working import (
    assess,
    complete,
    countersign,
    deliver,
    find_winner,
    invoice_and_pay,
    sign,
)

OURS = Path(__file__).resolve().parents[1] / "posts"
PILOT = Path(__file__).resolve().parents[2] / ".." / "shared" / "pilot" / "posts"
# What a reader of the public page must find: headings, lists and links as they stand in the post.
SHOWN = {
    OURS: {
        "en": (
            ">Out of scope</h", "<li>where they stand;</li>", "<strong>charge</strong>",
            'href="https://open.canada.ca/en"', "<li>read the open data;</li>",
        ),
        "fr": (
            ">Exclu</h", "<li>leur emplacement;</li>", "<strong>tarif</strong>", 'href="https://ouvert.canada.ca/fr"',
        ),
    },
    PILOT: {
        "en": ("<li>", 'href="https://docs.microsoft.com/en-us/azure/', "<em>SendGrid"),
        "fr": ("<li>", 'href="https://docs.microsoft.com/'),
    },
}  # fmt: skip


@pytest.mark.parametrize("folder", [OURS, PILOT], ids=["ours", "pilot"])
def test_an_imported_pair_becomes_paid_and_reusable_code(
    folder: Path, cast: Cast, move_clock: MoveClock
) -> None:
    if not folder.is_dir():
        pytest.skip("the pilot's posts are not beside this repository")
    opportunity = import_pair(cast, folder)
    save_section(cast.author, opportunity, "licence", {"continues_existing_code": "no", "licence": "MIT"})
    complete_statement(cast, opportunity)
    review_statement(cast, opportunity)
    fund(cast, opportunity)
    posted = post(cast, opportunity, approver=cast.officer)  # the client imported both languages
    check_public_page(cast, posted, SHOWN[folder])
    apply_and_close(cast, posted, move_clock, [GOOD, GOOD, WEAK])
    open_and_judge(cast, posted)
    assert draw(cast, posted, move_clock).state == "RANKED"
    offer(cast, posted)
    winner = find_winner(cast, posted)
    sign(winner, posted)
    countersign(cast, posted)
    deliver(winner, posted)
    assess(cast.client, posted, met=True)
    invoice_and_pay(cast, winner, posted)
    done = complete(cast, posted)
    assert done.state == "COMPLETED"
    check_mails(cast, done, winner)
    verify_record(posted)


def import_pair(cast: Cast, folder: Path) -> Opportunity:
    """Import the only pair there, for the client; the command reports every line that found no place."""
    said = StringIO()
    people = cast.people
    call_command(
        "import_posts", folder, client=people.client.email, officer=people.officer.email, stdout=said
    )
    assert "Imported: " in said.getvalue()
    opportunity = Opportunity.objects.get()
    assert opportunity.state == "DRAFTING" and opportunity.statement.price_cents == 6_500_00
    return opportunity


def check_public_page(cast: Cast, opportunity: Opportunity, shown: dict[str, tuple[str, ...]]) -> None:
    """The post's headings, lists and links stand on the public page of each language."""
    readers = {supplier.person.language: supplier for supplier in cast.suppliers}
    for language, texts in shown.items():
        page = readers[language].read("opportunity", reference=opportunity.reference)
        assert opportunity.title.best_for(language)[0] in page
        for text in texts:
            assert text in page, f"the {language} page does not show {text}"
