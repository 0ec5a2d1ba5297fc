"""Verbs of applying: save, submit, change, withdraw. Each leaves a signed receipt; a draft leaves nothing."""

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.urls import reverse

from microacquisition.common.dates import format_instant_and_utc
from microacquisition.common.sealing import seal_version, wrap
from microacquisition.opportunities.applications import queries
from microacquisition.opportunities.applications.contents import Content
from microacquisition.opportunities.applications.models import Application, ApplicationVersion
from microacquisition.opportunities.engine import take_step
from microacquisition.opportunities.letters import public_address, write_to
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.opportunities.situation import Letter, Outcome, Recipient, Situation
from microacquisition.opportunities.taken_forms import Taken
from microacquisition.people.models import Supplier, SupplierMember, User
from microacquisition.process.rules.applications import ApplicationFacts
from microacquisition.process.selection.receipts import (
    WITHDRAWN_CONTENT,
    content_digest,
    new_application_id,
    new_salt,
    write_receipt,
)
from microacquisition.records.signing_key import sign_text

TOO_LATE = "MA003"


class TooLate(Exception):
    """The database refused under its lock: the closing instant was reached. Nothing was kept."""


@contextmanager
def in_time() -> Iterator[None]:
    """One transaction; raises TooLate where the database's clock refuses under its lock."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", None) == TOO_LATE:
            raise TooLate from error
        raise


def take_application_step(
    code: str,
    opportunity: Opportunity,
    user: User,
    language: str,
    *,
    given: Mapping[str, Any] | None = None,
    form_key: uuid.UUID | None = None,
) -> Taken:
    """Take `save`, `submit`, `change` or `withdraw` for the person's supplier, whose row is locked first.

    Raises TooLate where the database's clock says so, else as the engine does; in all of them nothing is kept, the
    supplier's new row included. The same form sent twice gives the first answer.
    """
    with in_time():
        supplier = _lock_supplier(user)
        return take_step(
            code,
            opportunity_id=opportunity.pk,
            user=user,
            language=language,
            subject_id=queries.tag_of(opportunity.pk, supplier),
            given={**(given or {}), "form_key": form_key, "supplier": supplier},
            form_key=form_key,
        )


def _lock_supplier(user: User) -> Supplier:
    mine = Supplier.objects.select_for_update(of=("self",)).filter(members__user=user, members__ended_at=None)
    if supplier := mine.first():
        return supplier
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if supplier := mine.first():
        return supplier
    # The name typed into the form stays sealed: a new supplier bears the account's name until it is opened.
    supplier = Supplier.objects.create(kind="person", owner=user, legal_name=user.name)
    # The day of joining, not now: a time would tie the supplier to an application received at it.
    SupplierMember.objects.create(supplier=supplier, user=user, started_at=user.joined_at)
    return supplier


def save_draft(situation: Situation, facts: ApplicationFacts) -> Outcome:
    """Keep what was typed, under the outside key, for its author alone; it counts for nothing."""
    application = situation.subject or _begin(situation, "DRAFT")
    draft = {"typed": dict(situation.given["typed"]), "author": str(situation.person.pk)}
    text = json.dumps(draft, ensure_ascii=False).encode()
    application.draft = wrap(settings.OUTSIDE_KEY, queries.DRAFT_PURPOSE, text)
    application.draft_saved_at = situation.now
    application.save(update_fields=["draft", "draft_saved_at"])
    return Outcome(to_state="DRAFT", subject=application, leaves_event=False)


def submit_application(situation: Situation, facts: ApplicationFacts) -> Outcome:
    """Seal the first version, or one after a withdrawal, and write its receipt."""
    application = situation.subject or _begin(situation, "SUBMITTED")
    if application.draft is not None:
        application.draft, application.draft_saved_at = None, None
        application.save(update_fields=["draft", "draft_saved_at"])
    version = _seal_version(situation, application, facts)
    return Outcome(
        to_state="SUBMITTED",
        subject=application,
        leaves_event=False,
        letters=_write_letters(situation, version, "applications/received", situation.given["name"]),
    )


def change_application(situation: Situation, facts: ApplicationFacts) -> Outcome:
    """Seal a new version in place of the last, with a receipt of its own."""
    version = _seal_version(situation, situation.subject, facts)
    letters = _write_letters(situation, version, "applications/changed", situation.given["name"])
    return Outcome(leaves_event=False, letters=letters)


def withdraw_application(situation: Situation, facts: ApplicationFacts) -> Outcome:
    """Withdraw: a receipt over nothing, under the same id."""
    content, last = queries.latest_content(situation.subject), queries.latest_version(situation.subject)
    number = last.number + 1 if last else 1
    version = _keep_version(
        situation, situation.subject, number, "WITHDRAWN", new_salt(), WITHDRAWN_CONTENT, {}
    )
    name = content.name if content else situation.person.name
    return Outcome(
        to_state="WITHDRAWN",
        leaves_event=False,
        letters=_write_letters(situation, version, "applications/withdrawn", name),
    )


def _begin(situation: Situation, state: str) -> Application:
    key = new_application_id()
    while Application.objects.filter(pk=key).exists():
        key = new_application_id()
    return Application.objects.create(
        id=key,
        opportunity=situation.on,
        applicant_tag=queries.tag_of(situation.on.pk, situation.given["supplier"]),
        state=state,
        started_at=situation.now,
    )


def _seal_version(
    situation: Situation, application: Application, facts: ApplicationFacts
) -> ApplicationVersion:
    given = situation.given
    supplier: Supplier = given["supplier"]  # made and locked before the step
    if situation.on.public_key is None:
        raise LookupError("A version needs the opportunity's key.")
    recorded: Mapping[str, str] = given.get("recorded") or {}
    content = Content(
        supplier=str(supplier.pk),
        name=given["name"].strip(),
        business_name=given.get("business_name", "").strip(),
        contact_email=given["contact_email"]
        if recorded
        else supplier.contact_email or situation.person.email,
        language=given["language"] if recorded else situation.language,
        affirmed=tuple(given["affirmed"]),
        answers=dict(given["answers"]),
        privacy_notice=given.get("privacy_notice", ""),
        recorded=recorded,
    )
    salt = new_salt()
    sealed = seal_version(content.as_bytes(), bytes(situation.on.public_key), settings.OUTSIDE_KEY)
    digest = content_digest(salt, content.as_data())
    number = facts.latest_version + 1
    return _keep_version(situation, application, number, "SUBMITTED", salt, digest, vars(sealed))


def _keep_version(
    situation: Situation,
    application: Application,
    number: int,
    state: str,
    salt: str,
    digest: str,
    sealed: Mapping[str, bytes],
) -> ApplicationVersion:
    reference = situation.on.reference or ""
    receipt = write_receipt(application.pk, reference, digest, situation.now, salt)
    return ApplicationVersion.objects.create(
        application=application,
        number=number,
        state=state,
        content_sha256=digest,
        receipt=receipt,
        receipt_signature=sign_text(receipt),
        received_at=situation.now,
        form_key=situation.given.get("form_key") or uuid.uuid4(),
        by_officer=bool(situation.given.get("recorded")),
        officer=situation.person if situation.given.get("recorded") else None,
        **sealed,
    )


def _write_letters(
    situation: Situation, version: ApplicationVersion, template: str, name: str
) -> list[Letter]:
    person, opportunity = situation.person, situation.on
    zone = opportunity.zone or opportunity.programme.zone
    recipient = Recipient(person.email, name or person.name, person.language, key=version.content_sha256)
    if version.by_officer:
        given = situation.given
        template = f"applications/{'recorded_withdrawn' if version.state == 'WITHDRAWN' else 'recorded'}"
        recipient = Recipient(given["contact_email"], name, given["language"], key=version.content_sha256)

    def link(of: Opportunity) -> str:
        if version.state == "WITHDRAWN" or version.by_officer:
            return public_address(of)
        return reverse("application", kwargs={"application_id": version.application_id})

    def values(language: str) -> Mapping[str, str]:
        closes = (
            format_instant_and_utc(opportunity.closes_at, zone, language) if opportunity.closes_at else ""
        )
        return {
            "application_id": version.application_id,
            "received_at": format_instant_and_utc(version.received_at, zone, language),
            "closes": closes,
            "address": opportunity.programme.address,
            "receipt": f"{version.receipt}\ned25519: {version.receipt_signature}",
        }

    return write_to([recipient], template, opportunity, link=link, values=values, sealed=True)
