"""Data keys: one seals what an organisation deposits now, every earlier one still opens."""

import contextlib
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from backend.documents import gateway
from backend.documents.gateway import DataKey, UnknownKey
from backend.documents.queries import keys as queries
from backend.kernel.masters import master_keys

BATCH = 500


class VaultKeys:
    """The data keys that the database keeps, unwrapped for use and never kept in memory."""

    async def current(self, owner: UUID) -> DataKey:
        row = await queries.current(owner)
        if row is not None:
            with contextlib.suppress(UnknownKey):  # its master key is lost: another has to seal
                return _opened(row)
        made = DataKey.new(owner)
        wrapped = master_keys().wrap(made)
        lost = None if row is None else row["id"]
        row = await queries.add(made.id, organisation_id=owner, wrapped=wrapped, instead_of=lost)
        return _opened(row)

    async def find(self, key_id: UUID) -> DataKey:
        row = await queries.find(key_id)
        if row is None:
            raise UnknownKey(f"There is no data key {key_id}.")
        return _opened(row)


def _opened(row: dict[str, Any]) -> DataKey:
    return master_keys().unwrap(row["wrapped"], key_id=row["id"], owner=row["organisation"])


KEYS = VaultKeys()


def staging() -> gateway.Staging:
    """Where uploads arrive, sealed under these keys."""
    return _staging(gateway.place().incoming)


@cache
def _staging(incoming: Path) -> gateway.Staging:
    """One for each folder: it remembers the running hash of every upload."""
    return gateway.Staging(incoming, KEYS)


async def rotate() -> tuple[int, int]:
    """Wrap every data key under the newest master key; objects stay.

    How many were not yet, and how many no given master key opens: those are left as they are.
    """
    done, closed, last = 0, 0, UUID(int=0)
    while rows := await queries.every(after=last, limit=BATCH):
        for row in rows:
            if master_keys().is_current(row["wrapped"]):
                continue
            try:
                wrapped = master_keys().wrap(_opened(row))
            except UnknownKey:
                closed += 1
                continue
            await queries.rewrap(row["id"], wrapped=wrapped, before=row["wrapped"])
            done += 1
        last = rows[-1]["id"]
    return done, closed
