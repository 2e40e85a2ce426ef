"""Every statement about fees."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.payments.tables import Fee

_IN_FORCE = """(SELECT g.id FROM payments_fee g WHERE g.code = f.code AND g.valid_from <= $1::date
ORDER BY g.valid_from DESC LIMIT 1) = f.id AS in_force"""


async def add_fee(row: Fee) -> None:
    await Fee.insert(row)


async def fee(fee_id: UUID, *, today: date) -> dict[str, Any] | None:
    return await fetch_one(
        f"SELECT f.*, {_IN_FORCE} FROM payments_fee f WHERE f.id = $2", today, fee_id
    )


async def fees(
    *, today: date, after: tuple[str, int] | None, limit: int
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
        f"SELECT count(*) FROM (SELECT 1 FROM payments_fee LIMIT {COUNTED + 1}) AS counted"
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
