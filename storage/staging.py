"""Uploads on their way in: resumable, encrypted from the first byte, on this machine's disk.

What arrives is the object as it will be stored, so that finishing encrypts nothing again. An offset
that was told is on disk: after a crash an upload stands there or further on, never before. All
that is known of an upload lies in its folder (`storage.upload`); the SHA-256 that runs along is
remembered here and rebuilt from the frames after a restart.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from uuid import UUID, uuid4

from storage import frames, upload
from storage.errors import StorageError, UploadMissing
from storage.frames import Cipher
from storage.threads import in_thread
from storage.upload import PlainFile, Terms, Upload, Whole
from storage.wrapping import DataKeys

#: A sender that is silent for this long is cut off, or a dead connection would keep the upload.
STALL_SECONDS = 30
#: So much is written before the disk is made to follow.
FLUSH = 32 * 1024 * 1024
#: How many uploads' running hashes are remembered.
REMEMBERED = 256
#: An upload in one piece whose process dies is swept after this long.
ONE_PIECE_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Staged:
    """An upload that has arrived in full; nothing is kept of it unless a store is given `path`."""

    #: The sealed object, in full and on disk; never changed, only removed.
    path: Path
    owner: UUID
    #: Of what was sent, in bytes and hexadecimal.
    size: int
    sha256: str
    cipher: Cipher = field(repr=False)

    def open(self) -> BufferedReader:
        """What was sent, in the clear, to look into; `Damaged` from any read of a changed frame."""
        return BufferedReader(PlainFile(self.path, self.cipher, size=self.size), 64 * 1024)


class Staging:
    """Uploads in one folder, which lies best on the same disk as the embedded store's."""

    def __init__(
        self, folder: Path, keys: DataKeys, *, stall_seconds: float = STALL_SECONDS
    ) -> None:
        self._folder, self._keys, self._stall = folder, keys, stall_seconds
        self._known: OrderedDict[UUID, Whole] = OrderedDict()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def create(
        self, upload_id: UUID, *, owner: UUID, size: int, expires_at: datetime
    ) -> None:
        """Let an upload of exactly `size` bytes begin; `NoSpace` if the disk has no room for it."""
        await self._begin(upload_id, owner=owner, size=size, limit=size, until=expires_at)

    async def _begin(
        self, upload_id: UUID, *, owner: UUID, size: int | None, limit: int, until: datetime
    ) -> None:
        key = await self._keys.current(owner)
        terms = Terms(owner, key.id, size=size, limit=limit, expires_at=until.timestamp())
        await in_thread(upload.begin, self._folder / upload_id.hex, terms)

    async def offset(self, upload_id: UUID) -> int:
        """How many bytes are safely here: where the next ones have to begin."""
        async with self._opened(upload_id) as found:
            return found.offset

    async def append(self, upload_id: UUID, *, offset: int, chunks: AsyncIterable[bytes]) -> int:
        """Take bytes in at `offset`, which has to be where the upload stands; where it stands then.

        When the stream breaks, stalls or is cancelled, what had come is kept and the error passed
        on (`TimeoutError` for a stall). `TooLarge` (more than declared) and `NoSpace` leave the
        upload where it stood. `OffsetConflict`, `UploadBusy`, `UploadMissing` touch nothing.
        """
        async with self._opened(upload_id) as found:
            found.check_offset(offset)
            waiting, flushing = bytearray(), _Flushing(found)
            try:
                async for chunk in _in_time(chunks, self._stall):
                    waiting += chunk
                    if len(waiting) >= frames.FRAME:
                        piece, waiting = waiting, bytearray()
                        await in_thread(found.take, piece)
                        flushing.go_on(len(piece))
            finally:
                try:
                    await in_thread(found.take, waiting)
                finally:
                    await flushing.end()
                    await in_thread(found.settle)
            return found.offset

    @asynccontextmanager
    async def finished(self, upload_id: UUID) -> AsyncIterator[Staged]:
        """The whole upload, to look into and to store, kept from everyone else in the block.

        May be asked for again until `terminate`. `OffsetConflict` if bytes are missing.
        """
        async with self._opened(upload_id) as found:
            size, sha256 = await in_thread(found.finish)
            yield Staged(found.path, found.owner, size, sha256, found.cipher)

    async def terminate(self, upload_id: UUID) -> None:
        """Forget the upload; what a store was given stays. `UploadBusy` while it is written to."""
        folder = self._folder / upload_id.hex
        self._known.pop(upload_id, None)

        def end() -> None:
            with upload.locked(folder):
                upload.end(folder)

        await in_thread(end)

    async def sweep(self) -> int:
        """End the uploads whose time is up; how many there were. To be run every hour or so."""
        return await in_thread(upload.sweep, self._folder)

    @asynccontextmanager
    async def received(
        self, chunks: AsyncIterable[bytes], *, owner: UUID, limit: int
    ) -> AsyncIterator[Staged]:
        """Take in, in one piece, up to `limit` bytes (`TooLarge`); forgotten after the block."""
        upload_id = uuid4()
        until = datetime.fromtimestamp(time.time() + ONE_PIECE_SECONDS, UTC)
        await self._begin(upload_id, owner=owner, size=None, limit=limit, until=until)
        try:
            await self.append(upload_id, offset=0, chunks=chunks)
            async with self.finished(upload_id) as staged:
                yield staged
        finally:
            await self.terminate(upload_id)

    @asynccontextmanager
    async def _opened(self, upload_id: UUID) -> AsyncIterator[Upload]:
        folder = self._folder / upload_id.hex
        terms = await in_thread(Terms.read, folder)
        if terms.expired:
            raise UploadMissing(upload_id.hex)
        key = await self._keys.find(terms.key_id)
        known = self._known.pop(upload_id, None) or Whole.none()
        with upload.locked(folder):
            found = await in_thread(Upload, folder, terms, key, known)
            try:
                yield found
            finally:
                found.close()
                self._remember(upload_id, found.whole)

    def _remember(self, upload_id: UUID, whole: Whole) -> None:
        self._known[upload_id] = whole
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


class _Flushing:
    """Sees to it that bytes go to the disk while others arrive, or the end would wait for all.

    An error of the disk is told to one caller of fsync only: each result is looked at.
    """

    def __init__(self, found: Upload) -> None:
        self._found, self._unflushed = found, 0
        self._running: asyncio.Task[None] | None = None

    def go_on(self, written: int) -> None:
        self._unflushed += written
        idle = self._running is None or (self._running.done() and not self._running.exception())
        if idle and self._unflushed >= FLUSH:
            self._unflushed = 0
            self._running = asyncio.create_task(in_thread(self._found.flush))

    async def end(self) -> None:
        if self._running is None:
            return
        try:
            await self._running
        except StorageError:
            await in_thread(self._found.undo)
            raise


async def _in_time(chunks: AsyncIterable[bytes], seconds: float) -> AsyncGenerator[bytes, None]:
    source = aiter(chunks)
    while True:
        async with asyncio.timeout(seconds):
            chunk = await anext(source, None)
        if chunk is None:
            return
        yield chunk
