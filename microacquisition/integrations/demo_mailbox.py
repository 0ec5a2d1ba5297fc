"""Mail of a demo installation: kept in a table and shown on a page, never sent."""

import json

from django.conf import settings

from microacquisition.common.sealing import wrap
from microacquisition.correspondence.models import DemoMail
from microacquisition.correspondence.queries import DEMO_SEAL
from microacquisition.ports.mail import OutgoingMail, Receipt
from microacquisition.site.clock import current_instant


class DemoMailboxSender:
    """Keeps each mail once, by its Message-ID."""

    def send(self, mail: OutgoingMail) -> Receipt:
        """Keep the mail; it never fails."""
        letter = {
            "to_email": mail.to_email,
            "to_name": mail.to_name,
            "subject": mail.subject,
            "text": mail.text,
        }
        sealed = {"sealed": wrap(settings.OUTSIDE_KEY, DEMO_SEAL, json.dumps(letter).encode())}
        kept, _ = DemoMail.objects.get_or_create(
            message_id=mail.message_id,
            defaults={
                "sent_at": current_instant(),
                "language": mail.language,
                **(sealed if mail.sealed else letter),
            },
        )
        return Receipt(str(kept.pk))
