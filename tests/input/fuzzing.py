"""Requests by the thousand, over every address, method and role, in the prepared states: none may break the site.

A request follows from its seed and number alone, so that it can be sent again:
`pytest tests/input/test_fuzz.py -n 0 --send-again SEED/NUMBER`.
"""

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern

from microacquisition.site.access import NOBODY
from microacquisition.site.charsets import note_other_charset
from tests.input import hostile
from tests.input.sendings import Sending, disturb, fill, write_body
from tests.lifecycle.prepared import Library
from tests.permissions.addresses import list_routes
from tests.permissions.asking import Asker, asking_in, forgotten
from tests.permissions.cast import ROLES
from tests.permissions.states import TABLED
from tests.permissions.table import METHODS, read_table
from tests.stories.page_forms import PageForm, read_forms

SEED, SLOW = 20261121, 5.0  # seconds
LANGUAGES = ("en", "fr")
TAKEN = frozenset({"200", "302", "errors", "409"})
# Pages that hold the forms of addresses without a page of their own.
SHOWN_AFTERWARDS = (
    ("officer", "file"),
    ("client", "file"),
    ("officer", "needs_me"),
    ("supplier", "opportunity"),
    ("supplier", "my_applications"),
)
ELSEWHERE = ("file", "my_work", "profile", "pay", "statement", "statement_preview", "roles", "request_file")
NAMES = frozenset({"form_key", "back", "next", "wait", "person", "reason"})


@dataclass(frozen=True)
class Question:
    """Who sends what kind of request where, in which state; `dice` decides the rest."""

    seed: int
    number: int
    route: URLPattern
    method: str
    role: str
    state: str

    @property
    def dice(self) -> random.Random:
        """The same throws for the same request."""
        return random.Random(f"{self.seed}/{self.number}/throws")

    def __str__(self) -> str:
        return f"{self.seed}/{self.number}: {self.method} {self.route.name} by {self.role} in “{self.state}”"


class Plan:
    """What each number asks: first everything by everybody, then again what the reviewed table lets somebody do."""

    def __init__(self, seed: int, states: tuple[str, ...] = TABLED) -> None:
        self.seed, self.states, self.table = seed, states, read_table()
        offered = [
            (route, method)
            for route in sorted(list_routes(), key=lambda each: str(each.name))
            for method in METHODS
            if route.callback.access.predicate_of(method) is not NOBODY
        ]
        self.everything = [(*place, role) for place in offered for role in ROLES]
        self.allowed = [each for each in self.everything if self._states_for(*each)]
        for order in (self.everything, self.allowed):
            random.Random(seed).shuffle(order)

    def question(self, number: int) -> Question:
        """Return the question of that number."""
        asked = self.everything
        if number >= len(asked):
            asked, place = self.allowed, (number - len(asked)) % len(self.allowed)
        else:
            place = number
        route, method, role = asked[place]
        dice = random.Random(f"{self.seed}/{number}")
        states = self._states_for(route, method, role) if dice.random() < 0.9 else ()
        return Question(self.seed, number, route, method, role, dice.choice(states or self.states))

    def _states_for(self, route: URLPattern, method: str, role: str) -> tuple[str, ...]:
        found = {
            state
            for state in self.states
            if self.table.expected(str(route.name), method, role, state) in TAKEN
        }
        return tuple(state for state in self.states if state in found)


@dataclass(frozen=True)
class Fault:
    """A request that broke something: what it was, what it did, and all of it so that it can be sent again."""

    question: Question
    what: str
    sending: Sending

    def __str__(self) -> str:
        return f"{self.what} at {self.question}\n  {self.sending!r}"


