"""Mail by SMTP, with the standard library."""

import smtplib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from django.conf import settings

from microacquisition.ports.mail import CarrierAway, OutgoingMail, PermanentFailure, Receipt, TemporaryFailure

TIMEOUT_SECONDS = 20


class SmtpSender:
    """Hands mail to the server named by Django's EMAIL_… settings, one connection a mail."""

    def send(self, mail: OutgoingMail) -> Receipt:
        """Hand over one mail; a 5xx answer is permanent, of the address where the recipient is refused for what it is.

        Everything else is worth another try; where the server itself cannot be used, no other mail need try it now.
        """
        try:
            parts = write_mime(mail)
        except ValueError as error:
            raise PermanentFailure("bad_header") from error
        try:
            self._hand_over(parts)
        except smtplib.SMTPNotSupportedError as error:
            raise PermanentFailure("not_supported") from error
        except smtplib.SMTPAuthenticationError as error:
            raise CarrierAway("authentication") from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPConnectError, smtplib.SMTPHeloError) as error:
            raise CarrierAway(f"smtp_{error.smtp_code}") from error
        except smtplib.SMTPRecipientsRefused as error:
            _raise_refusal(*max(error.recipients.values()), error)
        except smtplib.SMTPResponseException as error:
            _raise_failure(error.smtp_code, error)
        except (smtplib.SMTPException, OSError) as error:
            raise CarrierAway("no_connection") from error
        return Receipt(mail.message_id)

    def _hand_over(self, parts: EmailMessage) -> None:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=TIMEOUT_SECONDS) as server:
            if settings.EMAIL_USE_TLS:
                server.starttls()
            if settings.EMAIL_HOST_USER:
                server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
            server.send_message(parts)


def write_mime(mail: OutgoingMail) -> EmailMessage:
    """Return the mail with a text and an HTML part; ValueError for a line break in a header."""
    parts = EmailMessage(policy=SMTP)
    parts["Message-ID"] = mail.message_id
    parts["From"] = _write_address("Micro-Acquisition", mail.sender)
    parts["To"] = _write_address(mail.to_name, mail.to_email)
    parts["Reply-To"] = _write_address("", mail.reply_to)
    parts["Subject"] = mail.subject
    parts["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        parts["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        parts["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    parts.set_content(mail.text)
    parts.add_alternative(mail.html, subtype="html")
    parts["Content-Language"] = mail.language
    return parts


def _write_address(name: str, address: str) -> Address:
    return Address(display_name=name, addr_spec=address)


def _raise_failure(code: int, error: Exception) -> None:
    failure = PermanentFailure if 500 <= code < 600 else TemporaryFailure
    raise failure(f"smtp_{code}") from error


def _raise_refusal(code: int, reason: bytes, error: Exception) -> None:
    """A recipient was refused: the address itself (RFC 3463: 5.1, 5.2), or whoever sends to it (5.7: policy)."""
    if 500 <= code < 600 and b"5.7." not in reason:
        raise PermanentFailure(f"smtp_{code}", of_address=True) from error
    raise TemporaryFailure(f"smtp_{code}") from error
