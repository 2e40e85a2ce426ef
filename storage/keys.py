"""How a key is made: whose it is, what it is, what it holds; never a user's file name."""

import re
from uuid import UUID

_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/[a-z][a-z0-9_]{0,39}/[0-9a-f]{2}/[0-9a-f]{64}"
)


def object_key(*, owner: UUID, kind: str, sha256: str) -> str:
    """The key of these bytes; equal for equal bytes of one owner and kind."""
    if not _KIND.fullmatch(kind):
        raise ValueError(f"Not a kind: {kind!r}")
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"Not a sha256: {sha256!r}")
    return f"{owner}/{kind}/{sha256[:2]}/{sha256}"


def check_key(key: str) -> None:
    """Refuse whatever `object_key` did not make, so that no path can leave the store."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"Not a key: {key!r}")


def owner_of(key: str) -> UUID:
    """Whose object this is."""
    check_key(key)
    return UUID(key.partition("/")[0])


def sha256_of(key: str) -> str:
    """The SHA-256, in hexadecimal, of what the object holds once it is opened."""
    check_key(key)
    return key.rpartition("/")[2]
