"""A real S3 server: what it refuses, what it guards, and what happens when it is not there."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from minio.error import S3Error

from storage.errors import ObjectMissing, RetentionUnsupported, StoreRefused, StoreUnavailable
from storage.objects import Guard
from storage.s3_store import S3Store
from tests.storage.conftest import Server
from tests.storage.relay import Relay
from tests.storage.test_stores import MIB, a_file, a_key, read

pytestmark = [pytest.mark.slow, pytest.mark.s3, pytest.mark.xdist_group("s3")]


@pytest.fixture
async def relay(s3_server: Server) -> AsyncIterator[Relay]:
    if s3_server.secure:
        pytest.skip("TLS does not pass through a relay of another name")
    async with Relay(s3_server.endpoint) as relay:
        yield relay


@pytest.mark.parametrize(
    "wrong", [{"secret_key": "not the secret"}, {"access_key": "nobody-of-this-name"}]
)
async def test_wrong_credentials_are_refused_everything(
    s3_server: Server, tmp_path: Path, wrong: dict[str, str]
) -> None:
    key, intruder = a_key(), s3_server.store(**wrong)
    there = a_key()
    await s3_server.store().put(there, a_file(tmp_path, b"content"))

    for asked in (
        intruder.put(key, a_file(tmp_path, b"forged")),
        intruder.size(there),
        read(intruder, there),
        intruder.probe(),
    ):
        with pytest.raises(StoreRefused):
            await asked

    with pytest.raises(ObjectMissing):
        await s3_server.store().size(key)


async def test_an_upload_cut_off_in_the_middle_leaves_nothing(
    s3_server: Server, relay: Relay, tmp_path: Path
) -> None:
    key, content = a_key(), os.urandom(24 * MIB)
    store = s3_server.store(endpoint=relay.endpoint)
    await store.probe()

    relay.sent = 13 * MIB
    with pytest.raises(StoreUnavailable):
        await store.put(key, a_file(tmp_path, content))
    await relay.cut()

    with pytest.raises(ObjectMissing):
        await s3_server.store().size(key)
    await relay.join()
    await store.put(key, a_file(tmp_path, content))
    assert await read(s3_server.store(), key) == content


async def test_a_read_cut_off_in_the_middle_is_an_error_and_no_short_object(
    s3_server: Server, relay: Relay, tmp_path: Path
) -> None:
    key, content = a_key(), os.urandom(8 * MIB)
    store = s3_server.store(endpoint=relay.endpoint)
    await store.put(key, a_file(tmp_path, content))

    given = bytearray()

    async def hand_out() -> None:
        async for piece in store.read(key):
            given.extend(piece)

    relay.answered = 3 * MIB
    with pytest.raises(StoreUnavailable):
        await hand_out()

    assert 0 < len(given) < len(content)
    assert content.startswith(given)


async def test_a_server_that_is_down_is_said_at_once_and_comes_back(
    s3_server: Server, relay: Relay, tmp_path: Path
) -> None:
    key, store = a_key(), s3_server.store(endpoint=relay.endpoint)
    kept = a_key()
    await store.put(kept, a_file(tmp_path, b"before"))

    await relay.cut()
    before = time.monotonic()
    for asked in (
        store.put(key, a_file(tmp_path, b"meanwhile")),
        store.size(kept),
        read(store, kept),
        store.probe(),
        store.retain(kept, datetime.now(UTC) + timedelta(seconds=5)),
    ):
        with pytest.raises(StoreUnavailable):
            await asked
    assert time.monotonic() - before < 5

    await relay.join()
    with pytest.raises(ObjectMissing):
        await store.size(key)
    assert await read(store, kept) == b"before"


async def test_the_server_itself_stops_and_starts_and_nothing_is_lost(
    s3_server: Server, tmp_path: Path
) -> None:
    if s3_server.gateway is None:
        pytest.skip("the server is not ours to stop")
    key, content, store = a_key(), os.urandom(100_000), s3_server.store()
    await store.put(key, a_file(tmp_path, content))

    await asyncio.to_thread(s3_server.gateway.stop_gateway)
    with pytest.raises(StoreUnavailable):
        await read(store, key)
    await asyncio.to_thread(s3_server.gateway.start_gateway)

    assert await read(store, key) == content


async def locking(server: Server) -> S3Store:
    store = server.store()
    powers = await store.probe()
    if not powers.object_lock:
        pytest.skip(f"this server does not lock objects: {powers.detail}")
    return store


async def test_a_locked_object_cannot_be_deleted_and_its_lock_only_extended(
    s3_server: Server, tmp_path: Path
) -> None:
    store, key = await locking(s3_server), a_key()
    await store.put(key, a_file(tmp_path, b"evidence"))
    now = datetime.now(UTC)

    await store.retain(key, now + timedelta(seconds=40))
    await store.retain(key, now + timedelta(seconds=60))
    with pytest.raises(StoreRefused):
        await store.retain(key, now + timedelta(seconds=30))

    client, bucket = store._client, s3_server.bucket
    version = client.stat_object(bucket, key).version_id
    with pytest.raises(S3Error, match=r"AccessDenied|WORM|locked"):
        client.remove_object(bucket, key, version)
    assert await read(store, key) == b"evidence"


async def test_what_is_deleted_or_overwritten_behind_our_back_is_still_a_version(
    s3_server: Server, tmp_path: Path
) -> None:
    store, key = s3_server.store(), a_key()
    if not (await store.probe()).versioning:
        pytest.skip("this server keeps no versions")
    await store.put(key, a_file(tmp_path, b"genuine"))
    client, bucket = store._client, s3_server.bucket
    version = client.stat_object(bucket, key).version_id

    client.fput_object(bucket, key, str(a_file(tmp_path, b"forged!")))
    client.remove_object(bucket, key)

    with pytest.raises(ObjectMissing):
        await store.size(key)
    earlier = client.get_object(bucket, key, version_id=version)
    assert earlier.read() == b"genuine"
    earlier.close()


async def test_a_bucket_without_lock_is_found_out(s3_server: Server, tmp_path: Path) -> None:
    plain = f"{s3_server.bucket}-plain"
    store, key = s3_server.store(bucket=plain), a_key()
    store._client.make_bucket(plain)
    await store.put(key, a_file(tmp_path, b"content"))

    powers = await store.probe()

    assert (powers.guard, powers.object_lock) == (Guard.APPLICATION, False)
    with pytest.raises(RetentionUnsupported):
        await store.retain(key, datetime.now(UTC) + timedelta(days=1))
