"""What one request to apply is about, read once."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from microacquisition.common.read_once import reading_once
from microacquisition.common.words import Words
from microacquisition.content.notices import find_notice
from microacquisition.content.texts import PageText
from microacquisition.opportunities.applications import queries
from microacquisition.opportunities.applications.models import Application
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import User
from microacquisition.process.rules.applications import ApplicationFacts, comes_from_outside, is_open
from microacquisition.site.clock import current_instant


@dataclass
class Desk:
    """What one request to apply is about: the opportunity, one's own application so far, the notice read."""

    request: HttpRequest
    opportunity: Opportunity
    application: Application | None
    notice: PageText

    @property
    def person(self) -> User:
        """Who is signed in."""
        return cast(User, self.request.user)

    @property
    def state(self) -> str:
        """The state of one's own application; empty where there is none."""
        return self.application.state if self.application else ""

    @cached_property
    def facts(self) -> ApplicationFacts:
        """What the rules look at now; whoever sends is judged under the lock instead."""
        return queries.facts_before_writing(self.opportunity, self.person, current_instant())

    @property
    def reasons(self) -> list[Words]:
        """Why nobody, or not this person, applies now."""
        return [*is_open(self.facts), *comes_from_outside(self.facts)]


def find_desk(request: HttpRequest, reference: str) -> Desk:
    """Return what a request to apply is about; 404 where the opportunity is not shown to its reader."""
    person = cast(User, request.user)
    with reading_once():
        opportunity = get_object_or_404(Opportunity.objects.visible_to(person), reference=reference)
        application = queries.find_own_application(opportunity, person)
        return Desk(request, opportunity, application, find_notice("contracting"))
