"""Every wait has an owner, an age, a reminder and a stand-in; what may not be done is refused and changes nothing."""

from collections.abc import Callable
from datetime import time, timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from microacquisition.common.dates import format_date
from microacquisition.common.zones import local_time, resolve_leniently
from microacquisition.correspondence.models import Message
from microacquisition.opportunities.file.pending import read_turns
from microacquisition.opportunities.file.reminding import remind_of_late_waits
from microacquisition.opportunities.file.waits import Wait, find_clock_wait, read_waits
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import RoleHeld, User
from microacquisition.people.roles_held import Delegation
from microacquisition.process.calendar import add_business_days
from microacquisition.process.lifecycle import ENDS
from microacquisition.process.roles import Role
from microacquisition.process.waiting import AWAITED, AWAITED_ONCE_SIGNED
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant
from tests.builders import (
    People,
    make_approved,
    make_funding_confirmed,
    make_open,
    make_people,
    make_posted,
    make_request,
)
from tests.opportunities.agreement.builders import judge, make_delivered, make_in_work
from tests.opportunities.evaluation.builders import (
    make_closed,
    make_evaluated,
    make_offered,
    make_ranked,
    take,
)

Browser = Callable[[User], Client]


def waits_of(opportunity: Opportunity) -> list[Wait]:
    """Return the waits of the file now."""
    now = current_instant()
    return read_waits(read_turns(opportunity, now=now).waiting, now)


def make_holder(people: People, name: str, role: Role) -> User:
    """Return one more person who holds the role there."""
    user = User.objects.create_user(f"{name.lower()}@example.ca", name=name, language="fr")
    now = current_instant()
    RoleHeld.objects.create(
        user=user, role=role.value, programme_code=people.programme_code, department=people.department,
        proposed_by=people.officer, proposed_at=now, confirmed_by=people.second_officer, confirmed_at=now,
    )  # fmt: skip
    return user


def send(browser: Client, name: str, opportunity: Opportunity, **typed: str) -> HttpResponse:
    """Send a form of the file page."""
    address = reverse(name, kwargs={"opportunity_id": opportunity.pk})
    answer: HttpResponse = browser.post(address, typed)  # type: ignore[assignment]
    return answer


def count_traces() -> tuple[int, int]:
    """Count what a refusal must not add to."""
    return Event.objects.count(), Message.objects.count()


@pytest.fixture
def unsigned(people: People) -> Opportunity:
    """A file that waits for the fund manager."""
    return make_funding_confirmed(people)


def test_whoever_waits_reminds_in_one_click(people: People, browser: Browser, unsigned: Opportunity) -> None:
    (wait,) = [each for each in waits_of(unsigned) if each.pending.step.code == "sign_for_funds"]
    who = browser(people.officer)
    page = who.get(reverse("file", kwargs={"opportunity_id": unsigned.pk})).content.decode()
    assert f'value="{wait.key}"' in page and "fund manager" in page
    assert send(who, "send_reminder", unsigned, wait=wait.key).status_code == 302
    (letter,) = Message.objects.filter(template="file/reminder")
    assert letter.to_email == people.fund_manager.email
    assert "/sign-for-funds/" in letter.body or "sign" in letter.body
    event = Event.objects.get(code="remind")
    assert (event.subject_id, event.stream) == (wait.key, unsigned.stream)
    page = who.get(reverse("file", kwargs={"opportunity_id": unsigned.pk})).content.decode()
    assert "Reminded today" in page and "Reminder sent by mail" in page


def test_others_remind_nobody(people: People, browser: Browser, unsigned: Opportunity) -> None:
    before, key = count_traces(), f"sign_for_funds:{unsigned.pk}"
    for sender in ("fund_manager", "payment_officer", "certifier", "auditor", "evaluator", "stranger"):
        answer = send(browser(getattr(people, sender)), "send_reminder", unsigned, wait=key)
        assert answer.status_code == 404, sender
    assert count_traces() == before


