"""Data keys, and how they are kept: wrapped under a master key, so that rotating it is cheap.

A data key seals the objects of one organisation. The database keeps it wrapped:

    wrapped = id of the master key (8) ‖ nonce (12) ‖ AES-256-GCM of the data key (32) ‖ tag (16)

bound to the data key's id and owner. The newest master key wraps, every one that is given unwraps;
rotation unwraps and wraps again each data key and touches no object.
"""

import hashlib
import os
from dataclasses import dataclass, field
from typing import Protocol, Self
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import Damaged, UnknownKey
from storage.frames import NONCE

KEY = 32
ID = 8
WRAPPED = ID + NONCE + KEY + 16


@dataclass(frozen=True)
class DataKey:
    """The key that seals one organisation's objects, in the clear: never stored, never shown."""

    id: UUID
    owner: UUID
    secret: bytes = field(repr=False)

    @classmethod
    def new(cls, owner: UUID) -> Self:
        return cls(uuid4(), owner, os.urandom(KEY))


class DataKeys(Protocol):
    """Where staging and reading get data keys from: the database, unwrapped."""

    async def current(self, owner: UUID) -> DataKey:
        """The key that seals what this organisation stores now; made when there is none."""

    async def find(self, key_id: UUID) -> DataKey:
        """The key of that id; `UnknownKey` if there is none."""


class MasterKeys:
    """The master keys, newest first; the first one wraps."""

    def __init__(self, newest: bytes, *older: bytes) -> None:
        for each in (newest, *older):
            if len(each) != KEY:
                raise ValueError("A master key is 32 bytes.")
        self._by_id = {_id(each): AESGCM(each) for each in (newest, *older)}
        self._newest = _id(newest)

    @classmethod
    def parse(cls, text: str) -> Self:
        """From 64 hexadecimal digits each, newest first, separated by commas."""
        return cls(*(bytes.fromhex(each.strip()) for each in text.split(",")))

    @property
    def fingerprint(self) -> str:
        """Tells which master key wraps now, without telling it."""
        return self._newest.hex()

    def wrap(self, key: DataKey) -> bytes:
        return self.wrap_secret(key.secret, key_id=key.id, owner=key.owner)

    def unwrap(self, wrapped: bytes, *, key_id: UUID, owner: UUID) -> DataKey:
        """The data key; `UnknownKey` under a master key not given, `Damaged` if it is not this."""
        return DataKey(key_id, owner, self.unwrap_secret(wrapped, key_id=key_id, owner=owner))

    def wrap_secret(self, secret: bytes, *, key_id: UUID, owner: UUID) -> bytes:
        """Any short secret, kept as data keys are; bound to its id and to whom it belongs."""
        nonce = os.urandom(NONCE)
        sealed = self._by_id[self._newest].encrypt(nonce, secret, _about(key_id, owner))
        return self._newest + nonce + sealed

    def unwrap_secret(self, wrapped: bytes, *, key_id: UUID, owner: UUID) -> bytes:
        """What was wrapped; the errors of `unwrap`."""
        master = self._by_id.get(wrapped[:ID])
        if master is None:
            raise UnknownKey(f"Key {key_id} is wrapped under master key {wrapped[:ID].hex()}.")
        nonce, sealed = wrapped[ID : ID + NONCE], wrapped[ID + NONCE :]
        try:
            return master.decrypt(nonce, sealed, _about(key_id, owner))
        except (InvalidTag, ValueError):
            raise Damaged(f"Key {key_id} is not what was wrapped.") from None

    def is_current(self, wrapped: bytes) -> bool:
        """Whether the newest master key wrapped it; if not, rotation has to wrap it again."""
        return wrapped[:ID] == self._newest


def _id(master: bytes) -> bytes:
    return hashlib.sha256(b"zhirong master key" + master).digest()[:ID]


def _about(key_id: UUID, owner: UUID) -> bytes:
    return key_id.bytes + owner.bytes
