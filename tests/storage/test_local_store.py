"""The embedded object store: kept once, whole or not at all."""

import asyncio
import hashlib
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from storage.keys import object_key
from storage.local_store import LocalStore
from storage.objects import ObjectMissing, TooLarge

MIB = 1024 * 1024


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def content(store: LocalStore, key: str) -> bytes:
    return b"".join([piece async for piece in store.read(key)])


def key_of(sha256: str) -> str:
    return object_key(owner=uuid4(), kind="licence", sha256=sha256)


def incoming(folder: Path) -> list[Path]:
    return list((folder / "incoming").iterdir())


async def test_what_is_kept_reads_back(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    parts = [os.urandom(300_000) for _ in range(4)]

    async with store.receive(chunks(*parts), limit=2 * MIB) as received:
        key = key_of(received.sha256)
        kept = await store.keep(received, key)

    assert kept.size == await store.size(key) == 1_200_000
    assert received.sha256 == hashlib.sha256(b"".join(parts)).hexdigest()
    assert await content(store, key) == b"".join(parts)
    assert incoming(tmp_path) == []


async def test_what_is_not_kept_is_forgotten(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)

    async with store.receive(chunks(b"undecided"), limit=MIB) as received:
        key = key_of(received.sha256)

    with pytest.raises(ObjectMissing):
        await store.size(key)
    with pytest.raises(ObjectMissing):
        await content(store, key)
    assert incoming(tmp_path) == []


async def test_too_much_is_refused_while_it_streams(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 64 * 1024
            yield b"x" * 64 * 1024

    with pytest.raises(TooLarge):
        async with store.receive(endless(), limit=MIB):
            pytest.fail("it was received")

    assert taken <= 2 * MIB
    assert incoming(tmp_path) == []


async def test_a_stream_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)

    async def broken() -> AsyncIterator[bytes]:
        yield b"x" * MIB
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        async with store.receive(broken(), limit=2 * MIB):
            pytest.fail("it was received")

    assert incoming(tmp_path) == []


async def test_keeping_the_same_key_again_changes_nothing(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    async with store.receive(chunks(b"the same"), limit=MIB) as received:
        key = key_of(received.sha256)
        await store.keep(received, key)
    path = tmp_path / "objects" / key
    first = path.stat().st_ino

    async def again() -> None:
        async with store.receive(chunks(b"the same"), limit=MIB) as received:
            await store.keep(received, key)

    await asyncio.gather(*(again() for _ in range(8)))

    assert path.stat().st_ino == first
    assert await content(store, key) == b"the same"


async def test_leftovers_of_a_crash_are_swept_and_running_uploads_are_not(
    tmp_path: Path,
) -> None:
    store = LocalStore(tmp_path)
    leftover = tmp_path / "incoming" / "killed"
    leftover.write_bytes(b"half a file")
    os.utime(leftover, (time.time() - 90_000,) * 2)

    async with store.receive(chunks(b"running"), limit=MIB) as received:
        swept = await store.sweep(older_than_seconds=86_400)

        assert received.path.exists()

    assert swept == 1
    assert not leftover.exists()


async def test_deleting_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    async with store.receive(chunks(b"short-lived"), limit=MIB) as received:
        key = key_of(received.sha256)
        await store.keep(received, key)

    await store.delete(key)
    await store.delete(key)

    with pytest.raises(ObjectMissing):
        await store.size(key)


@pytest.mark.parametrize(
    "key",
    ["../../etc/passwd", "/etc/passwd", "", "a/b", f"{UUID(int=1)}/licence/ab/../../../../x"],
)
async def test_no_key_leads_out_of_the_store(tmp_path: Path, key: str) -> None:
    store = LocalStore(tmp_path)

    with pytest.raises(ValueError, match="Not a key"):
        await store.size(key)


@pytest.mark.parametrize(
    ("kind", "sha256"), [("../x", "0" * 64), ("licence", "0" * 63), ("licence", "../" * 22)]
)
def test_a_key_is_made_of_nothing_that_a_user_wrote(kind: str, sha256: str) -> None:
    with pytest.raises(ValueError, match="Not a"):
        object_key(owner=uuid4(), kind=kind, sha256=sha256)
