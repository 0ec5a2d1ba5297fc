"""Counts words the way a person would, for answers with a limit (250 words, spec/pilot.md).

The rule, the same in the page's counter: a word is what stands between spaces, line breaks or long dashes
and holds at least one letter or digit. Hyphens, apostrophes, points and slashes join ("state-of-the-art",
"l’équipe", "Node.js", "3.11" are one word each); punctuation by itself (« » : ; ! ? – •) is no word;
a comma or semicolon between two letters separates, so that leaving out the space saves no word.
"""

import re

_SEPARATORS = re.compile(r"[—―\u200b]|(?<=[^\W\d_])[,;](?=[^\W\d_])")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def count_words(text: str) -> int:
    """Return the number of words of a text in English or French."""
    pieces = _SEPARATORS.sub(" ", text).split()
    return sum(_LETTER_OR_DIGIT.search(piece) is not None for piece in pieces)
