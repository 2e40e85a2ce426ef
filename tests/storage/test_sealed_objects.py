"""From the wire to the store and back: what was staged is read in any range, and proven."""

import hashlib
import os
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from storage import frames
from storage.errors import Damaged, ObjectMissing, UnknownKey
from storage.keys import object_key
from storage.local_store import LocalStore
from storage.objects import ObjectStore
from storage.reading import open_object
from storage.staging import Staging
from tests.storage.keyring import Keyring

OWNER = UUID(int=7)
FRAME = frames.FRAME


@dataclass(frozen=True)
class Vault:
    store: ObjectStore
    staging: Staging
    keys: Keyring

    async def keep(self, content: bytes, *, owner: UUID = OWNER) -> str:
        async def once() -> AsyncIterator[bytes]:
            yield content

        async with self.staging.received(once(), owner=owner, limit=len(content)) as staged:
            key = object_key(owner=owner, kind="licence", sha256=staged.sha256)
            await self.store.put(key, staged.path)
        return key

    async def read(self, key: str, *, size: int, start: int = 0, end: int | None = None) -> bytes:
        opened = await open_object(self.store, key, size=size, keys=self.keys, start=start, end=end)
        async with aclosing(opened):
            return b"".join([each async for each in opened])


@pytest.fixture
def vault(store: ObjectStore, tmp_path: Path) -> Vault:
    keys = Keyring()
    return Vault(store, Staging(tmp_path / "uploads", keys), keys)


@pytest.mark.parametrize("size", [0, 1, FRAME, 3 * FRAME + 77])
async def test_what_was_sent_is_read(vault: Vault, size: int) -> None:
    content = os.urandom(size)

    key = await vault.keep(content)

    assert await vault.store.size(key) == frames.sealed_size(size)
    assert await vault.read(key, size=size) == content


async def test_any_range_is_read_from_its_frames(vault: Vault) -> None:
    size = 4 * FRAME + 5
    content = os.urandom(size)
    key = await vault.keep(content)

    edges = [0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, size - 6, size - 1, size]
    for start in edges:
        for end in edges:
            if start <= end:
                found = await vault.read(key, size=size, start=start, end=end)
                assert found == content[start:end], (start, end)


async def test_the_store_holds_nothing_readable(vault: Vault) -> None:
    key = await vault.keep(b"a secret formula" * 1000)

    stored = b"".join([piece async for piece in vault.store.read(key)])

    assert len(stored) == frames.sealed_size(16_000)
    assert b"secret" not in stored


async def test_after_a_new_data_key_old_objects_are_read(vault: Vault) -> None:
    before = await vault.keep(b"before")
    vault.keys.renew(OWNER)
    after = await vault.keep(b"behind")

    assert await vault.read(before, size=6) == b"before"
    assert await vault.read(after, size=6) == b"behind"


async def test_without_its_data_key_an_object_is_closed(vault: Vault) -> None:
    key = await vault.keep(b"content")
    vault.keys.lose((await vault.keys.current(OWNER)).id)

    with pytest.raises(UnknownKey):
        await vault.read(key, size=7)


async def test_a_missing_object_is_known_before_the_first_byte(vault: Vault) -> None:
    key = object_key(owner=OWNER, kind="licence", sha256="0" * 64)

    for start in (0, 2 * FRAME):
        with pytest.raises(ObjectMissing):
            await open_object(vault.store, key, size=3 * FRAME, keys=vault.keys, start=start)


async def move(vault: Vault, content: bytes, *, to: str, folder: Path) -> None:
    """Put the sealed bytes of one object where another belongs: what a thief in the store does."""
    key = await vault.keep(content)
    stolen = folder / uuid4().hex
    stolen.write_bytes(b"".join([piece async for piece in vault.store.read(key)]))
    await vault.store.put(to, stolen)


async def test_another_document_of_the_same_firm_in_its_place_is_not_given_out(
    vault: Vault, tmp_path: Path
) -> None:
    genuine = hashlib.sha256(b"genuine valuation").hexdigest()
    key = object_key(owner=OWNER, kind="licence", sha256=genuine)
    await move(vault, b"altered valuation", to=key, folder=tmp_path)

    with pytest.raises(Damaged):
        await vault.read(key, size=17)


async def test_a_document_in_another_firms_place_opens_for_nobody(
    vault: Vault, tmp_path: Path
) -> None:
    sha256 = hashlib.sha256(b"confidential").hexdigest()
    theirs = object_key(owner=UUID(int=8), kind="licence", sha256=sha256)
    await move(vault, b"confidential", to=theirs, folder=tmp_path)

    with pytest.raises(Damaged):
        await vault.read(theirs, size=12)


@pytest.mark.parametrize("at", [2, 10, 40, frames.HEADER + 3, frames.position(1) + 500, -1])
async def test_a_changed_byte_gives_out_only_what_is_proven(tmp_path: Path, at: int) -> None:
    keys = Keyring()
    vault = Vault(LocalStore(tmp_path), Staging(tmp_path / "uploads", keys), keys)
    content = os.urandom(2 * FRAME + 9)
    key = await vault.keep(content)
    stored = tmp_path / "objects" / key
    sealed = bytearray(stored.read_bytes())
    sealed[at] ^= 1
    stored.chmod(0o600)
    stored.write_bytes(sealed)

    given = bytearray()

    async def hand_out() -> None:
        async for piece in await open_object(vault.store, key, size=len(content), keys=keys):
            given.extend(piece)

    with pytest.raises((Damaged, UnknownKey)):
        await hand_out()

    assert content.startswith(given)
    assert len(given) < len(content)


@pytest.mark.parametrize("kept", [0, 30, frames.HEADER, frames.position(1), frames.position(1) + 9])
async def test_an_object_cut_off_is_damage(tmp_path: Path, kept: int) -> None:
    keys = Keyring()
    vault = Vault(LocalStore(tmp_path), Staging(tmp_path / "uploads", keys), keys)
    content = os.urandom(FRAME + 9)
    key = await vault.keep(content)
    os.truncate(tmp_path / "objects" / key, kept)

    with pytest.raises(Damaged):
        await vault.read(key, size=len(content))
    with pytest.raises(Damaged):
        await vault.read(key, size=len(content), start=FRAME + 1)
