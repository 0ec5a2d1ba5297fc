"""Forty applications under letters: nothing that an evaluator reads tells whose they are or in which order they came."""

import re
import secrets
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from microacquisition.opportunities.applications.models import ApplicationVersion, OpenedAnswer
from microacquisition.opportunities.evaluation.actions import name_label
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import Supplier, User
from tests.builders import People, make_people, sign_in_as
from tests.opportunities.applications.crawl import known_values, list_addresses, read_whole
from tests.opportunities.applications.make import answer_field, apply_address, fill_form
from tests.opportunities.evaluation.builders import make_open, make_opened

MANY = 40
PAIRS = MANY * (MANY - 1) // 2
# Pairs in the other order are PAIRS / 2 in the mean, with a standard deviation of 42.9: farther off than 280 comes
# less often than once in ten thousand million times. An order that is kept, or turned round, is 390 off.
FARTHEST = 280


@pytest.fixture
def people(committed_database: str) -> People:
    """Everybody, with forty suppliers."""
    return make_people(suppliers=MANY)


@pytest.fixture
def opportunity(people: People) -> Opportunity:
    """CLOSED, forty applications opened for two evaluators; all say the same, with a link."""
    return make_opened(people, MANY, [people.evaluator, people.author])


def read_order(opportunity: Opportunity, evaluator: User) -> list[str]:
    """The applications as this evaluator has them."""
    assignment = find_assignment(opportunity, evaluator)
    assert assignment is not None
    return [label.application_id for label in labels_of(assignment)]


def measure_distance(one: Sequence[Any], other: Sequence[Any]) -> float:
    """Return how far the pairs in another order are from half of all pairs; 390 for the same order of forty."""
    place = {each: number for number, each in enumerate(other)}
    turned = sum(place[before] > place[after] for before, after in combinations(one, 2))
    return abs(turned - PAIRS / 2)


def known_orders(opportunity: Opportunity) -> dict[str, list[str]]:
    """Every order that would tell something."""
    versions = ApplicationVersion.objects.filter(application__opportunity=opportunity)
    return {
        "by id": sorted(versions.values_list("application_id", flat=True)),
        "as they came": list(versions.order_by("received_at", "pk").values_list("application_id", flat=True)),
        "by digest": list(versions.order_by("content_sha256").values_list("application_id", flat=True)),
        "by name": list(
            opportunity.applications.order_by("opened__applicant_name", "pk").values_list("pk", flat=True)
        ),
        "as opened": list(opportunity.applications.order_by("opened__pk").values_list("pk", flat=True)),
    }


def test_labels_say_nothing_of_ids_arrival_or_names(people: People, opportunity: Opportunity) -> None:
    mine, theirs = (read_order(opportunity, each) for each in (people.evaluator, people.author))
    orders = known_orders(opportunity)
    assert len(set(mine)) == MANY and all(sorted(order) == sorted(mine) for order in orders.values())
    for order in (mine, theirs):
        for name, known in orders.items():
            assert measure_distance(order, known) < FARTHEST, name
    assert measure_distance(mine, theirs) < FARTHEST
    assignment = find_assignment(opportunity, people.evaluator)
    assert assignment is not None
    assert [label.label for label in labels_of(assignment)] == [name_label(n) for n in range(1, MANY + 1)]


