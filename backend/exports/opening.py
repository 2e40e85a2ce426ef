"""A foreign archive, trusted in nothing: its index is checked first, every entry proven as read."""

import asyncio
import hashlib
import json
import zipfile
import zlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from backend.exports import rules
from backend.exports.contents import MANIFEST, EntryIn, ManifestIn

PIECE = 256 * 1024
_ENCRYPTED = 0x1
_FILE_TYPE = 0o170000
_REGULAR = (0, 0o100000)
#: What zipfile says of an archive that is broken, or packed as ours never are.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
)


class Opened:
    """An archive whose index was checked."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._zip = packed
        self._proven: dict[str, EntryIn] = {}

    @property
    def names(self) -> set[str]:
        return set(self._zip.namelist())

    async def manifest(self) -> ManifestIn:
        """What the archive says of itself; what it says of an entry is what is read of it."""
        with _whole():
            said = await asyncio.to_thread(self._zip.read, MANIFEST)
        try:
            value = json.loads(said)
        except ValueError:
            raise rules.ArchiveUnreadable(f"{MANIFEST} is not JSON.") from None
        if not isinstance(value, dict):
            raise rules.ArchiveUnreadable(f"{MANIFEST} is not an object.")
        rules.check_format(value)
        try:
            manifest = ManifestIn.model_validate(value)
        except ValidationError as error:
            raise rules.ArchiveUnreadable(f"{MANIFEST}: {_first(error)}") from None
        self._proven = {each.name: each for each in manifest.entries}
        return manifest

    async def content(self, name: str) -> AsyncGenerator[bytes, None]:
        """An entry's bytes; at its end they were those of the manifest, or it is refused."""
        entry, digest, size = self._proven[name], hashlib.sha256(), 0
        with _whole():
            source = self._zip.open(name)
        with source:
            while piece := await asyncio.to_thread(_piece, source):
                size += len(piece)
                if size > entry.size:
                    break
                digest.update(piece)
                yield piece
        if (size, digest.hexdigest()) != (entry.size, entry.sha256):
            raise rules.ArchiveAltered(f"{name} is not what the manifest says.", entry=name)

    async def records(self, name: str) -> AsyncGenerator[str, None]:
        """The records of this name, each as the JSON that stands on its line."""
        entry, inside = f"records/{name}.json", False
        async with aclosing(self._lines(entry)) as lines:
            async for line in lines:
                if not inside or line == b"]":
                    if line != (b"]" if inside else b"["):
                        raise rules.ArchiveUnreadable(f"{entry} is no list.", entry=entry)
                    inside = not inside
                elif line:
                    yield _text(line.removesuffix(b","), entry)
        if inside:
            raise rules.ArchiveUnreadable(f"{entry} ends early.", entry=entry)

    async def _lines(self, entry: str) -> AsyncGenerator[bytes, None]:
        held = b""
        async with aclosing(self.content(entry)) as pieces:
            async for piece in pieces:
                *lines, held = (held + piece).split(b"\n")
                for line in lines:
                    yield line
                if len(held) > rules.MAX_RECORD_BYTES:
                    raise rules.ArchiveExcessive(
                        f"A record of {entry} has no end.",
                        entry=entry,
                        limit_bytes=rules.MAX_RECORD_BYTES,
                    )
        if held:
            yield held


def _text(line: bytes, entry: str) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        raise rules.ArchiveUnreadable(f"{entry} is not UTF-8.", entry=entry) from None


def _piece(source: IO[bytes]) -> bytes:
    with _whole():
        return source.read(PIECE)


def _first(error: ValidationError) -> str:
    found: Any = error.errors()[0]
    return f"{'.'.join(str(each) for each in found['loc'])}: {found['msg']}"


@contextmanager
def _whole() -> Iterator[None]:
    """Whatever zipfile finds broken is a refusal."""
    try:
        yield
    except _BROKEN as error:
        raise rules.ArchiveUnreadable(f"The archive cannot be read: {error}") from error


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """The archive at this path, its index checked."""
    with _whole():
        packed = zipfile.ZipFile(path)
    with packed:
        entries = [_entry(each) for each in packed.infolist()]
        rules.check_index(entries, archive_bytes=path.stat().st_size)
        yield Opened(packed)


def _entry(about: zipfile.ZipInfo) -> rules.Packed:
    mode = about.external_attr >> 16
    if about.flag_bits & _ENCRYPTED or about.compress_type not in {
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
    }:
        raise rules.ArchiveUnreadable(f"{about.filename!r} is encrypted or packed otherwise.")
    return rules.Packed(
        name=about.orig_filename,
        size=about.file_size,
        packed_size=about.compress_size,
        stored=about.compress_type == zipfile.ZIP_STORED,
        plain_file=mode & _FILE_TYPE in _REGULAR,
    )