def test_a_second_reminder_waits_for_the_next_business_day(
    people: People, browser: Browser, unsigned: Opportunity, move_clock: Callable[..., object]
) -> None:
    officer, key = browser(people.officer), f"sign_for_funds:{unsigned.pk}"
    assert send(officer, "send_reminder", unsigned, wait=key).status_code == 302
    before = count_traces()
    answer = send(browser(people.client), "send_reminder", unsigned, wait=key)
    assert answer.status_code == 409 and count_traces() == before
    move_clock(timedelta(days=4))
    assert send(browser(people.officer), "send_reminder", unsigned, wait=key).status_code == 302


def test_nobody_is_reminded_of_what_is_not_awaited(
    people: People, browser: Browser, unsigned: Opportunity
) -> None:
    before, officer = count_traces(), browser(people.officer)
    for key in ("", "nonsense", "post:0", "accept_request:1"):
        assert send(officer, "send_reminder", unsigned, wait=key).status_code == 409, key
    assert count_traces() == before


def test_nobody_reminds_themselves(people: People, browser: Browser) -> None:
    opportunity = make_request(people)
    before = count_traces()
    answer = send(
        browser(people.officer), "send_reminder", opportunity, wait=f"accept_request:{opportunity.pk}"
    )
    assert answer.status_code == 409 and count_traces() == before


def test_a_stand_in_is_named_in_one_click_and_told(
    people: People, browser: Browser, unsigned: Opportunity
) -> None:
    second = make_holder(people, "Zoe", Role.FUND_MANAGER)
    third = make_holder(people, "Abe", Role.FUND_MANAGER)
    Delegation.objects.create(
        user=people.fund_manager, role=Role.FUND_MANAGER.value, limit_cents=10_000_00, starts="2021-01-01",
        stand_in=second, instrument_reference="D-1",
    )  # fmt: skip
    key = f"sign_for_funds:{unsigned.pk}"
    typed = {"wait": key, "role": "fund_manager", "person": str(second.pk)}
    assert send(browser(people.officer), "pass_on", unsigned, **typed).status_code == 302
    (letter,) = Message.objects.filter(template="file/stand_in")
    assert (letter.to_email, letter.language) == (second.email, "fr")
    (wait,) = [each for each in waits_of(unsigned) if each.key == key]
    assert [owner.people for owner in wait.owners] == [[second]] and wait.owners[0].stands_in
    # Now it is theirs to pass on; their own delegation names nobody, so the others come by name.
    assert [each.person for each in wait.owners[0].others] == [third, people.fund_manager]
    send(browser(people.officer), "send_reminder", unsigned, wait=key)
    assert Message.objects.get(template="file/reminder").to_email == second.email
    assert (
        "Confié à quelqu’un d’autre"
        in browser(people.client).get(f"/fr/dossiers/{unsigned.pk}/").content.decode()
    )


def test_the_person_whose_turn_it_is_passes_it_on(
    people: People, browser: Browser, unsigned: Opportunity
) -> None:
    second = make_holder(people, "Zoe", Role.FUND_MANAGER)
    typed = {"wait": f"sign_for_funds:{unsigned.pk}", "role": "fund_manager", "person": str(second.pk)}
    assert send(browser(people.fund_manager), "pass_on", unsigned, **typed).status_code == 302


def test_whom_nobody_may_pass_it_to(people: People, browser: Browser, unsigned: Opportunity) -> None:
    second = make_holder(people, "Zoe", Role.FUND_MANAGER)
    before = count_traces()
    for sender, role, person, status in (
        ("client", "fund_manager", second, 404),  # waits, but has no say in who signs
        ("payment_officer", "fund_manager", second, 404),
        ("auditor", "fund_manager", second, 404),
        ("officer", "fund_manager", people.certifier, 409),  # holds another role
        ("officer", "fund_manager", people.stranger, 409),
        ("officer", "payment_officer", second, 409),  # not their turn
        ("officer", "nobody", second, 404),
    ):
        typed = {"wait": f"sign_for_funds:{unsigned.pk}", "role": role, "person": str(person.pk)}
        answer = send(browser(getattr(people, sender)), "pass_on", unsigned, **typed)
        assert answer.status_code == status, (sender, role, person)
    assert count_traces() == before


