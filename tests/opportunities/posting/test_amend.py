"""Amending while open: before and after in public, everybody told, applications stand, and what is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from microacquisition.common.bilingual import Bilingual
from microacquisition.correspondence.models import Message
from microacquisition.opportunities.applications.models import ApplicationVersion
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.posting.models import Amendment
from microacquisition.opportunities.posting.public_changes import list_changes
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.opportunities.statement.models import ApplicationCriterion, Statement
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.people.models import User
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.applying import apply_as, make_closed
from tests.builders import People, make_open

Move = Callable[[Any], Any]
REASON = Bilingual("A data source was missing.", "Il manquait une source de données.")


def write(**texts: str) -> Callable[[Statement], None]:
    """Return what fills the statement's columns (or the title's) with these texts."""

    def fill(statement: Statement) -> None:
        for name, text in texts.items():
            setattr(statement.opportunity if name.startswith("title") else statement, name, text)

    return fill


NEW_WORK = write(work_en="1. A script\n2. Its tests", work_fr="1. Un script\n2. Ses essais")


def amend(opportunity: Opportunity, user: User, fill: Any = NEW_WORK, **given: Any) -> None:
    """Take the step."""
    typed = {"section": "work", "fill": fill, "reason": REASON, **given}
    take_step("amend", opportunity_id=opportunity.pk, user=user, given=typed)


def refused(opportunity: Opportunity, user: User, fill: Any = NEW_WORK, **given: Any) -> str:
    """Return why it is refused; nothing may have changed."""
    before = (find_statement(opportunity).work_en, Event.objects.count(), opportunity.versions.count())
    with pytest.raises(Refused) as refusal:
        amend(opportunity, user, fill, **given)
    assert before == (
        find_statement(opportunity).work_en,
        Event.objects.count(),
        opportunity.versions.count(),
    )
    assert (
        not Amendment.objects.exists() and not Message.objects.filter(template__contains="amended").exists()
    )
    return str(refusal.value)


def test_before_and_after_stay_and_everybody_is_told(people: People) -> None:
    opportunity = make_open(people)
    apply_as(people.suppliers[0], opportunity)
    sent = ApplicationVersion.objects.get()
    amend(opportunity, people.officer)
    change = list_changes(opportunity)[0]
    assert change.what.en == "Amended: The work" and change.reason == REASON
    assert [(part.before.en, part.after.fr) for part in change.changes] == [
        ("1. A script\n2. Its documentation", "1. Un script\n2. Ses essais")
    ]
    event = Event.objects.get(code="amend")
    assert "A data source" not in event.body and '"section":"work"' in event.body
    told = Message.objects.filter(template="posting/amended_applicant")
    assert [row.sealed is not None for row in told] == [True]
    staff = Message.objects.filter(template="posting/amended_staff").values_list("to_email", flat=True)
    assert {people.officer.email, people.advisor.email, people.client.email} <= set(staff)
    assert ApplicationVersion.objects.get() == sent
    assert list_changes(opportunity, since=current_instant()) == []


def test_who_may_not_and_when_not(people: People, move_clock: Move) -> None:
    opportunity = make_open(people)
    for person in (people.client, people.advisor, people.suppliers[0], people.stranger):
        with pytest.raises(NotYours):
            amend(opportunity, person)
    closes = opportunity.closes_at
    assert closes is not None
    move_clock(closes)
    assert "closing has passed" in refused(
        opportunity, people.officer, write(background_en="x"), section="background"
    )


def test_after_closing_it_is_the_wrong_state(people: People, move_clock: Move) -> None:
    closed = make_closed(people, move_clock)
    assert "cannot be done now" in refused(closed, people.officer)


def test_substance_needs_time_or_an_extension(people: People, move_clock: Move) -> None:
    opportunity = make_open(people)
    assert opportunity.closes_at is not None
    move_clock(opportunity.closes_at - timedelta(hours=20))
    assert "Extend the closing first" in refused(opportunity, people.officer)
    amend(
        opportunity, people.officer,
        write(background_en="We run two markets.", background_fr="Nous tenons deux marchés."), section="background",
    )  # fmt: skip
    assert Amendment.objects.get().section == "background"


@pytest.mark.parametrize(
    ("section", "fill", "said"),
    [
        ("work", write(work_en="1. A script\n2. Its documentation"), "Nothing is different"),
        ("work", write(work_en="1. A script\n2. Its tests, 40 of them"), "Only the English text says: 40"),
        ("work", write(work_fr=""), "Not written in French: The work"),
        ("price", lambda s: setattr(s, "price_cents", 900_000), "at most"),
        ("price", lambda s: setattr(s, "price_cents", 600_001), "funds reserved allow at most"),
        ("licence", write(licence="Proprietary-1.0"), "not a licence of the program"),
    ],
)
def test_what_an_amendment_may_not_say(people: People, section: str, fill: Any, said: str) -> None:
    opportunity = make_open(people)
    assert said in refused(opportunity, people.officer, fill, section=section)


def test_criteria_are_reworded_not_added_and_a_reason_is_given(people: People) -> None:
    opportunity = make_open(people)

    def one_more(statement: Statement) -> None:
        ApplicationCriterion.objects.create(statement=statement, place=2, text_en="Two", text_fr="Deux")

    def reword(statement: Statement) -> None:
        statement.applicationcriterion_set.update(text_en="Show skills.", text_fr="Montrez des compétences.")

    assert "reworded, not added" in refused(opportunity, people.officer, one_more, section="evaluation")
    assert "Write the reason" in refused(opportunity, people.officer, reason=Bilingual("Only English", ""))
    assert "meanwhile" in refused(opportunity, people.officer, fingerprint="0" * 16)
    amend(opportunity, people.officer, reword, section="evaluation")
    assert "Show skills." in list_changes(opportunity)[0].changes[0].after.en


def test_a_change_in_one_language_says_so_in_the_other(people: People) -> None:
    opportunity = make_open(people)
    amend(
        opportunity,
        people.officer,
        write(background_fr="Nous tenons un marché public."),
        section="background",
    )
    pages = [
        Client().get(f"/{language}/{word}/{opportunity.reference}/").content.decode()
        for language, word in (("en", "opportunities"), ("fr", "occasions"))
    ]
    assert "Only the text in the other language changes." in pages[0]
    assert "<ins>Nous tenons un marché public.</ins>" in pages[1]


def test_amendments_are_append_only(people: People) -> None:
    opportunity = make_open(people)
    amend(opportunity, people.officer)
    for statement in (
        "UPDATE opportunities_amendment SET reason_en = ''",
        "DELETE FROM opportunities_amendment",
    ):
        with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_pages_show_before_and_after(people: People, browser: Callable[[User], Client]) -> None:
    opportunity = make_open(people)
    officer = browser(people.officer)
    place = f"/en/files/{opportunity.pk}/amend/"
    assert "Which section changes?" in officer.get(place).content.decode()
    typed = {
        "do": "save", "work_en": "1. A tool", "work_fr": "1. Un outil", "reason_en": REASON.en, "reason_fr": REASON.fr,
    }  # fmt: skip
    wrong = officer.post(
        f"{place}work/", {**typed, "work_fr": "2. Un outil", "reason_fr": ""}
    ).content.decode()
    assert "Error:" in wrong and "1. A tool" in wrong
    checked = officer.post(f"{place}work/", typed).content.decode()
    assert "Before and after" in checked and "1. A tool" in checked and not Amendment.objects.exists()
    assert officer.post(f"{place}work/", {**typed, "publish": "1"}).status_code == 302
    public = Client().get(f"/en/opportunities/{opportunity.reference}/").content.decode()
    assert "Amended: The work" in public and "Its documentation" in public and REASON.en in public
    assert browser(people.client).get(place).status_code == 404
    for section in (
        "title",
        "acceptance",
        "evaluation",
        "skills",
        "client_items",
        "licence",
        "price",
        "dates",
    ):
        assert officer.get(f"{place}{section}/").status_code == 200
