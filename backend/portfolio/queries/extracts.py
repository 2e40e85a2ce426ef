"""Statements about the readings of register extracts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.portfolio.queries.assets import FROM, HOLDING
from backend.portfolio.tables import ExtractReading

_READING = (
    "x.id AS reading_id, x.created_at AS read_at, x.fact, x.fields, x.differing, x.names_holder, "
    "x.state, x.noticed_on, x.lapsed_on, x.because, x.note, x.ended_by_name, x.ended_at, "
    "f.as_of AS read_of, portfolio_extract_days(f.as_of) AS valid_days, "
    "portfolio_extract_notice(f.as_of) AS notice_days, "
    "f.recorded_by_name AS read_by, f.organisation_name AS read_for"
)
_FROM = (
    f"{FROM} JOIN portfolio_extract_reading x ON x.asset = a.id "
    "JOIN portfolio_right_fact f ON f.id = x.fact"
)
_OPEN = "x.state IN ('valid', 'lapsed')"


async def validity() -> list[dict[str, Any]]:
    """Every dated row, the oldest first."""
    return await fetch(
        "SELECT version, from_on, working_days, notice_days, confirmed, source, source_en "
        "FROM portfolio_extract_validity ORDER BY from_on"
    )


async def fields_read_after(right_id: UUID, as_of: date) -> set[str]:
    """What extracts of later days already say of a right."""
    rows = await fetch(
        "SELECT DISTINCT jsonb_object_keys(jsonb_strip_nulls(payload)) AS field "
        "FROM portfolio_right_fact "
        "WHERE right_id = $1 AND kind = 'register_extract' AND as_of > $2",
        right_id,
        as_of,
    )
    return {row["field"] for row in rows}


async def holdings(right_id: UUID) -> list[dict[str, Any]]:
    """Everybody's holdings of a right."""
    return await fetch(
        f"SELECT {HOLDING} {FROM} WHERE a.right_id = $1 AND a.removed_at IS NULL ORDER BY a.id",
        right_id,
    )


async def is_pledged(right_id: UUID) -> bool:
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT FROM portfolio_pledged_right WHERE right_id = $1)", right_id
        )
    )


async def depositor(document_id: UUID | None) -> UUID | None:
    found: UUID | None = await fetch_value(
        "SELECT organisation FROM documents_file WHERE id = $1", document_id
    )
    return found


async def add(reading: ExtractReading) -> None:
    await ExtractReading.insert(reading)


async def renew(asset_id: UUID, *, at: datetime) -> None:
    """A newer extract takes the place of those that were read before."""
    await execute(
        "UPDATE portfolio_extract_reading SET state = 'over', because = 'renewed', ended_at = $2 "
        "WHERE asset = $1 AND state IN ('valid', 'lapsed')",
        asset_id,
        at,
    )


async def newest_day(asset_id: UUID) -> date | None:
    found: date | None = await fetch_value(
        f"SELECT max(f.as_of) {_FROM} WHERE a.id = $1 AND {_OPEN}", asset_id
    )
    return found


async def firms() -> list[UUID]:
    """The firms with a reading that has not ended."""
    rows = await fetch(f"SELECT DISTINCT a.firm {_FROM} WHERE {_OPEN} ORDER BY 1")
    return [row["firm"] for row in rows]


async def open_of(firm: UUID) -> list[dict[str, Any]]:
    return await fetch(
        f"SELECT {HOLDING}, a.removed_at, {_READING} {_FROM} WHERE a.firm = $1 AND {_OPEN} "
        "ORDER BY f.as_of, x.id FOR UPDATE OF x",
        firm,
    )


async def end_removed(reading_ids: Sequence[UUID], *, at: datetime) -> None:
    await execute(
        "UPDATE portfolio_extract_reading SET state = 'over', because = 'removed', ended_at = $2 "
        "WHERE id = ANY($1::uuid[])",
        list(reading_ids),
        at,
    )


async def lapse(reading_ids: Sequence[UUID], days: Sequence[date]) -> None:
    await execute(
        "UPDATE portfolio_extract_reading x SET state = 'lapsed', lapsed_on = told.day "
        "FROM unnest($1::uuid[], $2::date[]) AS told (id, day) WHERE x.id = told.id",
        list(reading_ids),
        list(days),
    )


async def notice(reading_ids: Sequence[UUID], last_days: Sequence[date], *, on: date) -> None:
    """Their lapse is announced: once."""
    await execute(
        "UPDATE portfolio_extract_reading x SET noticed_on = $3, proves_until = told.day "
        "FROM unnest($1::uuid[], $2::date[]) AS told (id, day) WHERE x.id = told.id",
        list(reading_ids),
        list(last_days),
        on,
    )


async def complete(reading_id: UUID, *, note: str, by: UUID, name: str, at: datetime) -> None:
    await execute(
        "UPDATE portfolio_extract_reading SET state = 'done', note = $2, ended_by = $3, "
        "ended_by_name = $4, ended_at = $5 WHERE id = $1",
        reading_id,
        note,
        by,
        name,
        at,
    )


async def one(reading_id: UUID, *, firm: UUID, lock: bool = False) -> dict[str, Any] | None:
    return await fetch_one(
        f"SELECT {HOLDING}, {_READING} {_FROM} "
        "WHERE x.id = $1 AND a.firm = $2 AND a.removed_at IS NULL"
        + (" FOR UPDATE OF x" if lock else ""),
        reading_id,
        firm,
    )


async def page(
    firm: UUID,
    *,
    state: str | None,
    differing: bool | None,
    lapsing: bool | None,
    asset_id: UUID | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """A firm's readings, the newest first."""
    moment, last = after or (None, None)
    where = (
        "a.firm = $1 AND a.removed_at IS NULL AND ($2::text IS NULL OR x.state = $2) "
        "AND ($3::boolean IS NULL OR (x.differing > 0) = $3) AND ($4::uuid IS NULL OR a.id = $4) "
        "AND ($5::boolean IS NULL OR (x.state = 'valid' AND x.noticed_on IS NOT NULL) = $5)"
    )
    rows = await fetch(
        f"SELECT {HOLDING}, {_READING} {_FROM} WHERE {where} "
        "AND ($6::timestamptz IS NULL OR (x.created_at, x.id) < ($6, $7)) "
        "ORDER BY x.created_at DESC, x.id DESC LIMIT $8",
        firm,
        state,
        differing,
        asset_id,
        lapsing,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_FROM} WHERE {where} LIMIT {COUNTED + 1}) AS counted",
        firm,
        state,
        differing,
        asset_id,
        lapsing,
    )
    return rows, int(total)
