"""Sales tax by place of supply, as dated rates, and what a registered supplier adds to a price.

Rates: Canada Revenue Agency, "GST/HST calculator (and rates)"; provincial rates from the provinces. The
federal rate is 5 % since 2008-01-01; Nova Scotia's HST is 14 % since 2025-04-01. Provincial taxes apart from
the HST are kept here but charged only where the buyer's profile says it pays them: federal departments are
normally exempt.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from microacquisition.common.dates import date_words, format_percent
from microacquisition.common.money import Cents, apply_rate
from microacquisition.common.words import Words

HIGHEST_RATE = Decimal("0.15")

PROVINCES = {
    "AB": Words(en="Alberta", fr="Alberta"),
    "BC": Words(en="British Columbia", fr="Colombie-Britannique"),
    "MB": Words(en="Manitoba", fr="Manitoba"),
    "NB": Words(en="New Brunswick", fr="Nouveau-Brunswick"),
    "NL": Words(en="Newfoundland and Labrador", fr="Terre-Neuve-et-Labrador"),
    "NS": Words(en="Nova Scotia", fr="Nouvelle-Écosse"),
    "NT": Words(en="Northwest Territories", fr="Territoires du Nord-Ouest"),
    "NU": Words(en="Nunavut", fr="Nunavut"),
    "ON": Words(en="Ontario", fr="Ontario"),
    "PE": Words(en="Prince Edward Island", fr="Île-du-Prince-Édouard"),
    "QC": Words(en="Quebec", fr="Québec"),
    "SK": Words(en="Saskatchewan", fr="Saskatchewan"),
    "YT": Words(en="Yukon", fr="Yukon"),
}

TAX_NAMES = {
    "GST": Words(en="GST", fr="TPS"),
    "HST": Words(en="HST", fr="TVH"),
    "PST": Words(en="PST", fr="TVP"),
    "QST": Words(en="QST", fr="TVQ"),
}

# Place → (tax, rate, first day), the latest first. A place without HST has the federal GST.
HARMONIZED_RATES = {
    "NB": [("HST", Decimal("0.15"), date(2016, 7, 1))],
    "NL": [("HST", Decimal("0.15"), date(2016, 7, 1))],
    "NS": [("HST", Decimal("0.14"), date(2025, 4, 1)), ("HST", Decimal("0.15"), date(2010, 7, 1))],
    "ON": [("HST", Decimal("0.13"), date(2010, 7, 1))],
    "PE": [("HST", Decimal("0.15"), date(2016, 10, 1))],
}
FEDERAL_RATES = [("GST", Decimal("0.05"), date(2008, 1, 1))]
PROVINCIAL_RATES = {
    "BC": [("PST", Decimal("0.07"), date(2013, 4, 1))],
    "MB": [("PST", Decimal("0.07"), date(2019, 7, 1))],
    "QC": [("QST", Decimal("0.09975"), date(2013, 1, 1))],
    "SK": [("PST", Decimal("0.06"), date(2017, 3, 23))],
}
FIRST_DAY = date(2019, 7, 1)

UNKNOWN_PLACE = Words(en="Choose a province or territory.", fr="Choisissez une province ou un territoire.")
TOO_EARLY = Words(
    en="No tax rates are kept for a day before {first}.",
    fr="Aucun taux de taxe n’est conservé pour un jour antérieur au {first}.",
)
NOT_REGISTERED = Words(
    en="No tax: the supplier said that it is not registered for GST/HST.",
    fr="Aucune taxe\u00a0: le fournisseur a déclaré ne pas être inscrit aux fins de la TPS/TVH.",
)
PLACE_DECIDES = Words(
    en="{taxes}: the place of supply is the buyer’s address in the agreement, {place}, "
    "wherever the supplier lives.",
    fr="{taxes}\u00a0: le lieu de fourniture est l’adresse de l’acheteur inscrite dans l’entente ({place}), "
    "peu importe où habite le fournisseur.",
)
EXEMPT = Words(
    en="{tax} is not added: the buyer does not pay it.",
    fr="La {tax} n’est pas ajoutée\u00a0: l’acheteur ne la paie pas.",
)


class TaxError(ValueError):
    """No rate is known for the place or the day; `words` says so in both languages."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True)
class TaxPart:
    """One tax of a proposal; `rate` is 0.13 for 13 %."""

    code: str
    rate: Decimal

    @property
    def label(self) -> Words:
        """Return `HST 13%` / « TVH 13 % »."""
        return Words(
            en=f"{TAX_NAMES[self.code].en} {format_percent(self.rate, 'en')}",
            fr=f"{TAX_NAMES[self.code].fr} {format_percent(self.rate, 'fr')}",
        )


@dataclass(frozen=True)
class TaxProposal:
    """What the system proposes and why; a person confirms it."""

    parts: tuple[TaxPart, ...]
    reason: Words

    @property
    def rate(self) -> Decimal:
        """Return the sum of the rates."""
        return sum((part.rate for part in self.parts), Decimal(0))


@dataclass(frozen=True)
class TaxAmount:
    """One tax of an invoice, in cents."""

    part: TaxPart
    cents: Cents


def propose_tax(
    place_of_supply: str, on_date: date, supplier_registered: bool, buyer_pays_provincial: bool = False
) -> TaxProposal:
    """Return the taxes of a service supplied in a province (two letters) on a day, with the reason.

    Place of supply: the buyer's address named in the agreement (spec/pilot.md, "Money"). Raises TaxError.
    """
    if place_of_supply not in PROVINCES:
        raise TaxError(UNKNOWN_PLACE)
    if on_date < FIRST_DAY:
        raise TaxError(TOO_EARLY.filled(first=date_words(FIRST_DAY)))
    if not supplier_registered:
        return TaxProposal((), NOT_REGISTERED)
    parts = [_rate_on(HARMONIZED_RATES.get(place_of_supply, FEDERAL_RATES), on_date)]
    left_out = None
    if place_of_supply in PROVINCIAL_RATES:
        provincial = _rate_on(PROVINCIAL_RATES[place_of_supply], on_date)
        if buyer_pays_provincial:
            parts.append(provincial)
        else:
            left_out = provincial
    return TaxProposal(tuple(parts), _write_reason(parts, left_out, place_of_supply))


def tax_amounts(subtotal_cents: Cents, proposal: TaxProposal) -> tuple[TaxAmount, ...]:
    """Return each tax in cents on a subtotal before tax, each rounded by itself, half a cent up."""
    return tuple(TaxAmount(part, apply_rate(subtotal_cents, part.rate)) for part in proposal.parts)


def _rate_on(rates: list[tuple[str, Decimal, date]], day: date) -> TaxPart:
    return next(TaxPart(code, rate) for code, rate, first_day in rates if day >= first_day)


def _write_reason(parts: list[TaxPart], left_out: TaxPart | None, place: str) -> Words:
    taxes = Words(
        en=" and ".join(part.label.en for part in parts), fr=" et ".join(part.label.fr for part in parts)
    )
    reason = PLACE_DECIDES.filled(taxes=taxes, place=PROVINCES[place])
    if left_out is None:
        return reason
    exempt = EXEMPT.filled(tax=TAX_NAMES[left_out.code])
    return Words(en=f"{reason.en} {exempt.en}", fr=f"{reason.fr} {exempt.fr}")
