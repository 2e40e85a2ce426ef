"""Opening what a store keeps: any range of an object, by fetching only the frames that hold it."""

import hashlib
from collections.abc import AsyncGenerator

from storage import frames
from storage.errors import Damaged
from storage.frames import Cipher, Header, Span
from storage.keys import owner_of, sha256_of
from storage.objects import ObjectStore
from storage.wrapping import DataKeys

Stream = AsyncGenerator[bytes, None]


async def open_object(
    store: ObjectStore,
    key: str,
    *,
    size: int,
    keys: DataKeys,
    start: int = 0,
    end: int | None = None,
) -> Stream:
    """Bytes `start` to `end` (exclusive) of the object, whose plain size is `size`, frame by frame.

    The first frame is opened before this returns, so that a missing object (`ObjectMissing`), an
    unknown key (`UnknownKey`), damage (`Damaged`) or a store that is down (`StoreUnavailable`) is
    an answer and not a torn stream. Every byte given out was proven; of a whole object the last
    frame is held back until its SHA-256 is the one in its key.
    """
    span = frames.span(start, size if end is None else end, size=size)
    opened = _opened(store, key, span, size=size, keys=keys)
    return _resumed(await anext(opened), opened)


async def _resumed(first: bytes, rest: Stream) -> Stream:
    try:
        yield first
        async for each in rest:
            yield each
    finally:
        await rest.aclose()


async def _opened(store: ObjectStore, key: str, span: Span, *, size: int, keys: DataKeys) -> Stream:
    digest = hashlib.sha256() if span.length == size else None
    skip, left = span.skip, span.length
    stream, header = await _sealed(store, key, span)
    try:
        data_key = await keys.find(header.key_id)
        cipher = Cipher(header, data_key=data_key.secret, owner=owner_of(key))
        for index in range(span.first, span.last + 1):
            end = min(frames.position(index + 1), span.end)
            sealed = await stream.take(end - frames.position(index))
            plain = cipher.open(sealed, index, frames.place_of(index, size=size))
            if digest is not None:
                digest.update(plain)
                if index == span.last and digest.hexdigest() != sha256_of(key):
                    raise Damaged(f"Object {key} holds something else.")
            wanted = plain[skip : skip + left]
            skip, left = 0, left - len(wanted)
            yield wanted
    finally:
        await stream.close()


async def _sealed(store: ObjectStore, key: str, span: Span) -> tuple["_Pieces", Header]:
    """The span's frames as they are stored, and the header: one request where they adjoin."""
    opening = _Pieces(store.read(key, 0, span.end if span.first == 0 else frames.HEADER))
    try:
        header = Header.unpack(await opening.take(frames.HEADER))
    except BaseException:
        await opening.close()
        raise
    if span.first == 0:
        return opening, header
    await opening.close()
    return _Pieces(store.read(key, span.start, span.end)), header


class _Pieces:
    """A stream, cut into the lengths that are asked for."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._held = bytearray()

    async def take(self, length: int) -> bytes:
        while len(self._held) < length:
            piece = await anext(self._stream, None)
            if piece is None:
                raise Damaged("The object ends early.")
            self._held += piece
        taken = bytes(memoryview(self._held)[:length])
        del self._held[:length]
        return taken

    async def close(self) -> None:
        await self._stream.aclose()
