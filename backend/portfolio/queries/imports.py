"""Runs of imports and their rows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import (
    connection,
    dumps,
    execute,
    fetch,
    fetch_one,
    fetch_value,
    loads,
)
from backend.kernel.errors import NotFound
from backend.portfolio.states import Outcome
from backend.portfolio.tables import ImportRun

ROW_COLUMNS = (
    "run", "line", "key", "digest", "outcome", "code", "field", "value", "passing",
    "warnings", "right_id", "cells",
)  # fmt: skip


async def add(run: ImportRun) -> None:
    await ImportRun.insert(run)


async def run(run_id: UUID) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM portfolio_import_run WHERE id = $1", run_id)


async def lock(run_id: UUID) -> dict[str, Any]:
    row = await fetch_one("SELECT * FROM portfolio_import_run WHERE id = $1 FOR UPDATE", run_id)
    if row is None:
        raise NotFound("There is no such import.")
    return row


async def own_run(run_id: UUID, *, organisation_id: UUID, reference: bool) -> dict[str, Any]:
    row = await fetch_one(
        "SELECT * FROM portfolio_import_run WHERE id = $1 AND organisation = $2 AND reference = $3",
        run_id,
        organisation_id,
        reference,
    )
    if row is None:
        raise NotFound("There is no such import.")
    return row


async def page(
    *,
    organisation_id: UUID,
    reference: bool,
    after: tuple[datetime, UUID] | None,
    limit: int,
    counted: int,
) -> tuple[list[dict[str, Any]], int]:
    rows = await fetch(
        "SELECT * FROM portfolio_import_run WHERE organisation = $1 AND reference = $2 "
        "AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4)) "
        "ORDER BY created_at DESC, id DESC LIMIT $5",
        organisation_id,
        reference,
        None if after is None else after[0],
        None if after is None else after[1],
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM portfolio_import_run "
        "WHERE organisation = $1 AND reference = $2 LIMIT $3::bigint) AS counted",
        *(organisation_id, reference, counted + 1),
    )
    return rows, int(total)


async def change(run_id: UUID, values: Mapping[str, object]) -> None:
    names = ", ".join(f"{name} = ${at}" for at, name in enumerate(values, start=2))
    await execute(
        f"UPDATE portfolio_import_run SET {names} WHERE id = $1",
        run_id,
        *values.values(),
    )


async def count(run_id: UUID, *, outcomes: Mapping[str, int], warned: int, read: int) -> None:
    """Add the outcomes of a chunk to the run's figures."""
    await execute(
        "UPDATE portfolio_import_run SET rows_total = rows_total + $2 + $3 + $4 + $5, "
        "rows_accepted = rows_accepted + $2, rows_duplicate = rows_duplicate + $3, "
        "rows_updated = rows_updated + $4, rows_refused = rows_refused + $5, "
        "rows_warned = rows_warned + $6, bytes_read = least($7::bigint, bytes_total) "
        "WHERE id = $1",
        run_id,
        *(outcomes.get(str(name), 0) for name in Outcome),
        warned,
        read,
    )


async def standing(run_id: UUID, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The row of this run that stands under each key."""
    rows = await fetch(
        "SELECT key, line, digest, cells FROM portfolio_import_row "
        "WHERE run = $1 AND key = ANY($2::varchar[]) AND outcome IN ('accepted', 'updated', "
        "'duplicate') ORDER BY line DESC",
        run_id,
        list(keys),
    )
    return {row["key"]: row for row in rows}


async def add_rows(records: Sequence[tuple[object, ...]]) -> None:
    async with connection() as current:
        await current.copy_records_to_table(
            "portfolio_import_row",
            columns=list(ROW_COLUMNS),
            records=records,
        )


def packed(cells: Sequence[str]) -> str:
    """Cells as JSONB takes them: it holds no NUL."""
    told = dumps(cells)
    return dumps([cell.replace("\x00", "") for cell in cells]) if "\\u0000" in told else told


async def rows(
    run_id: UUID, *, outcome: Outcome | None, after: int, limit: int
) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT line, key, outcome, code, field, value, passing, warnings, right_id, cells "
        "FROM portfolio_import_row WHERE run = $1 AND ($2::text IS NULL OR outcome = $2) "
        "AND line > $3::bigint ORDER BY line LIMIT $4",
        run_id,
        outcome,
        after,
        limit,
    )


async def unfinished(before: datetime) -> list[UUID]:
    """Runs brought in before this moment that have not ended."""
    rows = await fetch(
        "SELECT id FROM portfolio_import_run "
        "WHERE state IN ('queued', 'running', 'mapping_needed') AND created_at < $1 "
        "ORDER BY created_at",
        before,
    )
    return [row["id"] for row in rows]


async def waiting(run_ids: Sequence[UUID]) -> set[UUID]:
    """Those of these runs whose file is still needed."""
    rows = await fetch(
        "SELECT id FROM portfolio_import_run WHERE id = ANY($1::uuid[]) "
        "AND state IN ('queued', 'running', 'mapping_needed')",
        list(run_ids),
    )
    return {row["id"] for row in rows}


async def remembered(organisation_id: UUID, signature: bytes) -> dict[str, int] | None:
    """How this organisation named the columns of a table with this header."""
    stored = await fetch_value(
        "SELECT columns FROM portfolio_import_mapping WHERE organisation = $1 AND signature = $2",
        organisation_id,
        signature,
    )
    return None if stored is None else loads(stored)


async def remember(
    organisation_id: UUID, signature: bytes, *, columns: Mapping[str, int], by: UUID, at: datetime
) -> None:
    await execute(
        "INSERT INTO portfolio_import_mapping "
        "(organisation, signature, columns, chosen_by, chosen_at) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (organisation, signature) DO UPDATE SET columns = EXCLUDED.columns, "
        "chosen_by = EXCLUDED.chosen_by, chosen_at = EXCLUDED.chosen_at",
        organisation_id,
        signature,
        dumps(columns),
        by,
        at,
    )
