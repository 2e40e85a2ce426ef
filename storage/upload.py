"""One upload on disk: what has arrived, sealed from the first byte, exact after any interruption.

A folder per upload, locked (flock) while anyone works on it:

    upload.json   owner, data key, declared size or limit, expiry; written once
    object        header and whole frames, as they will stand in the finished object
    tail          number of the next frame (8 bytes) ‖ what has arrived of it, sealed as a tail
    sealed.json   size and SHA-256, once everything has arrived
    sealed        the finished object: `object`, closed by its last frame and renamed

What the tail says is what was acknowledged, and it is replaced only when the frames before it are
on disk. Whole frames behind it are what a killed process had written and not yet acknowledged: they
count if they open. Anything else behind it is torn and cut off. The last full frame waits in the
tail until another byte or the end comes, since only then is its place known.
"""

import contextlib
import fcntl
import hashlib
import io
import json
import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from storage import frames
from storage.disk import disk_errors, replace_file, sync_folder, write_all
from storage.errors import Damaged, NoSpace, OffsetConflict, TooLarge, UploadBusy, UploadMissing
from storage.frames import HEADER, OVERHEAD, Cipher, Header, Place
from storage.wrapping import DataKey

#: Room that is left free on the disk when an upload is let in.
RESERVE = 64 * 1024 * 1024

#: Hashing takes most of the time: it runs beside sealing and writing.
HASHING = ThreadPoolExecutor(2, thread_name_prefix="sha256")

#: What is half made or half removed after this long was interrupted.
TORN_SECONDS = 3600


@dataclass(frozen=True)
class Terms:
    """What was settled when the upload began; `size` is `None` when its sender did not say."""

    owner: UUID
    key_id: UUID
    size: int | None
    limit: int
    expires_at: float

    @classmethod
    def read(cls, folder: Path) -> Self:
        """`UploadMissing` if there is no such upload or its time is up."""
        with disk_errors():
            try:
                terms = json.loads((folder / "upload.json").read_bytes())
            except FileNotFoundError:
                raise UploadMissing(folder.name) from None
        owner, key_id = UUID(terms.pop("owner")), UUID(terms.pop("key_id"))
        return cls(owner=owner, key_id=key_id, **terms)

    @property
    def expired(self) -> bool:
        return time.time() >= self.expires_at


@dataclass(frozen=True)
class Whole:
    """Frames that stand in full, and the SHA-256 of what they hold."""

    frames: int
    digest: Any  # hashlib's objects have no public name

    @classmethod
    def none(cls) -> Self:
        return cls(0, hashlib.sha256())


def begin(folder: Path, terms: Terms) -> None:
    """Let an upload in; `NoSpace` if what was declared would not fit on the disk."""
    with disk_errors():
        free = shutil.disk_usage(folder.parent).free
        if free < (terms.size or 0) + RESERVE:
            raise NoSpace(f"{free} bytes are free on the disk.")
        making = folder.with_name(f"{folder.name}.new")
        making.mkdir(mode=0o700)
        try:
            replace_file(making / "object", Header.new(terms.key_id).pack())
            replace_file(making / "upload.json", json.dumps(asdict(terms), default=str).encode())
            making.rename(folder)
        except OSError:
            shutil.rmtree(making, ignore_errors=True)
            raise
        sync_folder(folder.parent)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep everyone else from the upload; `UploadBusy` if someone is at it."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        raise UploadMissing(folder.name) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UploadBusy(folder.name) from None
        if os.fstat(descriptor).st_nlink == 0:  # it was ended between the two calls
            raise UploadMissing(folder.name)
        yield
    finally:
        os.close(descriptor)


def end(folder: Path) -> None:
    """Forget the upload, whose lock is held."""
    with disk_errors():
        gone = folder.with_name(f"{folder.name}.gone")
        folder.rename(gone)
        shutil.rmtree(gone)
        sync_folder(folder.parent)


def sweep(uploads: Path) -> int:
    """End the uploads whose time is up and clear what a crash left; how many there were."""
    swept = 0
    with disk_errors():
        for folder in uploads.iterdir():
            with contextlib.suppress(UploadBusy, UploadMissing, FileNotFoundError):
                if folder.suffix:
                    if folder.stat().st_mtime <= time.time() - TORN_SECONDS:
                        shutil.rmtree(folder)
                        swept += 1
                    continue
                with locked(folder):
                    if Terms.read(folder).expired:
                        end(folder)
                        swept += 1
    return swept


