"""What a page warns of while a statement is written; nothing here refuses a step."""

from datetime import date

from microacquisition.common.dates import date_words
from microacquisition.common.money import money_words
from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.process.calendar import fiscal_year_end
from microacquisition.process.rules.statement import StatementFacts


def crosses_fiscal_year(facts: StatementFacts, today: date) -> list[Words]:
    """Warn where delivery passes 31 March: funds need a new signature and reservation (spec/pilot.md, "Money")."""
    if facts.delivery_at is None:
        return []
    last = fiscal_year_end(today)
    if local_time(facts.delivery_at, facts.zone).date() <= last:
        return []
    return [
        Words(
            en="The delivery comes after {last}: the funds will need a new signature and a new reservation.",
            fr="La livraison suit le {last}\xa0: les fonds demanderont une nouvelle signature et une nouvelle réservation.",
        ).filled(last=date_words(last))
    ]


def rate_is_unusual(facts: StatementFacts) -> list[Words]:
    """Warn where the hourly rate is outside the range the program suggests (spec/pilot.md, "Money")."""
    if facts.rate_cents is None or facts.smallest_rate_cents <= facts.rate_cents <= facts.largest_rate_cents:
        return []
    return [
        Words(
            en="The program suggests an hourly rate from {smallest} to {largest}.",
            fr="Le programme suggère un taux horaire de {smallest} à {largest}.",
        ).filled(
            smallest=money_words(facts.smallest_rate_cents), largest=money_words(facts.largest_rate_cents)
        )
    ]
