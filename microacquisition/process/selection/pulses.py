"""A drand round as people paste it and as the worker fetches it: its signature gives its randomness (spec/draw.md)."""

import hashlib
import json
import re

from microacquisition.common.words import Words
from microacquisition.ports.beacon import Pulse
from microacquisition.process.selection.beacon import OTHER_BEACON, WrongValue

# quicknet, of the League of Entropy: scheme bls-unchained-g1-rfc9380, a round every 3 seconds.
QUICKNET_CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
QUICKNET_KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
_SIGNATURE = re.compile(r"[0-9a-f]{96}")

NO_PULSE = Words(
    en="Copy all that the page of the round shows, with its signature: 96 digits and letters from a to f.",
    fr="Copiez tout ce qu’affiche la page du tour, avec sa signature\u00a0: 96 chiffres et lettres de a à f.",
)
OTHER_RANDOMNESS = Words(
    en="The randomness is not the one that follows from the signature.",
    fr="La valeur aléatoire n’est pas celle qui découle de la signature.",
)
NOT_SIGNED = Words(
    en="The network did not sign this round so: the signature does not hold.",
    fr="Le réseau n’a pas signé ce tour ainsi; la signature n’est pas valide.",
)


def public_address(round_number: int) -> str:
    """Return where anybody reads that round."""
    return f"https://api.drand.sh/{QUICKNET_CHAIN}/public/{round_number}"


def read_pulse(text: str, round_number: int) -> Pulse:
    """Return the round from drand's answer in JSON, or from its signature alone.

    Its randomness is the SHA-256 of its signature. WrongValue where the text is neither, or of another round.
    """
    given = _read_answer(text.strip())
    signature = str(given.get("signature", "")).strip().lower()
    if _SIGNATURE.fullmatch(signature) is None:
        raise WrongValue(NO_PULSE)
    if given.get("round", round_number) != round_number:
        raise WrongValue(OTHER_BEACON)
    randomness = hashlib.sha256(bytes.fromhex(signature)).hexdigest()
    if str(given.get("randomness", randomness)).lower() != randomness:
        raise WrongValue(OTHER_RANDOMNESS)
    return Pulse(round_number, randomness, signature)


def write_pulse(pulse: Pulse) -> str:
    """Return the round as drand itself writes it."""
    return json.dumps(
        {"round": pulse.round_number, "randomness": pulse.randomness, "signature": pulse.signature}
    )


def _read_answer(text: str) -> dict[str, object]:
    if not text.startswith("{"):
        return {"signature": text}
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WrongValue(NO_PULSE) from error
    return answer if isinstance(answer, dict) else {}
