"""Plants a word in every field that an applicant fills: sent, changed, saved, withdrawn, recorded, typed too early."""

from typing import Any

from django.test import Client

from microacquisition.correspondence import sending
from microacquisition.opportunities.opportunity import Opportunity
from microacquisition.people.models import RoleHeld, User
from microacquisition.process.roles import Role
from microacquisition.site.clock import current_instant
from tests.builders import People, sign_in_as
from tests.opportunities.applications.make import answer_field, apply_address, fill_form, send

CANARY = "zq7canary"


def planted(opportunity: Opportunity, place: str) -> dict[str, str]:
    """Canaries for everything that an applicant types."""
    return {
        "name": f"{CANARY} name {place}", "business_name": f"{CANARY} firm {place}",
        answer_field(opportunity): f"{CANARY} answer {place}",
    }  # fmt: skip


def plant_canaries(people: People, opportunity: Opportunity, settings: Any) -> None:
    """Let three suppliers and an officer write applications, and a stranger type one; all their mail leaves."""
    settings.MAIL_SENDER = "microacquisition.integrations.demo_mailbox.DemoMailboxSender"
    sender, saver, leaver = (sign_in_as(person, settings) for person in people.suppliers[:3])
    for browser, place in ((sender, "saved"), (saver, "draft")):
        form = fill_form(opportunity, **planted(opportunity, place))
        assert browser.post(apply_address(opportunity), {**form, "save": "1"}).status_code == 302
    for based_on, place in (("0", "sent"), ("1", "changed")):
        answer = send(sender, opportunity, based_on=based_on, **planted(opportunity, place))
        assert answer.status_code == 302
    gone = send(leaver, opportunity, "fr", **planted(opportunity, "withdrawn")).url
    form_key = fill_form(opportunity)["form_key"]
    assert leaver.post(f"{gone}retirer/", {"form_key": form_key}).status_code == 302
    _record(sign_in_as(people.officer, settings), opportunity)
    send(Client(), opportunity, **planted(opportunity, "expired"))
    assert sending.deliver_due() > 0


def _record(officer: Client, opportunity: Opportunity) -> None:
    recorded = {
        "email": f"{CANARY}@example.org", "phone": f"613 555-0100 {CANARY}", "language": "fr", "how": "telephone",
        "consent": "on", "received_on": opportunity.local_day(current_instant()).isoformat(),
    }  # fmt: skip
    form = fill_form(opportunity, **planted(opportunity, "recorded"), **recorded)
    answer = officer.post(f"/en/files/{opportunity.pk}/record-application/", form)
    assert answer.status_code == 302, answer.content.decode()


def hire(people: People, role: Role) -> User:
    """Somebody with another role there; an administrator of everywhere."""
    like = RoleHeld.objects.get(user=people.auditor)
    person = User.objects.create_user(f"{role.value}@example.ca", name=f"New {role.value}")
    kept = ("proposed_by", "proposed_at", "confirmed_by", "confirmed_at")
    place = {"programme_code": like.programme_code, "department": like.department}
    RoleHeld.objects.create(
        user=person, role=role.value, **({} if role is Role.ADMINISTRATOR else place),
        **{each: getattr(like, each) for each in kept},
    )  # fmt: skip
    return person
