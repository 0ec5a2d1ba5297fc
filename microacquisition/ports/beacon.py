"""What we ask of a public source of randomness."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Pulse:
    """One round as its network published it: randomness and signature in lower-case hex."""

    round_number: int
    randomness: str
    signature: str


class NoPulse(Exception):
    """Nobody gave that round with a signature that holds; asking again later is harmless."""


class RandomnessBeacon(Protocol):
    """Gives numbered rounds that anybody can check and nobody can choose."""

    def fetch(self, round_number: int) -> Pulse:
        """Return that round, its signature checked; raises NoPulse. Reaches the network: never in a web request."""
        ...

    def is_signed(self, pulse: Pulse) -> bool:
        """Say whether the network signed that round; reaches nobody."""
        ...
