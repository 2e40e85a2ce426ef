"""Statements about resumable uploads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.documents.states import UploadState
from backend.documents.tables import Upload
from backend.kernel.db import dumps, execute, fetch, fetch_one, fetch_value, loads


async def add(upload: Upload) -> None:
    await upload.save()


async def one(upload_id: UUID, *, organisation_id: UUID) -> dict[str, Any] | None:
    row = await fetch_one(
        "SELECT * FROM documents_upload WHERE id = $1 AND organisation = $2",
        upload_id,
        organisation_id,
    )
    return None if row is None else row | {"refusal": loads(row["refusal"])}


async def open_ones(organisation_id: UUID, *, at: datetime, limit: int) -> list[dict[str, Any]]:
    """What is under way and may be gone on with, newest first."""
    return await fetch(
        "SELECT * FROM documents_upload WHERE organisation = $1 AND state = 'open' "
        "AND expires_at > $2 ORDER BY created_at DESC LIMIT $3",
        organisation_id,
        at,
        limit,
    )


async def announced_bytes(organisation_id: UUID, *, at: datetime) -> int:
    """What is under way and will need room when it has arrived."""
    announced = await fetch_value(
        "SELECT coalesce(sum(size), 0)::bigint FROM documents_upload "
        "WHERE organisation = $1 AND state = 'open' AND expires_at > $2",
        organisation_id,
        at,
    )
    return int(announced)


async def finish(
    upload_id: UUID,
    *,
    state: UploadState,
    file_id: UUID | None = None,
    refusal: Mapping[str, object] | None = None,
) -> None:
    """Note how it ended, unless it has ended already."""
    await execute(
        "UPDATE documents_upload SET state = $2, file = $3, refusal = $4 "
        "WHERE id = $1 AND state = 'open'",
        upload_id,
        state.value,
        file_id,
        None if refusal is None else dumps(dict(refusal)),
    )
