"""The embedded object store: plain files, created once and on disk before anyone hears of them.

Plain files rather than a library: the promise (fsync of file and of directory, creation that never
replaces) is the whole class, and the library at hand syncs neither.
"""

import asyncio
import contextlib
import hashlib
import os
import time
from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from storage.keys import check_key
from storage.objects import ObjectMissing, Received, StoredObject, TooLarge

PIECE = 256 * 1024


class LocalStore:
    """Objects under one folder: `objects/` holds what is kept, `incoming/` what is arriving."""

    def __init__(self, folder: Path) -> None:
        self._objects = folder / "objects"
        self._incoming = folder / "incoming"
        for each in (self._objects, self._incoming):
            each.mkdir(parents=True, exist_ok=True, mode=0o700)

    @asynccontextmanager
    async def receive(self, chunks: AsyncIterable[bytes], *, limit: int) -> AsyncIterator[Received]:
        path = self._incoming / uuid4().hex
        try:
            yield await self._write(path, chunks, limit=limit)
        finally:
            await asyncio.to_thread(path.unlink, missing_ok=True)

    async def _write(self, path: Path, chunks: AsyncIterable[bytes], *, limit: int) -> Received:
        digest, size = hashlib.sha256(), 0
        file = await asyncio.to_thread(path.open, "xb", 0)
        try:
            async for piece in _gathered(chunks):
                size += len(piece)
                if size > limit:
                    raise TooLarge(limit)
                await asyncio.to_thread(_take, file, piece, digest.update)
            await asyncio.to_thread(os.fsync, file.fileno())
        finally:
            await asyncio.to_thread(file.close)
        return Received(path=path, size=size, sha256=digest.hexdigest())

    async def keep(self, received: Received, key: str) -> StoredObject:
        target = self._path(key)
        await asyncio.to_thread(self._link, received.path, target)
        return StoredObject(key=key, size=received.size)

    def _link(self, source: Path, target: Path) -> None:
        missing = [each for each in target.parents if not each.exists()]
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A link is created or it is not: the object never exists in part, and is never replaced.
        with contextlib.suppress(FileExistsError):
            os.link(source, target)
        for folder in (target.parent, *(each.parent for each in missing)):
            _sync_folder(folder)

    async def size(self, key: str) -> int:
        try:
            return (await asyncio.to_thread(self._path(key).stat)).st_size
        except FileNotFoundError:
            raise ObjectMissing(key) from None

    async def read(self, key: str) -> AsyncIterator[bytes]:
        try:
            file = await asyncio.to_thread(self._path(key).open, "rb")
        except FileNotFoundError:
            raise ObjectMissing(key) from None
        try:
            while piece := await asyncio.to_thread(file.read, PIECE):
                yield piece
        finally:
            await asyncio.to_thread(file.close)

    async def delete(self, key: str) -> None:
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    async def sweep(self, *, older_than_seconds: float) -> int:
        return await asyncio.to_thread(self._sweep, time.time() - older_than_seconds)

    def _sweep(self, before: float) -> int:
        swept = 0
        for path in self._incoming.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime <= before:
                    path.unlink()
                    swept += 1
        return swept

    def _path(self, key: str) -> Path:
        check_key(key)
        return self._objects / key


async def _gathered(chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The same bytes in pieces worth a trip to the disk, at most one of them in memory."""
    waiting: list[bytes] = []
    length = 0
    async for chunk in chunks:
        waiting.append(chunk)
        length += len(chunk)
        if length >= PIECE:
            yield b"".join(waiting)
            waiting, length = [], 0
    if waiting:
        yield b"".join(waiting)


def _take(file: BinaryIO, piece: bytes, hashed: Callable[[bytes], None]) -> None:
    hashed(piece)
    file.write(piece)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
