"""A network like drand quicknet whose key the tests know: they sign any round, and nobody else's rounds are believed."""

import hashlib
from typing import ClassVar

from py_arkworks_bls12381 import G1Point, G2Point, Scalar

from microacquisition.integrations.drand import DOMAIN, Drand
from microacquisition.opportunities.selection.models import Commitment
from microacquisition.opportunities.selection.queries import read_beacon
from microacquisition.ports.beacon import NoPulse, Pulse
from microacquisition.process.selection.pulses import write_pulse

SECRET = Scalar(20_261_121)


class QuicknetOfTests(Drand):
    """Believes what `sign_round` signs."""

    public_key = (G2Point() * SECRET).to_compressed_bytes().hex()


def sign_round(number: int) -> Pulse:
    """Return the round as this network publishes it."""
    hashed = G1Point.hash_to_curve(hashlib.sha256(number.to_bytes(8, "big")).digest(), DOMAIN)
    signature = (hashed * SECRET).to_compressed_bytes()
    return Pulse(number, hashlib.sha256(signature).hexdigest(), signature.hex())


def paste_round(number: int) -> str:
    """Return what an officer copies from the page of that round."""
    return write_pulse(sign_round(number))


def paste_round_named() -> str:
    """Return what an officer copies once the round has come that the last list named."""
    waiting = Commitment.objects.filter(result=None).order_by("committed_at", "pk")
    return paste_round(read_beacon(waiting.reverse()[0])["round"])


class PublishingQuicknet(QuicknetOfTests):
    """Gives the rounds named in `published`, and notes what it was asked for."""

    published: ClassVar[set[int]] = set()
    asked: ClassVar[list[int]] = []

    def fetch(self, round_number: int) -> Pulse:
        """Give the round, where it is published."""
        self.asked.append(round_number)
        if round_number not in self.published:
            raise NoPulse
        return sign_round(round_number)
