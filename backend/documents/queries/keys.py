"""Statements about data keys."""

from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, outside_transaction


async def current(organisation_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT id, organisation, wrapped FROM documents_data_key "
        "WHERE organisation = $1 AND current",
        organisation_id,
    )


async def find(key_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT id, organisation, wrapped FROM documents_data_key WHERE id = $1", key_id
    )


async def add(
    key_id: UUID, *, organisation_id: UUID, wrapped: bytes, instead_of: UUID | None = None
) -> dict[str, Any]:
    """Keep a key beside any transaction, which may yet be undone; the one that now stands.

    It is the organisation's first, or stands `instead_of` one that nothing opens any more.
    """
    async with outside_transaction() as own, own.transaction():
        await own.execute("UPDATE documents_data_key SET current = false WHERE id = $1", instead_of)
        await own.execute(
            "INSERT INTO documents_data_key (id, organisation, wrapped, current) "
            "VALUES ($1, $2, $3, true) ON CONFLICT (organisation) WHERE current DO NOTHING",
            key_id,
            organisation_id,
            wrapped,
        )
        row = await own.fetchrow(
            "SELECT id, organisation, wrapped FROM documents_data_key "
            "WHERE organisation = $1 AND current",
            organisation_id,
        )
    return dict(row)


async def every(*, after: UUID, limit: int) -> list[dict[str, Any]]:
    """Data keys by id, a batch at a time."""
    return await fetch(
        "SELECT id, organisation, wrapped FROM documents_data_key WHERE id > $1 "
        "ORDER BY id LIMIT $2",
        after,
        limit,
    )


async def rewrap(key_id: UUID, *, wrapped: bytes, before: bytes) -> None:
    """Store the key as wrapped anew, unless somebody else did so meanwhile."""
    await execute(
        "UPDATE documents_data_key SET wrapped = $2 WHERE id = $1 AND wrapped = $3",
        key_id,
        wrapped,
        before,
    )
