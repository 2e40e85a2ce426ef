"""How banks write their statements: versions, what is proposed, what it was tried on."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value, loads
from backend.kernel.pages import COUNTED
from backend.treasury.tables import Layout, LayoutProposal, LayoutTrial

_IN_FORCE = """(SELECT g.id FROM treasury_layout g WHERE g.code = y.code
AND g.valid_from <= $1::date ORDER BY g.version DESC LIMIT 1) = y.id AS in_force,
(SELECT count(*) FROM treasury_account a WHERE a.layout_code = y.code AND a.closed_at IS NULL)
AS accounts"""


def _read(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"mapping": loads(row["mapping"])}


async def layout_versions(
    *, today: date, after: tuple[str, int] | None, limit: int, counted: int = COUNTED
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` versions by code, the newest of each first, and how many there are."""
    code, version = after or (None, None)
    rows = await fetch(
        f"SELECT y.*, {_IN_FORCE} FROM treasury_layout y WHERE $2::varchar IS NULL OR y.code > $2 "
        "OR (y.code = $2 AND y.version < $3::integer) ORDER BY y.code, y.version DESC LIMIT $4",
        today,
        code,
        version,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 FROM treasury_layout LIMIT {int(counted) + 1}) AS counted"
    )
    return [_read(row) for row in rows], int(total)


async def layout_version(layout_id: UUID, *, today: date) -> dict[str, Any] | None:
    row = await fetch_one(
        f"SELECT y.*, {_IN_FORCE} FROM treasury_layout y WHERE y.id = $2", today, layout_id
    )
    return None if row is None else _read(row)


async def newest_layout(code: str) -> dict[str, Any] | None:
    """The last version of a code; whoever proposes or publishes another waits for it."""
    await fetch_value("SELECT pg_advisory_xact_lock(hashtext($1))", f"treasury_layout:{code}")
    return await fetch_one(
        "SELECT version, valid_from FROM treasury_layout WHERE code = $1 "
        "ORDER BY version DESC LIMIT 1",
        code,
    )


async def add_layout(row: Layout) -> None:
    await Layout.insert(row)


async def add_layout_proposal(row: LayoutProposal) -> None:
    await LayoutProposal.insert(row)


async def add_layout_trial(row: LayoutTrial) -> None:
    await LayoutTrial.insert(row)


_PROPOSALS = """
SELECT p.*, t.rows AS tried_rows, t.file_name AS tried_file, t.created_at AS tried_at,
  t.tried_by_name FROM treasury_layout_proposal p
LEFT JOIN LATERAL (SELECT * FROM treasury_layout_trial t WHERE t.proposal = p.id
  ORDER BY t.created_at DESC, t.id DESC LIMIT 1) t ON true
"""


async def layout_proposal(proposal_id: UUID) -> dict[str, Any] | None:
    row = await fetch_one(f"{_PROPOSALS} WHERE p.id = $1", proposal_id)
    return None if row is None else _read(row)


async def open_layout_proposal(code: str) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM treasury_layout_proposal WHERE code = $1 AND decided_at IS NULL", code
    )


async def open_layout_proposals(
    *, after: str | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` proposals that wait, by code (each has one at most), and how many."""
    rows = await fetch(
        f"{_PROPOSALS} WHERE p.decided_at IS NULL AND ($1::varchar IS NULL OR p.code > $1) "
        "ORDER BY p.code LIMIT $2",
        after,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM treasury_layout_proposal WHERE decided_at IS NULL"
    )
    return [_read(row) for row in rows], int(total)


async def decide_layout(
    proposal_id: UUID, *, published: bool, by: UUID, name: str, at: datetime
) -> None:
    await execute(
        "UPDATE treasury_layout_proposal SET published = $2, decided_by = $3, "
        "decided_by_name = $4, decided_at = $5 WHERE id = $1",
        proposal_id,
        published,
        by,
        name,
        at,
    )
