"""May the file be completed, and its funds released? (design, `complete`, `release_funds`)."""

from dataclasses import dataclass

from microacquisition.common.words import Words


@dataclass(frozen=True)
class CompletionFacts:
    """What must be settled before a purchase is completed."""

    open_deliverables: int
    accepted_deliverables: int
    unpaid_invoices: int
    uninvoiced_cents: int
    countersigned: bool
    open_disputes: int
    places_to_draw: int = 0  # of applications being added to the order
    listed_or_reason: bool | None = None


@dataclass(frozen=True)
class ReleaseFacts:
    """A fund reservation at the end: amounts in cents."""

    reserved_cents: int | None
    paid_cents: int
    is_released: bool
    released_cents: int | None = None
    reference: str | None = None
    is_owed: bool = False


def everything_is_settled(facts: CompletionFacts) -> list[Words]:
    """Deliverables accepted, invoices paid, countersigned, no open dispute."""
    checks = (
        (facts.open_deliverables > 0 or facts.accepted_deliverables == 0,
         Words(en="Work is still due or not accepted.", fr="Des travaux sont encore attendus ou ne sont pas acceptés.")),
        (facts.uninvoiced_cents > 0,
         Words(en="Accepted work is not invoiced yet.", fr="Des travaux acceptés ne sont pas encore facturés.")),
        (facts.unpaid_invoices > 0, Words(en="An invoice is not paid yet.", fr="Une facture n’est pas encore payée.")),
        (not facts.countersigned,
         Words(en="The agreement is not countersigned.", fr="L’entente n’est pas contresignée.")),
        (facts.open_disputes > 0, Words(en="A dispute is open.", fr="Un différend est en cours.")),
    )  # fmt: skip
    return [reason for fails, reason in checks if fails]


def no_place_is_to_be_drawn(facts: CompletionFacts) -> list[Words]:
    """What was published is drawn and published before the end: nobody lets a draw drop (spec/draw.md, P4, insertions)."""
    if not facts.places_to_draw:
        return []
    return [
        Words(
            en="An application is being added to the order: record first the value that gives it its place.",
            fr="Une candidature est en cours d’ajout à l’ordre\xa0: consignez d’abord la valeur qui lui donne sa place.",
        )
    ]


def listed_or_reason_why_not(facts: CompletionFacts) -> list[Words]:
    """The code is listed for reuse, or the reason why nothing is stands in the file."""
    if facts.listed_or_reason:
        return []
    return [
        Words(
            en="Enter the address in the catalogue, or the reason why there is none.",
            fr="Inscrivez l’adresse au catalogue, ou la raison pour laquelle il n’y en a pas.",
        )
    ]


def funds_are_left(facts: ReleaseFacts) -> list[Words]:
    """Only a live reservation that is not used up can be released."""
    if facts.reserved_cents is not None and not facts.is_released and facts.reserved_cents > facts.paid_cents:
        return []
    return [
        Words(en="No reserved funds are left to release.", fr="Il ne reste pas de fonds réservés à libérer.")
    ]


def nothing_is_owed(facts: ReleaseFacts) -> list[Words]:
    """Work accepted before an agreement ended is still paid from the reservation (design, "Money and people")."""
    if not facts.is_owed:
        return []
    return [
        Words(
            en="Accepted work is not invoiced or not paid yet. Release what is left once it is paid.",
            fr="Des travaux acceptés ne sont pas encore facturés ou payés. Libérez le reste une fois le paiement fait.",
        )
    ]


def release_is_what_is_left(facts: ReleaseFacts) -> list[Words]:
    """What is released is what was reserved and not paid (spec/pilot.md, "Money")."""
    left = (facts.reserved_cents or 0) - facts.paid_cents
    if facts.released_cents == left and (facts.reference or "").strip():
        return []
    return [
        Words(
            en="Release exactly what was not paid, with the reference.",
            fr="Libérez exactement ce qui n’a pas été payé, avec la référence.",
        )
    ]
