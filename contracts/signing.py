"""Seal a PDF (PAdES, ECDSA P-256) and verify a sealed one, offline.

All functions block (a seal takes some 30 ms): async code calls them by `asyncio.to_thread`.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.path import ValidationPath

from contracts.authority import Authority, SealKey, authority_of

__all__ = ["Authority", "Reason", "SealKey", "Verdict", "seal", "verify"]

# The verdict says why a file fails; the library would print a traceback besides.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

_FIELD = "ZhirongSeal"
#: Room for the CMS container, in bytes: a P-256 signature with its certificate and its chain.
_CONTAINER = 4096


class Reason(StrEnum):
    """Why a file is what the verdict says."""

    GENUINE = "genuine"
    NOT_A_PDF = "not_a_pdf"
    NOT_SEALED = "not_sealed"
    SEVERAL_SEALS = "several_seals"
    CHANGED = "changed"  # a byte differs from what was sealed, or was added afterwards
    UNKNOWN_AUTHORITY = "unknown_authority"  # none of the given roots vouches for the signer


@dataclass(frozen=True)
class Verdict:
    """`valid`: sealed by a key that a root vouches for, and not a byte has changed since.

    `intact` alone: the bytes are those that some key sealed. `sealed_at` is the clock of whoever
    sealed, not a time-stamp authority's. `authority` is None unless valid.
    """

    valid: bool
    intact: bool
    reason: Reason
    signer: str | None = None
    sealed_at: datetime | None = None
    authority: Authority | None = None


def seal(pdf: bytes, key: SealKey, *, at: datetime) -> bytes:
    """The PDF with one invisible PAdES signature over all of it, in an incremental update.

    Raises ValueError for a moment without time zone, and for a PDF that is sealed already.
    """
    if at.tzinfo is None:
        raise ValueError("The moment of sealing needs its time zone.")
    update = _Update(BytesIO(pdf))
    if update.prev.embedded_signatures:
        raise ValueError("This PDF is already sealed.")
    return asyncio.run(_seal(update, key, at))


class _Signer(PdfSigner):
    """PDF/A-2 is PDF 1.7: the extensions of 2.0 are not declared."""

    def register_extensions(self, pdf_out: Any, *, md_algorithm: str) -> None:
        pass


class _Update(IncrementalPdfFileWriter):
    """Leaves the paper's metadata as they are: they conform to PDF/A and carry its date."""

    def _update_meta(self) -> None:
        pass


async def _seal(update: _Update, key: SealKey, at: datetime) -> bytes:
    about = PdfSignatureMetadata(
        field_name=_FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=key.name,
        reason="平台电子封印 Platform seal",
    )
    session = _Signer(about, signer=key.signer).init_signing_session(update)
    session.system_time = at
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=2 * _CONTAINER)
    out = BytesIO()
    digest, _ = prepared.digest_tbs_document(output=out)
    await prepared.perform_signature(
        document_digest=digest.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes()
    )
    return out.getvalue()


def verify(pdf: bytes, roots: Sequence[bytes]) -> Verdict:
    """What this file is, judged by these root certificates (PEM or DER) alone.

    Never raises for a file, however broken; raises ValueError for a root that is not a certificate.
    """
    trusted = [_certificate(root) for root in roots]
    if not pdf.startswith(b"%PDF-"):
        return Verdict(valid=False, intact=False, reason=Reason.NOT_A_PDF)
    try:
        return asyncio.run(_verify(pdf, trusted))
    except Exception:  # noqa: BLE001 - a hostile file breaks a parser in too many ways to name
        reason = Reason.CHANGED if _FIELD.encode() in pdf else Reason.NOT_A_PDF
        return Verdict(valid=False, intact=False, reason=reason)


async def _verify(pdf: bytes, trusted: list[x509.Certificate]) -> Verdict:
    seals = PdfFileReader(BytesIO(pdf)).embedded_signatures
    if len(seals) != 1:
        reason = Reason.SEVERAL_SEALS if seals else Reason.NOT_SEALED
        return Verdict(valid=False, intact=False, reason=reason)
    found = seals[0]
    sealed_at = found.self_reported_timestamp
    status = await async_validate_pdf_signature(
        found,
        ValidationContext(
            trust_roots=trusted, allow_fetching=False, revocation_mode="soft-fail", moment=sealed_at
        ),
        skip_diff=True,
    )
    signer = str(found.signer_cert.subject.native.get("common_name"))
    if not (status.intact and status.valid and _covers_all(pdf, found)):
        return Verdict(valid=False, intact=False, reason=Reason.CHANGED, signer=signer)
    path = status.validation_path
    if not status.trusted or path is None:
        return Verdict(valid=False, intact=True, reason=Reason.UNKNOWN_AUTHORITY, signer=signer)
    if not _is_canonical(pdf, found, path):
        return Verdict(valid=False, intact=False, reason=Reason.CHANGED, signer=signer)
    return Verdict(
        valid=True,
        intact=True,
        reason=Reason.GENUINE,
        signer=signer,
        sealed_at=sealed_at,
        authority=authority_of(path.first),
    )


def _covers_all(pdf: bytes, found: EmbeddedPdfSignature) -> bool:
    """Whether the seal covers the file from end to end, its own container excepted."""
    start, before, after, rest = (int(n) for n in found.byte_range)
    return (
        start == 0
        and after + rest == len(pdf)
        and pdf[before : before + 1] == b"<"
        and pdf[after - 1 : after] == b">"
    )


def _is_canonical(pdf: bytes, found: EmbeddedPdfSignature, path: ValidationPath) -> bool:
    """Whether the container, which no signature covers, is byte for byte the one we would write.

    Without this a changed letter case, filling, version number or spare certificate would pass.
    """
    _, before, after, _ = (int(n) for n in found.byte_range)
    signer = found.signer_info
    one = {"algorithm": "sha256"}
    expected: bytes = cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": cms.SignedData(
                {
                    "version": "v1",
                    "digest_algorithms": [one],
                    "encap_content_info": {"content_type": "data"},
                    "certificates": list(path.iter_certs(include_root=False))[::-1],
                    "signer_infos": [
                        {
                            "version": "v1",
                            "sid": cms.IssuerAndSerialNumber(
                                {
                                    "issuer": found.signer_cert.issuer,
                                    "serial_number": found.signer_cert.serial_number,
                                }
                            ),
                            "digest_algorithm": one,
                            "signed_attrs": signer["signed_attrs"],
                            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
                            "signature": signer["signature"].native,
                        }
                    ],
                }
            ),
        }
    ).dump()
    return pdf[before + 1 : after - 1] == expected.hex().upper().encode().ljust(
        2 * _CONTAINER, b"0"
    )


def _certificate(given: bytes) -> x509.Certificate:
    try:
        found = x509.Certificate.load(pem.unarmor(given)[2] if pem.detect(given) else given)
        found.native  # noqa: B018 - parsing is lazy: this is where it fails
    except (ValueError, TypeError) as error:
        raise ValueError(f"This is not a certificate: {error}") from None
    return found
