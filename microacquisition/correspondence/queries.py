"""Named reads of our mail."""

from microacquisition.correspondence.models import DemoMail

NEWEST = 50


CHECKPOINTS = "/checkpoints/"  # the fixed address that every letter with a published checkpoint leads to


def list_demo_mail(recipient: str = "", *, checkpoints: bool = False) -> list[DemoMail]:
    """Return the newest mails of the demo, newest first, of one address where given.

    Letters with the checkpoints that are published each day are left out unless `checkpoints`: they would hide all else.
    """
    mails = DemoMail.objects.order_by("-sent_at", "-pk")
    if not checkpoints:
        mails = mails.exclude(text__contains=CHECKPOINTS)
    if recipient and "\x00" not in recipient:
        mails = mails.filter(to_email__iexact=recipient)
    return list(mails[:NEWEST])


def list_demo_recipients() -> list[str]:
    """Return every address that got mail in the demo, sorted."""
    return list(DemoMail.objects.order_by("to_email").values_list("to_email", flat=True).distinct())
