"""What an object store promises: bytes come in as a stream, are kept once and read as a stream."""

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Received:
    """Bytes that arrived and are safely on disk, but that nobody has decided to keep."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True)
class StoredObject:
    """Bytes that are kept."""

    key: str
    size: int


class TooLarge(Exception):
    """More bytes came than were allowed; what had come is gone."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"More than {limit} bytes.")
        self.limit = limit


class ObjectMissing(Exception):
    """There is no object under this key."""


class ObjectStore(Protocol):
    """Keeps objects. The metadata that gives them a meaning lives in the database."""

    def receive(
        self, chunks: AsyncIterable[bytes], *, limit: int
    ) -> AbstractAsyncContextManager[Received]:
        """Take a stream in, hashing it; forgotten at the end of the block unless kept."""

    async def keep(self, received: Received, key: str) -> StoredObject:
        """Keep what was received, for good; keeping the same key again changes nothing."""

    async def size(self, key: str) -> int:
        """How long the object is; `ObjectMissing` if there is none."""

    def read(self, key: str) -> AsyncIterator[bytes]:
        """The object's bytes, a piece at a time."""

    async def delete(self, key: str) -> None:
        """Forget the object; nothing happens if there is none."""

    async def sweep(self, *, older_than_seconds: float) -> int:
        """Clear what interrupted uploads left behind; says how many there were."""
