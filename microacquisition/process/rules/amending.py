"""May an open opportunity be amended? In public, until the cut-off, and so that applications stand (design, `amend`)."""

from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.dates import instant_words
from microacquisition.common.money import money_words
from microacquisition.common.words import Words
from microacquisition.process.rules import statement as whole
from microacquisition.process.rules.posting import numbers_equal_in_both_languages
from microacquisition.process.rules.statement import StatementFacts, missing_sections
from microacquisition.process.sections import TEXT_SECTIONS, Section

# What an applicant counts on: it changes only early enough, or once the closing was moved (design, `amend`).
SUBSTANCE = frozenset(
    {Section.WORK, Section.ACCEPTANCE, Section.EVALUATION, Section.LICENCE, Section.PRICE, Section.DATES}
)
STAYS_WHOLE = (
    whole.has_criteria,
    whole.price_within_cap,
    whole.dates_in_order,
    whole.delivery_is_possible,
    whole.licence_is_open,
)


@dataclass(frozen=True)
class AmendmentFacts:
    """An amendment about to be made; instants in UTC, cents before tax.

    `statement` is what it says as amended (None before anything was typed), `reserved_cents` what the reservation
    leaves for the price. `criteria_kept`: the application evaluation criteria are the same ones, reworded or not.
    """

    now: datetime
    closes_at: datetime | None
    cut_off: datetime | None
    zone: str
    languages_required: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    section: str = ""
    changed: bool = False
    changed_meanwhile: bool = False
    criteria_kept: bool = True
    reserved_cents: int | None = None
    statement: StatementFacts | None = None
    text_en: str = ""
    text_fr: str = ""


def closing_is_ahead(facts: AmendmentFacts) -> list[Words]:
    """An opportunity is amended before its closing instant, never while its applications are counted."""
    if facts.closes_at is not None and facts.now < facts.closes_at:
        return []
    return [
        Words(
            en="The closing has passed: nothing can be amended any more.",
            fr="La clôture est passée\xa0: plus rien ne peut être modifié.",
        )
    ]


def substance_before_cut_off(facts: AmendmentFacts) -> list[Words]:
    """Price, licence, criteria, work and dates change only until the cut-off, or after an extension (design, `amend`)."""
    if facts.section not in SUBSTANCE or facts.cut_off is None or facts.now < facts.cut_off:
        return []
    return [
        Words(
            en="The work, the criteria, the licence, the price and the dates could change until {cut_off}. Extend the"
            " closing first, so that suppliers have time to read what changes.",
            fr="Les travaux, les critères, la licence, le prix et les dates pouvaient être modifiés jusqu’au {cut_off}."
            " Reportez d’abord la clôture, pour laisser aux fournisseurs le temps de lire ce qui change.",
        ).filled(cut_off=instant_words(facts.cut_off, facts.zone))
    ]


def something_changes(facts: AmendmentFacts) -> list[Words]:
    """An amendment changes something, over the text its author saw."""
    if facts.changed_meanwhile:
        return [
            Words(
                en="Somebody amended this section meanwhile. Read it again, then amend it.",
                fr="Quelqu’un a modifié cette section entre-temps. Relisez-la, puis modifiez-la.",
            )
        ]
    if facts.changed:
        return []
    return [
        Words(en="Nothing is different from what is posted.", fr="Rien ne diffère de ce qui est affiché.")
    ]


def criteria_stay(facts: AmendmentFacts) -> list[Words]:
    """Criteria may be reworded; one more or one less would leave applications already sent without an answer."""
    if facts.criteria_kept:
        return []
    return [
        Words(
            en="Application evaluation criteria can be reworded, not added, removed or given fewer words: applications"
            " already sent must stand. Cancel and post again instead.",
            fr="Les critères d’évaluation des candidatures peuvent être reformulés, mais non ajoutés, retirés ni limités"
            " à moins de mots\xa0: les candidatures déjà présentées doivent rester valides. Annulez plutôt l’occasion,"
            " puis affichez-la de nouveau.",
        )
    ]


def price_within_reservation(facts: AmendmentFacts) -> list[Words]:
    """The price and its tax stay within the funds reserved (design, section 2)."""
    price = facts.statement.price_cents if facts.statement else None
    if price is None or facts.reserved_cents is None or price <= facts.reserved_cents:
        return []
    return [
        Words(
            en="The funds reserved allow at most {largest} before tax.",
            fr="Les fonds réservés permettent au plus {largest} avant les taxes.",
        ).filled(largest=money_words(facts.reserved_cents))
    ]


def statement_stays_whole(facts: AmendmentFacts) -> list[Words]:
    """As amended, the statement is complete in every language required and obeys the rules of any statement."""
    if facts.statement is None:
        return []
    lacking = [
        Words(
            en="Not written in {language}: {section}.", fr="Pas rédigé en {language}\xa0: {section}."
        ).filled(language=whole.LANGUAGE_NAMES[language], section=section.label)
        if section in TEXT_SECTIONS
        else Words(en="Not done: {section}.", fr="Pas fait\xa0: {section}.").filled(section=section.label)
        for language in facts.languages_required
        for section in missing_sections(facts.statement, language)
    ]
    return [*lacking, *(reason for rule in STAYS_WHOLE for reason in rule(facts.statement))]


def reason_is_given(facts: AmendmentFacts) -> list[Words]:
    """Everybody is told why, in every language the program requires (design, `amend`)."""
    written = {language for language, text in facts.reasons if text.strip()}
    if written.issuperset(facts.languages_required):
        return []
    return [
        Words(
            en="Write the reason in every language of the program.",
            fr="Écrivez le motif dans chaque langue du programme.",
        )
    ]


def numbers_are_equal(facts: AmendmentFacts) -> list[Words]:
    """The same numbers and dates stand in both languages of what is amended."""
    if len(facts.languages_required) < 2:
        return []
    return numbers_equal_in_both_languages(facts.text_en, facts.text_fr)


# What is asked of what was typed; pages ask it before they show before and after.
OF_WHAT_WAS_TYPED = (
    something_changes,
    substance_before_cut_off,
    criteria_stay,
    price_within_reservation,
    statement_stays_whole,
    numbers_are_equal,
    reason_is_given,
)
