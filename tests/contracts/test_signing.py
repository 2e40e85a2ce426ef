"""A sealed paper verifies for a stranger, offline; a changed one never does."""

import stat
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import cycle
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from contracts.authority import (
    Authority,
    SealKey,
    UnfitKey,
    development_key,
    development_root,
    key_from_pkcs12,
)
from contracts.signing import Reason, seal, verify
from tests.contracts import make
from tests.contracts.conformance import conforms

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SealKey:
    return development_key(tmp_path_factory.mktemp("home") / "seal")


@pytest.fixture(scope="module")
def paper() -> bytes:
    return make.pdf(make.signature_log())


@pytest.fixture(scope="module")
def sealed(key: SealKey, paper: bytes) -> bytes:
    return seal(paper, key, at=make.NOW)


def test_a_sealed_paper_is_genuine(key: SealKey, paper: bytes, sealed: bytes) -> None:
    verdict = verify(sealed, [key.root_pem])

    assert verdict.valid
    assert verdict.intact
    assert verdict.reason is Reason.GENUINE
    assert verdict.sealed_at == make.NOW
    assert verdict.signer == key.name
    assert verdict.authority is Authority.DEVELOPMENT
    assert sealed.startswith(paper)
    conforms(sealed)


def test_verifying_asks_nobody(key: SealKey, sealed: bytes) -> None:
    asked: list[str] = []
    listening = True

    def hear(event: str, _: object) -> None:
        if listening and event in {"socket.connect", "socket.getaddrinfo"}:
            asked.append(event)

    sys.addaudithook(hear)
    verify(sealed, [key.root_pem])
    verify(sealed, [])
    listening = False

    assert asked == []


def test_the_development_authority_says_so_in_its_names(key: SealKey) -> None:
    root = x509.load_pem_x509_certificate(key.root_pem)

    assert "DEVELOPMENT" in root.subject.rfc4514_string()
    assert "DEVELOPMENT" in key.name


def test_the_development_authority_is_made_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(lambda _: development_key(tmp_path / "seal"), range(4)))

    assert len({each.root_pem for each in keys}) == 1
    assert development_root(tmp_path / "seal") == keys[0].root_pem
    assert stat.S_IMODE((tmp_path / "seal").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "seal" / "seal.p12").stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["seal"]
    assert development_root(tmp_path / "nowhere") is None


def test_another_authority_does_not_vouch_for_it(sealed: bytes, tmp_path: Path) -> None:
    other = development_key(tmp_path / "seal")

    for roots in ([other.root_pem], []):
        verdict = verify(sealed, roots)
        assert not verdict.valid
        assert verdict.intact
        assert verdict.reason is Reason.UNKNOWN_AUTHORITY
        assert verdict.authority is None


def _regions(sealed: bytes, paper: bytes) -> Iterator[int]:
    """A place in every region: head, objects, xref, trailer, update, container, filling, end."""
    yield from range(0, 8, 3)
    yield from range(8, len(paper), len(paper) // 12)
    for marker in (
        b"startxref",
        b"trailer",
        b"/ID",
        b"/ByteRange",
        b"/Filter",
        b"/Reason",
        b"/M (",
    ):
        place = sealed.rfind(marker)
        yield from range(place, place + len(marker) + 6, 5)
    opening = sealed.rfind(b"/Contents <") + len(b"/Contents ")
    closing = sealed.index(b">", opening)
    yield from (opening, opening + 1, closing - 1, closing)
    yield from range(opening + 1, opening + 2000, 61)
    yield from range(opening + 2000, closing, 1500)
    yield from range(len(sealed) - 6, len(sealed))


def test_a_changed_byte_in_any_region_is_never_genuine(
    key: SealKey, paper: bytes, sealed: bytes
) -> None:
    for n, place in enumerate(_regions(sealed, paper)):
        _assert_not_genuine(sealed, place, (0x01, 0x20)[n % 2], key)


@pytest.mark.slow
def test_no_changed_byte_of_the_seal_is_genuine(key: SealKey, paper: bytes, sealed: bytes) -> None:
    """Every third byte that the sealing added, its container above all, and every 50th before."""
    places = (*range(0, len(paper), 50), *range(len(paper), len(sealed), 3))
    for place, mask in zip(places, cycle((0x01, 0x20, 0x80)), strict=False):
        _assert_not_genuine(sealed, place, mask, key)


def _assert_not_genuine(sealed: bytes, place: int, mask: int, key: SealKey) -> None:
    changed = bytearray(sealed)
    changed[place] ^= mask
    verdict = verify(bytes(changed), [key.root_pem])
    assert not verdict.valid, f"byte {place} ^ {mask:#x}: {verdict}"
    assert verdict.reason is not Reason.GENUINE


def test_anything_added_after_sealing_is_refused(key: SealKey, sealed: bytes) -> None:
    update = IncrementalPdfFileWriter(BytesIO(sealed))
    update.root["/Lang"] = update.root["/Lang"]
    update.update_root()  # type: ignore[no-untyped-call]
    out = BytesIO()
    update.write(out)  # type: ignore[no-untyped-call]

    for added in (out.getvalue(), sealed + b"\n", sealed + b"%", sealed + sealed):
        verdict = verify(added, [key.root_pem])
        assert (verdict.valid, verdict.intact) == (False, False)


def test_a_second_seal_is_refused(key: SealKey, sealed: bytes) -> None:
    with pytest.raises(ValueError, match="already sealed"):
        seal(sealed, key, at=make.NOW)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", Reason.NOT_A_PDF),
        (b"PK\x03\x04", Reason.NOT_A_PDF),
        (b"%PDF-1.7\nnothing", Reason.NOT_A_PDF),
    ],
)
def test_a_file_that_is_none_of_ours(key: SealKey, file: bytes, reason: Reason) -> None:
    assert verify(file, [key.root_pem]).reason is reason


