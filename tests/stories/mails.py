"""Checks the mails of a story as their readers get them: to whom, in which language, one link, what is said."""

import re

from django.conf import settings

from microacquisition.correspondence.layout import FOOT, LINK_LINE
from microacquisition.correspondence.models import Message
from microacquisition.correspondence.outbox import Letter, read_letter
from microacquisition.people.models import User

GREETING = {"en": "Hello ", "fr": "Bonjour "}


def read_mails(template: str) -> list[tuple[Message, Letter]]:
    """Return every mail of that name, oldest first, as its recipient reads it; sealed ones are opened."""
    rows = Message.objects.filter(template=template).order_by("created_at")
    return [(row, read_letter(row)) for row in rows]


def check_mail(template: str, person: User, *said: str, sealed: bool = False, count: int = 1) -> str:
    """Check that the person got `count` mails of that name, the last saying all of `said`; returns its body."""
    mine = [(row, letter) for row, letter in read_mails(template) if letter.to_email == person.email]
    assert len(mine) == count, f"{template}: {person} got {len(mine)} mails"
    row, letter = mine[-1]
    assert (row.language, row.sealed is not None) == (person.language, sealed), f"{template} to {person}"
    assert letter.body.startswith(GREETING[person.language])
    links = re.findall(LINK_LINE, letter.body.partition(FOOT)[0])
    assert len(links) == 1, f"{template} to {person} has {len(links)} links"
    assert links[0][1].startswith(f"{settings.SITE_ADDRESS}/{person.language}/")
    for text in said:
        assert text in letter.body + letter.subject, (
            f"{template} to {person} does not say {text!r}:\n{letter.body}"
        )
    return letter.body


def check_no_mail(template: str, person: User) -> None:
    """Check that the person got no mail of that name."""
    assert not [letter for _row, letter in read_mails(template) if letter.to_email == person.email]