class Fuzzer:
    """Everybody of one prepared state, who send strange requests; nothing stays of what they do."""

    def __init__(self, asker: Asker) -> None:
        self.asker = asker
        self.kept: dict[tuple[str, str], list[PageForm]] = {}
        self.routes = {str(route.name): route for route in list_routes()}
        for role in ROLES:
            browser = asker.browsers[role]
            browser.raise_request_exception = False
            asker.cookies[role] = dict(browser.cookies)

    def try_one(self, question: Question) -> Iterator[Fault]:
        """Send one request and say what it broke, there or on the pages that show what it left."""
        sending = self._prepare(question)
        with forgotten():
            answer, seconds = self._send(question.role, sending)
            faults = list(find_faults(answer, seconds))
            if not faults and sending.method == "POST" and answer.status_code == 302:
                faults = list(self._look_around(question, answer["Location"]))
        if seconds > SLOW:  # a machine that stood still is no slow page
            with forgotten():
                faults = list(find_faults(*self._send(question.role, sending)))
        yield from (Fault(question, what, sending) for what in faults)

    def _look_around(self, question: Question, leads_to: str) -> Iterator[str]:
        """What was taken could be committed, and nobody's page breaks by what it shows of it."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except DatabaseError as error:
            yield f"refused at its commit: {error}"
            return
        pages = [(role, self._address_of(name)) for role, name in SHOWN_AFTERWARDS]
        for role, address in [(question.role, leads_to), *pages]:
            if address.startswith("/"):
                answer, seconds = self._send(role, Sending("GET", address))
                for what in find_faults(answer, seconds):
                    yield f"{what}, afterwards at {address} by {role},"

    def _address_of(self, name: str) -> str:
        return self.asker.values.address(self.routes[name])

    def _prepare(self, question: Question) -> Sending:
        dice, language = question.dice, question.dice.choice(LANGUAGES)
        address = self.asker.values.address(question.route, language)
        sending = Sending(question.method, address)
        if question.method == "POST":
            form = self._choose_form(question, address, language, dice)
            sending.content_type, sending.body = write_body(fill(form, dice), dice)
        cookies = "; ".join(
            f"{name}={each.value}" for name, each in self.asker.cookies[question.role].items()
        )
        return disturb(sending, cookies, dice)

    def _choose_form(self, question: Question, address: str, language: str, dice: random.Random) -> PageForm:
        forms = self._forms_at(question.role, address)
        if question.route.callback.access.get is NOBODY:
            pages = [
                self.asker.values.address(self.routes[name], language)
                for name in ELSEWHERE
                if name in self.routes
            ]
            found = (form for page in pages for form in self._forms_at(question.role, page))
            forms = [form for form in found if form.action == address]
        own = [form for form in forms if form.action in ("", address)]
        return dice.choice(own or forms or [PageForm(address, names=set(NAMES))])

    def _forms_at(self, role: str, address: str) -> list[PageForm]:
        key = (role, address)
        if key not in self.kept:
            with forgotten():
                answer, _seconds = self._send(role, Sending("GET", address))
            is_page = answer.status_code == 200 and "text/html" in answer.get("Content-Type", "")
            self.kept[key] = read_forms(answer.content.decode()).forms if is_page else []
        return self.kept[key]

    def _send(self, role: str, sending: Sending) -> tuple[HttpResponse, float]:
        browser = self.asker.browsers[role]
        browser.cookies.clear()
        browser.cookies.update(self.asker.cookies[role])
        started = time.perf_counter()
        answer = send(browser, sending)
        return answer, time.perf_counter() - started


def send(browser: Client, sending: Sending) -> HttpResponse:
    """Send the request to the whole product and read all of the answer."""
    browser.handler.enforce_csrf_checks = sending.checks_key
    environment = {"CONTENT_TYPE": sending.content_type, **sending.headers}
    note_other_charset(environment)  # as the web server's own door does
    answer: HttpResponse = browser.generic(  # type: ignore[assignment]
        sending.method, sending.address, sending.body, environment["CONTENT_TYPE"], **environment
    )
    if answer.streaming:
        b"".join(answer)  # type: ignore[arg-type]
    return answer


def find_faults(answer: HttpResponse, seconds: float) -> Iterator[str]:
    """Say what is wrong with an answer: 5xx, too slow, something active in the page, a way out of the site."""
    if answer.status_code >= 500:
        error = getattr(answer, "exc_info", None)
        yield (
            f"{answer.status_code} {error[0].__name__}: {str(error[1])[:300]}"
            if error
            else str(answer.status_code)
        )
    if seconds > SLOW:
        yield f"{seconds:.1f} s"
    if "text/html" in answer.get("Content-Type", ""):
        page = "" if answer.streaming else answer.content.decode(errors="replace")
        yield from (f"{active} in the page" for active in hostile.ACTIVE if active in page)
        if "default-src 'none'" not in answer.get("Content-Security-Policy", ""):
            yield "no policy against active content"
    if "evil" in answer.get("Location", "").partition("?")[0]:
        yield f"leads away: {answer['Location'][:200]}"


def try_all(library: Library, questions: Iterable[Question]) -> Iterator[Fault]:
    """Send every request, state by state, and yield what they broke."""
    by_state: dict[str, list[Question]] = {}
    for question in questions:
        by_state.setdefault(question.state, []).append(question)
    for state in (each for each in TABLED if each in by_state):
        with asking_in(library, state) as asker:
            fuzzer = Fuzzer(asker)
            for question in by_state[state]:
                yield from fuzzer.try_one(question)
