"""What an application says, as one canonical text: the only form in which it is sealed, hashed and opened."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from microacquisition.common.canonical import write_canonical


@dataclass(frozen=True)
class Content:
    """One version of an application, whole; `answers` by code of the criterion."""

    supplier: str
    name: str
    business_name: str
    contact_email: str
    language: str
    affirmed: tuple[str, ...]
    answers: Mapping[str, str]
    privacy_notice: str
    # Where an officer recorded it for somebody who cannot use the site: how and when it came, who typed it, telephone.
    recorded: Mapping[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, object]:
        """Return the content as canonical JSON knows it; what `content_sha256` is computed over."""
        data = {**asdict(self), "affirmed": list(self.affirmed), "answers": dict(self.answers)}
        recorded = data.pop("recorded")
        return {**data, "recorded": recorded} if recorded else data

    def as_bytes(self) -> bytes:
        """Return the plaintext that is sealed."""
        return write_canonical(self.as_data()).encode()


def digest_draft(typed: Mapping[str, str]) -> str:
    """Return the SHA-256, in hexadecimal, of what was typed by field; empty where nothing was."""
    return hashlib.sha256(write_canonical(dict(typed)).encode()).hexdigest() if typed else ""


def read_content(plaintext: bytes) -> Content:
    """Return the content that was sealed."""
    data = json.loads(plaintext)
    return Content(**{**data, "affirmed": tuple(data["affirmed"])})
