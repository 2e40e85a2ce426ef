"""Passwords and tokens: what the database holds opens nothing."""

import asyncio
import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

_hasher = PasswordHasher()
#: Beside the event loop, and one at a time: each hash takes 64 MiB and half a core.
_hashing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="passwords")
#: Verified against when nobody has the address, so that an answer takes as long as for somebody.
_NOBODYS_HASH = _hasher.hash(secrets.token_urlsafe(16))


async def hash_password(password: str) -> str:
    """argon2id with the library's parameters (RFC 9106, low memory)."""
    return await asyncio.get_running_loop().run_in_executor(_hashing, _hasher.hash, password)


async def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether it is the password; takes as long when there is none."""
    return await asyncio.get_running_loop().run_in_executor(
        _hashing, _matches, password_hash, password
    )


def _matches(password_hash: str | None, password: str) -> bool:
    try:
        _hasher.verify(password_hash or _NOBODYS_HASH, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return password_hash is not None


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What the database holds of a token: a stolen copy of the database opens nothing."""
    return hashlib.sha256(token.encode()).digest()
