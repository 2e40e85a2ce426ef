"""A real S3 server behind TLS: its certificate is checked, and the CA is named by SSL_CERT_FILE."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from backend.documents import gateway
from backend.kernel import settings
from storage.errors import StoreUnavailable
from storage.objects import ObjectStore
from tests.storage.radosgw import Gateway, Unobtainable, install
from tests.storage.test_stores import MIB, a_file, a_key, read

pytestmark = [pytest.mark.slow, pytest.mark.s3, pytest.mark.xdist_group("s3")]


def _self_signed(file: Path, host: str) -> Path:
    """A certificate that only its own holder vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "objects of the tests")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), False)  # noqa: FBT003 - not critical
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)  # noqa: FBT003 - critical
        .sign(key, hashes.SHA256())
    )
    file.write_bytes(
        certificate.public_bytes(Encoding.PEM)
        + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return file


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder: `ours.pem` is the server's, `other.pem` a stranger's."""
    folder = tmp_path_factory.mktemp("certificates")
    _self_signed(folder / "ours.pem", "127.0.0.1")
    _self_signed(folder / "other.pem", "127.0.0.1")
    return folder


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory, certificates: Path) -> Iterator[Gateway]:
    try:
        install()
    except Unobtainable as reason:
        pytest.skip(f"no S3 server: {reason}")
    server = Gateway(tmp_path_factory.mktemp("ceph-tls"), certificate=certificates / "ours.pem")
    try:
        server.start()
        yield server
    finally:
        server.stop()


def _as_set(endpoint: str, monkeypatch: pytest.MonkeyPatch, *, trusted: Path | None) -> ObjectStore:
    """The store that an installation with these settings uses."""
    given = {
        "ENDPOINT": endpoint,
        "ACCESS_KEY": Gateway.access_key,
        "SECRET_KEY": Gateway.secret_key,
        "BUCKET": "zhirong-tls",
        "SECURE": "true",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"ZHIRONG_S3_{name}", value)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    if trusted is not None:
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    chosen = settings.Settings()
    monkeypatch.setattr(gateway, "settings", lambda: chosen)
    return gateway._store()


async def test_with_its_ca_named_it_is_used_as_any_other(
    secure: Gateway, certificates: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = _as_set(secure.endpoint, monkeypatch, trusted=certificates / "ours.pem")
    key, content = a_key(), b"0123456789" * (2 * MIB)

    await store.put(key, a_file(tmp_path, content))

    assert await read(store, key) == content
    assert (await store.probe()).object_lock


@pytest.mark.parametrize("trusted", [None, "other.pem"])
async def test_an_unknown_certificate_is_refused_and_nothing_is_sent(
    secure: Gateway,
    certificates: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    trusted: str | None,
) -> None:
    known = _as_set(secure.endpoint, monkeypatch, trusted=certificates / "ours.pem")
    there, key = a_key(), a_key()
    await known.put(there, a_file(tmp_path, b"content"))
    store = _as_set(
        secure.endpoint, monkeypatch, trusted=certificates / trusted if trusted else None
    )

    for asked in (store.put(key, a_file(tmp_path, b"secret")), read(store, there), store.probe()):
        with pytest.raises(StoreUnavailable, match=r"CERTIFICATE_VERIFY_FAILED"):
            await asked


async def test_a_certificate_for_another_host_is_refused(
    secure: Gateway, certificates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = secure.endpoint.replace("127.0.0.1", "localhost")
    store = _as_set(endpoint, monkeypatch, trusted=certificates / "ours.pem")

    with pytest.raises(StoreUnavailable, match=r"CERTIFICATE_VERIFY_FAILED|doesn't match"):
        await store.probe()
