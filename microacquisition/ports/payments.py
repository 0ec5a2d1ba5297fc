"""What we ask of whoever pays for us."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Standing(StrEnum):
    """How a payment stands at the provider."""

    AWAITS_APPROVAL = "awaits_approval"  # the payer must say yes on the provider's own page
    APPROVED = "approved"  # the payer said yes; we may capture
    PENDING = "pending"
    COMPLETED = "completed"
    FAILED = "failed"


@dataclass(frozen=True)
class PaymentOrder:
    """What is to be paid; `key` is the same at every try, so that nothing is paid twice."""

    key: str
    amount_cents: int
    currency: str
    payee_email: str
    description: str
    invoice_number: str
    return_address: str


@dataclass(frozen=True)
class ProviderAnswer:
    """What the provider says of one payment; `evidence` is its answer as text, for the file."""

    standing: Standing
    order: str
    approve_address: str = ""
    reference: str = ""  # the provider's name for the money that moved
    amount_cents: int = 0
    currency: str = ""
    payee_email: str = ""
    why: str = ""  # the provider's own code for pending or failed
    evidence: str = ""


class ProviderUnreachable(Exception):
    """No answer, or none we understand: whether anything was paid is unknown. `code` holds no personal data."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PaymentProvider(Protocol):
    """Pays; every call may be repeated with the same key and does its work once."""

    def begin(self, order: PaymentOrder) -> ProviderAnswer:
        """Open an order; raises ProviderUnreachable."""
        ...

    def look_up(self, order: str) -> ProviderAnswer:
        """Say how an order stands now; raises ProviderUnreachable."""
        ...

    def capture(self, order: str, key: str) -> ProviderAnswer:
        """Take the money that the payer approved; raises ProviderUnreachable."""
        ...
