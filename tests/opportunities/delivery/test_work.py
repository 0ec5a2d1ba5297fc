"""Delivering, judging, revising, extending: by whom, with which reasons, and what it does to the dates."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from microacquisition.correspondence.models import Message
from microacquisition.opportunities.delivery.models import Assessment, Delivery, DeliveryNotice
from microacquisition.opportunities.delivery.queries import acceptance_criteria
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import User
from microacquisition.process.rules.delivery import Verdict
from microacquisition.site.clock import current_instant
from tests.builders import People
from tests.opportunities.agreement.builders import (
    COMMIT,
    REPOSITORY,
    deliver,
    due,
    judge,
    make_accepted,
    make_delivered,
    make_in_work,
    move_clock_to,
    reload,
    take,
)

Browser = Callable[[User], Client]


def _address(name: str, opportunity: Opportunity) -> str:
    return reverse(name, kwargs={"opportunity_id": opportunity.pk})


def test_the_supplier_delivers_and_both_sides_are_told(people: People) -> None:
    opportunity = make_delivered(people)
    delivery = Delivery.objects.get()
    assert (delivery.number, delivery.repository, delivery.commit) == (1, REPOSITORY, COMMIT)
    assert due(opportunity).state == "DELIVERED" and reload(opportunity).state == "IN_WORK"
    assert Message.objects.filter(
        template="delivery/delivery_received", to_email="supplier.1@example.ca"
    ).exists()
    assert Message.objects.filter(template="delivery/delivered", to_email="client@example.ca").exists()


def test_the_client_may_deliver_for_the_supplier_and_nobody_else(people: People) -> None:
    opportunity = make_in_work(people)
    for user in (people.suppliers[1], people.officer, people.stranger):
        with pytest.raises(NotYours):
            deliver(opportunity, user)
    deliver(opportunity, people.client, commit="", pull_request=f"{REPOSITORY}/pull/3")
    assert Delivery.objects.get().delivered_by == people.client


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"repository": "http://github.com/example/policies"}, "https address of a repository"),
        ({"repository": "https://github.com.evil.example/a/b"}, "https address of a repository"),
        ({"repository": "https://user:pass@github.com/a/b"}, "https address of a repository"),
        ({"repository": "https://github.com:8080/a/b"}, "https address of a repository"),
        ({"repository": "https://github.com:x/a/b"}, "https address of a repository"),
        ({"repository": "https://github.com/example"}, "https address of a repository"),
        ({"commit": "9f2c1"}, "7 to 64"),
        ({"commit": "main-branch"}, "7 to 64"),
        ({"commit": "", "pull_request": ""}, "a commit or a pull request"),
        ({"pull_request": "https://example.org/pull/3"}, "https address of a pull request"),
    ],
)
def test_a_delivery_that_names_no_public_code_is_refused(
    people: People, changed: dict[str, str], reason: str
) -> None:
    opportunity = make_in_work(people)
    with pytest.raises(Refused, match=reason):
        deliver(opportunity, people.suppliers[0], **changed)
    assert not Delivery.objects.exists() and due(opportunity).state == "DUE"


def test_work_that_meets_every_criterion_is_accepted(people: People) -> None:
    opportunity = make_accepted(people)
    deliverable = due(opportunity)
    assert deliverable.state == "ACCEPTED" and deliverable.accepted_at is not None
    assert Assessment.objects.filter(met=True).count() == 2
    sent = Message.objects.filter(to_email="supplier.1@example.ca").values_list("template", flat=True)
    assert {"delivery/accepted", "delivery/invoice_to_send"} <= set(sent)
    letter = Message.objects.get(template="delivery/invoice_to_send")
    assert "$6,000.00" in letter.body and "FR-20417" in letter.body


def test_a_revision_gives_reasons_and_time(people: People) -> None:
    opportunity = make_delivered(people)
    before = due(opportunity).due_at
    judge(opportunity, people.client, not_met="The licence file is missing.")
    after = due(opportunity)
    assert after.state == "DUE" and after.original_due_at == before
    assert timedelta(days=3) <= after.due_at - before <= timedelta(days=8)
    letter = Message.objects.get(template="delivery/revision_asked")
    assert "Criterion 1, met." in letter.body
    assert "Criterion 2, not met: The licence file is missing." in letter.body


def test_a_slow_assessment_moves_the_date_by_the_days_it_took(people: People) -> None:
    opportunity = make_delivered(people)
    before = due(opportunity).due_at
    move_clock_to(current_instant() + timedelta(days=14))
    judge(opportunity, people.client, not_met="The licence file is missing.")
    assert due(opportunity).due_at - before >= timedelta(days=11)


def test_work_returned_is_fixed_and_accepted(people: People) -> None:
    opportunity = make_delivered(people)
    judge(opportunity, people.client, not_met="The licence file is missing.")
    deliver(opportunity, people.suppliers[0], commit="a" * 40)
    judge(opportunity, people.author)
    assert due(opportunity).state == "ACCEPTED"
    assert list(Delivery.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_verdicts_must_fit(people: People) -> None:
    opportunity = make_delivered(people)
    codes = [criterion.code for criterion in acceptance_criteria(opportunity)]
    whole = dict.fromkeys(codes, Verdict(True))
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("accept", {codes[0]: Verdict(True)}, "Judge every"),
        ("accept", {**whole, "else": Verdict(True)}, "Judge every"),
        ("accept", {**whole, codes[1]: Verdict(False, "Missing.")}, "not met"),
        ("ask_for_revision", whole, "Every criterion is met"),
        ("ask_for_revision", {**whole, codes[1]: Verdict(False, " ")}, "Say why"),
    ]
    for step, verdicts, reason in wrong:
        with pytest.raises(Refused, match=reason):
            take(step, opportunity, people.client, due(opportunity).pk, verdicts=verdicts)
    assert not Assessment.objects.exists() and due(opportunity).state == "DELIVERED"


def test_only_the_client_team_judges(people: People) -> None:
    opportunity = make_delivered(people)
    for user in (people.suppliers[0], people.officer, people.evaluator):
        with pytest.raises(NotYours):
            judge(opportunity, user)


def test_the_database_refuses_a_verdict_without_a_reason(people: People) -> None:
    make_delivered(people)
    with pytest.raises(IntegrityError, match="not_met_has_a_reason"), transaction.atomic():
        Assessment.objects.create(
            delivery=Delivery.objects.get(), criterion="x", met=False, judged_by=people.client
        )


def test_an_early_warning_ends_nothing(people: People) -> None:
    opportunity = make_in_work(people)
    take("say_cannot_deliver", opportunity, people.suppliers[0], reason="I am ill.")
    assert reload(opportunity).state == "IN_WORK" and due(opportunity).state == "DUE"
    assert DeliveryNotice.objects.get().kind == "cannot_deliver"
    told = set(Message.objects.filter(template="delivery/cannot_deliver").values_list("to_email", flat=True))
    assert {"officer@example.ca", "client@example.ca"} <= told


def test_the_pages_of_a_delivery(people: People, browser: Browser) -> None:
    opportunity = make_in_work(people)
    supplier, client = browser(people.suppliers[0]), browser(people.client)
    page = _address("deliver", opportunity)
    wrong = supplier.post(page, {"repository": "https://example.org/a/b", "commit": "xyz"}).content.decode()
    assert "one of these code hosts: github.com" in wrong and "7 to 64" in wrong and 'value="xyz"' in wrong
    assert supplier.post(page, {"repository": REPOSITORY, "commit": COMMIT.upper()}).status_code == 302
    assert "being judged" in supplier.get(_address("my_work", opportunity)).content.decode()
    judging = _address("judge_delivery", opportunity)
    first, second = (criterion.code for criterion in acceptance_criteria(opportunity))
    no_reason = client.post(judging, {f"met_{first}": "met", f"met_{second}": "not_met"}).content.decode()
    assert "Say why a criterion is not met" in no_reason
    verdicts = {f"met_{first}": "met", f"met_{second}": "not_met", f"reason_{second}": "No licence file."}
    assert client.post(judging, verdicts).status_code == 302
    shown = supplier.get(_address("my_work", opportunity)).content.decode()
    assert "A revision is asked for" in shown and "No licence file." in shown
    supplier.post(page, {"repository": REPOSITORY, "pull_request": f"{REPOSITORY}/pull/4"})
    client.post(judging, {f"met_{first}": "met", f"met_{second}": "met"})
    assert due(opportunity).state == "ACCEPTED"
    assert "Send the invoice" in supplier.get(_address("my_work", opportunity)).content.decode()
    assert supplier.get(page).status_code == 200 and client.get(judging).status_code == 200
    assert browser(people.officer).get(judging).status_code == 404
