"""Every statement about a bank's own shelf: drafts too, suspension, simulations, capacities."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import dumps, execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.lending.tables.products import ProductSimulation, SimulationRun

_OWN = """
FROM lending_product p
LEFT JOIN LATERAL (SELECT max(n) AS n FROM lending_product_version v
  WHERE v.product = p.id AND v.published_at IS NOT NULL AND v.recalled_at IS NULL
    AND (v.effective_on IS NULL OR v.effective_on <= $2)) published ON true
LEFT JOIN LATERAL (SELECT v.n, v.effective_on FROM lending_product_version v
  WHERE v.product = p.id AND v.effective_on > $2 AND v.n > coalesce(published.n, 0)
    AND v.recalled_at IS NULL
  ORDER BY v.effective_on, v.n DESC LIMIT 1) coming ON true
LEFT JOIN LATERAL (SELECT max(n) AS n FROM lending_product_version v
  WHERE v.product = p.id AND v.published_at IS NULL) draft ON true
LEFT JOIN LATERAL (SELECT v.* FROM lending_product_version v
  WHERE v.product = p.id AND v.n = coalesce(published.n, coming.n, draft.n)) shown ON true
LEFT JOIN LATERAL (SELECT * FROM lending_capacity c
  WHERE c.product = p.id AND $2 BETWEEN c.from_on AND c.to_on
  ORDER BY c.from_on DESC LIMIT 1) c ON true
WHERE p.lender = $1
"""


async def own(
    lender_id: UUID,
    *,
    on: date,
    after: tuple[str, UUID] | None,
    limit: int,
    counted: int = COUNTED,
    product_id: UUID | None = None,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` products of a lender by name, and how many there are."""
    name, last = after or (None, None)
    rows = await fetch(
        "SELECT p.*, published.n AS published_n, "
        "coming.n AS coming_n, coming.effective_on AS coming_on, "
        "CASE WHEN draft.n > coalesce((SELECT max(v.n) FROM lending_product_version v "
        "WHERE v.product = p.id AND v.published_at IS NOT NULL AND v.recalled_at IS NULL), 0) "
        "THEN draft.n END AS draft_n, "
        "shown.mandate_from, shown.mandate_to, shown.min_fen, shown.cap_fen, "
        "c.capacity_fen, c.used_fen, c.to_on AS capacity_to "
        f"{_OWN} AND ($3::varchar IS NULL OR (p.name, p.id) > ($3, $4)) "
        "AND ($6::uuid IS NULL OR p.id = $6) ORDER BY p.name, p.id LIMIT $5",
        lender_id,
        on,
        name,
        last,
        limit + 1,
        product_id,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT FROM lending_product WHERE lender = $1 "
        "LIMIT $2::bigint) AS counted",
        *(lender_id, counted + 1),
    )
    return rows, int(total)


async def numbered(product_id: UUID, n: int, *, lender_id: UUID) -> dict[str, Any] | None:
    """One version of a lender's product, draft or not."""
    return await fetch_one(
        "SELECT v.*, p.number, p.name FROM lending_product_version v "
        "JOIN lending_product p ON p.id = v.product "
        "WHERE p.id = $1 AND p.lender = $2 AND v.n = $3",
        product_id,
        lender_id,
        n,
    )


async def published(product_id: UUID) -> dict[str, Any] | None:
    """The newest published version, suspended, out of its mandate or to come as it may be.

    Not one that was called back.
    """
    return await fetch_one(
        "SELECT * FROM lending_product_version WHERE product = $1 AND published_at IS NOT NULL "
        "AND recalled_at IS NULL ORDER BY n DESC LIMIT 1",
        product_id,
    )


async def suspend(
    product_id: UUID, *, at: datetime | None, by: UUID | None, name: str | None, reason: str | None
) -> None:
    """Suspend a product, or resume it with nothing in each place."""
    await execute(
        "UPDATE lending_product SET suspended_at = $2, suspended_by = $3, suspended_by_name = $4, "
        "suspension_reason = $5 WHERE id = $1",
        product_id,
        at,
        by,
        name,
        reason,
    )


async def add_simulation(row: ProductSimulation) -> None:
    await ProductSimulation.insert(row)


async def newest_simulation(version_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM lending_product_simulation WHERE version = $1 "
        "ORDER BY created_at DESC, id DESC LIMIT 1",
        version_id,
    )


async def simulated(version_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these versions were simulated."""
    rows = await fetch(
        "SELECT DISTINCT version FROM lending_product_simulation WHERE version = ANY($1)",
        list(version_ids),
    )
    return {row["version"] for row in rows}


async def simulations_since(lender_id: UUID, *, since: datetime) -> int:
    found = await fetch_value(
        "SELECT count(*) FROM lending_product_simulation s "
        "JOIN lending_product_version v ON v.id = s.version "
        "JOIN lending_product p ON p.id = v.product WHERE p.lender = $1 AND s.created_at > $2",
        lender_id,
        since,
    )
    return int(found)


async def add_run(row: SimulationRun) -> bool:
    """False when one of this version is under way."""
    found = await fetch_one(
        "INSERT INTO lending_simulation_run (id, created_at, version, maker, maker_name, state, "
        "total) VALUES ($1, $2, $3, $4, $5, $6, $7) "
        "ON CONFLICT (version) WHERE state = 'running' DO NOTHING RETURNING id",
        row.id,
        row.created_at,
        row.version,
        row.maker,
        row.maker_name,
        row.state,
        row.total,
    )
    return found is not None


async def newest_run(version_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM lending_simulation_run WHERE version = $1 "
        "ORDER BY created_at DESC, id DESC LIMIT 1",
        version_id,
    )


async def lock_run(run_id: UUID) -> dict[str, Any] | None:
    """The run with the product and number of its version; whoever else comes waits for it."""
    return await fetch_one(
        "SELECT r.*, v.product, v.n FROM lending_simulation_run r "
        "JOIN lending_product_version v ON v.id = r.version WHERE r.id = $1 FOR UPDATE OF r",
        run_id,
    )


async def go_on(
    run_id: UUID,
    *,
    done: int,
    after: tuple[datetime, UUID],
    grades: Mapping[str, int],
    stopped: Mapping[str, int],
) -> None:
    await execute(
        "UPDATE lending_simulation_run SET done = least(total, done + $2), after_at = $3, "
        "after_id = $4, grades = $5, stopped = $6 WHERE id = $1",
        run_id,
        done,
        *after,
        dumps(grades),
        dumps(stopped),
    )


async def end_run(run_id: UUID, *, state: str, at: datetime) -> None:
    await execute(
        "UPDATE lending_simulation_run SET state = $2::varchar, ended_at = $3, grades = NULL, "
        "stopped = NULL, done = CASE WHEN $2::varchar = 'done' THEN total ELSE done END "
        "WHERE id = $1 AND state = 'running'",
        run_id,
        state,
        at,
    )


async def failed_once_more(run_id: UUID) -> int:
    """How often it failed by now."""
    found = await fetch_value(
        "UPDATE lending_simulation_run SET attempts = attempts + 1 "
        "WHERE id = $1 AND state = 'running' RETURNING attempts",
        run_id,
    )
    return int(found or 0)


async def capacities(product_id: UUID, *, lender_id: UUID, limit: int) -> list[dict[str, Any]]:
    """The newest periods first."""
    return await fetch(
        "SELECT c.* FROM lending_capacity c JOIN lending_product p ON p.id = c.product "
        "WHERE p.id = $1 AND p.lender = $2 ORDER BY c.from_on DESC LIMIT $3",
        product_id,
        lender_id,
        limit,
    )
