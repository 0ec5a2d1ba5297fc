"""A passkey in software, for tests: answers what the browser would send."""

import hashlib
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class SoftPasskey:
    """One key pair that lives in the test."""

    def __init__(self, origin: str = "https://testserver") -> None:
        self.origin = origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = b"soft passkey one"

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer a registration."""
        asked = options["publicKey"]
        client = self._client("webauthn.create", asked["challenge"])
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        data = AuthenticatorData.create(
            self._rp(asked["rp"]["id"]), FLAGS | AuthenticatorData.FLAG.AT, 0, credential
        )
        attestation = AttestationObject.create("none", data, {})
        return self._answer(
            {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attestation)}
        )

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer a sign-in."""
        asked = options["publicKey"]
        client = self._client("webauthn.get", asked["challenge"])
        data = AuthenticatorData.create(self._rp(asked["rpId"]), FLAGS, 0)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
            }
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        return bytes(CollectedClientData.create(kind, websafe_decode(challenge), self.origin))

    @staticmethod
    def _rp(name: str) -> bytes:
        return hashlib.sha256(name.encode()).digest()

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {
            "id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {},
        }  # fmt: skip
