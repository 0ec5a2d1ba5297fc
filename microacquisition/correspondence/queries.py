"""Named reads of our mail."""

import json

from django.conf import settings

from microacquisition.common.sealing import unwrap
from microacquisition.correspondence.models import DemoMail

NEWEST = 50
DEMO_SEAL = "demo-mail"
CHECKPOINTS = "/checkpoints/"  # the fixed address that every letter with a published checkpoint leads to


def list_demo_mail(recipient: str = "", reader: str = "", *, checkpoints: bool = False) -> list[DemoMail]:
    """Return the newest mails of the demo, newest first, of one address where given.

    A sealed one is there only for the person with the address `reader`, to whom it was written. Letters with the
    checkpoints that are published each day are left out unless `checkpoints`: they would hide all else.
    """
    mails = DemoMail.objects.filter(sealed=None)
    own = _list_sealed(reader)
    if not checkpoints:
        mails = mails.exclude(text__contains=CHECKPOINTS)
    if recipient and "\x00" not in recipient:
        mails = mails.filter(to_email__iexact=recipient)
        own = own if recipient.casefold() == reader.casefold() else []
    newest = [*mails.order_by("-sent_at", "-pk")[:NEWEST], *own]
    return sorted(newest, key=lambda mail: (mail.sent_at, mail.pk), reverse=True)[:NEWEST]


def list_demo_recipients(reader: str = "") -> list[str]:
    """Return every address that got mail in the demo, sorted; of sealed mail the reader’s own alone."""
    addresses = set(DemoMail.objects.filter(sealed=None).values_list("to_email", flat=True))
    return sorted(addresses | {mail.to_email for mail in _list_sealed(reader)})


def _list_sealed(reader: str) -> list[DemoMail]:
    own = []
    for mail in DemoMail.objects.filter(sealed__isnull=False) if reader else ():
        for name, text in json.loads(
            unwrap(settings.OUTSIDE_KEY, DEMO_SEAL, bytes(mail.sealed or b""))
        ).items():
            setattr(mail, name, text)
        if mail.to_email.casefold() == reader.casefold():
            own.append(mail)
    return own
