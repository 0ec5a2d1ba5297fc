"""The announcement of an opportunity: what is to be done, when and by whom, and what is noted as done."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from microacquisition.common.dates import instant_words
from microacquisition.common.words import Words
from microacquisition.opportunities.opportunity import Opportunity, public_status
from microacquisition.opportunities.parts_played import is_officer_of
from microacquisition.opportunities.situation import NotYours
from microacquisition.opportunities.step_table import FileLink
from microacquisition.people.models import User
from microacquisition.people.queries import teams_of
from microacquisition.process.roles import Role
from microacquisition.process.windows import BusinessDays
from microacquisition.records.events import Doer, write_event
from microacquisition.records.models import Event
from microacquisition.site.clock import current_instant

NOTED = "note_announcement"
LINK = Words(en="Announce it", fr="L’annoncer")
ANNOUNCED_WHILE = ("soon", "open")
LAST_CALL = BusinessDays(3)  # before the closing: time enough to apply, and most apply in the last days
OVER = Words(
    en="There is nothing to announce: the opportunity is not posted, or its closing has passed.",
    fr="Il n’y a rien à annoncer\xa0: l’occasion n’est pas affichée, ou sa clôture est passée.",
)


@dataclass(frozen=True)
class Task:
    """One thing that people do; `code` stands in the record for ever, `moment` is posting, opening or last_call."""

    code: str
    what: Words
    who: Role
    moment: str


@dataclass(frozen=True)
class Noted:
    """That a task is done, as somebody noted it."""

    by: str
    at: datetime


@dataclass(frozen=True)
class PlannedTask:
    """A task of one opportunity: from when on, and whether it is noted as done."""

    task: Task
    since: datetime
    noted: Noted | None


TASKS = (
    Task(
        "read_page",
        Words(
            en="Read the public page in both languages, as somebody who has never heard of it",
            fr="Lire la page publique dans les deux langues, comme une personne qui n’en a jamais entendu parler",
        ),
        Role.OFFICER,
        "posting",
    ),
    Task(
        "partners",
        Words(
            en="Send the text to partners: small-business offices, communities of open source and of civic technology",
            fr="Envoyer le texte aux partenaires\xa0: bureaux d’aide aux petites entreprises, communautés du logiciel libre et des technologies civiques",
        ),
        Role.OFFICER,
        "opening",
    ),
    Task(
        "schools",
        Words(
            en="Send the text to schools and to their programming clubs",
            fr="Envoyer le texte aux écoles et à leurs clubs de programmation",
        ),
        Role.OFFICER,
        "opening",
    ),
    Task(
        "networks",
        Words(en="Post the short text on social networks", fr="Publier le texte court sur les réseaux sociaux"),
        Role.CLIENT,
        "opening",
    ),
    Task(
        "repository",
        Words(
            en="Link to the page from the repository that the code will join",
            fr="Mettre un lien vers la page dans le dépôt auquel le code se joindra",
        ),
        Role.CLIENT,
        "opening",
    ),
    Task(
        "last_call",
        Words(
            en="Post the short text for the last days", fr="Publier le texte court des derniers jours"
        ),
        Role.CLIENT,
        "last_call",
    ),
)  # fmt: skip


def find_announcer(user: User, opportunity: Opportunity) -> Role | None:
    """Return as whom the person announces this opportunity: its officer or its client team; else None."""
    if is_officer_of(user, opportunity):
        return Role.OFFICER
    return Role.CLIENT if opportunity.team_id in {team.pk for team in teams_of(user)} else None


def is_announced(opportunity: Opportunity) -> bool:
    """True while there is something to announce; practice is announced to nobody."""
    return not opportunity.practice and public_status(opportunity, current_instant()) in ANNOUNCED_WHILE


def link_announcement(user: User, opportunity: Opportunity) -> list[FileLink]:
    """Return the link from the file to its announcement, for who announces it."""
    announces = is_announced(opportunity) and find_announcer(user, opportunity) is not None
    return [FileLink(LINK, "announcement")] if announces else []


def plan_tasks(opportunity: Opportunity) -> list[PlannedTask]:
    """Return every task in the order of its time. The opportunity must be posted."""
    assert opportunity.posted_at and opportunity.opens_at and opportunity.closes_at
    since = {
        "posting": opportunity.posted_at,
        "opening": opportunity.opens_at,
        "last_call": LAST_CALL.before(opportunity.closes_at, opportunity.zone),
    }
    noted = _read_noted(opportunity)
    return [PlannedTask(task, since[task.moment], noted.get(task.code)) for task in TASKS]


def describe_time(planned: PlannedTask, zone: str) -> Words:
    """Return from when on a task is to be done."""
    return Words(en="from {at}", fr="dès le {at}").filled(at=instant_words(planned.since, zone))


def note_tasks(opportunity_id: UUID, user: User, language: str, done: set[str]) -> int:
    """Note exactly these tasks as done; return how many changed, each with its event. NotYours for others."""
    with transaction.atomic():
        opportunity = Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity_id)
        role = find_announcer(user, opportunity)
        if role is None or not is_announced(opportunity):
            raise NotYours(NOTED)
        changed = {task.code for task in TASKS} & (done ^ set(_read_noted(opportunity)))
        for code in sorted(changed):
            write_event(
                opportunity.stream, NOTED, Doer(str(user.pk), role.value, language),
                ("opportunity", str(opportunity.pk)), facts={"task": code, "done": int(code in done)},
            )  # fmt: skip
    return len(changed)


def _read_noted(opportunity: Opportunity) -> dict[str, Noted]:
    """Return what is noted as done, by task; a later note that it is not takes an earlier one back."""
    events = Event.objects.filter(stream=opportunity.stream, code=NOTED).order_by("seq")
    last = {body["facts"]["task"]: (body, event) for event in events for body in [json.loads(event.body)]}
    people = {
        str(person.pk): person
        for person in User.objects.filter(pk__in={b["actor"] for b, _e in last.values()})
    }
    return {
        task: Noted(str(people.get(body["actor"], "")), event.at)
        for task, (body, event) in last.items()
        if body["facts"]["done"]
    }
