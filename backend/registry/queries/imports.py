"""Workbooks of registrations made elsewhere and their rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import connection, dumps, execute, fetch, fetch_one, fetch_value, loads
from backend.kernel.errors import NotFound
from backend.registry.queries.pledges import insert
from backend.registry.states import Verdict

_ROW = ("id", "created_at", "run", "line", "joined_to", "verdict", "number", "cells", "facts",
        "problems", "differs", "pledge")  # fmt: skip
_JSON = frozenset({"cells", "facts", "problems", "differs", "headings", "places"})
_SELECT = (
    "SELECT i.*, c.* FROM registry_import i, LATERAL (SELECT "
    + ", ".join(
        f"count(*) FILTER (WHERE verdict = '{each}') AS rows_{each}, "
        f"count(*) FILTER (WHERE verdict = '{each}' AND joined_to IS NULL) AS {each}"
        for each in Verdict
    )
    + " FROM registry_import_row WHERE run = i.id) c "
)


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: loads(value) if name in _JSON else value for name, value in row.items()}


async def add(values: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> None:
    packed = {name: dumps(value) if name in _JSON else value for name, value in values.items()}
    await insert("registry_import", packed)
    async with connection() as current:
        await current.copy_records_to_table(
            "registry_import_row",
            columns=_ROW,
            records=[
                tuple(
                    dumps(row[name]) if name in _JSON and row[name] is not None else row[name]
                    for name in _ROW
                )
                for row in rows
            ],
        )


async def run(run_id: UUID, *, organisation: UUID | None) -> dict[str, Any]:
    """One of this organisation's (`None`: whoever's), with how its rows stand."""
    row = await fetch_one(
        _SELECT + "WHERE i.id = $1 AND ($2::uuid IS NULL OR i.organisation = $2)",
        run_id,
        organisation,
    )
    if row is None:
        raise NotFound("There is no such import.")
    return _told(row)


async def lock(run_id: UUID, *, organisation: UUID | None) -> dict[str, Any]:
    await fetch_value("SELECT id FROM registry_import WHERE id = $1 FOR UPDATE", run_id)
    return await run(run_id, organisation=organisation)


async def change(run_id: UUID, values: Mapping[str, object]) -> None:
    names = ", ".join(f"{name} = ${at}" for at, name in enumerate(values, start=2))
    await execute(f"UPDATE registry_import SET {names} WHERE id = $1", run_id, *values.values())


async def page(
    organisation: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    rows = await fetch(
        _SELECT + "WHERE i.organisation = $1 AND ($2::timestamptz IS NULL "
        "OR (i.created_at, i.id) < ($2, $3)) ORDER BY i.created_at DESC, i.id DESC LIMIT $4",
        organisation,
        None if after is None else after[0],
        None if after is None else after[1],
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM registry_import WHERE organisation = $1", organisation
    )
    return [_told(row) for row in rows], int(total)


async def rows(
    run_id: UUID, *, verdict: Verdict | None, after: int | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    where = "run = $1 AND ($2::varchar IS NULL OR verdict = $2)"
    found = await fetch(
        f"SELECT * FROM registry_import_row WHERE {where} AND ($3::integer IS NULL OR line > $3) "
        "ORDER BY line LIMIT $4",
        run_id,
        verdict,
        after,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM registry_import_row WHERE {where}", run_id, verdict
    )
    return [_told(row) for row in found], int(total)


async def next_to_record(run_id: UUID) -> dict[str, Any] | None:
    """The first registration that still waits, held until the end of the transaction."""
    row = await fetch_one(
        "SELECT * FROM registry_import_row WHERE run = $1 AND verdict = 'ready' "
        "AND joined_to IS NULL ORDER BY line LIMIT 1 FOR UPDATE",
        run_id,
    )
    return None if row is None else _told(row)


async def settle(
    run_id: UUID,
    line: int,
    *,
    verdict: Verdict,
    pledge: UUID | None,
    problems: Sequence[Mapping[str, Any]] = (),
    differs: Sequence[str] = (),
) -> None:
    """What became of a registration, for each of its rows."""
    await execute(
        "UPDATE registry_import_row SET verdict = $3, pledge = $4, problems = $5, differs = $6 "
        "WHERE run = $1 AND (line = $2 OR joined_to = $2)",
        run_id,
        line,
        verdict,
        pledge,
        dumps(list(problems)),
        dumps(list(differs)),
    )


async def by_numbers(numbers: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The registrations of these numbers that are recorded, with what a row may differ in."""
    found = await fetch(
        "SELECT registration_number, id, registered_on, secured_fen FROM registry_pledge "
        "WHERE registration_number = ANY($1::varchar[])",
        list(numbers),
    )
    return {row["registration_number"]: row for row in found}
