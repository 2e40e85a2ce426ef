"""How an object is sealed: a header, then frames of 1 MiB, each readable and provable on its own.

    object = header (53 bytes) ‖ frame 0 ‖ frame 1 ‖ … ‖ last frame
    header = "ZRCF" ‖ version (1) ‖ id of the data key (16) ‖ salt (32)
    frame  = nonce (12) ‖ AES-256-GCM of up to 1 MiB ‖ tag (16)

The object's own key is HKDF-SHA256(data key, salt, owner). Each frame authenticates the header, its
own number and whether it is the last one, so that frames dropped, swapped, repeated, cut off or
taken from another object are refused (the STREAM construction, Hoang et al. 2015). Nonces are
random rather than counted: an upload that is cut off and sent again may seal the same frame twice,
and a counted nonce would then meet two plaintexts.

Every frame but the last holds exactly `FRAME` bytes; an empty object is one empty last frame.
"""

import os
from dataclasses import dataclass
from enum import IntEnum
from typing import Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.errors import Damaged

FRAME = 1024 * 1024
NONCE = 12
OVERHEAD = NONCE + 16
MAGIC = b"ZRCF\x01"
SALT = 32
HEADER = len(MAGIC) + 16 + SALT


class Place(IntEnum):
    """Where a frame stands; sealed in, so that none can pose as another."""

    MIDDLE = 0
    LAST = 1
    #: The end of an upload that is still arriving: never part of an object.
    TAIL = 2


@dataclass(frozen=True)
class Header:
    """What stands at the beginning of an object, unencrypted and authenticated by every frame."""

    key_id: UUID
    salt: bytes

    @classmethod
    def new(cls, key_id: UUID) -> Self:
        return cls(key_id, os.urandom(SALT))

    def pack(self) -> bytes:
        return MAGIC + self.key_id.bytes + self.salt

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """`Damaged` unless these are the first `HEADER` bytes of an object."""
        if len(packed) != HEADER or not packed.startswith(MAGIC):
            raise Damaged("This is not the header of a sealed object.")
        at = len(MAGIC)
        return cls(UUID(bytes=packed[at : at + 16]), packed[at + 16 :])


class Cipher:
    """Seals and opens the frames of one object."""

    def __init__(self, header: Header, *, data_key: bytes, owner: UUID) -> None:
        self.header = header
        self._bound = header.pack()
        derivation = HKDF(SHA256(), 32, salt=header.salt, info=b"zhirong object" + owner.bytes)
        self._aead = AESGCM(derivation.derive(data_key))

    def seal(self, plain: bytes | bytearray | memoryview, index: int, place: Place) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + self._aead.encrypt(nonce, plain, self._about(index, place))

    def open(self, sealed: bytes, index: int, place: Place) -> bytes:
        """The frame's bytes; `Damaged` if it is not that frame of that object, unchanged."""
        try:
            return self._aead.decrypt(sealed[:NONCE], sealed[NONCE:], self._about(index, place))
        except (InvalidTag, ValueError):
            raise Damaged(f"Frame {index} is not what was sealed.") from None

    def _about(self, index: int, place: Place) -> bytes:
        return self._bound + index.to_bytes(8, "big") + bytes([place])


def last_frame(size: int) -> int:
    """The number of the last frame of an object of `size` bytes."""
    return max(0, size - 1) // FRAME


def sealed_size(size: int) -> int:
    """How long the object of `size` bytes is once it is sealed."""
    return HEADER + size + OVERHEAD * (last_frame(size) + 1)


def plain_size(sealed: int) -> int:
    """How many bytes a sealed object of this length holds; `Damaged` if none is that long."""
    frames = max(1, -(-(sealed - HEADER) // (FRAME + OVERHEAD)))
    size = sealed - HEADER - OVERHEAD * frames
    if size < 0 or sealed_size(size) != sealed:
        raise Damaged(f"No sealed object is {sealed} bytes long.")
    return size


def position(index: int) -> int:
    """Where frame `index` begins in the sealed object."""
    return HEADER + index * (FRAME + OVERHEAD)


@dataclass(frozen=True)
class Span:
    """Which part of a sealed object holds a range of its bytes."""

    first: int
    last: int
    #: The part's place in the sealed object, `end` exclusive.
    start: int
    end: int
    #: How many bytes of the first frame come before the range, and how long the range is.
    skip: int
    length: int


def span(start: int, end: int, *, size: int) -> Span:
    """The frames that hold bytes `start` to `end` (exclusive) of an object of `size` bytes.

    An empty range is in the frame at which it stands.
    """
    if not 0 <= start <= end <= size:
        raise ValueError(f"Not a range of {size} bytes: {start} to {end}.")
    first = min(start // FRAME, last_frame(size))
    last = max(first, (end - 1) // FRAME)
    after = sealed_size(size) if last == last_frame(size) else position(last + 1)
    return Span(first, last, position(first), after, start - first * FRAME, end - start)


def place_of(index: int, *, size: int) -> Place:
    """The place of a frame in a finished object of `size` bytes."""
    return Place.LAST if index == last_frame(size) else Place.MIDDLE