def test_the_clock_reminds_once_past_the_target_and_leaves_practice_alone(
    people: People, unsigned: Opportunity, move_clock: Callable[..., object]
) -> None:
    make_request(make_people("practice"))
    assert remind_of_late_waits(current_instant()) == 0
    monday = current_instant() + timedelta(days=14 - current_instant().weekday())
    move_clock(monday.replace(hour=15))
    sent = remind_of_late_waits(current_instant())
    assert sent and remind_of_late_waits(current_instant()) == 0
    letters = Message.objects.filter(template="file/late")
    assert people.fund_manager.email in {letter.to_email for letter in letters}
    assert Event.objects.filter(code="remind_by_clock", stream=unsigned.stream).count() == sent
    (wait,) = [each for each in waits_of(unsigned) if each.pending.step.code == "sign_for_funds"]
    assert wait.days_late and wait.reminded_today


@pytest.mark.parametrize("code", settings.PROGRAMMES)
def test_no_wait_lacks_a_target_of_the_program_or_a_day_that_was_agreed(code: str) -> None:
    """A program sets a target for every step that is awaited; where a day was agreed for it, that day is the target."""
    (programme,) = import_module(code).VERSIONS
    agreed = {step for step, parts in TABLE.steps.items() if parts.until is not None}
    lacking = (AWAITED | AWAITED_ONCE_SIGNED) - set(programme.target_days) - agreed
    assert lacking == set() and {"deliver", "sign_agreement", "record_draw"} <= agreed


def test_work_is_late_after_the_agreed_day_and_its_supplier_is_reminded(
    people: People, browser: Browser, move_clock: Callable[..., object]
) -> None:
    opportunity = make_in_work(people)
    (wait,) = [each for each in waits_of(opportunity) if each.pending.step.code == "deliver"]
    due_at = wait.pending.subject.due_at
    assert wait.until == local_time(due_at, opportunity.zone).date() and not wait.days_late
    page = (
        browser(people.officer)
        .get(reverse("file", kwargs={"opportunity_id": opportunity.pk}))
        .content.decode()
    )
    assert f"by {format_date(wait.until, 'en')}" in page
    # Ten in the morning of the first business day after the agreed one.
    day = add_business_days(wait.until, 1)
    move_clock(resolve_leniently(day, time(10), opportunity.zone))
    (wait,) = [each for each in waits_of(opportunity) if each.pending.step.code == "deliver"]
    assert wait.days_late == 1
    remind_of_late_waits(current_instant())
    assert Message.objects.filter(template="file/late", to_email=people.suppliers[0].email).exists()


def test_an_invoice_is_awaited_from_the_acceptance_on(
    people: People, move_clock: Callable[..., object]
) -> None:
    opportunity = make_delivered(people)
    move_clock(current_instant() + timedelta(days=20))
    judge(opportunity, people.client)
    (wait,) = [each for each in waits_of(opportunity) if each.pending.step.code == "submit_invoice"]
    assert (wait.age, wait.days_late, wait.pending.target) == (0, 0, 5)


@pytest.mark.parametrize(
    "make",
    [
        make_request, make_approved, make_open, make_closed, make_evaluated, make_ranked, make_offered, make_in_work,
        lambda people: take("commit_draw", make_evaluated(people), people.officer),
        lambda people: make_posted(people, opens_at=current_instant() + timedelta(hours=1)),
    ],
)  # fmt: skip
def test_a_live_file_always_says_whom_or_what_it_waits_for(
    people: People, browser: Browser, make: Callable[..., Opportunity]
) -> None:
    opportunity = make(people)
    assert opportunity.state not in ENDS
    waits, clock_wait = waits_of(opportunity), find_clock_wait(opportunity, current_instant())
    assert waits or clock_wait
    for wait in waits:
        assert wait.people, wait.key
    for page in ("/en/needs-me/", reverse("file", kwargs={"opportunity_id": opportunity.pk})):
        said = browser(people.officer).get(page).content.decode()
        assert "Cloud policies" in said or "Politiques infonuagiques" in said
