"""Mail of a demo installation: kept in a table and shown on a page, never sent."""

from microacquisition.correspondence.models import DemoMail
from microacquisition.ports.mail import OutgoingMail, Receipt
from microacquisition.site.clock import current_instant


class DemoMailboxSender:
    """Keeps each mail once, by its Message-ID."""

    def send(self, mail: OutgoingMail) -> Receipt:
        """Keep the mail; it never fails."""
        kept, _ = DemoMail.objects.get_or_create(
            message_id=mail.message_id,
            defaults={
                "sent_at": current_instant(),
                "to_email": mail.to_email,
                "to_name": mail.to_name,
                "language": mail.language,
                "subject": mail.subject,
                "text": mail.text,
            },
        )
        return Receipt(str(kept.pk))