def test_a_paper_without_seal_is_not_sealed(key: SealKey, paper: bytes) -> None:
    assert verify(paper, [key.root_pem]).reason is Reason.NOT_SEALED


def test_a_cut_off_file_is_changed(key: SealKey, paper: bytes, sealed: bytes) -> None:
    for end in (len(paper) + 3000, len(sealed) - 20, len(sealed) - 1):
        assert verify(sealed[:end], [key.root_pem]).reason is Reason.CHANGED


def test_a_root_that_is_no_certificate_is_an_error(sealed: bytes) -> None:
    with pytest.raises(ValueError, match="certificate"):
        verify(sealed, [b"not a certificate"])


@pytest.mark.parametrize("name", ["2026-11"])
def test_a_seal_of_an_earlier_release_stays_genuine(name: str) -> None:
    """Sealed once and kept: what is issued must verify for ever, whatever the libraries become."""
    verdict = verify((GOLDEN / f"{name}.pdf").read_bytes(), [(GOLDEN / f"{name}.pem").read_bytes()])

    assert verdict.valid
    assert verdict.sealed_at == make.NOW


Issued = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def _issue(name: str, by: Issued | None, *, ca: bool, until: datetime | None = None) -> Issued:
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    authority, signer = by or (None, private)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(authority.subject if authority else subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(make.NOW - timedelta(days=30))
        .not_valid_after(until or make.NOW + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not ca, content_commitment=not ca, key_cert_sign=ca, crl_sign=ca,
                key_encipherment=False, data_encipherment=False, key_agreement=False,
                encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
        .sign(signer, hashes.SHA256())
    )  # fmt: skip
    return certificate, private


def _pkcs12(leaf: Issued, *others: Issued) -> bytes:
    certificate, private = leaf
    return pkcs12.serialize_key_and_certificates(
        b"seal",
        private,
        certificate,
        [each for each, _ in others],
        BestAvailableEncryption(b"correct horse"),
    )


def test_a_seal_from_pkcs12_with_an_intermediate_is_genuine(paper: bytes) -> None:
    root = _issue("Somebody's Root CA", None, ca=True)
    between = _issue("Somebody's Issuing CA", root, ca=True)
    leaf = _issue("知融平台电子封印", between, ca=False)
    key = key_from_pkcs12(_pkcs12(leaf, root, between), "correct horse")

    verdict = verify(seal(paper, key, at=make.NOW), [root[0].public_bytes(Encoding.DER)])

    assert key.authority is Authority.PRODUCTION
    assert (verdict.valid, verdict.authority) == (True, Authority.PRODUCTION)
    assert verdict.signer == "知融平台电子封印"


def test_a_certificate_that_expired_since_does_not_undo_a_seal(paper: bytes) -> None:
    root = _issue("Root", None, ca=True)
    leaf = _issue("Seal", root, ca=False)
    key = key_from_pkcs12(_pkcs12(leaf, root), "correct horse")

    in_time = seal(paper, key, at=make.NOW)
    too_late = seal(paper, key, at=make.NOW + timedelta(days=31))

    assert verify(in_time, [key.root_pem]).valid
    assert verify(too_late, [key.root_pem]).reason is Reason.UNKNOWN_AUTHORITY


def test_an_unfit_pkcs12_is_refused() -> None:
    root = _issue("Root", None, ca=True)
    leaf = _issue("Seal", root, ca=False)
    other = _issue("Other", None, ca=True)
    rsa_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    with_rsa = pkcs12.serialize_key_and_certificates(
        b"seal", rsa_key, None, None, BestAvailableEncryption(b"correct horse")
    )

    for data, passphrase, said in (
        (_pkcs12(leaf, root), "wrong", "passphrase"),
        (b"nonsense", "correct horse", "does not open"),
        (with_rsa, "correct horse", "P-256"),
        (_pkcs12(leaf), "correct horse", "lacks the issuer"),
        (_pkcs12(leaf, other), "correct horse", "lacks the issuer"),
        (_pkcs12(root), "correct horse", "not by itself"),
    ):
        with pytest.raises(UnfitKey, match=said) as refusal:
            key_from_pkcs12(data, passphrase)
        assert refusal.value.code == "contracts.unfit_key"


def test_the_moment_of_sealing_is_aware(key: SealKey, paper: bytes) -> None:
    assert make.NOW.tzinfo is UTC
    with pytest.raises(ValueError, match="time zone"):
        seal(paper, key, at=datetime(2026, 1, 1))  # noqa: DTZ001
