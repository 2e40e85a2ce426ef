"""The door to the object store: the only place in the backend that knows which one it is."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from uuid import UUID

from backend.documents import rules
from backend.documents.states import Kind
from backend.kernel.settings import settings
from storage.errors import TooLarge
from storage.keys import object_key
from storage.local_store import LocalStore
from storage.objects import Received
from storage.sniffing import sniff

__all__ = ["Received", "found_type", "keep", "read", "receive", "sweep"]


@cache
def store() -> LocalStore:
    return LocalStore(settings().home / "store")


@asynccontextmanager
async def receive(chunks: AsyncIterable[bytes], *, limit: int) -> AsyncIterator[Received]:
    """Take an upload in; it is forgotten at the end of the block unless it was kept."""
    try:
        async with store().receive(chunks, limit=limit) as received:
            yield received
    except TooLarge as error:
        raise rules.FileTooLarge(limit_bytes=error.limit) from None


async def found_type(received: Received) -> str | None:
    """What the bytes are, whatever their sender calls them."""

    def look() -> str | None:
        with received.path.open("rb") as file:
            return sniff(file)

    return await asyncio.to_thread(look)


async def keep(received: Received, *, owner: UUID, kind: Kind) -> str:
    """Keep the bytes for good; the key under which they are found again."""
    key = object_key(owner=owner, kind=kind, sha256=received.sha256)
    return (await store().keep(received, key)).key


async def read(key: str, *, size: int, first: int, last: int) -> AsyncIterator[bytes]:
    """Bytes of an object as a stream; whatever is not as long as it was is damage, our mistake."""
    found = await store().size(key)
    if found != size:
        raise RuntimeError(f"Object {key} is {found} bytes long and was {size}.")
    return _part(store().read(key), first=first, last=last)


async def _part(content: AsyncIterator[bytes], *, first: int, last: int) -> AsyncIterator[bytes]:
    at = 0
    async for piece in content:
        wanted = piece[max(0, first - at) : max(0, last + 1 - at)]
        if wanted:
            yield wanted
        at += len(piece)
        if at > last:
            return


async def sweep(*, older_than_seconds: float) -> int:
    return await store().sweep(older_than_seconds=older_than_seconds)
