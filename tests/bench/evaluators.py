"""Evaluators racing each other and the freeze: nothing acknowledged is lost, nothing is written after the freeze."""

import multiprocessing
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connections

from microacquisition.opportunities.applications.queries import criteria_of
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.evaluation.models import Finding, Judgment, Label
from microacquisition.opportunities.evaluation.queries import find_assignment, labels_of
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import NotYours, Refused
from microacquisition.people.models import RoleHeld, User
from microacquisition.process.rules.evaluation import TypedVerdict
from microacquisition.records.models import Event
from setup.embedded import OWNER
from tests.bench.databases import open_bench_database
from tests.bench.figures import Figure, show_progress
from tests.bench.guards import read_unlocked
from tests.builders import People, make_people
from tests.database.template import start_test_server
from tests.opportunities.evaluation.builders import judge, make_opened

OPERATIONS, UNGUARDED = 10_000, 200
APPLICATIONS, EVALUATORS, TABS = 6, 4, 2
FREEZE_AFTER = 0.8  # of the operations
PROCESSES = multiprocessing.get_context("fork")  # so that they inherit the guards that were taken away
Told = tuple[dict[int, str], int]  # the last reason acknowledged for each label, and how often it was refused


@dataclass
class Race:
    """What the racing processes share: how much was tried, and when to freeze."""

    opportunity: Opportunity
    wanted: int
    tried: Any = field(default_factory=lambda: PROCESSES.Value("i", 0))
    may_freeze: Any = field(default_factory=PROCESSES.Event)
    frozen: threading.Event = field(default_factory=threading.Event)

    def take_number(self) -> int:
        """Return the number of the next operation, each once."""
        with self.tried.get_lock():
            self.tried.value += 1
            number: int = self.tried.value
        if number % 1000 == 0:
            show_progress(f"evaluators: {number:,} of {self.wanted:,} operations")
        return number


def measure_evaluators() -> list[Figure]:
    """Run the race, and a short one with its guards taken away, which must be lost."""
    name = f"{EVALUATORS} evaluators and the freeze, {OPERATIONS} operations"
    lost, after, spoken = _run(OPERATIONS)
    _lost, unguarded, _spoken = _run(UNGUARDED, guarded=False)
    return [
        Figure(f"{name}: lost updates 0", f"{lost}, {spoken}", lost == 0),
        Figure(f"{name}: writes after the freeze 0", str(after), after == 0),
        Figure("the freeze without its guards must fail", f"{unguarded} writes after it", unguarded > 0),
    ]


def _run(operations: int, *, guarded: bool = True) -> tuple[int, int, str]:
    with open_bench_database(real_clock=False):
        people = make_people(suppliers=APPLICATIONS)
        evaluators = [people.evaluator, *(_hire(people, number) for number in range(EVALUATORS - 1))]
        race = Race(make_opened(people, APPLICATIONS, evaluators), operations)
        for evaluator in evaluators:
            judge(race.opportunity, evaluator)
        with nullcontext() if guarded else _unguarded():
            told = _let_them_race(race, people, evaluators)
        return _judge_race(race, told)


def _hire(people: People, number: int) -> User:
    like = RoleHeld.objects.get(user=people.evaluator)
    person = User.objects.create_user(f"evaluator{number}@example.ca", name=f"Evaluator {number}")
    kept = (
        "role",
        "programme_code",
        "department",
        "proposed_by",
        "proposed_at",
        "confirmed_by",
        "confirmed_at",
    )
    RoleHeld.objects.create(user=person, **{each: getattr(like, each) for each in kept})
    return person


@contextmanager
def _unguarded() -> Iterator[None]:
    """Nobody locks the opportunity, the trigger is off, and judging takes a moment before it writes."""
    name = str(connections["default"].settings_dict["NAME"])
    with start_test_server().connect(OWNER, name) as owner:
        owner.execute("ALTER TABLE opportunities_judgment DISABLE TRIGGER gate_judgment")
    with read_unlocked("judge", 0.3):
        yield


