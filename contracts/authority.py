"""The seal's key: from a PKCS#12, or of a self-made development authority that says so."""

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

#: Stands in the names of the development authority and of its seal.
_MARK = "DEVELOPMENT"
#: Wide enough for the demonstration's past; a self-made authority proves no time anyway.
_FROM, _UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
_KEY_FILE, _ROOT_FILE = "seal.p12", "authority.pem"


class Authority(StrEnum):
    """Who vouches for the key: a self-made authority marked so in its name, or a real one."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class UnfitKey(ValueError):
    """The PKCS#12 does not open, or does not hold what a seal needs; the message says which."""

    code: ClassVar[str] = "contracts.unfit_key"


@dataclass(frozen=True)
class SealKey:
    """The platform's seal; `root_pem` is what a stranger verifies with: give it out."""

    signer: SimpleSigner
    name: str
    root_pem: bytes
    authority: Authority


def key_from_pkcs12(data: bytes, passphrase: str) -> SealKey:
    """The seal from a PKCS#12: a P-256 key, its certificate, the chain up to its root.

    Raises UnfitKey.
    """
    return _key(data, passphrase.encode())


def development_key(folder: Path) -> SealKey:
    """The seal of a self-made authority, made once into this folder; safe between processes."""
    if not (folder / _KEY_FILE).exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".seal-", dir=folder.parent))
        _make_authority(made)
        try:
            made.rename(folder)
        except OSError:  # another process was faster: its authority counts
            for file in made.iterdir():
                file.unlink()
            made.rmdir()
    return _key((folder / _KEY_FILE).read_bytes(), None)


def development_root(folder: Path) -> bytes | None:
    """The PEM of the authority in this folder; None when none was made there."""
    file = folder / _ROOT_FILE
    return file.read_bytes() if file.exists() else None


def authority_of(root: asn1_x509.Certificate) -> Authority:
    """Whether a root names itself a development authority."""
    is_ours = _MARK in str(root.subject.native.get("common_name"))
    return Authority.DEVELOPMENT if is_ours else Authority.PRODUCTION


def _key(data: bytes, passphrase: bytes | None) -> SealKey:
    try:
        private, certificate, others = pkcs12.load_key_and_certificates(data, passphrase)
    except ValueError as error:
        raise UnfitKey(f"The PKCS#12 does not open with this passphrase: {error}") from None
    if not isinstance(private, ec.EllipticCurvePrivateKey) or private.curve.name != "secp256r1":
        raise UnfitKey("The PKCS#12 has to hold an ECDSA P-256 key.")
    if certificate is None or certificate.public_key() != private.public_key():
        raise UnfitKey("The PKCS#12 has to hold the certificate of its key.")
    *between, root = _chain(certificate, others)
    found = _asn1(root)
    return SealKey(
        signer=SimpleSigner(
            signing_cert=_asn1(certificate),
            signing_key=asn1_keys.PrivateKeyInfo.load(
                private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
            ),
            cert_registry=_store(between),
            embed_roots=False,
        ),
        name=_asn1(certificate).subject.native["common_name"],
        root_pem=root.public_bytes(Encoding.PEM),
        authority=authority_of(found),
    )


def _chain(leaf: x509.Certificate, others: list[x509.Certificate]) -> list[x509.Certificate]:
    """From the issuer of the seal to the self-signed root."""
    chain: list[x509.Certificate] = []
    last = leaf
    while last.issuer != last.subject and len(chain) <= len(others):
        issuer = next((each for each in others if _issued(each, last)), None)
        if issuer is None:
            raise UnfitKey(f"The PKCS#12 lacks the issuer of {last.subject.rfc4514_string()}.")
        chain.append(issuer)
        last = issuer
    if not chain:
        raise UnfitKey("The seal's certificate has to be issued by an authority, not by itself.")
    return chain


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _store(certificates: list[x509.Certificate]) -> SimpleCertificateStore:
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call] # the library lacks the type
    for each in certificates:
        store.register(_asn1(each))
    return store


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _make_authority(folder: Path) -> None:
    root_key, seal_key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )
    root_name = _name(f"Zhirong {_MARK} authority - not for production")
    root = (
        _certificate(root_name, root_name, root_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    certificate = (
        _certificate(_name(f"知融平台电子封印 Zhirong {_MARK} seal"), root_name, seal_key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    kept = pkcs12.serialize_key_and_certificates(
        b"zhirong", seal_key, certificate, [root], NoEncryption()
    )
    (folder / _ROOT_FILE).write_bytes(root.public_bytes(Encoding.PEM))
    handle = os.open(folder / _KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(kept)


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, _MARK),
        ]
    )


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
