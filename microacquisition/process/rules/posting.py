"""May the opportunity be posted? (design, tables `submit_translation` to `post`)."""

from dataclasses import dataclass
from datetime import datetime

from microacquisition.common.dates import instant_words
from microacquisition.common.words import Words
from microacquisition.process.numbers_in_text import compare_numbers


@dataclass(frozen=True)
class TranslationFacts:
    """A statement's text in both languages, who translated and who would approve."""

    text_en: str
    text_fr: str
    translator_ids: frozenset[str]
    approver_id: str = ""


@dataclass(frozen=True)
class PostingFacts:
    """What posting depends on; instants in UTC. `opens_at` None is at once; `repository` its address.

    `minimum_open_until` is the earliest closing that leaves the program's window. `splitting_judged_none` is None
    where nobody judged.
    """

    languages_required: tuple[str, ...]
    languages_complete: frozenset[str]
    translation_approved: bool
    opens_at: datetime | None
    closes_at: datetime | None
    now: datetime
    minimum_open_until: datetime
    zone: str
    splitting_judged_none: bool | None
    splitting_reason: str
    not_ready: tuple[Words, ...]  # what the program lacks before its first posting
    repository: str
    transfer_settled: bool = True


def every_language_required(facts: PostingFacts) -> list[Words]:
    """Posted is what stands in every language the program requires, approved (design, `post`)."""
    names = {"en": Words(en="English", fr="anglais"), "fr": Words(en="French", fr="français")}
    reasons = [
        Words(
            en="The statement is not complete in {language}.", fr="L’énoncé n’est pas complet en {language}."
        ).filled(language=names[language])
        for language in facts.languages_required
        if language not in facts.languages_complete
    ]
    if not reasons and len(facts.languages_required) > 1 and not facts.translation_approved:
        reasons.append(
            Words(en="The translation is not approved yet.", fr="La traduction n’est pas encore approuvée.")
        )
    return reasons


def open_long_enough(facts: PostingFacts) -> list[Words]:
    """An opportunity stays open at least as long as the program says (design, `post`)."""
    if facts.closes_at is None or facts.closes_at >= facts.minimum_open_until:
        return []
    return [
        Words(
            en="The closing must not come before {earliest}, so that suppliers have the time the program promises.",
            fr="La clôture ne peut pas précéder le {earliest}, pour laisser aux fournisseurs le temps promis"
            " par le programme.",
        ).filled(earliest=instant_words(facts.minimum_open_until, facts.zone))
    ]


def closing_ahead(facts: PostingFacts) -> list[Words]:
    """The closing lies ahead, and after the opening (spec/code-with-us.md, wrongs 6 and 26)."""
    if facts.closes_at is None:
        return [
            Words(en="The statement has no closing yet.", fr="L’énoncé n’a pas encore de date de clôture.")
        ]
    if facts.closes_at <= facts.now:
        return [
            Words(
                en="The closing has already passed: return the statement to drafting and give new dates.",
                fr="La clôture est déjà passée\xa0: renvoyez l’énoncé à la rédaction et inscrivez de nouvelles dates.",
            )
        ]
    if facts.opens_at is not None and facts.closes_at <= facts.opens_at:
        return [
            Words(en="The closing must come after the opening.", fr="La clôture doit suivre l’ouverture.")
        ]
    return []


def splitting_judged(facts: PostingFacts) -> list[Words]:
    """A person judges, with a reason, that no requirement is being split (spec/pilot.md, "What it taught")."""
    if facts.splitting_judged_none is None or not facts.splitting_reason.strip():
        return [
            Words(
                en="Judge first, with a reason, whether this splits a larger requirement.",
                fr="Indiquez d’abord, avec un motif, s’il y a fractionnement d’un besoin plus grand.",
            )
        ]
    if facts.splitting_judged_none:
        return []
    return [
        Words(
            en="It was judged to be contract splitting: it cannot be posted.",
            fr="Il a été jugé qu’il y a fractionnement des contrats\xa0: l’occasion ne peut pas être affichée.",
        )
    ]


def budget_transfer_settled(facts: PostingFacts) -> list[Words]:
    """Posting waits for another branch's budget transfer, or for the risk accepted by name (spec/pilot.md, step 1)."""
    if facts.transfer_settled:
        return []
    return [
        Words(
            en="The other branch’s budget transfer is awaited: the payment officer records it, or accepts the risk.",
            fr="Le virement budgétaire de l’autre direction générale est attendu\xa0: l’équipe des paiements le consigne, ou"
            " en accepte le risque.",
        )
    ]


def programme_is_ready(facts: PostingFacts) -> list[Words]:
    """What had to be in place before a program's first posting is there, or waived by name (spec/pilot.md, end)."""
    return [
        Words(
            en="Neither recorded nor waived before the first posting: {factor}.",
            fr="Ni consigné ni levé avant le premier affichage\xa0: {factor}.",
        ).filled(factor=factor)
        for factor in facts.not_ready
    ]


def repository_is_named(facts: PostingFacts) -> list[Words]:
    """The repository for delivery is created before the posting (spec/pilot.md, step 1)."""
    if facts.repository.strip():
        return []
    return [
        Words(
            en="The repository for the delivery is not named yet.",
            fr="Le dépôt pour la livraison n’est pas encore indiqué.",
        )
    ]


def translator_does_not_approve(facts: TranslationFacts) -> list[Words]:
    """A translator never approves their own translation (spec/pilot.md, "Who takes part")."""
    if facts.approver_id not in facts.translator_ids:
        return []
    return [
        Words(
            en="You translated this statement. Somebody else must approve the translation.",
            fr="Vous avez traduit cet énoncé. Quelqu’un d’autre doit approuver la traduction.",
        )
    ]


def numbers_are_equal(facts: TranslationFacts) -> list[Words]:
    """The rule `numbers_equal_in_both_languages`, on a translation's facts."""
    return numbers_equal_in_both_languages(facts.text_en, facts.text_fr)


def numbers_equal_in_both_languages(text_en: str, text_fr: str) -> list[Words]:
    """The same numbers and dates stand in both texts, as often (design, `submit/approve_translation`)."""
    only_en, only_fr = compare_numbers(text_en, text_fr)
    reasons = []
    if only_en:
        reasons.append(
            Words(
                en="Only the English text says: {numbers}.",
                fr="Seul le texte anglais contient\xa0: {numbers}.",
            ).filled(numbers=Words(en=", ".join(only_en), fr="; ".join(only_en)))
        )
    if only_fr:
        reasons.append(
            Words(
                en="Only the French text says: {numbers}.",
                fr="Seul le texte français contient\xa0: {numbers}.",
            ).filled(numbers=Words(en=", ".join(only_fr), fr="; ".join(only_fr)))
        )
    return reasons
