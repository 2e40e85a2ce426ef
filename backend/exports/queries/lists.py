"""Statements about exports of lists."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import dumps, execute, fetch, fetch_one, fetch_value, outside_transaction
from backend.kernel.pages import COUNTED

_SHOWN = (
    "SELECT e.*, m.name AS asker_name FROM exports_export e "
    "JOIN identity_member m ON m.id = e.asker "
)


async def lock_asker(asker: UUID) -> None:
    """One person asks for one thing at a time, until the transaction ends."""
    await execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('exports.asker:' || $1::text, 0))",
        str(asker),
    )


async def under_way(asker: UUID, *, same: tuple[str, str, str, str]) -> UUID | None:
    """The one of this list, form, language and filters that is not over yet."""
    found = await fetch_value(
        "SELECT id FROM exports_export WHERE asker = $1 AND list = $2 AND form = $3 "
        "AND language = $4 AND filters_hash = $5 AND state IN ('queued', 'running')",
        asker,
        *same,
    )
    return found if isinstance(found, UUID) else None


async def count_under_way(asker: UUID) -> int:
    count = await fetch_value(
        "SELECT count(*) FROM exports_export WHERE asker = $1 AND state IN ('queued', 'running')",
        asker,
    )
    return int(count)


async def add(values: dict[str, Any]) -> None:
    names = ", ".join(values)
    places = ", ".join(f"${n}" for n in range(1, len(values) + 1))
    row = {**values, "filters": dumps(values["filters"])}
    await execute(f"INSERT INTO exports_export ({names}) VALUES ({places})", *row.values())


async def find(export_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(_SHOWN + "WHERE e.id = $1", export_id)


async def page(
    asker: UUID,
    organisation: UUID,
    *,
    lists: list[str],
    held: list[str],
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """The asker's own that he may still read, newest first, one more than the page holds."""
    where = (
        "WHERE e.asker = $1 AND e.organisation = $2 AND e.list = ANY($3) "
        "AND e.held <@ $4::varchar[] "
    )
    moment, last = after or (None, None)
    rows = await fetch(
        _SHOWN + where + "AND ($5::timestamptz IS NULL OR (e.created_at, e.id) < ($5, $6::uuid)) "
        "ORDER BY e.created_at DESC, e.id DESC LIMIT $7",
        asker,
        organisation,
        lists,
        held,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT FROM exports_export e {where} LIMIT $5) AS counted",
        asker,
        organisation,
        lists,
        held,
        COUNTED + 1,
    )
    return rows, int(total)


async def claim(export_id: UUID, *, run: UUID, at: datetime, unheard_since: datetime) -> bool:
    """Take it in hand, unless another worker was heard of since then, or it is over."""
    found = await fetch_one(
        "UPDATE exports_export SET state = 'running', run = $2, beat_at = $3, done = 0, "
        "started_at = coalesce(started_at, $3), attempts = attempts + 1 "
        "WHERE id = $1 AND (state = 'queued' OR (state = 'running' AND beat_at < $4)) "
        "RETURNING id",
        export_id,
        run,
        at,
        unheard_since,
    )
    return found is not None


async def beat(export_id: UUID, *, run: UUID, at: datetime, done: int) -> bool:
    """Tell how far it is, beside the snapshot that it is read in; False when it was taken away."""
    async with outside_transaction() as own:
        told = await own.execute(
            "UPDATE exports_export SET beat_at = $3, done = $4 WHERE id = $1 AND run = $2",
            export_id,
            run,
            at,
            done,
        )
    return bool(told != "UPDATE 0")


async def finish(
    export_id: UUID,
    *,
    run: UUID,
    at: datetime,
    rows: int,
    file: tuple[UUID, int],
    expires_at: datetime,
) -> bool:
    """Done, with this file; False when another worker has it in hand."""
    found = await fetch_one(
        "UPDATE exports_export SET state = 'done', run = NULL, beat_at = NULL, ended_at = $3, "
        "done = $4, total = $4, file = $5, size = $6, expires_at = $7 "
        "WHERE id = $1 AND run = $2 RETURNING id",
        export_id,
        run,
        at,
        rows,
        *file,
        expires_at,
    )
    return found is not None


async def give_back(export_id: UUID, *, run: UUID) -> None:
    """Let another attempt begin."""
    await execute(
        "UPDATE exports_export SET state = 'queued', run = NULL, beat_at = NULL "
        "WHERE id = $1 AND run = $2",
        export_id,
        run,
    )


async def fail(export_id: UUID, *, run: UUID, at: datetime, code: str) -> bool:
    found = await fetch_one(
        "UPDATE exports_export SET state = 'failed', run = NULL, beat_at = NULL, ended_at = $3, "
        "failure = $4 WHERE id = $1 AND run = $2 RETURNING id",
        export_id,
        run,
        at,
        code[:60],
    )
    return found is not None


async def left_lying(*, unheard_since: datetime) -> list[UUID]:
    """Under way, and no worker was heard of since then."""
    rows = await fetch(
        "SELECT id FROM exports_export WHERE state IN ('queued', 'running') "
        "AND coalesce(beat_at, created_at) < $1 ORDER BY created_at LIMIT 100",
        unheard_since,
    )
    return [row["id"] for row in rows]
