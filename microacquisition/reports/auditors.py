"""Mails every published checkpoint to the auditors, so that copies lie outside the database."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from microacquisition.correspondence.outbox import send_message
from microacquisition.opportunities.opportunity import PROGRAMMES
from microacquisition.people.models import User
from microacquisition.people.queries import people_holding
from microacquisition.process.roles import Role
from microacquisition.records.models import PLATFORM_STREAM, Checkpoint, Event
from microacquisition.site.clock import current_instant

LOOK_BACK = timedelta(days=2)


def mail_checkpoints() -> int:
    """Mail the checkpoints of the last two days to every auditor; return how many mails stand in the outbox.

    A checkpoint goes to each auditor once, however often this runs: the outbox knows its event.
    """
    since = current_instant() - LOOK_BACK
    published = Event.objects.filter(
        stream=PLATFORM_STREAM, code="publish_checkpoint", at__gt=since
    ).order_by("seq")
    auditors = list_auditors()
    for event in published:
        checkpoint = Checkpoint.objects.get(digest=event.subject_id)
        link = settings.SITE_ADDRESS + reverse("checkpoint", kwargs={"digest": checkpoint.digest})
        for person in auditors:
            send_message(
                "reports/checkpoint_published",
                to_email=person.email,
                to_name=person.name,
                language=person.language,
                values={"at": checkpoint.at, "digest": checkpoint.digest, "link": link},
                event_id=event.pk,
                recipient_key=str(person.pk),
            )
    return len(published) * len(auditors)


def list_auditors() -> list[User]:
    """Return the auditors of any program, each once."""
    found = {
        person.pk: person for code in PROGRAMMES.codes() for person in people_holding(Role.AUDITOR, code)
    }
    return list(found.values())
