"""An authenticator in software (WebAuthn, ES256), which does what a test wants, right or wrong."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

ORIGIN = "http://localhost:8000"
PRESENT, VERIFIED, SYNCABLE, SYNCED, ATTESTED = 1, 4, 8, 16, 64


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def data(given: str) -> bytes:
    return urlsafe_b64decode(given + "===")


@dataclass(kw_only=True)
class Authenticator:
    """One key; `counts` up with each signature, or is 0 for good."""

    origin: str = ORIGIN
    site: str = "localhost"
    verifies: bool = True
    counts: int = 0
    handle: bytes = b""
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: dict[str, Any]) -> str:
        """What `navigator.credentials.create` gives: the answer to a registration."""
        self.handle = data(options["user"]["id"])
        credential = len(self.credential_id).to_bytes(2, "big") + self.credential_id
        attested = bytes(16) + credential + self._public_key()
        shown = {"fmt": "none", "attStmt": {}, "authData": self._about(ATTESTED) + attested}
        response = {
            "clientDataJSON": text(self._said("webauthn.create", options)),
            "attestationObject": text(cbor2.dumps(shown)),
            "transports": ["internal", "hybrid", "telepathy"],
        }
        return self._credential(response)

    def get(self, options: dict[str, Any]) -> str:
        """What `navigator.credentials.get` gives: the answer to a challenge."""
        self.counts += 1 if self.counts else 0
        said, about = self._said("webauthn.get", options), self._about()
        signed = about + hashlib.sha256(said).digest()
        response = {
            "clientDataJSON": text(said),
            "authenticatorData": text(about),
            "signature": text(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": text(self.handle),
        }
        return self._credential(response)

    def _credential(self, response: dict[str, Any]) -> str:
        own = text(self.credential_id)
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": response})

    def _said(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _about(self, more: int = 0) -> bytes:
        flags = PRESENT | SYNCABLE | SYNCED | more | (VERIFIED if self.verifies else 0)
        counted = self.counts.to_bytes(4, "big")
        return hashlib.sha256(self.site.encode()).digest() + bytes([flags]) + counted

    def _public_key(self) -> bytes:
        point = self.key.public_key().public_numbers()
        return cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        )
