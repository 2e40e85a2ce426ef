"""What any object store promises; each test runs against the local one and a real S3 server."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from storage.errors import ObjectMissing
from storage.keys import object_key
from storage.objects import Guard, ObjectStore

MIB = 1024 * 1024


def a_key(owner: UUID | None = None, *, kind: str = "licence") -> str:
    return object_key(owner=owner or uuid4(), kind=kind, sha256=os.urandom(32).hex())


def a_file(folder: Path, content: bytes) -> Path:
    path = folder / uuid4().hex
    path.write_bytes(content)
    return path


async def read(store: ObjectStore, key: str, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([piece async for piece in store.read(key, start, end)])


@pytest.mark.parametrize("size", [0, 1, 100_000, 12 * MIB + 1])
async def test_what_is_put_reads_back(store: ObjectStore, tmp_path: Path, size: int) -> None:
    key, content = a_key(), os.urandom(size)
    source = a_file(tmp_path, content)

    kept = await store.put(key, source)
    source.unlink()

    assert (kept.key, kept.size) == (key, size)
    assert await store.size(key) == size
    assert await read(store, key) == content


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (0, 0), (0, 1), (0, None), (1, None), (7, 7), (7, 9), (999, 1000), (999, None),
        (1000, 1000), (1000, None), (1000, 2000), (5000, None), (990, 10**9),
    ],
)  # fmt: skip
async def test_a_range_is_the_slice(
    store: ObjectStore, tmp_path: Path, start: int, end: int | None
) -> None:
    key, content = a_key(), os.urandom(1000)
    await store.put(key, a_file(tmp_path, content))

    assert await read(store, key, start, end) == content[start:end]


async def test_no_piece_is_large(store: ObjectStore, tmp_path: Path) -> None:
    key = a_key()
    await store.put(key, a_file(tmp_path, bytes(3 * MIB)))

    assert max([len(piece) async for piece in store.read(key)]) <= MIB


async def test_the_same_key_again_changes_nothing(store: ObjectStore, tmp_path: Path) -> None:
    key = a_key()
    await store.put(key, a_file(tmp_path, b"the first"))

    again = await store.put(key, a_file(tmp_path, b"another one"))

    assert again.size == len(b"the first")
    assert await read(store, key) == b"the first"


async def test_many_at_once_under_one_key_leave_one_object(
    store: ObjectStore, tmp_path: Path
) -> None:
    owner, content = uuid4(), os.urandom(100_000)
    key = a_key(owner)

    kept = await asyncio.gather(*(store.put(key, a_file(tmp_path, content)) for _ in range(6)))

    assert {each.size for each in kept} == {100_000}
    assert await read(store, key) == content
    assert [each.key async for each in store.list(str(owner))] == [key]


async def test_what_is_not_there_is_missing(store: ObjectStore) -> None:
    key = a_key()

    for asked in (
        store.size(key),
        read(store, key),
        read(store, key, 5, 5),
        store.retain(key, datetime.now(UTC) + timedelta(days=1)),
    ):
        with pytest.raises(ObjectMissing):
            await asked


async def test_the_list_is_ordered_and_holds_what_begins_so(
    store: ObjectStore, tmp_path: Path
) -> None:
    owner = uuid4()
    kept = sorted(
        [a_key(owner, kind=kind) for kind in ("accounts", "licence", "licence_2") for _ in "ab"]
    )
    for key in reversed(kept):
        await store.put(key, a_file(tmp_path, key.encode()[:20]))
    await store.put(a_key(), a_file(tmp_path, b"another firm's"))

    listed = [each async for each in store.list(f"{owner}/")]
    licences = [each.key async for each in store.list(f"{owner}/licence/")]
    everything = [each.key async for each in store.list()]

    assert [each.key for each in listed] == kept
    assert {each.size for each in listed} == {20}
    assert licences == [key for key in kept if "/licence/" in key]
    assert everything == sorted(everything)
    assert {*kept} < {*everything}
    assert [each async for each in store.list(str(uuid4()))] == []


async def test_reading_can_be_left_off(store: ObjectStore, tmp_path: Path) -> None:
    key = a_key()
    await store.put(key, a_file(tmp_path, bytes(5 * MIB)))

    for _ in range(30):
        stream = store.read(key)
        await anext(stream)
        await stream.aclose()

    assert await read(store, key, 0, 3) == bytes(3)


@pytest.mark.parametrize(
    "key",
    ["../../etc/passwd", "/etc/passwd", "", "a/b", f"{UUID(int=1)}/licence/ab/../../../../x"],
)
async def test_no_key_leads_out_of_the_store(store: ObjectStore, tmp_path: Path, key: str) -> None:
    for asked in (store.size(key), read(store, key), store.put(key, a_file(tmp_path, b"x"))):
        with pytest.raises(ValueError, match="Not a key"):
            await asked


async def test_a_probe_says_what_guards_an_object_and_leaves_nothing_listed(
    store: ObjectStore,
) -> None:
    powers = await store.probe()

    assert powers.object_lock == (powers.guard is Guard.LOCK)
    assert powers.store in {"local", "s3"}
    if powers.store == "local":
        assert powers.guard is Guard.APPLICATION
    assert not [each.key async for each in store.list("probe")]
