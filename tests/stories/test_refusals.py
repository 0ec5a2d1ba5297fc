"""Not yours answers like not there; not now answers with every reason and the way back; nothing changes in either."""

import os
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import RoleHeld, Team, TeamMember, User
from microacquisition.process.lifecycle import STEPS, Thing
from microacquisition.process.roles import Role
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import People, make_approved, make_people, sign_in_as

WHOLE = os.environ.get("TEST_EXTENT") == "full"
FILE_ROUTE = re.compile(r"^files/<uuid:opportunity_id>/")
# Filled in for routes that name something below the file.
PLACES = {
    "section": "price", "link_id": 1, "label": "A", "answer_id": 1, "document_id": uuid.UUID(int=7),
    "application_id": "A-11111", "first": "A-11111", "second": "A-22222",
    "step_code": "sign_for_funds", "number": 1,
}  # fmt: skip


def list_staff_pages() -> list[tuple[str, list[str]]]:
    """Return every page below a file: its name and what its address asks for beside the file."""
    found: list[tuple[str, list[str]]] = []

    def walk(patterns: Any) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns)
            elif isinstance(pattern, URLPattern) and FILE_ROUTE.match(str(pattern.pattern)):
                asked = re.findall(r"<\w+:(\w+)>", str(pattern.pattern))
                found.append((str(pattern.name), [name for name in asked if name != "opportunity_id"]))

    with override("en"):
        walk(get_resolver().url_patterns)
    return found


def address_of(name: str, asked: list[str], key: uuid.UUID) -> str:
    """Return the page's English address on the file `key`."""
    with override("en"):
        return reverse(name, kwargs={"opportunity_id": key, **{each: PLACES[each] for each in asked}})


def blank(html: str, key: uuid.UUID) -> str:
    """Take out what differs on every page: tokens and the address itself."""
    return re.sub(r'value="[^"]{20,}"', "", html).replace(str(key), "")


def make_strangers(people: People) -> dict[str, User]:
    """Return people who have no part in the file: by team, by program, by having left, by keeping apart."""
    now = current_instant()
    made = {
        name: User.objects.create_user(f"{name.replace(' ', '.')}@example.ca", name=name)
        for name in ("other client", "other officer", "former officer", "administrator")
    }
    team = Team.objects.create(
        department=people.department, name_en="Another team", name_fr="Une autre équipe"
    )
    TeamMember.objects.create(team=team, user=made["other client"], started_at=now)
    decided = {"proposed_at": now, "confirmed_at": now}
    by_two = {"proposed_by": people.auditor, "confirmed_by": people.stranger, **decided}
    officer = {"role": Role.OFFICER.value, "department": people.department}
    RoleHeld.objects.create(user=made["other officer"], programme_code="practice", **officer, **by_two)
    RoleHeld.objects.create(
        user=made["former officer"],
        programme_code=people.programme_code,
        **officer,
        **by_two,
        ended_by=people.stranger,
        ended_at=now,
    )
    RoleHeld.objects.create(user=made["administrator"], role=Role.ADMINISTRATOR.value, **decided)
    return {**made, "supplier": people.suppliers[0]}


@pytest.mark.usefixtures("committed_database")
def test_whoever_has_no_part_finds_nothing_and_changes_nothing(settings: Any) -> None:
    people = make_people("esdc", suppliers=1)
    opportunity = make_approved(people)
    before = Event.objects.count()
    nowhere = uuid.uuid4()
    pages = list_staff_pages()
    assert len(pages) > 30
    strangers = make_strangers(people)
    # Everybody at every page in bin/test --full; else they take turns.
    for number, (who, person) in enumerate(strangers.items()):
        browser = sign_in_as(person, settings)
        for name, asked in pages if WHOLE else pages[number :: len(strangers)]:
            for ask in (browser.get, browser.post):
                theirs, missing = (ask(address_of(name, asked, key)) for key in (opportunity.pk, nowhere))
                assert theirs.status_code == missing.status_code, f"{who} at {name}"
                assert theirs.status_code in (404, 405), f"{who} at {name}: {theirs.status_code}"
                same = blank(theirs.content.decode(), opportunity.pk) == blank(
                    missing.content.decode(), nowhere
                )
                assert same, f"{who} at {name} reads that the file exists"
    assert Event.objects.count() == before


@pytest.mark.usefixtures("committed_database")
def test_a_stranger_is_led_to_sign_in(settings: Any) -> None:
    opportunity = make_approved(make_people("esdc", suppliers=1))
    for name, asked in list_staff_pages():
        answer = Client().get(address_of(name, asked, opportunity.pk))
        assert answer.status_code in (302, 405), name
        if answer.status_code == 302:
            assert "/sign-in/?next=" in answer["Location"], name


@pytest.mark.usefixtures("committed_database")
def test_the_right_person_at_the_wrong_time_reads_why_and_the_way_back(settings: Any) -> None:
    people = make_people("esdc", suppliers=1)
    opportunity = make_approved(people)
    before = Event.objects.count()
    staff = {
        Role.OFFICER: people.officer, Role.ADVISOR: people.advisor, Role.FUND_MANAGER: people.fund_manager,
        Role.PAYMENT_OFFICER: people.payment_officer, Role.CLIENT: people.author,
    }  # fmt: skip
    asked = 0
    for code, parts in TABLE.steps.items():
        step = STEPS[code]
        if not parts.page or step.thing is not Thing.OPPORTUNITY or opportunity.state in step.from_states:
            continue
        if "" in step.from_states:
            continue
        for role in step.roles & set(staff):
            browser = sign_in_as(staff[role], settings)
            for language, refused in (("en", "This cannot be done now"), ("fr", "")):
                with override(language):
                    address = reverse(parts.page, kwargs={"opportunity_id": opportunity.pk})
                answer = browser.post(
                    address, {"form_key": str(uuid.uuid4()), "reason": "Because.", "day": ""}
                )
                page = answer.content.decode()
                if answer.status_code == 405:
                    continue  # the page only reads; its button posts elsewhere
                assert answer.status_code in (409, 404), f"{code} by {role}: {answer.status_code}"
                if answer.status_code == 409:
                    asked += 1
                    assert refused in page, code
                    assert f'<html lang="{language}"' in page
    assert asked > 20
    assert Event.objects.count() == before
    assert Opportunity.objects.get(pk=opportunity.pk).state == "APPROVED"
