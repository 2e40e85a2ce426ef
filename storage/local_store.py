"""The embedded object store: plain files, created once and on disk before anyone hears of them.

Plain files rather than a library: the promise (fsync of file and of directory, creation that never
replaces) is the whole class, and the library at hand syncs neither.
"""

import asyncio
import contextlib
import errno
import os
import shutil
from collections.abc import AsyncGenerator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from storage.disk import disk_errors, replace_file, sync_folder
from storage.errors import ObjectMissing, RetentionUnsupported, StoreUnavailable
from storage.keys import check_key
from storage.objects import Guard, Powers, StoredObject
from storage.threads import in_batches, in_thread

PIECE = 256 * 1024

#: What a file system answers that cannot link: another disk, no links at all, too many of them.
_NO_LINK = {errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP}


class LocalStore:
    """Objects under one folder: `objects/` holds what is kept, `incoming/` copies being made."""

    def __init__(self, folder: Path) -> None:
        self._objects = folder / "objects"
        self._incoming = folder / "incoming"
        for each in (self._objects, self._incoming):
            each.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def put(self, key: str, source: Path) -> StoredObject:
        await in_thread(self._put, source, self._path(key))
        return StoredObject(key, await self.size(key))

    def _put(self, source: Path, target: Path) -> None:
        with disk_errors():
            with source.open("rb") as file:
                os.fsync(file.fileno())
            self._check_there()
            try:
                self._link(source, target)
            except OSError as error:
                if error.errno not in _NO_LINK:
                    raise
                self._copy(source, target)

    def _copy(self, source: Path, target: Path) -> None:
        copy = self._incoming / uuid4().hex
        try:
            with source.open("rb") as read, copy.open("xb") as written:
                shutil.copyfileobj(read, written, PIECE)
                written.flush()
                os.fsync(written.fileno())
            self._link(copy, target)
        finally:
            copy.unlink(missing_ok=True)

    def _link(self, source: Path, target: Path) -> None:
        missing = [each for each in target.parents if not each.exists()]
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A link is created or it is not: the object never exists in part, and is never replaced.
        with contextlib.suppress(FileExistsError):
            os.link(source, target)
        for folder in (target.parent, *(each.parent for each in missing)):
            sync_folder(folder)

    async def size(self, key: str) -> int:
        path = self._path(key)
        with self._found(key):
            return (await asyncio.to_thread(path.stat)).st_size

    async def read(
        self, key: str, start: int = 0, end: int | None = None
    ) -> AsyncGenerator[bytes, None]:
        path = self._path(key)
        with self._found(key):
            file = await asyncio.to_thread(path.open, "rb", 0)
            try:
                await asyncio.to_thread(file.seek, start)
                while piece := await asyncio.to_thread(file.read, _next(start, end)):
                    start += len(piece)
                    yield piece
            finally:
                file.close()

    async def list(self, prefix: str = "") -> AsyncGenerator[StoredObject, None]:
        with disk_errors():
            async for each in in_batches(self._walk(self._objects, prefix)):
                yield each

    def _walk(self, folder: Path, prefix: str) -> Iterator[StoredObject]:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
        for entry in entries:
            key = Path(entry.path).relative_to(self._objects).as_posix()
            if entry.is_dir() and (f"{key}/".startswith(prefix) or prefix.startswith(f"{key}/")):
                yield from self._walk(Path(entry.path), prefix)
            elif entry.is_file() and key.startswith(prefix):
                found = entry.stat()
                since = datetime.fromtimestamp(found.st_mtime, UTC)
                yield StoredObject(key, found.st_size, since)

    async def retain(self, key: str, until: datetime) -> None:
        await self.size(key)
        raise RetentionUnsupported(f"A file cannot be locked until {until}.")

    async def forget(self, key: str) -> None:
        await in_thread(self._forget, self._path(key))

    def _forget(self, path: Path) -> None:
        with disk_errors():
            self._check_there()
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                sync_folder(path.parent)

    async def probe(self) -> Powers:
        await in_thread(self._try_writing)
        return Powers(
            store="local",
            guard=Guard.APPLICATION,
            versioning=False,
            object_lock=False,
            detail="A file was written, synced and removed. Objects are write-once by this"
            " application only: whoever may write to their folder can change or remove them.",
        )

    def _try_writing(self) -> None:
        with disk_errors():
            tried = self._incoming / uuid4().hex
            replace_file(tried, b"probe")
            tried.unlink()

    def _path(self, key: str) -> Path:
        check_key(key)
        return self._objects / key

    def _check_there(self) -> None:
        """The folder itself is gone when its disk is: then nothing is known of any object."""
        if not self._objects.is_dir():
            raise StoreUnavailable(f"{self._objects} is not there.")

    @contextlib.contextmanager
    def _found(self, key: str) -> Iterator[None]:
        with disk_errors():
            try:
                yield
            except FileNotFoundError:
                self._check_there()
                raise ObjectMissing(key) from None


def _next(at: int, end: int | None) -> int:
    return PIECE if end is None else min(PIECE, max(0, end - at))
