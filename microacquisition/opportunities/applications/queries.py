"""Named reads of applications: each supplier's own, by a keyed tag; nobody else's before opening."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from microacquisition.common.dates import format_instant_and_utc
from microacquisition.common.read_once import read_once
from microacquisition.common.sealing import SealedVersion, applicant_tag, open_for_author, unwrap
from microacquisition.common.word_count import count_words
from microacquisition.common.words import Words
from microacquisition.opportunities.applications.contents import Content, digest_draft, read_content
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.opportunity import Opportunity, public_status
from microacquisition.opportunities.situation import Situation
from microacquisition.opportunities.statement.models import ApplicationCriterion
from microacquisition.people.models import Supplier, User
from microacquisition.people.queries import roles_of, supplier_of, teams_of
from microacquisition.process.lifecycle import Thing
from microacquisition.process.programmes.base import Programme
from microacquisition.process.roles import Role
from microacquisition.process.rules.applications import ApplicationFacts

DRAFT_PURPOSE = "application-draft"


def tag_of(opportunity_id: uuid.UUID, supplier: Supplier) -> str:
    """Return the keyed tag under which this supplier's application is kept."""
    return applicant_tag(settings.OUTSIDE_KEY, opportunity_id, supplier.pk)


def find_own_application(opportunity: Opportunity, user: User) -> Application | None:
    """Return the application of the person's supplier to this opportunity, or None."""
    supplier = supplier_of(user)
    if supplier is None:
        return None
    return opportunity.applications.filter(applicant_tag=tag_of(opportunity.pk, supplier)).first()


def own_applications(user: User) -> QuerySet[Application]:
    """Return every application of the person's supplier, the newest first."""
    supplier = supplier_of(user)
    if supplier is None:
        return Application.objects.none()
    posted = Opportunity.objects.filter(posted_at__isnull=False).values_list("pk", flat=True)
    mine = Application.objects.filter(applicant_tag__in=[tag_of(pk, supplier) for pk in posted])
    return mine.select_related("opportunity").order_by("-started_at")


@read_once
def find_own_by_id(user: User, application_id: str) -> Application | None:
    """Return the application if the person's supplier made it, else None."""
    supplier = supplier_of(user)
    application = Application.objects.filter(pk=application_id).select_related("opportunity").first()
    if supplier is None or application is None:
        return None
    return application if application.applicant_tag == tag_of(application.opportunity_id, supplier) else None


def latest_version(application: Application) -> ApplicationVersion | None:
    """Return the last version sent (or the withdrawal), or None for a draft never sent."""
    return application.versions.order_by("-number").first()


@read_once
def list_damaged(opportunity: Opportunity) -> list[ApplicationVersion]:
    """Return the last version of each application that stands and did not open with the others, by id."""
    if opportunity.applications_opened_at is None:
        return []
    unread = opportunity.applications.filter(state="SUBMITTED", opened=None).order_by("pk")
    return [version for each in unread if (version := latest_version(each)) is not None]


def list_recorded(opportunity: Opportunity) -> list[ApplicationVersion]:
    """Return the last version of each application that an officer recorded; whoever sent it themselves is not there."""
    versions = ApplicationVersion.objects.filter(application__opportunity=opportunity)
    last = versions.order_by("application_id", "-number").distinct("application_id")
    return [each for each in last.select_related("application", "officer") if each.by_officer]


def read_own_content(version: ApplicationVersion) -> Content:
    """Return what the author wrote, for the author's own pages and mails; CannotOpen."""
    return read_content(open_for_author(sealed_parts(version), settings.OUTSIDE_KEY))


def sealed_parts(version: ApplicationVersion) -> SealedVersion:
    """Return the three sealed parts of a version; ValueError for a withdrawal, which has none."""
    if version.body is None or version.key_for_opportunity is None or version.key_for_author is None:
        raise ValueError("A withdrawal holds nothing.")
    return SealedVersion(
        bytes(version.body), bytes(version.key_for_opportunity), bytes(version.key_for_author)
    )


def last_written_at(application: Application) -> datetime:
    """Return when its author last sent or saved it: what changed in public since then is new to them."""
    version = latest_version(application)
    moments = (version.received_at if version else None, application.draft_saved_at, application.started_at)
    return max(moment for moment in moments if moment is not None)


def latest_content(application: Application) -> Content | None:
    """Return the last content sent, a later withdrawal left aside; None where nothing was sent yet."""
    version = application.versions.filter(body__isnull=False).order_by("-number").first()
    return read_own_content(version) if version else None


