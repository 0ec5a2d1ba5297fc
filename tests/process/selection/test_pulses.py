"""A pasted round: its signature gives its randomness; anything else is refused with words."""

import hashlib
import json

import pytest

from microacquisition.process.selection import beacon, pulses

SIGNATURE = "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92"
RANDOMNESS = hashlib.sha256(bytes.fromhex(SIGNATURE)).hexdigest()
ANSWER = {"round": 123, "randomness": RANDOMNESS, "signature": SIGNATURE}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ANSWER),
        f"\n {json.dumps(ANSWER, indent=2)} ",
        json.dumps({"round": 123, "signature": SIGNATURE}),
        SIGNATURE,
        f" {SIGNATURE.upper()}\n",
    ],
)
def test_a_round_is_read_from_what_its_page_shows(text):
    pulse = pulses.read_pulse(text, 123)
    assert (pulse.round_number, pulse.randomness, pulse.signature) == (123, RANDOMNESS, SIGNATURE)
    assert pulses.read_pulse(pulses.write_pulse(pulse), 123) == pulse


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", pulses.NO_PULSE),
        (RANDOMNESS, pulses.NO_PULSE),
        (f"drand-quicknet:123:{RANDOMNESS}", pulses.NO_PULSE),
        (SIGNATURE[:-1], pulses.NO_PULSE),
        ("g" * 96, pulses.NO_PULSE),
        ("{", pulses.NO_PULSE),
        ("{" * 100_000, pulses.NO_PULSE),
        ('{"a":' * 100_000, pulses.NO_PULSE),
        ("[1]", pulses.NO_PULSE),
        ('{"signature": null}', pulses.NO_PULSE),
        (json.dumps({**ANSWER, "round": 124}), beacon.OTHER_BEACON),
        (json.dumps({**ANSWER, "round": "123"}), beacon.OTHER_BEACON),
        (json.dumps({**ANSWER, "randomness": "0" * 64}), pulses.OTHER_RANDOMNESS),
    ],
)
def test_what_is_no_such_round_is_refused(text, words):
    with pytest.raises(beacon.WrongValue) as refused:
        pulses.read_pulse(text, 123)
    assert refused.value.words == words
