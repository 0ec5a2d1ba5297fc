"""“Check in this browser”: every published vector, and each part that somebody changed, by the page's own script."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from microacquisition.process.selection.commitments import write_draw
from tests.browser.draw_script import SCRIPT, find_differences, open_script

VECTORS = json.loads(
    (Path(__file__).parents[1] / "process" / "selection" / "draw-vectors.json").read_text("utf-8")
)["draws"]
FIRST = VECTORS[0]
WITNESSED = next(each for each in VECTORS if each["commitment"]["mode"] == "witnessed")
WHOLE = write_draw(FIRST["commitment"], FIRST["value"], FIRST["ids"])
ORDER, WORDS = FIRST["order"], list(WHOLE["words"])  # type: ignore[call-overload]


def test_every_published_vector_holds(browser: Browser) -> None:
    page = open_script(browser)
    for vector in VECTORS:
        found = find_differences(page, vector)
        assert set(found.values()) == {""}, (vector["name"], found)
        assert {"entrants", "commitment", "seed", "words", "order"} <= set(found)
    page.close()


CHANGED: list[tuple[dict[str, Any], str, str]] = [
    ({"order": [ORDER[0], ORDER[2], ORDER[1], ORDER[3]]}, "order", "2: A-M4D9T ≠ A-7K2QX"),
    ({"value": FIRST["value"][:-1]}, "value", FIRST["value"][:-1]),
    ({"value": FIRST["value"][:-1] + "c"}, "seed", FIRST["seed"]),
    ({"value": FIRST["value"].replace("34216612", "34216613")}, "value", "34216613"),
    ({"ids": ["A-00000", *FIRST["ids"][1:]]}, "ids", "1: A-00000 ≠ A-7K2QX"),
    ({"ids": FIRST["ids"][1:]}, "count", "4 ≠ 3"),
    ({"words": [WORDS[0], WORDS[2], WORDS[1]]}, "words", f"2: {WORDS[2]} ≠ {WORDS[1]}"),
    ({"words": WORDS[:-1]}, "words", "3: – ≠"),
    ({"secret": "11" * 32}, "secret", "1111"),
    ({"seed": "0" * 64}, "seed", "0000"),
    ({"commitment_sha256": "0" * 64}, "commitment", "0000"),
    ({"order_sha256": "0" * 64}, "order_sha256", "0000"),
    ({"commitment": {**FIRST["commitment"], "log_head": "b" * 64}}, "commitment", FIRST["commitment_sha256"]),
    ({"commitment": {**FIRST["commitment"], "committed_at": "2026-11-23T16:00:01Z"}}, "time", "16:00:01"),
    ({"commitment": {**FIRST["commitment"], "algorithm": "MAD-2"}}, "algorithm", "MAD-2"),
]


def test_what_was_changed_is_named(browser: Browser) -> None:
    page = open_script(browser)
    assert set(find_differences(page, WHOLE).values()) == {""}
    for parts, part, said in CHANGED:
        found = find_differences(page, {**WHOLE, **parts})
        assert said in found[part], (parts, found)
    page.close()


def test_the_fallback_has_no_secret_and_a_list_needs_no_value(browser: Browser) -> None:
    page = open_script(browser)
    later = WITNESSED["value"].replace("2026-11-21", "2026-11-25")
    zeros = write_draw(WITNESSED["commitment"], later, WITNESSED["ids"])
    assert set(find_differences(page, zeros).values()) == {""}
    chosen = bytes.fromhex(WITNESSED["secret"])
    kept = write_draw(WITNESSED["commitment"], later, WITNESSED["ids"], secret=chosen)
    assert find_differences(page, kept)["secret"]
    assert find_differences(page, write_draw(WITNESSED["commitment"], WITNESSED["value"], WITNESSED["ids"]))[
        "secret"
    ]
    wrong = write_draw(WITNESSED["commitment"], WITNESSED["value"].replace("3.11", "11.3"), WITNESSED["ids"])
    assert find_differences(page, wrong)["value"]
    listed = {key: WHOLE[key] for key in ("ids", "commitment", "commitment_sha256")}
    assert set(find_differences(page, listed).values()) == {""}
    odd = [*"ba", "Z\u00e9", "\U0001f600", "\ufffd"]
    commitment = {**FIRST["commitment"], "opportunity": 'É\u2028"\\\n'}
    drawn = write_draw(commitment, FIRST["value"], odd)
    differing = {part for part, wrong in find_differences(page, drawn).items() if wrong}
    assert differing == {"entrants", "count"}, "The order of any ids follows, though C is of others."
    page.close()


def test_the_script_is_short_enough_to_read() -> None:
    assert len(SCRIPT.read_text("utf-8").splitlines()) < 120
