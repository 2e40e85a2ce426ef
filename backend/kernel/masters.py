"""The master keys of the settings: what is secret in the database is wrapped under them."""

from functools import cache

from backend.kernel.settings import master_key
from storage.errors import Damaged, UnknownKey
from storage.wrapping import MasterKeys

__all__ = ["Damaged", "MasterKeys", "UnknownKey", "master_keys"]


@cache
def master_keys() -> MasterKeys:
    """Newest first; the newest wraps, every one that is given unwraps."""
    return MasterKeys.parse(master_key())
