"""drand quicknet: a round asked of several hosts at once, and believed only by its signature.

The answers have the documented shape of `/<chain>/public/<round>`: {"round", "randomness", "signature"}.
"""

import hashlib
import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

import httpx
from django.conf import settings
from py_arkworks_bls12381 import GT, G1Point, G2Point

from microacquisition.ports.beacon import NoPulse, Pulse
from microacquisition.process.selection.beacon import WrongValue
from microacquisition.process.selection.pulses import QUICKNET_CHAIN, QUICKNET_KEY, read_pulse

logger = logging.getLogger(__name__)

DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
SECONDS = 3  # for all hosts together: the clock waits for the same worker
LARGEST_ANSWER = 4096


class Drand:
    """Asks the hosts of `DRAND_HOSTS`; redirects are not followed, long or slow answers not read."""

    public_key = QUICKNET_KEY

    def __init__(
        self, hosts: Sequence[str] | None = None, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.hosts = settings.DRAND_HOSTS if hosts is None else hosts
        self.transport = transport

    def fetch(self, round_number: int) -> Pulse:
        """Return that round from whichever host gives it first, its signature checked."""
        with ThreadPoolExecutor(max(1, len(self.hosts))) as pool:
            asked = [pool.submit(self._ask, host, round_number) for host in self.hosts]
            for answer in as_completed(asked):
                pulse = answer.result()
                if pulse is not None:
                    return pulse
        raise NoPulse

    def is_signed(self, pulse: Pulse) -> bool:
        """Check the pairing e(signature, g2) = e(H(round), public key), and SHA-256(signature) = randomness."""
        message = hashlib.sha256(pulse.round_number.to_bytes(8, "big")).digest()
        try:
            signature = G1Point.from_compressed_bytes(bytes.fromhex(pulse.signature))
        except ValueError:
            return False
        key = G2Point.from_compressed_bytes(bytes.fromhex(self.public_key))
        hashed = G1Point.hash_to_curve(message, DOMAIN)
        follows = hashlib.sha256(bytes.fromhex(pulse.signature)).hexdigest() == pulse.randomness
        return follows and GT.pairing_check([signature, -hashed], [G2Point(), key])

    def _ask(self, host: str, round_number: int) -> Pulse | None:
        address = f"{host}/{QUICKNET_CHAIN}/public/{round_number}"
        try:
            pulse = read_pulse(_read(address, self.transport), round_number)
        except (httpx.HTTPError, httpx.InvalidURL, WrongValue, ValueError) as failure:
            logger.info("%s gave no round %s: %r", host, round_number, failure)
            return None
        if not self.is_signed(pulse):
            logger.warning("%s gave round %s with a signature that does not hold.", host, round_number)
            return None
        return pulse


def _read(address: str, transport: httpx.BaseTransport | None) -> str:
    """Return the body of a good answer; ValueError for any other, a long or a slow one."""
    until, body = time.monotonic() + SECONDS, b""
    with (
        httpx.Client(transport=transport, timeout=SECONDS, follow_redirects=False) as client,
        client.stream("GET", address, headers={"Accept-Encoding": "identity"}) as answer,
    ):
        if answer.status_code != httpx.codes.OK:
            raise ValueError(f"status {answer.status_code}")
        for piece in answer.iter_raw():
            body += piece
            if len(body) > LARGEST_ANSWER or time.monotonic() > until:
                raise ValueError("too long or too slow")
    return body.decode()
