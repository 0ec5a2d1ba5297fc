"""The commitment C of a draw, and the check of a whole `draw.json` against it (spec/draw.md, P3 and P4)."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from microacquisition.common.words import Words
from microacquisition.common.zones import local_time
from microacquisition.process.selection import draw
from microacquisition.process.selection.beacon import (
    KINDS_OF_MODE,
    LEAST_NOTICE,
    WrongValue,
    beacon_time,
    find_beacon_of,
)

PURPOSES = ("award", "tie", "insertion")
KEYS = frozenset(
    {
        "algorithm", "applications_count", "applications_root", "beacon", "committed_at", "entrants",
        "entrants_sha256", "log_head", "mode", "opportunity", "purpose",
    }
)  # fmt: skip
_DIGEST = re.compile(r"[0-9a-f]{64}")
_INSTANT = "%Y-%m-%dT%H:%M:%SZ"

WRONG_KEYS = Words(
    en="The commitment does not have exactly the keys of MAD-1.",
    fr="L’engagement n’a pas exactement les clés de MAD-1.",
)
WRONG_VALUES = Words(
    en="A part of the commitment is not written as MAD-1 asks: {part}.",
    fr="Un élément de l’engagement n’est pas écrit comme le veut MAD-1\u00a0: {part}.",
)
TOO_LATE = Words(
    en="The commitment was made when the beacon’s value could already be known.",
    fr="L’engagement a été pris alors que la valeur de la source pouvait déjà être connue.",
)
OTHER_LIST = Words(
    en="The list of entrants is not the one that was published.",
    fr="La liste des candidatures admises n’est pas celle qui a été publiée.",
)
OTHER_SECRET = Words(
    en="The secret is not the one whose digest was published.",
    fr="Le secret n’est pas celui dont l’empreinte a été publiée.",
)
DIFFERS = Words(
    en="Computed again, “{part}” is different.", fr="Recalculé, l’élément «\u00a0{part}\u00a0» est différent."
)


def write_commitment(
    *,
    opportunity: str,
    purpose: str,
    mode: str,
    ids: Sequence[str],
    beacon: Mapping[str, object],
    committed_at: datetime,
    applications_count: int,
    applications_root: str,
    log_head: str,
    secret_sha256: str | None = None,
    replaces: str | None = None,
) -> dict[str, object]:
    """Return C, with exactly the keys of the published vectors; ValueError, with reasons, if it is faulty.

    For an insertion `ids` is the one entrant, and `replaces` the digest of the C whose order it enters.
    """
    commitment: dict[str, object] = {
        "algorithm": draw.ALGORITHM,
        "applications_count": applications_count,
        "applications_root": applications_root,
        "beacon": dict(beacon),
        "committed_at": local_time(committed_at, "UTC").strftime(_INSTANT),
        "entrants": len(ids),
        "entrants_sha256": draw.entrants_digest(ids),
        "log_head": log_head,
        "mode": mode,
        "opportunity": opportunity,
        "purpose": purpose,
    }
    optional = {"secret_sha256": secret_sha256, "replaces": replaces}
    commitment |= {key: given for key, given in optional.items() if given is not None}
    faults = find_commitment_faults(commitment)
    if faults:
        raise ValueError(" ".join(fault.en for fault in faults))
    return commitment


def find_commitment_faults(commitment: Mapping[str, object]) -> list[Words]:
    """Return what is wrong with C itself: keys, spelling, time; [] if nothing."""
    keys = set(commitment)
    needed = set(KEYS)
    if commitment.get("mode") == "witnessed":
        needed.add("secret_sha256")
    if commitment.get("purpose") == "insertion":
        needed.add("replaces")
    allowed = needed | {"replaces"}
    if not needed <= keys <= allowed:
        return [WRONG_KEYS]
    faults = [WRONG_VALUES.filled(part=part) for part, good in _judge_parts(commitment) if not good]
    if faults:
        return faults
    return _find_timing_faults(commitment)


def find_draw_faults(published: Mapping[str, object]) -> list[Words]:
    """Return what is wrong with a `draw.json`, everything computed again from C, ids and V; [] if nothing.

    One entrant's order needs no value (`value` is "" then): there was nothing to draw. KeyError,
    TypeError or ValueError where a key is missing or no list of ids.
    """
    commitment, value = published["commitment"], str(published["value"])
    if not isinstance(commitment, Mapping):
        return [WRONG_KEYS]
    faults = find_commitment_faults(commitment)
    if faults:
        return faults
    before = _strings(published.get("before", []))
    ids = [each for each in _strings(published["order"]) if each not in before]
    listed = _strings(published.get("ids", ids))
    if (len(ids), draw.entrants_digest(ids)) != (commitment["entrants"], commitment["entrants_sha256"]):
        return [OTHER_LIST]
    if sorted(listed) != sorted(ids) or ("before" in published) != (commitment["purpose"] == "insertion"):
        return [OTHER_LIST]
    secret = bytes.fromhex(str(published.get("secret", draw.ZERO.hex())))
    if value or len(ids) + len(before) > 1:
        faults = _find_value_faults(commitment, value, secret)
    computed = write_draw(
        commitment, value, ids, secret=secret, before=before if "before" in published else None
    )
    wrong = [part for part in computed if part in published and published[part] != computed[part]]
    return faults + [DIFFERS.filled(part=part) for part in wrong if part != "ids"]


def write_draw(
    commitment: Mapping[str, object],
    value: str,
    ids: Sequence[str],
    *,
    secret: bytes = draw.ZERO,
    before: Sequence[str] | None = None,
) -> dict[str, object]:
    """Return `draw.json`: a vector's keys and the words drawn; `before` is the order an insertion enters."""
    seed = draw.derive_seed(commitment, value, secret)
    if before is None:
        steps = draw.draw_steps(len(ids), seed)
        order = draw.swap_all(ids, steps)
    else:
        steps = [draw.insertion_step(len(before), seed)]
        order = draw.insert_entrant(before, ids[0], steps[0])
    published: dict[str, object] = {
        "ids": draw.sort_ids(ids),
        "commitment": dict(commitment),
        "commitment_sha256": draw.commitment_digest(commitment),
        "value": value,
        "secret": secret.hex(),
        "seed": seed.hex(),
        "words": draw.write_words(steps),
        "order": order,
        "order_sha256": draw.order_digest(order),
    }
    return published if before is None else published | {"before": list(before)}


