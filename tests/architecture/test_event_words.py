"""Every event that the code can write has words in both languages, so that no reader of a file meets a bare code."""

import ast

from microacquisition.process.step_words import EVENT_WORDS, STEP_WORDS
from tests.architecture.sources import list_python, parse

# Where the code of the event stands among the arguments.
PLACES = {"FurtherEvent": 0, "write_event": 1}


def test_every_event_has_words():
    codes = {code for path in list_python("microacquisition") for code in _find_codes(parse(path))}
    assert {"introduce", "receipt", "publish_checkpoint"} <= codes
    assert codes <= {*STEP_WORDS, *EVENT_WORDS}


def _find_codes(tree):
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        place = PLACES.get(getattr(call.func, "id", ""))
        if place is not None and len(call.args) > place and isinstance(call.args[place], ast.Constant):
            yield call.args[place].value
