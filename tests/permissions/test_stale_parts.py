"""A part that ended in an open session: the page opened before no longer sends anything, and the next request finds nothing."""

import os
from collections.abc import Callable

import pytest

from microacquisition.opportunities.evaluation.models import EvaluatorAssignment
from microacquisition.opportunities.statement.models import PreviewLink
from microacquisition.people.accounts import close_account
from microacquisition.people.models import Delegation, RoleHeld, SupplierMember, TeamMember, User
from microacquisition.process.roles import Role
from microacquisition.site.clock import current_instant
from tests.lifecycle.prepared import Library
from tests.lifecycle.rows import ROWS
from tests.lifecycle.walking import Row, Sending, address_of, fill_in, send
from tests.permissions.asking import forgotten
from tests.permissions.cast import grant, sign_in
from tests.permissions.changes import unchanged
from tests.stories.page_forms import read_forms

# One of each part; bin/test --full takes every row.
CHOSEN = frozenset(
    {
        "accept_request", "approve_statement", "confirm_funding_form", "sign_for_funds", "reserve_funds", "post",
        "withdraw", "judge", "sign_agreement", "deliver", "certify", "start",
    }
)  # fmt: skip
# Anybody may ask or apply: whoever left a team or a supplier does it for themselves, or reads who may.
ANYBODY_S = frozenset({"request", "save", "submit", "change"})
BY_NAME = {
    row.name: row
    for row in ROWS
    if not row.is_outcome
    and row.code not in ANYBODY_S
    and (row.code in CHOSEN or os.environ.get("TEST_EXTENT") == "full")
}


def end_everything(person: User) -> None:
    """Every role, team and supplier of the person ends now."""
    now = current_instant()
    ender = User.objects.get(name="Ben Second")
    RoleHeld.objects.filter(user=person, ended_at=None).update(ended_at=now, ended_by=ender)
    TeamMember.objects.filter(user=person, ended_at=None).update(ended_at=now)
    SupplierMember.objects.filter(user=person, ended_at=None).update(ended_at=now)


def leave_panel(person: User) -> None:
    """The person is replaced among the evaluators."""
    EvaluatorAssignment.objects.filter(evaluator=person).update(ended_at=current_instant(), chair=False)


@pytest.mark.parametrize("name", BY_NAME)
def test_whoever_holds_the_part_no_longer_finds_nothing(library: Library, name: str) -> None:
    check_that_it_ends(library, BY_NAME[name], end_everything)


def test_whoever_left_the_panel_finds_nothing(library: Library) -> None:
    check_that_it_ends(library, next(row for row in ROWS if row.code == "judge"), leave_panel)


def check_that_it_ends(library: Library, row: Row, end: Callable[[User], None]) -> None:
    """Fill in the row’s form, end the part, send the form: not there, nothing changed, and no page either."""
    scene = library.open(row.state)
    who = scene.name(row.who.split()[0])
    with forgotten():
        sending, page = fill_in(scene, row, who, row.language), address_of(scene, row.page, row.language)
        end(scene.people[who])
        with unchanged():
            assert send(scene, who, sending).status_code == 404
            assert scene.browsers[who].get(page).status_code in (404, 405)


def test_whose_account_is_closed_signs_in_first(library: Library) -> None:
    row = next(row for row in ROWS if row.code == "withdraw")
    scene = library.open(row.state)
    who = scene.name(row.who)
    with forgotten():
        sending = fill_in(scene, row, who, "en")
        close_account(scene.people[who])
        with unchanged():
            answer = send(scene, who, sending)
            assert answer.status_code == 302 and answer["Location"].startswith("/en/sign-in/?next=")


def test_whose_delegation_ended_signs_for_nothing(library: Library) -> None:
    row = next(row for row in ROWS if row.code == "sign_for_funds")
    scene = library.open(row.state)
    manager = scene.people["fund_manager"]
    with forgotten():
        held = Delegation.objects.create(
            user=manager, role=Role.FUND_MANAGER.value, limit_cents=90_000_00, cost_centres=[], starts="2026-01-01",
            instrument_reference="DSA", department=scene.cast.department, recorded_by=scene.people["auditor"],
        )  # fmt: skip
        sending = fill_in(scene, row, "fund_manager", "en")
        ended = {"ended_at": current_instant(), "ended_by": scene.people["auditor"]}
        Delegation.objects.filter(pk=held.pk).update(**ended)
        with unchanged():
            answer = send(scene, "fund_manager", sending)
            assert answer.status_code == 409 and "You hold no delegation in force" in answer.content.decode()


def test_the_officer_of_a_file_makes_no_link_to_it_once_their_role_ended(library: Library) -> None:
    scene = library.open("written")
    with forgotten():
        officer, address = scene.people["officer"], address_of(scene, "make_preview_link", "en")
        assert scene.opportunity.officer == officer
        end_everything(officer)
        with unchanged():
            assert send(scene, "officer", Sending(address, {})).status_code == 404
        assert not PreviewLink.objects.exists()


def test_an_administrator_whose_role_ended_grants_nothing(library: Library) -> None:
    library.open("people")
    with forgotten():
        person = User.objects.create_user("admin@example.ca", name="Adele Admin")
        grant(None, person, Role.ADMINISTRATOR, "")
        browser, address = sign_in(person), "/en/administration/roles/propose/"
        form = next(
            form for form in read_forms(browser.get(address).content.decode()).forms if "email" in form.names
        )
        typed = {"email": "olga@example.ca", "role": "officer", "programme_code": "esdc", "department": ""}
        end_everything(person)
        with unchanged():
            assert browser.post(address, {**form.values, **typed}).status_code == 404
