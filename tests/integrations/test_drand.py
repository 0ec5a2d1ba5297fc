"""drand: rounds it really published hold, anything else does not; hosts that lie, stall or ramble are passed over."""

import gzip
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from microacquisition.integrations.drand import LARGEST_ANSWER, Drand
from microacquisition.ports.beacon import NoPulse, Pulse
from microacquisition.process.selection.pulses import QUICKNET_CHAIN, public_address, write_pulse
from tests.quicknet import QuicknetOfTests, sign_round

REAL = [
    Pulse(each["round"], each["randomness"], each["signature"])
    for each in json.loads((Path(__file__).parent / "quicknet-rounds.json").read_text("utf-8"))["rounds"]
]
HOSTS = ("https://one.example.org", "https://two.example.org", "https://three.example.org")
Answer = Callable[[httpx.Request], httpx.Response]


def say(body: str | bytes, **headers: str) -> Answer:
    """A host that says this."""
    sent = body.encode() if isinstance(body, str) else body
    return lambda request: httpx.Response(200, headers=headers, stream=httpx.ByteStream(sent))


def give(pulse: Pulse) -> Answer:
    """A host that answers in the documented shape."""
    return say(write_pulse(pulse))


def refuse(status: int) -> Answer:
    """A host that has not got it."""
    return lambda request: httpx.Response(status, text='{"error":"not there"}')


def fail(request: httpx.Request) -> httpx.Response:
    """A host that cannot be reached."""
    raise httpx.ConnectError("no way there", request=request)


def reach(*answers: Answer) -> tuple[Drand, list[httpx.Request]]:
    """The network as these hosts give it, and what they are asked."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return answers[HOSTS.index(f"https://{request.url.host}")](request)

    return Drand(HOSTS[: len(answers)], httpx.MockTransport(answer)), asked


@pytest.mark.parametrize("pulse", REAL, ids=lambda pulse: str(pulse.round_number))
def test_rounds_that_the_network_published_hold(pulse: Pulse) -> None:
    assert Drand(()).is_signed(pulse)
    assert not Drand(()).is_signed(replace(pulse, round_number=pulse.round_number + 1))
    assert not Drand(()).is_signed(replace(pulse, randomness="0" * 64))
    assert not QuicknetOfTests(()).is_signed(pulse)


@pytest.mark.parametrize(
    "signature", [REAL[0].signature, "c0" + "0" * 94, "00" * 48, "ff" * 48, REAL[1].signature[:-1] + "3"]
)
def test_no_other_signature_holds(signature: str) -> None:
    assert not Drand(()).is_signed(replace(REAL[1], signature=signature))
    assert not Drand(()).is_signed(sign_round(REAL[1].round_number))


def test_one_honest_host_is_enough() -> None:
    lie = replace(REAL[0], round_number=REAL[1].round_number)
    drand, asked = reach(fail, give(lie), give(REAL[1]))
    assert drand.fetch(123) == REAL[1]
    assert {request.url.path for request in asked} == {f"/{QUICKNET_CHAIN}/public/123"}
    assert public_address(123).endswith(f"/{QUICKNET_CHAIN}/public/123")


def test_a_shorter_answer_without_randomness_is_enough() -> None:
    short = json.dumps({"round": 42, "signature": REAL[0].signature})
    drand, _ = reach(say(short))
    assert drand.fetch(42) == REAL[0]


@pytest.mark.parametrize(
    "answer",
    [
        fail,
        refuse(404),
        refuse(425),
        refuse(500),
        give(REAL[0]),
        give(replace(REAL[1], randomness="0" * 64)),
        give(replace(REAL[1], signature=REAL[0].signature)),
        give(sign_round(123)),
        say("soon"),
        say("[]"),
        say("{" * 4000),
        say(b"\xff\xfe"),
        say(write_pulse(REAL[1]) + " " * LARGEST_ANSWER),
        say(gzip.compress(write_pulse(REAL[1]).encode()), **{"Content-Encoding": "gzip"}),
        lambda request: httpx.Response(302, headers={"Location": "https://two.example.org/"}),
    ],
)
def test_a_host_that_does_not_give_the_round_is_not_believed(answer: Answer) -> None:
    drand, asked = reach(answer)
    with pytest.raises(NoPulse):
        drand.fetch(123)
    assert len(asked) == 1, "It followed where it was sent."


def test_a_trickled_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("microacquisition.integrations.drand.SECONDS", 0.1)

    class Trickle(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            for byte in write_pulse(REAL[1]).encode():
                time.sleep(0.02)
                yield bytes([byte])

    drand, _ = reach(lambda request: httpx.Response(200, stream=Trickle()))
    started = time.monotonic()
    with pytest.raises(NoPulse):
        drand.fetch(123)
    assert time.monotonic() - started < 2


def test_without_a_host_nothing_is_asked() -> None:
    with pytest.raises(NoPulse):
        Drand(()).fetch(123)
