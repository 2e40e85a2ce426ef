"""Every statement about the values that the two sides of an application propose."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.lending.queries.applications import Scope
from backend.lending.states import ProposedValueState, Side
from backend.lending.tables.values import ValueProposal

_SELECT = (
    "SELECT p.*, v.number AS valuation_number FROM lending_value_proposal p "
    "LEFT JOIN valuation_valuation v ON v.id = p.valuation "
)


async def one(proposal_id: UUID, *, scope: Scope, lock: bool = False) -> dict[str, Any] | None:
    """Of an application of this side; of any other there is none."""
    return await fetch_one(
        f"{_SELECT} JOIN lending_application a ON a.id = p.application "
        "WHERE p.id = $1 AND ($2::uuid IS NULL OR a.applicant = $2) "
        "AND ($3::uuid IS NULL OR (a.lender = $3 AND a.submitted_at IS NOT NULL))"
        + (" FOR UPDATE OF p" if lock else ""),
        proposal_id,
        scope.applicant,
        scope.lender,
    )


async def open_of(application_id: UUID) -> dict[str, Any] | None:
    return await fetch_one(
        f"{_SELECT} WHERE p.application = $1 AND p.state = 'open' FOR UPDATE OF p", application_id
    )


async def page(
    application_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """One row more than `limit`, newest first; and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_SELECT} WHERE p.application = $1 "
        "AND ($2::timestamptz IS NULL OR (p.created_at, p.id) < ($2, $3)) "
        "ORDER BY p.created_at DESC, p.id DESC LIMIT $4",
        application_id,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT FROM lending_value_proposal WHERE application = $1 "
        f"LIMIT {COUNTED + 1}) AS counted",
        application_id,
    )
    return rows, int(total)


async def add(row: ValueProposal) -> None:
    await ValueProposal.insert(row)


async def end(
    proposal_id: UUID,
    state: ProposedValueState,
    *,
    side: Side,
    by: tuple[UUID, str],
    at: datetime,
    reason: str | None = None,
    valuation: UUID | None = None,
) -> None:
    await execute(
        "UPDATE lending_value_proposal SET state = $2, ended_side = $3, ended_by = $4, "
        "ended_by_name = $5, ended_at = $6, reason = $7, valuation = $8 WHERE id = $1",
        proposal_id,
        state.value,
        side.value,
        *by,
        at,
        reason,
        valuation,
    )
