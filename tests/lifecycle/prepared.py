"""Prepared states: each built once a session through the engine, kept as a template database, copied in milliseconds."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test import Client

from microacquisition.opportunities.agreement.queries import live_offer, supplier_offered
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.site.clock import current_instant
from setup.embedded import APPLICATION, Server
from tests.builders import People
from tests.database.template import copy_template, drop_database, point_django_at


@dataclass
class Scene:
    """One opportunity in a known state, and everybody around it, each with a browser that is signed in."""

    people: dict[str, User]
    browsers: dict[str, Client]
    cast: People
    opportunity_id: UUID | None = None
    application_ids: list[str] = field(default_factory=list)
    made_at: datetime | None = None  # by the clock of its database

    @property
    def opportunity(self) -> Opportunity:
        """The row as it stands now."""
        return Opportunity.objects.get(pk=self.opportunity_id)

    @property
    def winner(self) -> str:
        """Name of the supplier to whom the live offer, or else the last one, was made."""
        offer = live_offer(self.opportunity) or self.opportunity.offers.latest("made_at")
        owner = supplier_offered(offer).owner_id
        return next(name for name, person in self.people.items() if person.pk == owner)

    def name(self, said: str) -> str:
        """Return the name in `people` that a row means: who is the winner, or the runner-up, depends on the draw."""
        if said == "runner_up":
            return {"supplier_1": "supplier_2", "supplier_2": "supplier_1"}[self.winner]
        if said in ("first_drawn", "second_drawn"):
            first = self.application_ids.index(self.opportunity.order.get(place=1).application_id)
            return ("supplier_1", "supplier_2")[first if said == "first_drawn" else 1 - first]
        if said in ("only_ranked", "other_applicant"):
            ranked = self.application_ids.index(self.opportunity.order.get().application_id)
            return ("supplier_1", "supplier_2")[ranked if said == "only_ranked" else 1 - ranked]
        if said == "inserted":
            key = self.opportunity.commitments.get(purpose="insertion").entrants[0]
            return f"supplier_{self.application_ids.index(key) + 1}"
        return self.winner if said == "winner" else said

    def person(self, said: str) -> User:
        """Return the person that a row means."""
        return self.people[self.name(said)]


@dataclass(frozen=True)
class State:
    """How a prepared state comes about: the state before it, and what happened since."""

    after: str
    make: Callable[[Scene], None]


class Library:
    """The prepared states of this session; each is a database that nobody changes once it is made."""

    def __init__(
        self, server: Server, empty: str, states: dict[str, State], name_copy: Callable[[], str]
    ) -> None:
        self.server, self.states, self.name_copy = server, states, name_copy
        self.scenes: dict[str, Scene] = {}
        self.kept: dict[Any, Any] = {}  # what a test read of a state and another one may use
        self.databases = {"": empty}

    def _prepare(self, state: str) -> str:
        """Return the database in which this state stands, made first where it is not yet."""
        if state not in self.databases:
            wanted = self.states[state]
            name = self._copy(self._prepare(wanted.after))
            before = self.scenes.get(wanted.after)
            scene = (
                Scene(**{**vars(before), "application_ids": list(before.application_ids)})
                if before
                else Scene({}, {}, None)
            )  # type: ignore[arg-type]
            wanted.make(scene)
            scene.made_at = current_instant()
            connection.close()
            self.scenes[state], self.databases[state] = scene, name
        return self.databases[state]

    def _copy(self, source: str) -> str:
        name = self.name_copy()
        connection.close()
        copy_template(self.server, source, name)
        point_django_at(self.server, APPLICATION, name)
        return name

    def open(self, state: str) -> Scene:
        """Lead Django to this state. Whoever changes something there does so inside `undone`."""
        name = self._prepare(state)
        if connection.settings_dict["NAME"] != name:
            point_django_at(self.server, APPLICATION, name)
        return self.scenes[state]

    def drop(self) -> None:
        """Drop every database of this session, side by side: each waits for every backend of the server."""
        connection.close()
        names = [name for state, name in self.databases.items() if state]
        with ThreadPoolExecutor(8) as together:
            list(together.map(partial(drop_database, self.server), names))


@contextmanager
def undone() -> Iterator[None]:
    """Undo what happens inside, after the checks that wait for the commit."""
    with transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
