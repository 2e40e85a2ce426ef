"""Statements about awards."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.portfolio.queries.assets import FROM, HOLDING
from backend.portfolio.tables import Award

_AWARD = (
    "w.id AS award_id, w.created_at AS stated_at, w.kind AS award_kind, w.title AS award_title, "
    "w.awarded_on, w.document, w.stated_by_name, w.state, w.reason, w.ended_by_name, w.ended_for, "
    "w.ended_at, firm.name AS firm_name, scan.name AS document_name"
)
_FROM = (
    f"{FROM} JOIN portfolio_award w ON w.asset = a.id JOIN documents_file scan ON "
    "scan.id = w.document"
)
_CHOSEN = (
    "($1::uuid IS NULL OR a.firm = $1) AND ($2::text IS NULL OR firm.division = $2) "
    "AND ($3::text IS NULL OR w.state = $3) AND ($4::uuid IS NULL OR a.id = $4)"
)


async def add(award: Award) -> None:
    await Award.insert(award)


async def is_stated(asset_id: UUID, *, kind: str, awarded_on: object) -> bool:
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT FROM portfolio_award WHERE asset = $1 AND kind = $2 "
            "AND awarded_on = $3 AND state IN ('stated', 'confirmed'))",
            asset_id,
            kind,
            awarded_on,
        )
    )


async def one(
    award_id: UUID, *, firm: UUID | None, division: str | None, lock: bool = False
) -> dict[str, Any] | None:
    """The firm's own award, or one of a firm of the division."""
    return await fetch_one(
        f"SELECT {HOLDING}, {_AWARD} {_FROM} WHERE w.id = $1 "
        "AND ($2::uuid IS NULL OR a.firm = $2) AND ($3::text IS NULL OR firm.division = $3)"
        + (" FOR UPDATE OF w" if lock else ""),
        award_id,
        firm,
        division,
    )


async def end(
    award_id: UUID,
    *,
    state: str,
    reason: str | None,
    by: tuple[UUID, str, str],
    at: datetime,
) -> None:
    await execute(
        "UPDATE portfolio_award SET state = $2, reason = $3, ended_by = $4, ended_by_name = $5, "
        "ended_for = $6, ended_at = $7 WHERE id = $1",
        award_id,
        state,
        reason,
        *by,
        at,
    )


async def page(  # a filter and a page
    *,
    firm: UUID | None,
    division: str | None,
    state: str | None,
    asset_id: UUID | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """A firm's awards, or those of a division's firms; newest first."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"SELECT {HOLDING}, {_AWARD} {_FROM} WHERE {_CHOSEN} "
        "AND ($5::timestamptz IS NULL OR (w.created_at, w.id) < ($5, $6)) "
        "ORDER BY w.created_at DESC, w.id DESC LIMIT $7",
        firm,
        division,
        state,
        asset_id,
        moment,
        last,
        limit + 1,
    )
    total = await count(firm=firm, division=division, state=state, asset_id=asset_id)
    return rows, total


async def count(
    *,
    firm: UUID | None,
    division: str | None,
    state: str | None,
    asset_id: UUID | None,
    up_to: int = COUNTED,
) -> int:
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_FROM} WHERE {_CHOSEN} LIMIT {int(up_to) + 1}) "
        "AS counted",
        firm,
        division,
        state,
        asset_id,
    )
    return int(total)
