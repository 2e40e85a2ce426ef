"""Passkeys (WebAuthn): what a browser is asked, and whether what it answers is proof. Pure.

The user has to be verified each time (his finger, face or PIN): a passkey is something he has and
something he is or knows. So one signs in alone, and is a second factor beside a password.
"""

import ipaddress
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import webauthn
from cryptography.exceptions import InvalidSignature
from webauthn import helpers
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import structs
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.registration.verify_registration_response import VerifiedRegistration

from backend.identity import rules

ISSUER = "知融 Zhirong"
ALGORITHMS = [
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
#: What the library lets through of malformed answers beside its own exceptions.
_MALFORMED = (
    WebAuthnException,
    InvalidSignature,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
)
_DEFAULT_PORTS = {"https": 443, "http": 80}
_REQUIRED = structs.UserVerificationRequirement.REQUIRED
#: The curve's own base point, whose key nobody uses: an answer by an unknown passkey is checked
#: against it, and takes as long as any other.
NOBODYS_KEY = helpers.encode_cbor(
    {
        1: 2,
        3: -7,
        -1: 1,
        -2: bytes.fromhex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
        -3: bytes.fromhex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
    }
)
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where passkeys work: the address in the browser, and the name that they belong to."""

    origin: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What every answer says about itself, nothing of it proven."""

    credential_id: bytes
    challenge: bytes
    user_handle: bytes | None


def site_of(address: str) -> Site | None:
    """Passkeys belong to a host name under https; in development to `localhost`."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if _is_number(host):
        if not ipaddress.ip_address(host).is_loopback:
            return None
        host = "localhost"
    if not host or (parts.scheme != "https" and host != "localhost"):
        return None
    port = parts.port
    shown = "" if port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f":{port}"
    return Site(origin=f"{parts.scheme}://{host}{shown}", name=host)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def registration(
    site: Site,
    challenge: bytes,
    *,
    handle: bytes,
    email: str,
    name: str,
    known: Sequence[tuple[bytes, Sequence[str]]],
) -> dict[str, Any]:
    """What `navigator.credentials.create` is given, in JSON: a discoverable, verified passkey."""
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name=ISSUER,
        user_id=handle,
        user_name=email,
        user_display_name=name,
        challenge=challenge,
        timeout=_timeout(),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED, user_verification=_REQUIRED
        ),
        exclude_credentials=_described(known),
        supported_pub_key_algs=ALGORITHMS,
    )
    return _as_json(webauthn.options_to_json(options))


def assertion(
    site: Site, challenge: bytes, *, known: Sequence[tuple[bytes, Sequence[str]]] = ()
) -> dict[str, Any]:
    """What `navigator.credentials.get` is given, in JSON: one of these, or whichever one has."""
    options = webauthn.generate_authentication_options(
        rp_id=site.name,
        challenge=challenge,
        timeout=_timeout(),
        allow_credentials=_described(known),
        user_verification=_REQUIRED,
    )
    return _as_json(webauthn.options_to_json(options))


def read(text: str) -> Answer:
    """What the answer is about; refuse what is none."""

    def reading() -> Answer:
        given = json.loads(text)
        response = given["response"]
        handle = response.get("userHandle")
        said = helpers.parse_client_data_json(
            helpers.base64url_to_bytes(response["clientDataJSON"])
        )
        return Answer(
            credential_id=helpers.base64url_to_bytes(given["rawId"]),
            challenge=said.challenge,
            user_handle=None if handle is None else helpers.base64url_to_bytes(handle),
        )

    return _or_refused(reading)


def registered(text: str, challenge: bytes, *, site: Site) -> VerifiedRegistration:
    """The new credential; refuse one made elsewhere, for another challenge, or unverified."""
    return _or_refused(
        lambda: webauthn.verify_registration_response(
            credential=text,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
            supported_pub_key_algs=ALGORITHMS,
        )
    )


def transports_of(text: str) -> list[str]:
    """How a browser says that the authenticator is reached; what nobody knows is left out."""
    given = json.loads(text)["response"].get("transports")
    known = [each.value for each in structs.AuthenticatorTransport]
    return [each for each in known if each in given] if isinstance(given, list) else []


def proven(text: str, challenge: bytes, *, site: Site, public_key: bytes) -> VerifiedAuthentication:
    """The signature is this key's over this challenge; its counter is the caller's to compare.

    The library compares counters before it checks the signature: whoever has no key could then
    bring a passkey under suspicion. Before 0 every counter passes.
    """
    return _or_refused(
        lambda: webauthn.verify_authentication_response(
            credential=text,
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    )


def _or_refused(verifying: Callable[[], T]) -> T:
    try:
        return verifying()
    except _MALFORMED:
        raise rules.PasskeyRefused from None


def _described(
    known: Sequence[tuple[bytes, Sequence[str]]],
) -> list[structs.PublicKeyCredentialDescriptor]:
    return [
        structs.PublicKeyCredentialDescriptor(
            id=credential_id,
            transports=[structs.AuthenticatorTransport(each) for each in transports] or None,
        )
        for credential_id, transports in known
    ]


def _timeout() -> int:
    return int(rules.CHALLENGE_LIFE.total_seconds() * 1000)


def _as_json(text: str) -> dict[str, Any]:
    options: dict[str, Any] = json.loads(text)
    return options
