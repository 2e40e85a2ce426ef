"""Statements about files that are kept for a while."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.documents.tables import TemporaryFile
from backend.kernel.db import execute, fetch, fetch_one, fetch_value


async def add(row: TemporaryFile) -> None:
    await row.save()


async def find(file_id: UUID, *, at: datetime) -> dict[str, Any] | None:
    """None of what is over, whether or not its bytes are gone yet."""
    return await fetch_one(
        "SELECT * FROM documents_temporary_file WHERE id = $1 AND forget_at > $2", file_id, at
    )


async def over(*, at: datetime, limit: int) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT id, organisation, object_key FROM documents_temporary_file "
        "WHERE forget_at <= $1 ORDER BY forget_at LIMIT $2",
        at,
        limit,
    )


async def remove(file_id: UUID) -> None:
    await execute("DELETE FROM documents_temporary_file WHERE id = $1", file_id)


async def names(key: str) -> bool:
    """Whether a record still names the object: equal bytes are one object."""
    found = await fetch_value(
        "SELECT EXISTS (SELECT FROM documents_temporary_file WHERE object_key = $1)", key
    )
    return bool(found)
