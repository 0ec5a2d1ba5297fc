"""Letters about an opportunity: the placeholders every message shares, in the recipient's language."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from microacquisition.common.dates import format_date, format_instant
from microacquisition.common.money import format_money
from microacquisition.common.zones import local_time
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Letter, Recipient, Situation, recipient_of
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.calendar import add_business_days
from microacquisition.process.programmes.base import Programme
from microacquisition.process.waiting import target_days

Values = Callable[[str], Mapping[str, str]]
Address = Callable[[Opportunity], str]


def file_address(opportunity: Opportunity) -> str:
    """Path of the file page, in the active language."""
    return reverse("file", kwargs={"opportunity_id": opportunity.pk})


def public_address(opportunity: Opportunity) -> str:
    """Path of the public page, in the active language."""
    return reverse("opportunity", kwargs={"reference": opportunity.reference})


def answer_by(programme: Programme, now: datetime, step: str) -> Values:
    """Return the day by which the program wants `step` taken, as the placeholder `answer_by`."""
    today = local_time(now, programme.zone).date()
    day = add_business_days(today, target_days(programme, step) or 1)
    return lambda language: {"answer_by": format_date(day, language)}


def people_to_sign(situation: Situation, digest: str) -> list[User]:
    """Return everybody who may give a signature still missing over `digest`, but for who gave one."""
    signed = situation.live_signatures(digest)
    slots, opportunity = {each.slot for each in signed}, situation.on
    roles = {role for slot, those in enumerate(situation.step.who) if slot not in slots for role in those}
    found = {
        person.pk: person
        for role in sorted(roles)
        for person in people_holding(role, opportunity.programme_code, opportunity.department_id)
    }
    return [person for key, person in found.items() if key not in {each.person_id for each in signed}]


def write_to(
    people: Iterable[User | Recipient],
    template: str,
    opportunity: Opportunity,
    *,
    link: Address,
    values: Values = lambda language: {},
    sealed: bool = False,
) -> list[Letter]:
    """Return one letter to each person; `values` adds to what every message may say of the opportunity."""

    def fill(language: str) -> Mapping[str, str]:
        return {**describe_opportunity(opportunity, language, link), **values(language)}

    recipients = [recipient_of(person) if isinstance(person, User) else person for person in people]
    return [Letter(template, recipient, fill, sealed) for recipient in recipients]


def describe_opportunity(opportunity: Opportunity, language: str, link: Address) -> dict[str, str]:
    """Return title, reference, program, price, dates, client team and link as messages write them.

    `other_link` is the same page in the other language.
    """
    programme = opportunity.programme
    zone = opportunity.zone or programme.zone
    links = []
    for each in (language, "fr" if language == "en" else "en"):
        with override(each):
            links.append(f"{settings.SITE_ADDRESS}{link(opportunity)}")
    price, closes, due = opportunity.price_cents, opportunity.closes_at, opportunity.delivery_at
    return {
        "title": opportunity.title.best_for(language)[0],
        "reference": opportunity.reference or "",
        "programme": programme.name.in_language(language),
        "client_team": opportunity.team.name.best_for(language)[0],
        "price": format_money(price, language) if price is not None else "",
        "closes": format_instant(closes, zone, language) if closes else "",
        "delivery_date": format_instant(due, zone, language) if due else "",
        "link": links[0],
        "other_link": links[1],
    }
