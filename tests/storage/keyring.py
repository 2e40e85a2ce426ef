"""Data keys held in memory: what the database does for the application."""

from uuid import UUID

from storage.errors import UnknownKey
from storage.wrapping import DataKey


class Keyring:
    def __init__(self) -> None:
        self._keys: dict[UUID, DataKey] = {}
        self._current: dict[UUID, DataKey] = {}

    async def current(self, owner: UUID) -> DataKey:
        if owner not in self._current:
            self.renew(owner)
        return self._current[owner]

    async def find(self, key_id: UUID) -> DataKey:
        if key_id not in self._keys:
            raise UnknownKey(str(key_id))
        return self._keys[key_id]

    def renew(self, owner: UUID) -> None:
        """Give the owner a new key; the earlier ones are still found."""
        key = DataKey.new(owner)
        self._keys[key.id] = self._current[owner] = key

    def lose(self, key_id: UUID) -> None:
        del self._keys[key_id]
