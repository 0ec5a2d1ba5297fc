"""Moving the closing: what is proposed and signed, the new instants, who is told. By people here, by rule at closing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime

from microacquisition.common.bilingual import Bilingual
from microacquisition.common.canonical import write_canonical
from microacquisition.common.dates import format_instant_and_utc, write_machine_instant
from microacquisition.common.zones import local_time
from microacquisition.opportunities.intake.queries import client_people
from microacquisition.opportunities.letters import (
    Values,
    file_address,
    people_to_sign,
    public_address,
    write_to,
)
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.page_addresses import address_of
from microacquisition.opportunities.posting.models import ClosingChange
from microacquisition.opportunities.signatures import Signature
from microacquisition.opportunities.situation import Letter, Outcome, Situation, list_live_signatures
from microacquisition.opportunities.statement.queries import find_statement
from microacquisition.opportunities.step_table import TABLE
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.programmes.base import Programme
from microacquisition.process.roles import Role
from microacquisition.process.rules.extending import ExtensionFacts, move_along
from microacquisition.process.windows import Minutes
from microacquisition.records.events import keep_text

LOCAL_MINUTE = "%Y-%m-%dT%H:%M"
SEPARATOR = "\n\u2014\n"  # keeps the instant and both languages apart in the one reason of a signature
TOLD = (Role.OFFICER, Role.ADVISOR)


@dataclass(frozen=True)
class Proposal:
    """A new closing (UTC) with its reason, as one person signed it; `signature` is None while it is only typed."""

    closes_at: datetime
    reason: Bilingual
    signature: Signature | None = None

    def as_reason(self) -> str:
        """Return the proposal as the signature's reason keeps it."""
        return SEPARATOR.join((write_machine_instant(self.closes_at), self.reason.en, self.reason.fr))


def find_proposal(opportunity: Opportunity) -> Proposal | None:
    """Return the extension of the present closing that waits for its second signature, the latest one, or None."""
    proposed = list_live_signatures(opportunity, "extend")
    if not proposed:
        return None
    waiting = proposed[-1]
    instant, _separator, texts = waiting.reason.partition(SEPARATOR)
    en, _separator, fr = texts.partition(SEPARATOR)
    closes_at = parse_datetime(instant)
    return Proposal(closes_at, Bilingual(en, fr), waiting) if closes_at else None


def give_proposal_waiting(opportunity: Opportunity) -> dict[str, object] | None:
    """Return what a second signature on paper stands for: the extension that one person signed; None before that."""
    proposal = find_proposal(opportunity)
    return {"proposal": proposal, "reason": proposal.as_reason()} if proposal else None


def proposal_in(situation: Situation) -> Proposal | None:
    """Return what was typed for this step, else what the first person signed, else None."""
    typed = situation.given.get("proposal") if situation.step.code == "extend" else None
    return typed if isinstance(typed, Proposal) else find_proposal(situation.on)


def digest_extension(situation: Situation) -> str:
    """Return SHA-256, in hex, of what two people sign: which closing is moved, to when, and why."""
    proposal = proposal_in(situation)
    closes_at = situation.on.closes_at
    told = {
        "format": "MA-EXTENSION-1",
        "opportunity": str(situation.on.pk),
        "closes_at": write_machine_instant(closes_at) if closes_at else "",
        "new_closes_at": write_machine_instant(proposal.closes_at) if proposal else "",
        "en": proposal.reason.en if proposal else "",
        "fr": proposal.reason.fr if proposal else "",
    }
    return hashlib.sha256(write_canonical(told).encode()).hexdigest()


def gather_extension(situation: Situation) -> ExtensionFacts:
    """The facts of an extension, read under the opportunity's lock."""
    proposal = proposal_in(situation)
    return ExtensionFacts(
        now=situation.now,
        closes_at=situation.on.closes_at,
        proposed=proposal.closes_at if proposal else None,
        languages_required=situation.programme.languages,
        reasons=(("en", proposal.reason.en), ("fr", proposal.reason.fr)) if proposal else (),
    )


def extend(situation: Situation, facts: ExtensionFacts) -> Outcome:
    """Both signatures are given before the closing: move it, keep the old instant, tell everybody."""
    proposal = proposal_in(situation)
    if proposal is None:
        raise LookupError("The rules let an extension pass that nobody proposed.")
    old, reason = situation.on.closes_at, proposal.reason
    move_closing(situation, proposal.closes_at, reason=reason)

    def values(language: str) -> Mapping[str, str]:
        return {**tell_instants(situation.on, old)(language), "reason": reason.best_for(language)[0]}

    return Outcome(
        facts=_facts(old, proposal.closes_at),
        digests={"reason_en": keep_text(reason.en), "reason_fr": keep_text(reason.fr)},
        letters=tell_everybody(situation.on, "posting/extended", values),
        wake_at=[proposal.closes_at],
    )