def _find_value_faults(commitment: Mapping[str, object], value: str, secret: bytes) -> list[Words]:
    try:
        used = find_beacon_of(commitment["beacon"], value)  # type: ignore[arg-type]
    except WrongValue as wrong:
        return [wrong.words]
    fits = _secret_fits(commitment, secret, fallback=used != commitment["beacon"])
    return [] if fits else [OTHER_SECRET]


def _judge_parts(commitment: Mapping[str, object]) -> list[tuple[str, bool]]:
    beacon = commitment["beacon"]
    judged = [
        (part, part not in commitment or _DIGEST.fullmatch(str(commitment[part])) is not None)
        for part in ("applications_root", "entrants_sha256", "log_head", "secret_sha256", "replaces")
    ]
    kinds = KINDS_OF_MODE.get(str(commitment["mode"]), ())
    return [
        *judged,
        ("algorithm", commitment["algorithm"] == draw.ALGORITHM),
        ("purpose", commitment["purpose"] in PURPOSES),
        ("mode", bool(kinds)),
        ("beacon", isinstance(beacon, Mapping) and beacon.get("kind") in kinds and _is_beacon(beacon)),
        ("committed_at", _is_instant(commitment["committed_at"])),
        ("opportunity", isinstance(commitment["opportunity"], str) and commitment["opportunity"] != ""),
        ("applications_count", _is_count(commitment["applications_count"])),
        ("entrants", _is_count(commitment["entrants"]) and commitment["entrants"] != 0),
    ]


def _find_timing_faults(commitment: Mapping[str, object]) -> list[Words]:
    """A commitment precedes its beacon by an hour; a practice one, in minutes, by any time at all."""
    committed = datetime.strptime(str(commitment["committed_at"]), _INSTANT).replace(tzinfo=UTC)
    beacon = commitment["beacon"]
    notice = timedelta(0) if commitment["mode"] == "practice" else LEAST_NOTICE
    ahead = beacon_time(beacon) - committed  # type: ignore[arg-type]
    return [TOO_LATE] if ahead < notice or ahead == timedelta(0) else []


def _secret_fits(commitment: Mapping[str, object], secret: bytes, *, fallback: bool) -> bool:
    """Outside witnessed mode the key is zeros; in it the published secret, and zeros in the fallback: nobody chooses."""
    if commitment["mode"] != "witnessed" or fallback:
        return secret == draw.ZERO
    return hashlib.sha256(secret).hexdigest() == commitment["secret_sha256"]


def _is_beacon(beacon: Mapping[str, object]) -> bool:
    marker = "round" if beacon.get("kind") == "drand-quicknet" else "date"
    if set(beacon) != {"kind", marker} or isinstance(beacon[marker], bool):
        return False
    try:
        beacon_time(beacon)
    except (TypeError, ValueError, OverflowError, OSError):
        return False
    return marker == "date" or int(str(beacon["round"])) > 0


def _is_instant(text: object) -> bool:
    try:
        return datetime.strptime(str(text), _INSTANT).strftime(_INSTANT) == text
    except ValueError:
        return False


def _is_count(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 0


def _strings(row: object) -> list[str]:
    if not isinstance(row, Sequence) or isinstance(row, str):
        raise TypeError("A list of ids is needed.")
    return [str(each) for each in row]
