"""Canonical JSON: the one spelling of a value that is hashed or signed (spec/draw.md, `canon`)."""

import json
from collections.abc import Mapping, Sequence

LARGEST_INTEGER = 2**53 - 1
LAST_THAT_SORTS_ALIKE = "\ud7ff"


class NotCanonical(ValueError):
    """The value holds something canonical JSON does not know."""


def write_canonical(value: object) -> str:
    """Return `value` as canonical JSON: keys sorted, no spaces, UTF-8 characters as they are.

    Only strings, integers from 0 to 2^53 - 1, lists and objects of them; anything else raises NotCanonical.
    """
    _check(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _check(value: object) -> None:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise NotCanonical("A lone surrogate is not text.") from error
    elif isinstance(value, bool) or value is None or isinstance(value, float):
        raise NotCanonical(f"{value!r} is neither a string nor a whole number.")
    elif isinstance(value, int):
        if not 0 <= value <= LARGEST_INTEGER:
            raise NotCanonical(f"{value} is outside 0 … 2^53 - 1.")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise NotCanonical("Keys are strings.")
            if key and max(key) > LAST_THAT_SORTS_ALIKE:
                raise NotCanonical("Beyond U+D7FF keys sort one way by characters and another by UTF-16.")
            _check(key)
            _check(item)
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        for item in value:
            _check(item)
    else:
        raise NotCanonical(f"{type(value).__name__} has no canonical form.")
