"""The vault on a real S3 server: an outage, the sweep, evidence that the server itself keeps."""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from minio.error import S3Error

from backend.documents import gateway, service, subscribers
from backend.documents.states import Kind, Purpose
from backend.documents.tables import File
from backend.identity import service as identity
from backend.kernel import clock, db
from backend.kernel.auth import Actor
from backend.kernel.events import COLUMNS, EventRow, as_event_row
from storage.errors import StoreRefused
from storage.s3_store import S3Store
from tests import make
from tests.conftest import ClientFor
from tests.documents import outage
from tests.documents.make import file as deposited
from tests.storage.conftest import Server
from tests.storage.relay import Relay

pytestmark = [
    pytest.mark.slow,
    pytest.mark.s3,
    pytest.mark.xdist_group("s3"),
    pytest.mark.usefixtures("db"),
]


def use(store: S3Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> S3Store:
    """Let this store be the vault's, on a bucket of its own."""
    place = gateway.Place(incoming=folder / "incoming", store=store, plain=folder / "plain")
    monkeypatch.setattr(gateway, "place", lambda: place)
    return store


def a_bucket() -> str:
    return f"vault-{uuid4().hex[:12]}"


@pytest.fixture
async def store(s3_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> S3Store:
    """The vault's store, made as the application makes it, on a server that truly locks."""
    store = use(s3_server.store(bucket=a_bucket()), tmp_path, monkeypatch)
    powers = await store.probe()
    if not powers.object_lock:
        pytest.skip(f"this server does not lock objects: {powers.detail}")
    return store


@pytest.fixture
async def relay(s3_server: Server) -> AsyncIterator[Relay]:
    if s3_server.secure:
        pytest.skip("TLS does not pass through a relay of another name")
    async with Relay(s3_server.endpoint) as relay:
        yield relay


async def test_a_server_that_is_down_and_comes_back_loses_nothing(
    s3_server: Server,
    relay: Relay,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    as_: ClientFor,
) -> None:
    store = s3_server.store(endpoint=relay.endpoint, bucket=a_bucket())
    use(store, tmp_path, monkeypatch)
    await store.probe()

    await outage.outlasts(as_, down=relay.cut, up=relay.join)


async def test_the_sweep_finds_what_is_wrong_on_the_server(store: S3Store) -> None:
    owner = await make.actor(await make.organisation(), "handler")
    missing, changed, sound = [await deposited(owner, kind=Kind.OTHER) for _ in range(3)]
    body = await sealed(store, changed.object_key)
    await asyncio.to_thread(store._client.remove_object, store._bucket, missing.object_key)
    await overwrite(store, changed.object_key, body[:-1] + bytes([body[-1] ^ 1]))

    run = await service.sweep()

    found = await db.fetch("SELECT kind, object_key FROM documents_incident ORDER BY kind")
    assert [(row["kind"], row["object_key"]) for row in found] == [
        ("changed", changed.object_key),
        ("missing", missing.object_key),
    ]
    assert (run.complete, run.object_count, run.incidents) == (True, 2, 2)
    assert run.checked_bytes >= sound.size


async def sealed(store: S3Store, key: str) -> bytes:
    return b"".join([piece async for piece in store.read(key)])


async def overwrite(store: S3Store, key: str, body: bytes) -> None:
    """Behind our back; the server keeps the earlier version all the same."""
    await asyncio.to_thread(
        store._client.put_object, store._bucket, key, io.BytesIO(body), len(body)
    )


async def deletable(store: S3Store, file: File) -> bool:
    """Whether somebody with the server's own credentials can destroy the object's version."""
    client = store._client

    def destroy() -> bool:
        version = client.stat_object(store._bucket, file.object_key).version_id
        try:
            client.remove_object(store._bucket, file.object_key, version)
        except S3Error as refused:
            if refused.code not in {"AccessDenied", "ObjectLocked"}:
                raise
            return False
        return True

    return await asyncio.to_thread(destroy)


async def heard(name: str, **changes: object) -> EventRow:
    """The newest event of this name, as subscribers hear it."""
    row = await db.fetch_one(
        f"SELECT {COLUMNS} FROM kernel_event WHERE name = $1 ORDER BY seq DESC LIMIT 1",
        name,
    )
    assert row is not None
    return as_event_row(row | changes)


async def kept_until(file: File) -> datetime | None:
    until: datetime | None = await db.fetch_value(
        "SELECT retained_until FROM documents_file WHERE id = $1", file.id
    )
    return until


async def evidence_of_a_new_firm() -> tuple[Actor, File, File, File]:
    """A firm that is not verified: a report, another for no matter, and papers of persons."""
    firm = await make.organisation(verified=False)
    owner = await make.actor(firm, "handler")
    report, other = [await deposited(owner, kind=Kind.VALUATION_REPORT) for _ in range(2)]
    return owner, report, other, await deposited(owner, kind=Kind.IDENTITY_PROOF)


async def test_evidence_is_locked_by_the_server_from_verification_on_and_persons_papers_never(
    store: S3Store,
) -> None:
    owner, report, other, person = await evidence_of_a_new_firm()
    assert await service.retain_evidence() == 0
    reviewer = await make.actor(await make.organisation("operator"), "operator")

    await identity.verify(owner.organisation_id, by=reviewer)
    await subscribers.retain_evidence(await heard("identity.organisation_verified"))

    due = make.years_after(report.deposited_at, 5)
    assert await kept_until(report) == due
    assert await kept_until(other) is not None
    assert await kept_until(person) is None
    locked = await db.fetch("SELECT kind FROM documents_file WHERE retention_locked")
    assert [row["kind"] for row in locked] == ["valuation_report"] * 2
    assert not await deletable(store, report)
    assert await deletable(store, person)


async def test_a_lock_is_extended_when_the_matter_closes_and_never_shortened(
    store: S3Store,
) -> None:
    owner, report, other, _ = await evidence_of_a_new_firm()
    bank, pledge = await make.organisation("bank"), uuid4()
    await service.grant([report.id], to=bank.id, kind=Purpose.PLEDGE, purpose=pledge, by=owner)
    await db.execute(
        "UPDATE identity_organisation SET verified_at = now() WHERE id = $1", owner.organisation_id
    )
    assert await service.retain_evidence() == 2
    before, untouched = await kept_until(report), await kept_until(other)
    assert before is not None
    closed = clock.now() + timedelta(days=700)

    event = await heard("documents.access_granted", subject_id=pledge, occurred_at=closed)
    await subscribers.extend_retention(event)

    after = make.years_after(closed, 5)
    assert await kept_until(report) == after
    assert await kept_until(other) == untouched
    for shorter in (before, after - timedelta(days=1)):
        with pytest.raises(StoreRefused):
            await store.retain(report.object_key, shorter)


async def test_a_server_without_lock_is_shown_for_what_it_is_and_the_record_says_so(
    s3_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_: ClientFor
) -> None:
    store = s3_server.store(bucket=a_bucket())
    await asyncio.to_thread(store._client.make_bucket, store._bucket)  # as somebody else made it
    use(store, tmp_path, monkeypatch)
    owner = await make.actor(await make.organisation(), "handler")
    report = await deposited(owner, kind=Kind.VALUATION_REPORT)
    operator = await make.actor(await make.organisation("operator"), "operator")

    assert await service.retain_evidence() == 1

    health = (await as_(operator).get("/operator/vault-health")).json()
    assert health["powers"]["object_lock"] is False
    assert health["powers"]["guard"] == "application"
    assert (health["retained"], health["locked"]) == (1, 0)
    shown = (await as_(owner).get(f"/documents/{report.id}")).json()["file"]
    assert shown["retention_locked"] is False
    assert await deletable(store, report)