def test_without_the_shuffle_the_order_would_tell(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: applications stay as they were opened."""
    monkeypatch.setattr(secrets.SystemRandom, "shuffle", lambda self, rows: None)
    opportunity = make_open(people)
    opportunity = make_opened.__wrapped__(people, MANY, [people.evaluator])  # type: ignore[attr-defined]
    order = read_order(opportunity, people.evaluator)
    assert measure_distance(order, known_orders(opportunity)["by id"]) == PAIRS / 2 > FARTHEST


def test_nothing_an_evaluator_reads_tells_who(
    people: People, opportunity: Opportunity, settings: Any
) -> None:
    for evaluator in (people.evaluator, people.author):
        browser = sign_in_as(evaluator, settings)
        ties = list_ties(opportunity)
        for address, whole in read_what_evaluators_read(browser, people, opportunity):
            told = [tie for tie in ties if tie.encode() in whole]
            assert not told, (address, told)


def list_ties(opportunity: Opportunity) -> set[str]:
    """Whatever would tell whose an application is; that no time stands on a page of judging is looked at below."""
    ties = set()
    for opened in [
        each.opened for each in opportunity.applications.select_related("opened__supplier__owner")
    ]:
        supplier, version = opened.supplier, opened.version
        ties |= {
            opened.application_id, str(supplier.pk), str(supplier.owner_id), supplier.owner.email,
            version.content_sha256, version.receipt_signature,
            version.application.applicant_tag, f">{opened.applicant_name}<", f"{opened.applicant_name} ",
        }  # fmt: skip
    return ties


def read_what_evaluators_read(
    browser: Client, people: People, opportunity: Opportunity
) -> list[tuple[str, bytes]]:
    """Every page that this evaluator may open, all forty applications among them."""
    values = {
        **known_values(people, opportunity),
        "application_id": "A-00000",
        "first": "A-0",
        "second": "A-1",
    }
    addresses = {
        address for name, address in list_addresses("en", values) if name not in ("judge", "propose_question")
        and str(opportunity.pk) in address or name in ("needs_me", "opportunity", "demo_mailbox", "file_list")
    }  # fmt: skip
    labels = [name_label(number) for number in range(1, MANY + 1)]
    addresses |= {
        reverse(name, kwargs={"opportunity_id": opportunity.pk, "label": label})
        for name in ("judge", "propose_question") for label in labels[:: 1 if name == "judge" else 13]
    }  # fmt: skip
    return [(address, read_whole(browser.get(address))) for address in sorted(addresses)]


def test_pages_of_equal_answers_differ_in_their_letter_alone(
    people: People, opportunity: Opportunity, settings: Any
) -> None:
    browser, seen = sign_in_as(people.evaluator, settings), set()
    for number in range(1, MANY + 1):
        label = name_label(number)
        answer = browser.get(reverse("judge", kwargs={"opportunity_id": opportunity.pk, "label": label}))
        assert answer.status_code == 200
        assert not {"ETag", "Last-Modified", "Expires"} & set(answer.headers)
        whole = re.sub(rb"<aside.*?</aside>|Content-Length: \d+", b"", read_whole(answer), flags=re.S)
        assert whole.count(b"<time") == 0
        seen.add(re.sub(rf"(application |/){label}\b".encode(), rb"\1*", whole))
    assert len(seen) == 1
    page = seen.pop().decode()
    assert "https://github.com/jordan/policies" in page and 'href="https://github.com' not in page


def test_a_supplier_sees_before_sending_what_may_tell(people: People, settings: Any) -> None:
    opportunity, supplier = make_open(people), people.suppliers[0]
    Supplier.objects.filter(owner=supplier).update(legal_name="Zoe Tremblay", phone="613 555-0100")
    text = "As Zoé I wrote github.com/zt-code. Call 613.555.0100. I tested thirty policies."
    form = fill_form(opportunity, name="Z. Tremblay", **{answer_field(opportunity): text})
    browser = sign_in_as(supplier, settings)
    page = browser.post(apply_address(opportunity), {**form, "check": "1"}).content.decode()
    assert "Could this tell evaluators who you are?" in page and "without your name" in page
    for passage in ("Zoé", "github.com/zt-code", "613.555.0100"):
        assert f"<b>{passage}</b>" in page
    harmless = {**form, answer_field(opportunity): "I tested thirty policies.", "check": "1"}
    assert "Could this tell" not in browser.post(apply_address(opportunity), harmless).content.decode()


def test_an_officer_is_offered_what_to_black_out(people: People, settings: Any) -> None:
    opportunity = make_opened(people, 2)
    answer = OpenedAnswer.objects.select_related("opened__supplier").order_by("pk")[0]
    name = answer.opened.supplier.legal_name.split()[0]
    OpenedAnswer.objects.filter(pk=answer.pk).update(text=f"I am {name}, see github.com/ana. Tested.")
    officer, evaluator = (sign_in_as(each, settings) for each in (people.officer, people.evaluator))
    listed = officer.get(reverse("answers", kwargs={"opportunity_id": opportunity.pk})).content.decode()
    assert f"<b>{name}</b>" in listed and "<b>github.com/ana</b>" in listed
    address = reverse("redact", kwargs={"opportunity_id": opportunity.pk, "answer_id": answer.pk})
    assert evaluator.get(address).status_code == 404
    form = officer.get(address).context["form"]
    assert form.initial["shown"] == "I am [redacted], see [redacted]. Tested."
    assert officer.post(address, {"shown": form.initial["shown"]}).status_code == 302
    answer.refresh_from_db()
    assert (answer.text, answer.redacted) == (
        f"I am {name}, see github.com/ana. Tested.",
        "I am [redacted], see [redacted]. Tested.",
    )
    assert f"<b>{name}</b>" not in officer.get(address).content.decode()
