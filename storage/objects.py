"""What an object store promises: sealed bytes are kept once, under a key, and read in ranges.

A store knows nothing of encryption: what it is given is sealed already (`storage.frames`), and
`storage.reading` opens what it returns. Errors are those of `storage.errors`; every method may
raise `StoreUnavailable`.
"""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from storage.errors import ObjectMissing

__all__ = [
    "Guard",
    "ObjectMissing",
    "ObjectStore",
    "Powers",
    "StoredObject",
]


@dataclass(frozen=True)
class StoredObject:
    """Bytes that are kept; `size` is that of the sealed object."""

    key: str
    size: int
    #: Since when; told by `list` only.
    since: datetime | None = None


class Guard(StrEnum):
    """Who keeps a stored object from being changed or deleted."""

    #: The server refuses, to its own administrator too, until the retention ends.
    LOCK = "lock"
    #: The server keeps the earlier version of whatever is overwritten or deleted.
    VERSIONS = "versions"
    #: Nobody but this application, which never does it.
    APPLICATION = "application"


@dataclass(frozen=True)
class Powers:
    """What a store was seen to do, for the health page; `detail` says what was tried."""

    store: str
    guard: Guard
    versioning: bool
    object_lock: bool
    detail: str


class ObjectStore(Protocol):
    """Keeps sealed objects. The metadata that gives them a meaning lives in the database."""

    async def put(self, key: str, source: Path) -> StoredObject:
        """Keep the file's bytes for good: safe on disk when this returns, or not there at all.

        The same key again changes nothing and returns what stands. The file must not be changed
        afterwards: the embedded store keeps that very file. Raises `NoSpace`.
        """

    async def size(self, key: str) -> int:
        """How long the sealed object is; `ObjectMissing` if there is none."""

    def read(self, key: str, start: int = 0, end: int | None = None) -> AsyncGenerator[bytes, None]:
        """Bytes `start` to `end` (exclusive) of the sealed object, in pieces of at most 1 MiB.

        `ObjectMissing` if there is none; fewer bytes than asked for if the object is shorter.
        """

    def list(self, prefix: str = "") -> AsyncGenerator[StoredObject, None]:
        """Every object whose key begins with `prefix`, ordered by key: for the sweep."""

    async def retain(self, key: str, until: datetime) -> None:
        """Lock the object against everyone until that moment; later moments extend the lock.

        `RetentionUnsupported` where there is no lock, `StoreRefused` for a moment before the one
        that stands, `ObjectMissing`.
        """

    async def forget(self, key: str) -> None:
        """Remove the object, every version of it; one that is not there, or no more, is no error.

        `StoreRefused` while a lock keeps it.
        """

    async def probe(self) -> Powers:
        """Find out what the store truly does, by trying; makes what it needs if that is missing."""
