"""A carrier of mail that keeps what it is given, for tests."""

import time
from typing import ClassVar

from microacquisition.ports.mail import MailFailure, OutgoingMail, Receipt


class KeepingSender:
    """Keeps every mail in `sent` after `seconds`; raises the failures waiting in `failures` first."""

    sent: ClassVar[list[OutgoingMail]] = []
    failures: ClassVar[list[MailFailure | Exception]] = []
    seconds: ClassVar[float] = 0

    def send(self, mail: OutgoingMail) -> Receipt:
        if self.failures:
            raise self.failures.pop(0)
        time.sleep(self.seconds)
        self.sent.append(mail)
        return Receipt("kept")


class BulkKeepingSender(KeepingSender):
    """Takes many at once too; `bulks` holds how many came each time, and under which reference."""

    bulks: ClassVar[list[tuple[int, str]]] = []

    def send_many(self, mails: list[OutgoingMail], reference: str) -> Receipt:
        if self.failures:
            raise self.failures.pop(0)
        self.bulks.append((len(mails), reference))
        self.sent.extend(mails)
        return Receipt(reference)
