"""Every statement about fees."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.payments.tables import Fee, FeeProposal

_IN_FORCE = """(SELECT g.id FROM payments_fee g WHERE g.code = f.code AND g.valid_from <= $1::date
ORDER BY g.valid_from DESC LIMIT 1) = f.id AS in_force"""


async def add_fee(row: Fee) -> None:
    await Fee.insert(row)


async def fee(fee_id: UUID, *, today: date) -> dict[str, Any] | None:
    return await fetch_one(
        f"SELECT f.*, {_IN_FORCE} FROM payments_fee f WHERE f.id = $2", today, fee_id
    )


async def fees(
    *, today: date, after: tuple[str, int] | None, limit: int, counted: int = COUNTED
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` versions by code, the newest of each first, and how many there are."""
    code, version = after or (None, None)
    rows = await fetch(
        f"SELECT f.*, {_IN_FORCE} FROM payments_fee f WHERE $2::varchar IS NULL OR f.code > $2 "
        "OR (f.code = $2 AND f.version < $3::integer) ORDER BY f.code, f.version DESC LIMIT $4",
        today,
        code,
        version,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 FROM payments_fee LIMIT {int(counted) + 1}) AS counted"
    )
    return rows, int(total)


async def newest(code: str) -> dict[str, Any] | None:
    """The last version of this code; whoever publishes another waits for it."""
    await fetch_value("SELECT pg_advisory_xact_lock(hashtext($1))", f"payments_fee:{code}")
    return await fetch_one(
        "SELECT version, purpose, valid_from FROM payments_fee WHERE code = $1 "
        "ORDER BY version DESC LIMIT 1",
        code,
    )


async def add_proposal(row: FeeProposal) -> None:
    await FeeProposal.insert(row)


async def proposal(proposal_id: UUID) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM payments_fee_proposal WHERE id = $1", proposal_id)


async def open_proposal(code: str) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM payments_fee_proposal WHERE code = $1 AND decided_at IS NULL", code
    )


async def open_proposals(*, after: str | None, limit: int) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` proposals that wait, by code (each has one at most), and how many."""
    rows = await fetch(
        "SELECT * FROM payments_fee_proposal WHERE decided_at IS NULL "
        "AND ($1::varchar IS NULL OR code > $1) ORDER BY code LIMIT $2",
        after,
        limit + 1,
    )
    total = await fetch_value("SELECT count(*) FROM payments_fee_proposal WHERE decided_at IS NULL")
    return rows, int(total)


async def decide_proposal(
    proposal_id: UUID, *, published: bool, by: UUID, name: str, at: datetime
) -> None:
    await execute(
        "UPDATE payments_fee_proposal SET published = $2, decided_by = $3, decided_by_name = $4, "
        "decided_at = $5 WHERE id = $1",
        proposal_id,
        published,
        by,
        name,
        at,
    )


async def bounds(purpose: str, *, today: date) -> list[dict[str, Any]]:
    """The fees of a purpose; of one that does not hold yet both bounds are null."""
    return await fetch(
        "SELECT c.code, f.minimum_fen, f.maximum_fen FROM (SELECT DISTINCT code FROM payments_fee "
        "WHERE purpose = $1) c LEFT JOIN LATERAL (SELECT minimum_fen, maximum_fen "
        "FROM payments_fee WHERE code = c.code AND valid_from <= $2 ORDER BY valid_from DESC "
        "LIMIT 1) f ON true ORDER BY c.code",
        purpose,
        today,
    )
