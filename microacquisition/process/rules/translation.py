"""May a translation be submitted and approved? What `posting.py` asks of texts, and where the translation stands."""

from dataclasses import dataclass

from microacquisition.common.words import Words
from microacquisition.process.rules.posting import TranslationFacts


@dataclass(frozen=True)
class TranslationState(TranslationFacts):
    """The texts, which of them are missing in the second language, and whether they wait for approval."""

    missing: tuple[Words, ...] = ()
    submitted: bool = False
    approved: bool = False
    languages: int = 2  # how many the program requires


def programme_is_bilingual(facts: TranslationState) -> list[Words]:
    """A program that posts in one language awaits no translation (spec/code-with-us.md)."""
    if facts.languages > 1:
        return []
    return [
        Words(
            en="This program posts in one language: there is nothing to translate.",
            fr="Ce programme affiche dans une seule langue; il n’y a rien à traduire.",
        )
    ]


def translation_is_whole(facts: TranslationState) -> list[Words]:
    """Everything written in the first language is written in the second (design, `submit_translation`)."""
    return [
        Words(en="Not translated yet: {text}.", fr="Pas encore traduit\xa0: {text}.").filled(text=text)
        for text in facts.missing
    ]


def translation_is_submitted(facts: TranslationState) -> list[Words]:
    """Only what somebody submitted, and nobody changed since, is approved (design, `approve_translation`)."""
    if facts.submitted:
        return []
    return [
        Words(
            en="No translation of this text is submitted yet.",
            fr="Aucune traduction de ce texte n’est soumise.",
        )
    ]


def translation_is_not_approved(facts: TranslationState) -> list[Words]:
    """A translation is approved once (design, `approve_translation`)."""
    if not facts.approved:
        return []
    return [Words(en="The translation is already approved.", fr="La traduction est déjà approuvée.")]
