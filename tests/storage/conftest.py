"""Both stores under one name; the S3 one is a real server, given or started here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import pytest

from storage.local_store import LocalStore
from storage.objects import ObjectStore
from storage.s3_store import S3Store
from tests.conftest import GIVEN_S3
from tests.storage.keyring import Keyring
from tests.storage.radosgw import Gateway, Unobtainable, install


@dataclass(frozen=True)
class Server:
    """An S3 server and a bucket of our own on it."""

    endpoint: str
    access_key: str
    secret_key: str
    bucket: str
    secure: bool = False
    #: The server itself, where it is ours to stop.
    gateway: Gateway | None = None

    def store(self, **other: object) -> S3Store:
        """A store on it, or on one that is the same but for this."""
        seen = replace(self, **other)  # type: ignore[arg-type] # a field of ours
        return S3Store(
            seen.endpoint,
            access_key=seen.access_key,
            secret_key=seen.secret_key,
            bucket=seen.bucket,
            secure=seen.secure,
            connect_seconds=2,
            read_seconds=20,
        )


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that `ZHIRONG_S3_*` name, else Debian's radosgw."""
    if GIVEN_S3:
        yield Server(
            endpoint=GIVEN_S3["ZHIRONG_S3_ENDPOINT"],
            access_key=GIVEN_S3["ZHIRONG_S3_ACCESS_KEY"],
            secret_key=GIVEN_S3["ZHIRONG_S3_SECRET_KEY"],
            bucket=f"{GIVEN_S3.get('ZHIRONG_S3_BUCKET', 'zhirong')}-test-{uuid4().hex[:8]}",
            secure=GIVEN_S3.get("ZHIRONG_S3_SECURE", "true").lower() in {"1", "true", "yes", "on"},
        )
        return
    try:
        install()
    except Unobtainable as reason:
        pytest.skip(f"no S3 server: {reason}")
    gateway = Gateway(tmp_path_factory.mktemp("ceph"))
    try:
        gateway.start()
        yield Server(
            gateway.endpoint,
            gateway.access_key,
            gateway.secret_key,
            bucket=f"zhirong-{uuid4().hex[:8]}",
            gateway=gateway,
        )
    finally:
        gateway.stop()


S3 = pytest.param("s3", marks=[pytest.mark.slow, pytest.mark.s3, pytest.mark.xdist_group("s3")])


@pytest.fixture(params=["local", S3])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    """An object store: one suite runs against both."""
    if request.param == "local":
        return LocalStore(tmp_path / "store")
    server: Server = request.getfixturevalue("s3_server")
    return server.store()


@pytest.fixture
def keys() -> Keyring:
    return Keyring()