def move_closing(
    situation: Situation, closes_at: datetime, *, reason: Bilingual | None = None, rule: str = ""
) -> None:
    """Write the new closing with the row that explains it; selection and delivery move by as many business days."""
    opportunity, programme = situation.on, situation.programme
    statement, old = find_statement(opportunity), opportunity.closes_at
    if old is None:
        raise LookupError("What is open has a closing.")
    zone = opportunity.zone or programme.zone
    local = local_time(closes_at, zone).strftime(LOCAL_MINUTE)
    ClosingChange.objects.create(
        opportunity=opportunity, old_closes_at=old, new_closes_at=closes_at, new_closes_local=local, rule=rule,
        reason_en=reason.en if reason else "", reason_fr=reason.fr if reason else "", at=situation.now,
    )  # fmt: skip
    opportunity.closes_at, opportunity.closes_local = closes_at, local
    statement.closes_at, statement.closes_local = closes_at, local
    if statement.selection_on is not None:
        noon = local_time(old, zone).replace(
            year=statement.selection_on.year,
            month=statement.selection_on.month,
            day=statement.selection_on.day,
        )
        moved = move_along(noon, old, closes_at, zone, counts_days=counts_days(programme))
        statement.selection_on = local_time(moved, zone).date()
    if opportunity.delivery_at is not None:
        due = move_along(opportunity.delivery_at, old, closes_at, zone, counts_days=counts_days(programme))
        opportunity.delivery_at = statement.delivery_at = due
        opportunity.delivery_local = statement.delivery_local = local_time(due, zone).strftime(LOCAL_MINUTE)
    opportunity.save(update_fields=["closes_at", "closes_local", "delivery_at", "delivery_local"])
    statement.save(
        update_fields=["closes_at", "closes_local", "selection_on", "delivery_at", "delivery_local"]
    )


def counts_days(programme: Programme) -> bool:
    """False where windows are minutes: practice."""
    return not isinstance(programme.windows.minimum_open, Minutes)


def tell_instants(opportunity: Opportunity, old: datetime | None) -> Values:
    """Return the old and the new closing, local and UTC, as letters write them."""
    zone = opportunity.zone or opportunity.programme.zone

    def values(language: str) -> Mapping[str, str]:
        new = opportunity.closes_at
        return {
            "old_closes": format_instant_and_utc(old, zone, language) if old else "",
            "new_closes": format_instant_and_utc(new, zone, language) if new else "",
        }

    return values


def tell_everybody(opportunity: Opportunity, message: str, values: Values) -> list[Letter]:
    """Write to staff and client, and in sealed letters to whoever applied or began to."""
    people = {person.pk: person for person in [*list_staff(opportunity), *client_people(opportunity.team)]}
    outside = [*TABLE.applicants(opportunity), *TABLE.draft_holders(opportunity)]
    return [
        *write_to(people.values(), f"{message}_staff", opportunity, link=file_address, values=values),
        *write_to(
            outside, f"{message}_applicant", opportunity, link=public_address, values=values, sealed=True
        ),
    ]


def list_staff(opportunity: Opportunity) -> list[User]:
    """Return the officers and advisors who follow what changes while an opportunity is open."""
    return [
        person
        for role in TOLD
        for person in people_holding(role, opportunity.programme_code, opportunity.department_id)
    ]


def ask_second_person(situation: Situation) -> list[Letter]:
    """Ask everybody who may give the second signature, before the present closing."""
    proposal, others = proposal_in(situation), people_to_sign(situation, digest_extension(situation))

    def values(language: str) -> Mapping[str, str]:
        zone = situation.on.zone or situation.programme.zone
        return {
            "new_closes": format_instant_and_utc(proposal.closes_at, zone, language) if proposal else "",
            "reason": proposal.reason.best_for(language)[0] if proposal else "",
        }

    return write_to(
        others, "posting/extension_to_sign", situation.on, link=address_of("extend"), values=values
    )


def _facts(old: datetime | None, new: datetime) -> dict[str, object]:
    return {
        "old_closes_at": write_machine_instant(old) if old else "",
        "new_closes_at": write_machine_instant(new),
    }
