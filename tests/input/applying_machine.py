"""A machine that applies, changes, withdraws, amends, extends and closes in any order from tabs that were opened earlier."""

import json
import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.clock import take_due_steps
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.records.models import Event
from microacquisition.records.verifying import verify_chains, verify_states
from microacquisition.reports.states import list_states, verify_receipts
from microacquisition.site.clock import current_instant
from tests.database.clock import move_clock_of_database
from tests.input.applying_model import BEGUN, STALE, STALE_DRAFT, Author, Tab, find_state
from tests.lifecycle.prepared import Library
from tests.permissions.asking import forgotten
from tests.stories.actor import Actor
from tests.stories.page_forms import read_forms

OFFICERS = ("officer", "second_officer")


class ApplyingMachine(RuleBasedStateMachine):
    """Two suppliers with as many tabs as they like, and two officers; all of it is forgotten afterwards."""

    library: ClassVar[Library]
    tabs = Bundle("tabs")
    withdrawals = Bundle("withdrawals")
    amendments = Bundle("amendments")

    def __init__(self) -> None:
        super().__init__()
        self.scene = self.library.open("open")
        self.undone = forgotten()
        self.undone.__enter__()
        self.authors = [Author(Actor(self.scene.people[name])) for name in ("supplier_1", "supplier_2")]
        self.officers = [Actor(self.scene.people[name]) for name in OFFICERS]
        self.texts = self.published = 0
        self.has_failed = True

    def opportunity(self) -> Opportunity:
        """The row as it stands now."""
        return self.scene.opportunity

    def is_open(self) -> bool:
        """Whether an application is received now."""
        row = self.opportunity()
        assert row.closes_at is not None
        return row.state == "OPEN" and current_instant() < row.closes_at

    def new_text(self) -> str:
        """A text unlike every other."""
        self.texts += 1
        return f"This is text number {self.texts} of mine"

    @initialize(target=tabs)
    def open_two_tabs(self) -> Any:
        """Both on the same page, as nothing was written yet."""
        return multiple(self.open_tab(0), self.open_tab(0))

    @rule(target=tabs, which=st.sampled_from((0, 1)))
    def open_tab(self, which: int) -> Any:
        author = self.authors[which]
        address = author.actor.address("apply", reference=self.opportunity().reference)
        tab = Tab(author, address)
        page = author.actor._open(address)
        assert tab.load(page) == self.is_open()
        if not tab.fields:
            return multiple()
        shown = author.draft if author.state == "DRAFT" else next(filter(None, reversed(author.versions)), "")
        assert shown in page
        tab.type(self.new_text())
        return tab

    @rule(tab=tabs)
    def type_again(self, tab: Tab) -> None:
        """The person goes back to the page as it was loaded, and writes something else."""
        tab.type(self.new_text())

    @rule(tab=tabs)
    def save(self, tab: Tab) -> None:
        self.check_answer(tab, tab.press("save"), 302 if tab.author.state in BEGUN else 200)

    @rule(tab=tabs)
    def check(self, tab: Tab) -> None:
        answer = tab.press("check")
        if self.check_answer(tab, answer, 200):
            assert tab.load(answer.content.decode()) and tab.was_checked

    def check_answer(self, tab: Tab, answer: Any, expected: int) -> bool:
        """What was typed is kept as a draft, or shown again; True where applications are received."""
        if not self.is_open():
            again = tab.author.answered.get(tab.form_key)
            assert answer.status_code == (302 if again else 409)
            assert again or tab.text in answer.content.decode()
            return False
        page = answer.content.decode()
        if tab.author.state in BEGUN and tab.would_replace_unseen:
            assert answer.status_code == 409 and STALE_DRAFT in page and tab.text in page
            assert tab.load(page) and not tab.was_checked
            return False
        assert answer.status_code == expected
        assert expected == 302 or tab.text in page
        if tab.author.state in BEGUN:
            tab.author.state, tab.author.draft = "DRAFT", tab.text
        return True

    @rule(tab=tabs)
    def send(self, tab: Tab) -> None:
        if not tab.was_checked:
            self.check(tab)
        again, is_open = tab.author.answered.get(tab.form_key), self.is_open()
        answer = tab.press("send")
        if again is not None:
            assert (answer.status_code, answer.get("Location")) == (302, again)
        elif not is_open or tab.is_stale:
            page = answer.content.decode()
            assert answer.status_code == 409 and tab.text in page
            assert not is_open or STALE in page
            assert tab.load(page) == is_open or not is_open
        else:
            assert answer.status_code == 302
            author = tab.author
            author.answered[tab.form_key], author.state, author.draft = answer["Location"], "SUBMITTED", ""
            author.versions.append(tab.text)
            assert tab.text in author.actor._open(answer["Location"])

    @rule(tab=tabs)
    def send_twice(self, tab: Tab) -> None:
        """A double click: the second answer is the first one again, or another refusal."""
        self.send(tab)
        self.send(tab)

    @rule(target=withdrawals, which=st.sampled_from((0, 1)))
    def open_withdrawal(self, which: int) -> Any:
        author = self.authors[which]
        if author.state != "SUBMITTED" or not self.is_open():
            return multiple()
        address = author.actor.address("withdraw_application", application_id=author.key)
        (form,) = (form for form in read_forms(author.actor._open(address)).forms if "form_key" in form.names)
        return author, address, form.values["form_key"][0]

    @rule(tab=withdrawals)
    def withdraw(self, tab: tuple[Author, str, str]) -> None:
        author, address, form_key = tab
        may = self.is_open() and author.state == "SUBMITTED"
        answer = author.actor.browser.post(address, {"form_key": form_key})
        if form_key in author.answered or may:
            assert answer.status_code == 302
        else:
            assert answer.status_code == 409
        if form_key not in author.answered and may:
            author.answered[form_key], author.state = answer["Location"], "WITHDRAWN"
            author.versions.append("")

    @rule(target=amendments)
    def open_amendment(self) -> Any:
        if not self.is_open():
            return multiple()
        officer = self.officers[0]
        address = officer.address(
            "amend_section", opportunity_id=self.scene.opportunity_id, section="background"
        )
        page = officer._open(address)
        return address, page, self.published, self.new_text()

    @rule(tab=amendments)
    def amend(self, tab: tuple[str, str, int, str]) -> None:
        address, page, seen, text = tab
        officer = self.officers[0]
        typed = {"background_en": text, "background_fr": f"{text} (fr)", "reason_en": text, "reason_fr": text}
        checked = officer.send_form(page, address, typed=typed)
        if not self.is_open():
            assert checked.status_code == 409
            return
        assert checked.status_code == 200 and text in checked.content.decode()
        if seen != self.published:
            assert 'id="errors"' in checked.content.decode()
            return
        answer = officer.send_form(checked.content.decode(), address, button="publish")
        assert answer.status_code == 302
        self.published += 1
        assert text in officer.browser.get(answer["Location"]).content.decode()

    @rule(days=st.sampled_from((1, 7)))
    def extend(self, days: int) -> None:
        was, is_open = self.opportunity().closes_at, self.is_open()
        assert was is not None
        address = self.officers[0].address("extend", opportunity_id=self.scene.opportunity_id)
        day = (was + timedelta(days=days)).date().isoformat()
        typed = {"closes_at_date": day, "closes_at_time": "14:00", "reason_en": day, "reason_fr": day}
        answers = [
            officer.browser.post(address, typed | {"form_key": str(uuid.uuid4())}).status_code
            for officer in self.officers
        ]
        assert answers == ([302, 302] if is_open else [409, 409])
        now = self.opportunity().closes_at
        assert now is not None and (now > was if is_open else now == was)

    @rule(hours=st.sampled_from((1, 30)))
    def wait(self, hours: int) -> None:
        move_clock_of_database(timedelta(hours=hours))

    @precondition(lambda self: any(author.versions for author in self.authors))
    @rule()
    def reach_closing(self) -> None:
        """The instant comes; what is open in tabs stays open there, and the clock has not closed yet."""
        row = self.opportunity()
        assert row.closes_at is not None
        if self.is_open():
            move_clock_of_database(row.closes_at + timedelta(seconds=1))

    @precondition(lambda self: any(author.versions for author in self.authors))
    @rule()
    def let_the_clock_close(self) -> None:
        is_open = self.is_open()
        take_due_steps()
        assert (self.opportunity().state == "OPEN") == is_open

    @invariant()
    def each_supplier_has_one_application_and_its_versions_have_no_gap(self) -> None:
        self.has_failed = True
        assert Application.objects.count() == sum(bool(author.state) for author in self.authors)
        for author in self.authors:
            if author.answered:
                assert author.list_kept() == author.list_expected()
                assert find_state(author) == author.state
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        self.has_failed = False

    def teardown(self) -> None:
        """At the end every receipt that was answered is in the record, and the record verifies."""
        try:
            if not self.has_failed:
                self.reach_closing()
                self.let_the_clock_close()
                self.check_record()
        finally:
            self.undone.__exit__(None, None, None)

    def check_record(self) -> None:
        """Every application that was ever sent has its last receipt in the record, and nothing else has one."""
        row = self.opportunity()
        assert row.applications_count == sum(author.state == "SUBMITTED" for author in self.authors)
        receipts = Event.objects.filter(stream=row.stream, code="receipt")
        found = {event.subject_id: json.loads(event.body)["facts"]["version"] for event in receipts}
        assert found == {author.key: len(author.versions) for author in self.authors if author.versions}
        verify_chains(row.stream)
        verify_states(list_states(row.stream))
        assert verify_receipts(row.stream) == len(found)
