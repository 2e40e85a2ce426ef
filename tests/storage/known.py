"""Bytes that tell where they stand: a stream that two processes know without sending it."""

import hashlib

SEED = b"every byte tells where it stands"


def known(start: int, length: int) -> bytes:
    """The bytes of an endless stream that repeats nowhere soon."""
    block = 4096
    first, last = start // block, (start + length) // block
    blocks = [
        hashlib.shake_128(SEED + index.to_bytes(8, "big")).digest(block)
        for index in range(first, last + 1)
    ]
    return b"".join(blocks)[start - first * block :][:length]
