"""May this be invoiced, certified, paid? (spec/pilot.md, "Money"; design, tables of invoice and payment)."""

from dataclasses import dataclass
from datetime import date

from microacquisition.common.words import Words
from microacquisition.process.rules.delegation import outside_delegation

NOBODY_TO_ASK = Words(
    en="No payment is under way with a payment provider.",
    fr="Aucun paiement n’est en cours auprès d’un fournisseur de services de paiement.",
)


@dataclass(frozen=True)
class InvoiceFacts:
    """What is due under the agreement; amounts in cents."""

    accepted_cents: int
    invoiced_cents: int
    supplier_is_complete: bool
    number: str | None = None
    number_is_taken: bool = False


@dataclass(frozen=True)
class CertifyFacts:
    """An invoice before section 34: its amounts against the agreement."""

    subtotal_cents: int
    accepted_cents: int
    has_live_payment: bool
    reason: str | None = None
    total_cents: int | None = None
    delegation_limit_cents: int | None = 0


@dataclass(frozen=True)
class PayFacts:
    """An invoice before its payment."""

    payer_is_certifier: bool
    countersigned: bool
    countersign_before_payment: bool
    has_live_payment: bool
    reference: str | None = None
    paid_on: date | None = None
    today: date | None = None
    has_evidence: bool | None = None
    provider_answers: bool = False  # a provider pays, and it is not unknown what came of it
    taken_by_person: bool = True
    amount_cents: int = 0
    paid_cents: int | None = None  # what the provider says it paid


def something_to_invoice(facts: InvoiceFacts) -> list[Words]:
    """The amount comes from accepted deliverables not invoiced yet (design, `submit_invoice`)."""
    if facts.accepted_cents > facts.invoiced_cents:
        return []
    return [
        Words(
            en="There is nothing to invoice: all accepted work is invoiced already.",
            fr="Il n’y a rien à facturer : tous les travaux acceptés sont déjà facturés.",
        )
    ]


def supplier_is_described(facts: InvoiceFacts) -> list[Words]:
    """An invoice names supplier, address, phone and e-mail (spec/pilot.md, "Money")."""
    if facts.supplier_is_complete:
        return []
    return [
        Words(
            en="Complete your supplier profile first: name, address, phone and e-mail stand on the invoice.",
            fr="Complétez d’abord votre profil de fournisseur : le nom, l’adresse, le téléphone et le courriel figurent"
            " sur la facture.",
        )
    ]


def number_is_free(facts: InvoiceFacts) -> list[Words]:
    """An invoice number is used once under an agreement."""
    if not facts.number_is_taken:
        return []
    return [
        Words(
            en="You already used this invoice number for this agreement. Choose another.",
            fr="Vous avez déjà utilisé ce numéro de facture pour cette entente. Choisissez-en un autre.",
        )
    ]


def amounts_equal_the_agreement(facts: CertifyFacts) -> list[Words]:
    """Section 34: the invoice is right, and its work was received (spec/pilot.md, step 5)."""
    if facts.subtotal_cents <= facts.accepted_cents:
        return []
    return [
        Words(
            en="The invoice asks for more than the accepted work.",
            fr="La facture dépasse la valeur des travaux acceptés.",
        )
    ]


def certified_within_delegation(facts: CertifyFacts) -> list[Words]:
    """The invoice, tax included, is within the certifier's delegation (spec/pilot.md, "Who takes part")."""
    return outside_delegation(facts.total_cents, facts.delegation_limit_cents)


def no_live_payment(facts: CertifyFacts | PayFacts) -> list[Words]:
    """One live payment per invoice (design, table of payment)."""
    if not facts.has_live_payment:
        return []
    return [
        Words(
            en="A payment of this invoice is under way or done.",
            fr="Un paiement de cette facture est en cours ou fait.",
        )
    ]


def certifier_does_not_pay(facts: PayFacts) -> list[Words]:
    """Whoever certifies under section 34 never makes the payment (spec/pilot.md, separation of duties)."""
    if not facts.payer_is_certifier:
        return []
    return [
        Words(
            en="You certified this invoice, so somebody else must pay it.",
            fr="Vous avez attesté cette facture : quelqu’un d’autre doit la payer.",
        )
    ]


def countersigned_in_time(facts: PayFacts) -> list[Words]:
    """The agreement is countersigned before payment where the program says so."""
    if facts.countersigned or not facts.countersign_before_payment:
        return []
    return [
        Words(
            en="Countersign the agreement before you pay.",
            fr="Contresignez l’entente avant de payer.",
        )
    ]


def paid_outside_with_evidence(facts: PayFacts) -> list[Words]:
    """A payment made outside is recorded with its reference, its date and evidence (design, `confirm`)."""
    reasons = []
    if not (facts.reference or "").strip() or facts.has_evidence is False:
        reasons.append(
            Words(
                en="Enter the payment’s reference and the evidence.",
                fr="Inscrivez la référence du paiement et la preuve.",
            )
        )
    if facts.paid_on and facts.today and facts.paid_on > facts.today:
        reasons.append(
            Words(en="The payment date is in the future.", fr="La date du paiement est dans l’avenir.")
        )
    return reasons


def provider_says_so_itself(facts: PayFacts) -> list[Words]:
    """A person speaks for a payment made outside, or where the provider’s answer is unknown (design, `confirm`)."""
    if not (facts.provider_answers and facts.taken_by_person):
        return []
    return [
        Words(
            en="The payment service reports this payment by itself. Nothing needs to be typed here.",
            fr="Le service de paiement rend compte lui-même de ce paiement. Il n’y a rien à inscrire ici.",
        )
    ]


def paid_as_certified(facts: PayFacts) -> list[Words]:
    """What the provider paid is what was certified, to the cent (spec/security.md, rule 7)."""
    if facts.paid_cents is None or facts.paid_cents == facts.amount_cents:
        return []
    return [
        Words(
            en="The amount that was paid is not the amount that was certified.",
            fr="Le montant payé n’est pas le montant attesté.",
        )
    ]


def refunded_by_now(facts: PayFacts) -> list[Words]:
    """A refund is recorded once it happened, with its reference (design, `refund`)."""
    if facts.paid_on and facts.today and facts.paid_on > facts.today:
        return [
            Words(
                en="The date of the refund is in the future.",
                fr="La date du remboursement est dans l’avenir.",
            )
        ]
    return []
