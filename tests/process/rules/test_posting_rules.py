"""Posting waits for both languages, time enough, a judged splitting; translations keep their numbers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from microacquisition.common.words import Words
from microacquisition.process.rules import posting as rules
from microacquisition.process.rules.posting import PostingFacts, TranslationFacts

NOW = datetime(2026, 11, 9, 14, tzinfo=UTC)
GOOD = PostingFacts(
    languages_required=("en", "fr"),
    languages_complete=frozenset({"en", "fr"}),
    translation_approved=True,
    opens_at=None,
    closes_at=NOW + timedelta(days=14),
    now=NOW,
    minimum_open_until=NOW + timedelta(days=7),
    zone="America/Toronto",
    splitting_judged_none=True,
    splitting_reason="One requirement of one project.",
    not_ready=(),
    repository="https://code.example/repository",
)
RULES = (
    rules.every_language_required, rules.open_long_enough, rules.closing_ahead, rules.splitting_judged,
    rules.programme_is_ready, rules.repository_is_named,
)  # fmt: skip
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("rule", RULES)
def test_what_is_ready_passes(rule):
    assert rule(GOOD) == []


@pytest.mark.parametrize(
    ("rule", "changed", "said"),
    [
        (rules.every_language_required, {"languages_complete": frozenset({"en"})}, "French"),
        (rules.every_language_required, {"translation_approved": False}, "translation"),
        (rules.open_long_enough, {"closes_at": GOOD.minimum_open_until - SECOND}, "November 16, 2026"),
        (rules.closing_ahead, {"closes_at": NOW}, "already passed"),
        (rules.closing_ahead, {"closes_at": None}, "no closing"),
        (rules.closing_ahead, {"opens_at": GOOD.closes_at}, "after the opening"),
        (rules.splitting_judged, {"splitting_judged_none": None}, "Judge first"),
        (rules.splitting_judged, {"splitting_reason": " "}, "Judge first"),
        (rules.splitting_judged, {"splitting_judged_none": False}, "splitting"),
        (
            rules.programme_is_ready,
            {"not_ready": (Words(en="the sponsor", fr="la marraine"),)},
            "the sponsor",
        ),
        (rules.repository_is_named, {"repository": ""}, "repository"),
    ],
)
def test_each_rule_refuses_and_says_why(rule, changed, said):
    (reason,) = rule(replace(GOOD, **changed))
    assert said in reason.en
    assert reason.fr != reason.en


def test_a_program_of_one_language_needs_no_translation():
    english = replace(
        GOOD, languages_required=("en",), languages_complete=frozenset({"en"}), translation_approved=False
    )
    assert rules.every_language_required(english) == []


def test_a_translator_does_not_approve():
    facts = TranslationFacts("", "", translator_ids=frozenset({"lise"}), approver_id="lise")
    assert rules.translator_does_not_approve(facts)
    assert rules.translator_does_not_approve(replace(facts, approver_id="amelie")) == []


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("$6,500.00", "6\xa0500,00\xa0$"),
        ("$6,500", "6 500,00 $"),
        ("37.5 hours, 15%", "37,5 heures, 15 %"),
        ("November 30, 2026, 2:00 pm Eastern", "30 novembre 2026, 14 h, heure de l’Est"),
        ("May 1st at 9:05 a.m.", "le 1er mai à 9 h 05"),
        ("4:30 pm (21:30 UTC)", "16 h 30 (21 h 30 UTC)"),
        ("Python 3.11 on 2026-11-30", "Python 3.11 le 2026-11-30"),
        ("1. One\n2. Two", "1. Un\n2. Deux"),
        ("[Guide](https://a.example/en/7/)", "[Guide](https://a.example/fr/8/)"),
        ("The team may help.", "L’équipe peut aider."),
        ("Each 3rd party offering, not the 1st", "Chaque offre de tierce partie, non la première"),
        ("The 2nd version of the 21st century", "La 2e version du XXIe siècle"),
    ],
)
def test_the_same_numbers_spelt_in_each_language_are_equal(english, french):
    assert rules.numbers_equal_in_both_languages(english, french) == []


@pytest.mark.parametrize(
    ("english", "french", "in_english", "in_french"),
    [
        ("$6,500", "6 700 $", "6500", "6700"),
        ("November 30", "30 décembre", "November", "December"),
        ("2:00 pm", "2 h 15", "14", "15; 2"),
        ("250 words", "deux cents mots", "250", None),
        ("$4,500", "4,500 $", "4500", "4.5"),
        ("3 items and 3 tests", "3 éléments et des tests", "3", None),
        ("the 3rd draft", "la 2e version", "3", "2"),
        ("by the 3rd of May 2026", "avant mai 2026", "3", None),
        ("by May 3rd, 2026", "avant mai 2026", "3", None),
    ],
)
def test_a_number_of_one_language_only_is_named(english, french, in_english, in_french):
    reasons = rules.numbers_are_equal(TranslationFacts(english, french, frozenset()))
    assert reasons[0].fr == f"Seul le texte anglais contient\xa0: {in_english}."
    assert len(reasons) == (2 if in_french else 1)
    if in_french:
        assert reasons[1].fr == f"Seul le texte français contient\xa0: {in_french}."
