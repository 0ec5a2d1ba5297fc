"""May this statement go on? Its sections, and the rules on what they say (spec/pilot.md, "The opportunity statement")."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from microacquisition.common.money import money_words
from microacquisition.common.words import LANGUAGES, Words
from microacquisition.common.zones import local_time
from microacquisition.process.calendar import count_business_days
from microacquisition.process.price import largest_price_before_tax
from microacquisition.process.sections import REQUIRED_SECTIONS, TEXT_SECTIONS, Section

LONGEST_TITLE = 100  # characters, in each language (spec/pilot.md, the statement)
LONGEST_SHORT_DESCRIPTION = 500
WORK_DAYS_A_WEEK = 5
NOTHING_TO_SHARE = Words(
    en="A link shows the statement before it is posted: there is none yet, or everybody can read it already.",
    fr="Un lien montre l’énoncé avant son affichage\xa0: il n’y en a pas encore, ou tout le monde peut déjà le lire.",
)
LANGUAGE_NAMES = {"en": Words(en="English", fr="anglais"), "fr": Words(en="French", fr="français")}


@dataclass(frozen=True)
class StatementFacts:
    """What a statement says now, and what its program allows. Amounts in cents before tax, instants in UTC.

    `written` holds, by language, every section that is done in it; a section without a language stands in all.
    """

    written: Mapping[str, frozenset[Section]]
    first_language: str
    hours: int | None
    rate_cents: int | None
    price_cents: int | None
    price_cap_cents: int
    cap_includes_tax: bool
    highest_tax: Decimal
    smallest_rate_cents: int
    largest_rate_cents: int
    zone: str
    closes_at: datetime | None
    selection_on: date | None
    delivery_at: datetime | None
    work_hours_a_week: Decimal
    application_criteria: int
    acceptance_criteria: int
    licence: str
    licences: tuple[str, ...]
    continues_existing_code: bool
    unclassified: bool | None
    standalone_reason: str
    no_internal_capacity_reason: str
    author_ids: frozenset[str] = frozenset()
    approver_id: str = ""
    counts_days: bool = True  # False where windows are minutes: practice

    @property
    def largest_price_cents(self) -> int:
        """The largest fixed price before tax that the program allows, in cents."""
        if self.cap_includes_tax:
            return largest_price_before_tax(self.price_cap_cents, self.highest_tax)
        return self.price_cap_cents


def missing_sections(facts: StatementFacts, language: str) -> list[Section]:
    """Return the required sections not yet done in `language`, in the order of the page."""
    done = facts.written.get(language, frozenset())
    return [section for section in REQUIRED_SECTIONS if section not in done]


def is_complete_in_one_language(facts: StatementFacts) -> list[Words]:
    """A statement is reviewed once it is complete in one language (design, table `submit_for_review`)."""
    if any(not missing_sections(facts, language) for language in LANGUAGES):
        return []
    nearest = min(
        LANGUAGES,
        key=lambda language: (len(missing_sections(facts, language)), language != facts.first_language),
    )
    return [
        Words(
            en="Not written yet in {language}: {section}.",
            fr="Pas encore rédigé en {language}\xa0: {section}.",
        ).filled(language=LANGUAGE_NAMES[nearest], section=section.label)
        if section in TEXT_SECTIONS
        else Words(en="Not done yet: {section}.", fr="Pas encore fait\xa0: {section}.").filled(
            section=section.label
        )
        for section in missing_sections(facts, nearest)
    ]


def has_criteria(facts: StatementFacts) -> list[Words]:
    """Applications and works are each judged on at least one published criterion (spec/pilot.md, the statement)."""
    reasons = []
    if not facts.application_criteria:
        reasons.append(
            Words(
                en="There is no application evaluation criterion yet.",
                fr="Il n’y a pas encore de critère d’évaluation des candidatures.",
            )
        )
    if not facts.acceptance_criteria:
        reasons.append(
            Words(
                en="There is no work acceptance criterion yet.",
                fr="Il n’y a pas encore de critère d’acceptation des travaux.",
            )
        )
    return reasons


def price_within_cap(facts: StatementFacts) -> list[Words]:
    """The fixed price stays within the cap, with the highest tax where the cap includes it (spec/pilot.md, "Money")."""
    if facts.price_cents is None or 0 < facts.price_cents <= facts.largest_price_cents:
        return []
    if facts.price_cents <= 0:
        return [Words(en="The fixed price must be more than zero.", fr="Le prix fixe doit dépasser zéro.")]
    return [
        Words(
            en="The fixed price is {price} before tax. The program allows at most {largest}.",
            fr="Le prix fixe est de {price} avant les taxes. Le programme permet au plus {largest}.",
        ).filled(price=money_words(facts.price_cents), largest=money_words(facts.largest_price_cents))
    ]


def dates_in_order(facts: StatementFacts) -> list[Words]:
    """Closing comes before the selection, and the selection before the delivery (spec/pilot.md, the statement)."""
    if facts.closes_at is None or facts.selection_on is None or facts.delivery_at is None:
        return []
    reasons = []
    if facts.selection_on < local_time(facts.closes_at, facts.zone).date():
        reasons.append(
            Words(
                en="The selection date is before the closing.", fr="La date de sélection précède la clôture."
            )
        )
    if local_time(facts.delivery_at, facts.zone).date() < facts.selection_on:
        reasons.append(
            Words(
                en="The delivery date is before the selection date.",
                fr="La date de livraison précède la date de sélection.",
            )
        )
    elif facts.delivery_at <= facts.closes_at:
        reasons.append(
            Words(
                en="The delivery date is before the closing.", fr="La date de livraison précède la clôture."
            )
        )
    return reasons


def delivery_is_possible(facts: StatementFacts) -> list[Words]:
    """From selection to delivery there are days enough at 37.5 hours of work a week (spec/pilot.md, the statement)."""
    if (
        not facts.counts_days
        or facts.hours is None
        or facts.selection_on is None
        or facts.delivery_at is None
    ):
        return []
    days = count_business_days(facts.selection_on, local_time(facts.delivery_at, facts.zone).date())
    possible = int(max(days, 0) * facts.work_hours_a_week / WORK_DAYS_A_WEEK)
    if facts.hours <= possible:
        return []
    return [
        Words(
            en="The work takes {hours} hours, but there is time for {possible} only between selection and delivery.",
            fr="Le travail demande {hours}\xa0heures, mais il n’y a du temps que pour {possible}\xa0h"
            " entre la sélection et la livraison.",
        ).filled(hours=facts.hours, possible=possible)
    ]


def is_unclassified(facts: StatementFacts) -> list[Words]:
    """Everything in a statement is unclassified, and somebody said so (spec/pilot.md, step 1)."""
    if facts.unclassified:
        return []
    return [
        Words(
            en="Nobody has said yet that everything in the statement is unclassified.",
            fr="Personne n’a encore indiqué que tout l’énoncé est non classifié.",
        )
    ]


def is_standalone(facts: StatementFacts) -> list[Words]:
    """Why it is a standalone piece of work is written down, for the union observer (spec/pilot.md, step 1)."""
    if facts.standalone_reason.strip():
        return []
    return [
        Words(
            en="It is not written yet why this is a standalone piece of work.",
            fr="Il n’est pas encore écrit en quoi ce travail est autonome.",
        )
    ]


def has_no_internal_capacity(facts: StatementFacts) -> list[Words]:
    """Who was asked inside, and when, is written down, for the union observer (spec/pilot.md, step 1)."""
    if facts.no_internal_capacity_reason.strip():
        return []
    return [
        Words(
            en="It is not written yet who was asked inside, and when.",
            fr="Il n’est pas encore écrit qui a été consulté à l’interne, et quand.",
        )
    ]


def licence_is_open(facts: StatementFacts) -> list[Words]:
    """New code has a licence of the program; existing code keeps its repository’s (spec/pilot.md, the statement)."""
    if not facts.licence or facts.continues_existing_code or facts.licence in facts.licences:
        return []
    return [
        Words(
            en="{licence} is not a licence of the program for new code.",
            fr="{licence} ne fait pas partie des licences du programme pour du code nouveau.",
        ).filled(licence=facts.licence)
    ]


def approver_is_not_author(facts: StatementFacts) -> list[Words]:
    """An author never approves their own statement (spec/pilot.md, "Who takes part")."""
    if facts.approver_id not in facts.author_ids:
        return []
    return [
        Words(
            en="You wrote in this statement. Somebody else must approve it.",
            fr="Vous avez participé à la rédaction de cet énoncé. Quelqu’un d’autre doit l’approuver.",
        )
    ]
