"""The door to the object store: the only place in the backend that knows which one it is."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from backend.documents import rules
from backend.documents.states import Scan
from backend.kernel.errors import DomainError, UploadTooSlow
from backend.kernel.settings import settings
from storage import clamd, errors, inspection
from storage.errors import Damaged, ObjectMissing, StorageError, StoreUnavailable, UnknownKey
from storage.frames import sealed_size
from storage.inspection import Flag
from storage.keys import object_key, owner_of
from storage.local_store import LocalStore
from storage.objects import ObjectStore, Powers, StoredObject
from storage.reading import open_object
from storage.s3_store import S3Store
from storage.sniffing import MediaType, sniff
from storage.staging import Staged, Staging
from storage.wrapping import DataKey, DataKeys, MasterKeys

__all__ = [
    "Damaged",
    "DataKey",
    "MasterKeys",
    "ObjectMissing",
    "Powers",
    "Staged",
    "Staging",
    "StorageError",
    "StoreUnavailable",
    "StoredObject",
    "UnknownKey",
    "owner_of",
    "sealed_size",
]

PIECE = 256 * 1024
#: For how long what a probe of the store has shown is believed.
SEEN_SECONDS = 300


@dataclass(frozen=True)
class Place:
    """Where bytes are: on their way in, sealed for good, and in the clear from earlier times."""

    incoming: Path
    store: ObjectStore
    plain: Path


#: By place: when its store was probed, and what that showed.
_seen: dict[Place, tuple[float, Powers]] = {}


@cache
def place() -> Place:
    home = settings().home
    return Place(incoming=home / "incoming", store=_store(), plain=home / "store" / "objects")


def _store() -> ObjectStore:
    chosen = settings()
    if chosen.s3_endpoint is None or not chosen.s3_access_key or not chosen.s3_secret_key:
        return LocalStore(chosen.home / "vault")
    return S3Store(
        chosen.s3_endpoint,
        access_key=chosen.s3_access_key.get_secret_value(),
        secret_key=chosen.s3_secret_key.get_secret_value(),
        bucket=chosen.s3_bucket,
        secure=chosen.s3_secure,
    )


#: What the store could not do → the refusal that the caller can act upon; the first that fits.
_MEANING: tuple[tuple[type[Exception], Callable[[Any], DomainError]], ...] = (
    (errors.TooLarge, lambda error: rules.FileTooLarge(limit_bytes=error.limit)),
    (errors.NoSpace, lambda _: rules.NoRoom(retry_after_seconds=rules.RETRY_SECONDS)),
    (
        errors.StoreUnavailable,
        lambda _: rules.StoreUnavailable(retry_after_seconds=rules.RETRY_SECONDS),
    ),
    (errors.UploadMissing, lambda _: rules.UploadGone()),
    (errors.UploadBusy, lambda _: rules.UploadBusy(retry_after_seconds=1)),
    (errors.OffsetConflict, lambda error: rules.OffsetConflict(offset=error.offset)),
    (errors.StorageError, lambda _: rules.FileDamaged()),  # missing, changed, or without its key
    # A sender who fell silent: what had come is kept.
    (TimeoutError, lambda _: UploadTooSlow("Nothing came any more; go on where it stands.")),
)


@contextmanager
def refusals() -> Iterator[None]:
    """Refuse what the store could not do in a way that the caller can act upon."""
    try:
        yield
    except (errors.StorageError, TimeoutError) as error:
        meaning = next(meaning for kind, meaning in _MEANING if isinstance(error, kind))
        raise meaning(error) from error


async def found_type(staged: Staged) -> str | None:
    """What the bytes are, whatever their sender calls them."""

    def look() -> str | None:
        with staged.open() as file:
            return sniff(file)

    return await asyncio.to_thread(look)


async def inspect(staged: Staged, media_type: str, limits: rules.Limits) -> frozenset[Flag]:
    """What a reader should know of the file; refused when it unfolds into too much."""
    bounds = inspection.Bounds(
        pixels=limits.max_pixels,
        side=limits.max_side,
        pages=limits.max_pages,
        unpacked_bytes=limits.max_unpacked_bytes,
        ratio=limits.max_ratio,
        rows=limits.max_rows,
    )

    def look() -> frozenset[Flag]:
        with staged.open() as file:
            return inspection.inspect(file, MediaType(media_type), bounds)

    try:
        found = await asyncio.to_thread(look)
    except inspection.Excessive as error:
        raise rules.FileExcessive(
            measure=error.measure.value, limit=error.limit, found=error.found
        ) from None
    except inspection.Unreadable:
        raise rules.FileUnreadable from None
    rules.check_macros(limits, found=Flag.MACROS in found)
    return found


def has_scanner() -> bool:
    """Whether this installation looks at what arrives for viruses."""
    return settings().clamd is not None


async def scanned(staged: Staged) -> Scan:
    """Ask the scanner, where there is one; refused when it finds something or is not there."""
    address = settings().clamd
    if address is None:
        return Scan.NOT_SCANNED

    def look() -> clamd.Finding:
        with staged.open() as file:
            return clamd.scan(file, address)

    try:
        finding = await asyncio.to_thread(look)
    except clamd.ScannerUnavailable:
        raise rules.ScannerUnavailable(retry_after_seconds=rules.RETRY_SECONDS) from None
    if finding.virus is not None:
        raise rules.FileInfected(virus=finding.virus)
    return Scan.CLEAN if finding.scanned else Scan.NOT_SCANNED


async def keep(staged: Staged, *, kind: str) -> str:
    """Keep the sealed bytes for good; the key under which they are found again."""
    key = object_key(owner=staged.owner, kind=kind, sha256=staged.sha256)
    with refusals():
        return (await place().store.put(key, staged.path)).key


async def forget(key: str) -> None:
    """Remove what was kept for a while only."""
    with refusals():
        await place().store.forget(key)


async def read(
    key: str, *, size: int, first: int, last: int, keys: DataKeys
) -> AsyncIterator[bytes]:
    """Bytes `first` to `last` (included), proven frame by frame."""
    with refusals():
        opened = await open_object(
            place().store, key, size=size, keys=keys, start=first, end=last + 1
        )
    return _refusing(opened)


async def _refusing(pieces: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    with refusals():
        async with aclosing(pieces):
            async for piece in pieces:
                yield piece


async def read_plain(key: str, *, first: int, last: int) -> AsyncIterator[bytes]:
    """Bytes of an object of the time before there were keys; `FileNotFoundError`."""
    file = await asyncio.to_thread((place().plain / key).open, "rb")
    return _pieces(file, first, last)


async def _pieces(file: BinaryIO, first: int, last: int) -> AsyncGenerator[bytes, None]:
    with file:
        await asyncio.to_thread(file.seek, first)
        while first <= last:
            piece = await asyncio.to_thread(file.read, min(PIECE, last + 1 - first))
            if not piece:
                raise errors.Damaged("The object ends early.")
            first += len(piece)
            yield piece


async def plain_keys() -> list[str]:
    """Every object that still stands in the clear."""

    def walk() -> list[str]:
        found = place().plain.rglob("*")
        return sorted(
            each.relative_to(place().plain).as_posix() for each in found if each.is_file()
        )

    return await asyncio.to_thread(walk)


async def forget_plain(key: str) -> None:
    """Remove what stands sealed now."""
    await asyncio.to_thread((place().plain / key).unlink, missing_ok=True)


async def verify(key: str, *, size: int, keys: DataKeys) -> None:
    """Read the whole object; `ObjectMissing`, `Damaged`, `UnknownKey`, `StoreUnavailable`."""
    async with aclosing(await open_object(place().store, key, size=size, keys=keys)) as opened:
        async for _ in opened:
            pass


async def objects() -> AsyncGenerator[StoredObject, None]:
    """Every object of the store, ordered by key; `StoreUnavailable`."""
    async for each in place().store.list():
        yield each


async def is_missing(key: str) -> bool:
    """Whether the store, asked for just this, has no such object; `StoreUnavailable`."""
    try:
        await place().store.size(key)
    except ObjectMissing:
        return True
    return False


async def retain(key: str, until: datetime) -> bool:
    """Keep the object from everyone until then; False where the store has no lock."""
    try:
        await place().store.retain(key, until)
    except errors.RetentionUnsupported:
        return False
    return True


async def powers() -> Powers | None:
    """What the store was seen to do within the last minutes; None while it does not answer."""
    known = _seen.get(place())
    if known is None or time.monotonic() - known[0] > SEEN_SECONDS:
        try:
            probed = await place().store.probe()
        except errors.StorageError:
            return None
        known = _seen[place()] = (time.monotonic(), probed)
    return known[1]