def _let_them_race(race: Race, people: People, evaluators: list[User]) -> list[Told]:
    """Run each tab of each evaluator as a process of its own, and the two who freeze; return what each tab was told."""
    answers = PROCESSES.SimpleQueue()
    connections.close_all()
    tabs = [
        PROCESSES.Process(target=_keep_judging, args=(race, each, tab, answers))
        for each in evaluators
        for tab in range(TABS)
    ]
    for process in tabs:
        process.start()
    freezers = [
        threading.Thread(target=_keep_freezing, args=(race, each))
        for each in (people.officer, people.advisor)
    ]
    for thread in freezers:
        thread.start()
    told = [answers.get() for _ in tabs]
    for each in (*tabs, *freezers):
        each.join()
    return told


def _keep_judging(race: Race, evaluator: User, tab: int, answers: Any) -> None:
    """Judge the applications of this tab again and again, with another reason each time; tell what was acknowledged."""
    told: Told = ({}, 0)
    try:
        told = _judge_on_and_on(race, evaluator, tab)
    finally:
        race.may_freeze.set()
        answers.put(told)
        connections.close_all()


def _judge_on_and_on(race: Race, evaluator: User, tab: int) -> Told:
    assignment = find_assignment(race.opportunity, evaluator)
    assert assignment is not None
    mine: list[Label] = labels_of(assignment)[tab::TABS]
    codes = [each.code for each in criteria_of(race.opportunity)]
    acknowledged, refused = dict[int, str](), 0
    while (number := race.take_number()) <= race.wanted:
        if number > race.wanted * FREEZE_AFTER:
            race.may_freeze.set()
        label, reason = mine[number % len(mine)], f"Reason {number}."
        verdicts = tuple(TypedVerdict(code, True, reason) for code in codes)
        try:
            take_step("judge", opportunity_id=race.opportunity.pk, user=evaluator,
                      given={"label": label, "verdicts": verdicts})  # fmt: skip
            acknowledged[label.pk] = reason
        except (Refused, NotYours, DatabaseError):
            refused += 1
    return acknowledged, refused


def _keep_freezing(race: Race, person: User) -> None:
    """Sign what stands now until both have signed the same."""
    race.may_freeze.wait()
    until = time.monotonic() + 120
    while not race.frozen.is_set() and time.monotonic() < until:
        try:
            take_step("freeze_evaluation", opportunity_id=race.opportunity.pk, user=person)
        except (Refused, NotYours, DatabaseError):
            time.sleep(0.002)
        if Opportunity.objects.get(pk=race.opportunity.pk).state != "CLOSED":
            race.frozen.set()
    connections.close_all()


def _judge_race(race: Race, told: list[Told]) -> tuple[int, int, str]:
    """Return lost updates, writes after the freeze, and how the race went in words."""
    frozen = Event.objects.filter(stream=race.opportunity.stream, code="freeze_evaluation").first()
    if frozen is None:
        return -1, -1, "never frozen"
    lost = 0
    acknowledged = {key: reason for those, _refused in told for key, reason in those.items()}
    refused = sum(those for _acknowledged, those in told)
    for key, reason in acknowledged.items():
        label = Label.objects.get(pk=key)
        rows = Judgment.objects.filter(assignment=label.assignment_id, application=label.application_id)
        lost += any(row.reason != reason for row in rows)
    chair = {
        (row.application_id, row.criterion): row.reason
        for row in Judgment.objects.filter(assignment__chair=True)
    }
    changed = sum(chair[row.application_id, row.criterion] != row.reason for row in Finding.objects.all())
    after = Event.objects.filter(stream=race.opportunity.stream, code="judge", seq__gt=frozen.seq).count()
    return lost, after + changed, f"{len(acknowledged)} labels, {refused} refused"