class Upload:
    """An upload under its lock. Every method blocks; errors of the disk leave the acknowledged."""

    def __init__(self, folder: Path, terms: Terms, key: DataKey, known: Whole) -> None:
        """Find out what has arrived; `known` are frames that this process has already seen."""
        self._folder, self._terms, self.owner = folder, terms, key.owner
        with disk_errors():
            sealed = (folder / "sealed").exists()
            self._descriptor = (
                os.open(folder / "sealed", os.O_RDONLY)
                if sealed
                else os.open(folder / "object", os.O_RDWR)
            )
            try:
                header = Header.unpack(os.pread(self._descriptor, HEADER, 0))
                self.cipher = Cipher(header, data_key=key.secret, owner=key.owner)
                self.result = _result(folder) if sealed else None
                self.whole, self._tail = known, bytearray()
                if not sealed:
                    self._recover()
            except BaseException:
                os.close(self._descriptor)
                raise

    def close(self) -> None:
        os.close(self._descriptor)

    @property
    def path(self) -> Path:
        """The finished object."""
        return self._folder / "sealed"

    @property
    def offset(self) -> int:
        if self.result is not None:
            return self.result[0]
        return self.whole.frames * frames.FRAME + len(self._tail)

    def _recover(self) -> None:
        acknowledged, tail = self._read_tail()
        digest, index = self.whole.digest.copy(), self.whole.frames
        step = frames.FRAME + OVERHEAD
        while len(sealed := os.pread(self._descriptor, step, frames.position(index))) == step:
            try:
                digest.update(self.cipher.open(sealed, index, Place.MIDDLE))
            except Damaged:
                break
            index += 1
        if index < acknowledged:
            raise Damaged(f"Upload {self._folder.name}: frame {index} was acknowledged and is not.")
        self.whole = Whole(index, digest)
        self._tail = bytearray(tail if index == acknowledged else b"")
        os.ftruncate(self._descriptor, frames.position(index))
        if index > acknowledged:
            self._acknowledge()
        self._mark()

    def _read_tail(self) -> tuple[int, bytes]:
        try:
            record = (self._folder / "tail").read_bytes()
        except FileNotFoundError:
            return 0, b""
        index = int.from_bytes(record[:8], "big")
        return index, self.cipher.open(record[8:], index, Place.TAIL)

    def _mark(self) -> None:
        """Remember what is acknowledged now."""
        self._acknowledged = self.offset, self.whole, bytes(self._tail)

    def check_offset(self, offset: int) -> None:
        if offset != self.offset:
            raise OffsetConflict(self.offset)

    def take(self, chunk: bytes | bytearray) -> None:
        """Seal what has come; nothing of it is acknowledged before `settle`.

        `TooLarge` and `NoSpace` undo everything since the last `settle`.
        """
        if self.offset + len(chunk) > self._terms.limit:
            self.undo()
            raise TooLarge(self._terms.limit)
        self._tail += chunk
        digest, index = self.whole.digest, self.whole.frames
        with self._undone_on_error():
            while len(self._tail) > frames.FRAME:
                plain = bytes(memoryview(self._tail)[: frames.FRAME])
                if digest is self._acknowledged[1].digest:
                    digest = digest.copy()
                hashing = HASHING.submit(digest.update, plain)
                self._write(plain, index, Place.MIDDLE)
                hashing.result()
                index += 1
                self.whole = Whole(index, digest)
                del self._tail[: frames.FRAME]

    def flush(self) -> None:
        """Put on disk what has been sealed, while `take` may go on; on an error, `undo`."""
        with disk_errors():
            os.fsync(self._descriptor)

    def settle(self) -> int:
        """Put all that has come on disk for good; the offset that may be told."""
        if self.result is None and self._acknowledged[0] != self.offset:
            with self._undone_on_error():
                self._acknowledge()
            self._mark()
        return self.offset

    def _acknowledge(self) -> None:
        os.fsync(self._descriptor)
        index = self.whole.frames
        sealed = self.cipher.seal(self._tail, index, Place.TAIL)
        replace_file(self._folder / "tail", index.to_bytes(8, "big") + sealed)

    def finish(self) -> tuple[int, str]:
        """Close the object with its last frame; its size and SHA-256. Done once, then only told.

        `OffsetConflict` if less has arrived than was declared.
        """
        if self.result is not None:
            return self.result
        self.settle()
        if self._terms.size not in {None, self.offset}:
            raise OffsetConflict(self.offset)
        digest = self.whole.digest.copy()
        digest.update(self._tail)
        result = self.offset, digest.hexdigest()
        with self._undone_on_error():
            self._write(self._tail, self.whole.frames, Place.LAST)
            os.fsync(self._descriptor)
            about = json.dumps({"size": result[0], "sha256": result[1]})
            replace_file(self._folder / "sealed.json", about.encode())
        with disk_errors():
            (self._folder / "object").rename(self.path)
            sync_folder(self._folder)
            self.path.chmod(0o400)
        self.result = result
        return result

    def _write(self, plain: bytes | bytearray, index: int, place: Place) -> None:
        os.lseek(self._descriptor, frames.position(index), os.SEEK_SET)
        write_all(self._descriptor, self.cipher.seal(plain, index, place))

    @contextlib.contextmanager
    def _undone_on_error(self) -> Iterator[None]:
        with disk_errors():
            try:
                yield
            except OSError:
                self.undo()
                raise

    def undo(self) -> None:
        """Go back to what was acknowledged."""
        _, self.whole, tail = self._acknowledged
        self._tail = bytearray(tail)
        os.ftruncate(self._descriptor, frames.position(self.whole.frames))


def _result(folder: Path) -> tuple[int, str]:
    about = json.loads((folder / "sealed.json").read_bytes())
    return about["size"], about["sha256"]


class PlainFile(io.RawIOBase):
    """A finished object on disk, read in the clear from anywhere; holds one frame in memory."""

    def __init__(self, path: Path, cipher: Cipher, *, size: int) -> None:
        self._file = path.open("rb", 0)
        self._cipher, self._size = cipher, size
        self._at, self._index, self._frame = 0, -1, b""

    def close(self) -> None:
        self._file.close()
        super().close()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._size:
            return 0
        index, skip = divmod(self._at, frames.FRAME)
        if index != self._index:
            self._frame, self._index = self._open(index), index
        piece = self._frame[skip : skip + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _open(self, index: int) -> bytes:
        self._file.seek(frames.position(index))
        sealed = self._file.read(frames.FRAME + OVERHEAD)
        return self._cipher.open(sealed, index, frames.place_of(index, size=self._size))
