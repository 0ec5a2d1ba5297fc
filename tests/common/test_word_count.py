"""Words are counted as a person would count them, in both languages."""

import pytest

from microacquisition.common.word_count import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("   \n\t ", 0),
        ("One two three.", 3),
        ("A state-of-the-art, open-source tool", 4),
        ("It's the team's code", 4),
        ("l’équipe d'aujourd’hui", 2),
        ("«\u00a0Bonjour\u00a0»", 1),
        ("« Bonjour » : voilà !", 2),
        ("Qui ? Moi ; et vous ?", 4),
        ("first — second—third", 3),
        ("one – two - three • four", 4),
        ("Node.js 3.11 C++ and/or 1,234.50", 5),
        ("one,two;three", 3),
        ("see https://example.org/a?b=c, please", 3),
        ("- [x] done\n* item", 3),
        ("***\n---\n___", 0),
        ("6 500,00 $", 2),
        ("œuvre naïve Ñandú", 3),
        ("word " * 250, 250),
        ("aujourd’hui, l'an\u00a02026", 3),
        ("porte\u2011à\u2011porte, rendez-vous", 2),
        ("6\u202f500\u00a0$ et 15\u00a0%", 4),
        ("👍 done 🎉 🎉", 1),
        ("👩‍👩‍👧‍👦", 0),
        ("https://example.org/a/b?c=d&e=f#g", 1),
        ("ana@example.org @ana #code", 3),
        ("中文字數 two", 2),  # what is written without spaces counts as one: both official languages use them
        ("e\u0301te\u0301 été", 2),
        ("zero\u200bwidth soft\u00adhyphen", 3),
        ("a\u2028b\u2029c\x85d", 4),
        ("٣ mots", 2),
    ],
)
def test_words_of_a_text(text, words):
    assert count_words(text) == words


def test_long_texts_are_counted_at_once():
    assert count_words("a," * 100_000) == 100_000
