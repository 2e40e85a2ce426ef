"""The embedded object store: kept once, whole or not at all."""

import asyncio
import os
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from storage.keys import object_key
from storage.local_store import LocalStore


async def content(store: LocalStore, key: str) -> bytes:
    return b"".join([piece async for piece in store.read(key)])


def a_key() -> str:
    return object_key(owner=uuid4(), kind="licence", sha256=uuid4().hex * 2)


async def test_what_is_put_reads_back_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    store, key, source = LocalStore(tmp_path / "store"), a_key(), tmp_path / "source"
    source.write_bytes(os.urandom(1_200_000))

    kept = await store.put(key, source)

    assert kept.size == await store.size(key) == 1_200_000
    assert await content(store, key) == source.read_bytes()
    assert list((tmp_path / "store" / "incoming").iterdir()) == []


async def test_putting_the_same_key_again_changes_nothing(tmp_path: Path) -> None:
    store, key = LocalStore(tmp_path / "store"), a_key()
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_bytes(b"the first")
    second.write_bytes(b"the second")
    await store.put(key, first)
    inode = (tmp_path / "store" / "objects" / key).stat().st_ino

    await asyncio.gather(*(store.put(key, second) for _ in range(8)))

    assert (tmp_path / "store" / "objects" / key).stat().st_ino == inode
    assert await content(store, key) == b"the first"


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
