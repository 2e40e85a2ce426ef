"""Statements about valuations."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.valuation.tables import Valuation, ValuedRight

_ONE = "SELECT * FROM valuation_valuation WHERE id = $1 AND firm = $2"

_OF_FIRM = """
FROM valuation_valuation v
WHERE v.firm = $1 AND v.held_by IS NULL AND ($2::varchar IS NULL OR v.state = $2)
  AND ($3::uuid IS NULL OR EXISTS (
    SELECT FROM valuation_valued_right r WHERE r.valuation = v.id AND r.right_id = $3))
"""


async def add(valuation: Valuation, rights: Sequence[ValuedRight]) -> None:
    await Valuation.insert(valuation)
    await ValuedRight.insert(*rights)


async def one(valuation_id: UUID, *, firm_id: UUID) -> dict[str, Any] | None:
    """A valuation of the firm's rights, whoever holds it."""
    return await fetch_one(_ONE, valuation_id, firm_id)


async def own(
    valuation_id: UUID, *, firm_id: UUID, to_change: bool = False
) -> dict[str, Any] | None:
    """One that the firm holds itself."""
    return await fetch_one(
        _ONE + " AND held_by IS NULL" + (" FOR UPDATE" if to_change else ""), valuation_id, firm_id
    )


async def page(
    firm_id: UUID,
    *,
    state: str | None,
    right_id: UUID | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` valuations, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"SELECT v.* {_OF_FIRM} AND ($4::timestamptz IS NULL OR (v.created_at, v.id) < ($4, $5))"
        " ORDER BY v.created_at DESC, v.id DESC LIMIT $6",
        firm_id,
        state,
        right_id,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_OF_FIRM} LIMIT {COUNTED + 1}) AS counted",
        firm_id,
        state,
        right_id,
    )
    return rows, int(total)


async def declared(firm_id: UUID, *, touching: Collection[UUID] | None) -> list[dict[str, Any]]:
    """The firm's standing valuations, all or those that name one of these rights."""
    return await fetch(
        "SELECT v.* FROM valuation_valuation v WHERE v.firm = $1 AND v.held_by IS NULL "
        "AND v.state = 'declared' AND "
        "($2::uuid[] IS NULL OR EXISTS (SELECT FROM valuation_valued_right r "
        "WHERE r.valuation = v.id AND r.right_id = ANY($2))) ORDER BY v.created_at DESC, v.id",
        firm_id,
        None if touching is None else list(touching),
    )


async def valued_rights(valuation_ids: Collection[UUID]) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT valuation, right_id, low_fen, central_fen, high_fen FROM valuation_valued_right "
        "WHERE valuation = ANY($1) ORDER BY right_id",
        list(valuation_ids),
    )


async def record_withdrawal(valuation_id: UUID, *, state: str, at: datetime) -> None:
    await execute(
        "UPDATE valuation_valuation SET state = $2, withdrawn_at = $3 WHERE id = $1",
        valuation_id,
        state,
        at,
    )