def read_draft(application: Application) -> dict[str, str]:
    """Return the draft as it was typed, by field; empty where there is none."""
    typed: dict[str, str] = open_draft(application).get("typed", {})
    return typed


def open_draft(application: Application) -> dict[str, Any]:
    """Return what was saved of a draft, and by whom; empty where there is none."""
    if application.draft is None:
        return {}
    draft: dict[str, Any] = json.loads(unwrap(settings.OUTSIDE_KEY, DRAFT_PURPOSE, bytes(application.draft)))
    return draft


@read_once
def criteria_of(opportunity: Opportunity) -> list[ApplicationCriterion]:
    """Return the application evaluation criteria in their order."""
    return list(ApplicationCriterion.objects.filter(statement__opportunity=opportunity).order_by("place"))


def affirmations_of(programme: Programme) -> list[str]:
    """Return the codes of everything an applicant affirms and undertakes."""
    return [f"eligibility_{each.code}" for each in programme.eligibility] + [
        f"undertaking_{each.code}" for each in programme.undertakings
    ]


def works_on(opportunity: Opportunity, user: User) -> bool:
    """True for the client team, evaluators, administrators and everybody with a role there."""
    if any(team.pk == opportunity.team_id for team in teams_of(user)):
        return True
    return any(
        held.role is Role.ADMINISTRATOR
        or (
            held.role is not Role.CLIENT
            and held.covers(held.role, opportunity.programme_code, opportunity.department_id)
        )
        for held in roles_of(user)
    )


def acts_as_applicant(user: User, situation: Situation) -> bool:
    """True where the person's supplier is the one that applies; an application not begun is anybody's to begin."""
    if situation.step.thing is not Thing.APPLICATION:
        return False
    if not isinstance(situation.subject, Application):
        return True
    supplier = supplier_of(user)
    return supplier is not None and situation.subject.applicant_tag == tag_of(situation.on.pk, supplier)


def facts_before_writing(opportunity: Opportunity, user: User, now: datetime) -> ApplicationFacts:
    """The facts that hold before anything is typed: open or not, from inside or not."""
    closes, zone = opportunity.closes_at, opportunity.zone or opportunity.programme.zone
    words = Words(
        en=format_instant_and_utc(closes, zone, "en") if closes else "",
        fr=format_instant_and_utc(closes, zone, "fr") if closes else "",
    )
    return ApplicationFacts(
        status=public_status(opportunity, now), closes=words, works_on_it=works_on(opportunity, user)
    )


def gather_application(situation: Situation) -> ApplicationFacts:
    """The facts of an application about to be saved, sent, changed or withdrawn."""
    facts = facts_before_writing(situation.on, situation.person, situation.now)
    given = situation.given
    if given.get("recorded") and Role.OFFICER in situation.roles:
        # The officer only writes it down: who comes from inside is asked of the applicant, who has no account.
        facts = replace(facts, works_on_it=False, has_account=_has_account(given))
    if "typed" in given and situation.subject is not None:
        return replace(
            facts,
            draft_kept=digest_draft(read_draft(situation.subject)),
            draft_seen=given["draft_seen"],
            draft_typed=digest_draft(given["typed"]),
        )
    if "answers" not in given:
        return facts
    latest = latest_version(situation.subject) if situation.subject is not None else None
    answers: Mapping[str, str] = given["answers"]
    criteria = criteria_of(situation.on)
    affirmed = set(given["affirmed"])
    return ApplicationFacts(
        status=facts.status,
        closes=facts.closes,
        works_on_it=facts.works_on_it,
        has_account=facts.has_account,
        latest_version=latest.number if latest else 0,
        based_on=int(given.get("based_on") or 0),
        missing_answers=tuple(each.code for each in criteria if not answers.get(each.code, "").strip()),
        long_answers=tuple(
            each.code for each in criteria if count_words(answers.get(each.code, "")) > each.word_limit
        ),
        not_affirmed=tuple(code for code in affirmations_of(situation.programme) if code not in affirmed),
        has_name=bool(given["name"].strip()),
    )


def _has_account(given: Mapping[str, Any]) -> bool:
    email = given["recorded"]["email"].strip().lower()
    return User.objects.filter(email=email).exclude(pk=given["supplier"].owner_id).exists()


def was_sent_with(application: Application, form_key: uuid.UUID) -> bool:
    """True where this very form made a version already."""
    return application.versions.filter(form_key=form_key).exists()


def find_by_tag(opportunity: Opportunity | None, tag: str) -> Application | None:
    """Return the application under this tag; its supplier's row is locked by the caller."""
    return Application.objects.filter(opportunity=opportunity, applicant_tag=tag).first()
