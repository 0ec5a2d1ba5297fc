"""One question to the product: this person, this address, this method; and its answer in one word."""

import uuid
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern
from django.utils.functional import SimpleLazyObject
from django.utils.translation import override

from microacquisition.common import read_once
from microacquisition.opportunities.statement.preview_links import make_preview_link
from microacquisition.people.queries import DEMO_LINK_KEY, roles_of
from microacquisition.records.checkpoints import write_checkpoint
from microacquisition.site.access import NOBODY, Access
from microacquisition.site.clock import current_instant
from tests.database.clock import move_clock_of_database
from tests.lifecycle.prepared import Library, Scene
from tests.permissions.addresses import NO_ID, Values
from tests.permissions.cast import Cast, gather_cast

SIGN_IN = "/en/sign-in/"
# Their views ask for what allauth’s own middleware keeps.
OF_ALLAUTH = ("account_", "mfa_", "use_", "confirm_", "change_")
# Answers of a form that changed nothing.
UNTOUCHED = frozenset({"404", "405", "409", "errors", "sign-in"})
DRAFTED = ("DRAFTING", "IN_REVIEW", "APPROVED", "FUNDED")


@contextmanager
def forgotten() -> Iterator[None]:
    """Undo whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def sharing(answers: dict[Hashable, Any]) -> Iterator[None]:
    """Let what the block reads once be found in `answers`, and stay there."""
    token = read_once._answers.set(answers)
    try:
        yield
    finally:
        read_once._answers.reset(token)


class Asker:
    """Everybody of one prepared state with a browser each, and every address with its values."""

    def __init__(self, scene: Scene, browsers: Cast, values: Values) -> None:
        self.scene, self.browsers, self.values = scene, browsers, values
        self.cookies: dict[str, dict[str, Any]] = {}
        self.plain: dict[str, HttpRequest] = {}
        self.read: dict[Hashable, Any] = {}

    def decide(self, role: str, route: URLPattern, method: str) -> str:
        """Return what the route’s own rules say before its view reads anything: “allowed”, or how it turns away.

        Ask for many of one role inside `reading_once`.
        """
        rules: Access = route.callback.access
        predicate = rules.predicate_of(method)
        if predicate is NOBODY:
            return "405"
        try:
            if predicate(self._plain_request(role), **self.values.of(route)):
                return "allowed"
        except Http404:
            pass
        return "sign-in" if role == "anonymous" else "404"

    def ask(self, role: str, route: URLPattern, method: str) -> str:
        """Return the answer in one word, from the guarded view itself; nothing stays of what a POST changed."""
        if str(route.name).startswith(OF_ALLAUTH):
            return self.ask_whole(role, route, method)
        with forgotten() if method == "POST" else nullcontext(), override("en"):
            try:
                return name_answer(
                    route.callback(self._request(role, route, method), **self.values.of(route))
                )
            except Http404:
                return "404"

    def sign_in(self, roles: Iterable[str]) -> None:
        """Sign these in now: it leaves its time with the account, which is no answer of any address."""
        for role in roles:
            assert self.browsers[role]

    def ask_whole(self, role: str, route: URLPattern, method: str) -> str:
        """Return the same from the whole product, as a browser gets it; sign the role in beforehand."""
        assert role in self.browsers
        with forgotten():
            return name_answer(self.send(role, route, method))

    def ask_quickly(self, role: str, route: URLPattern, method: str) -> str:
        """Return the same; pages share what they read, for this state stays. What a form changes is asked for anew."""
        if method == "GET":
            with sharing(self.read):
                return self.ask_whole(role, route, method)
        with (
            sharing(dict(self.read)),
            suppress(Exception),
        ):  # a step that writes may trip over what was read before
            answer = self.ask_whole(role, route, method)
            if answer in UNTOUCHED:
                return answer
        self.read.clear()
        return self.ask_whole(role, route, method)

    def send(self, role: str, route: URLPattern, method: str, language: str = "en") -> HttpResponse:
        """Send a GET, or a form with nothing in it but its key, as this role; returns the whole answer."""
        browser = self.browsers[role]
        known = self.cookies.setdefault(role, dict(browser.cookies))
        browser.cookies.clear()
        browser.cookies.update(known)
        typed = {"data": _type_nothing()} if method == "POST" else {}
        answer: HttpResponse = getattr(browser, method.lower())(self.values.address(route, language), **typed)  # type: ignore[assignment]
        return answer

    def _plain_request(self, role: str) -> HttpRequest:
        """Return a request of which only the reader matters."""
        if role not in self.plain:
            self.plain[role] = self._prepare(RequestFactory().get("/en/"), role)
        return self.plain[role]

    def _request(self, role: str, route: URLPattern, method: str) -> HttpRequest:
        typed = [_type_nothing()] if method == "POST" else []
        request = getattr(RequestFactory(), method.lower())(self.values.address(route), *typed)
        return self._prepare(request, role)

    def _prepare(self, request: Any, role: str) -> HttpRequest:
        """Return the request as the middleware would hand it to the view, both factors used."""
        request.user = AnonymousUser() if role == "anonymous" else self.browsers.people[role]
        request.session = SessionStore()
        request.session[DEMO_LINK_KEY] = str(request.user.pk)
        request.held_roles = SimpleLazyObject(lambda: roles_of(request.user))
        request._messages = FallbackStorage(request)
        request.LANGUAGE_CODE = "en"
        return request  # type: ignore[no-any-return]


def _type_nothing() -> dict[str, str]:
    return {"form_key": str(uuid.uuid4())}


@contextmanager
def asking_in(library: Library, state: str) -> Iterator[Asker]:
    """Open a prepared state with everybody in it; all of it is forgotten afterwards."""
    scene = library.open(state)
    with forgotten():
        # What was to come when the state was made is still to come, however long the states before it took.
        move_clock_of_database(scene.made_at or current_instant())
        browsers = gather_cast(scene)
        token = NO_ID
        if scene.opportunity_id and scene.opportunity.state in DRAFTED:
            token = make_preview_link(scene.opportunity_id, scene.people["client"], "en")
        write_checkpoint()
        yield Asker(scene, browsers, Values(scene, token))


def name_answer(answer: HttpResponse) -> str:
    """Return the status, or “sign-in” or “errors”: a redirect to signing in, a page that says what is missing."""
    if answer.status_code == 302 and answer["Location"].startswith(f"{SIGN_IN}?next="):
        return "sign-in"
    if answer.streaming:
        _read_to_its_end(answer)
    elif answer.status_code == 200 and b'id="errors"' in answer.content:
        return "errors"
    return str(answer.status_code)


def _read_to_its_end(answer: Any) -> None:
    """Take a file that is sent in pieces; closing the answer itself would close the connection too."""
    for _piece in answer:
        pass
    if getattr(answer, "file_to_stream", None) is not None:
        answer.file_to_stream.close()
