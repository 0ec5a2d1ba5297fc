"""A carrier of mail that keeps what it is given, for tests."""

from microacquisition.ports.mail import MailFailure, OutgoingMail, Receipt


class KeepingSender:
    """Keeps every mail in `sent`; raises the failures waiting in `failures` first."""

    sent: list[OutgoingMail] = []
    failures: list[MailFailure | Exception] = []

    def send(self, mail: OutgoingMail) -> Receipt:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(mail)
        return Receipt("kept")
