"""Every statement that listing sends."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.listing.states import State
from backend.listing.tables import FinancingRequest, RequestedRight

_OF_FIRM = """
FROM listing_financing_request
WHERE firm = $1 AND ($2::varchar IS NULL OR state = $2)
"""

#: What a revision may change.
FIELDS = (
    "amount_fen",
    "term_months",
    "use_of_funds",
    "use_note",
    "established_on",
    "headcount",
    "revenue_fen",
    "prior_revenue_fen",
    "tax_grade",
    "credit_grade",
    "tax_grade_year",
    "tax_grade_document_id",
    "credit_grade_year",
    "credit_grade_document_id",
    "sector",
    "tags",
    "first_time_borrower",
    "has_basic_account",
    "credit_report_consent",
    "document_ids",
)


async def add(request: FinancingRequest, rights: Sequence[RequestedRight]) -> None:
    await FinancingRequest.insert(request)
    await RequestedRight.insert(*rights)


async def one(request_id: UUID, *, firm_id: UUID, to_change: bool = False) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT * FROM listing_financing_request WHERE id = $1 AND firm = $2"
        + (" FOR UPDATE" if to_change else ""),
        request_id,
        firm_id,
    )


async def rights(request_ids: Collection[UUID]) -> list[dict[str, Any]]:
    """What each request offers, in the order it names it."""
    return await fetch(
        "SELECT request, right_id, used_since FROM listing_requested_right "
        "WHERE request = ANY($1) ORDER BY position",
        list(request_ids),
    )


async def page(
    firm_id: UUID,
    *,
    state: str | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit + 1` requests of the firm, newest first, and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"SELECT * {_OF_FIRM} AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4))"
        " ORDER BY created_at DESC, id DESC LIMIT $5",
        firm_id,
        state,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_OF_FIRM} LIMIT {COUNTED + 1}) AS counted",
        firm_id,
        state,
    )
    return rows, int(total)


async def revise(
    request_id: UUID,
    *,
    values: dict[str, object],
    rights: Sequence[RequestedRight],
) -> None:
    """Put other values and other rights in the place of those that stood."""
    places = ", ".join(f"{name} = ${index}" for index, name in enumerate(FIELDS, start=2))
    await execute(
        f"UPDATE listing_financing_request SET revision = revision + 1, {places} WHERE id = $1",
        request_id,
        *(values[name] for name in FIELDS),
    )
    await execute("DELETE FROM listing_requested_right WHERE request = $1", request_id)
    await RequestedRight.insert(*rights)


async def record_publication(request_id: UUID, *, at: datetime) -> None:
    await execute(
        "UPDATE listing_financing_request SET state = $2, published_at = $3 WHERE id = $1",
        request_id,
        State.PUBLISHED,
        at,
    )


async def record_withdrawal(request_id: UUID, *, at: datetime) -> None:
    await execute(
        "UPDATE listing_financing_request SET state = $2, withdrawn_at = $3 WHERE id = $1",
        request_id,
        State.WITHDRAWN,
        at,
    )


async def published(
    *, until: datetime, after: tuple[datetime, UUID] | None, limit: int
) -> list[dict[str, Any]]:
    """Requests published by then, with their firms, the newest first."""
    moment, last = after or (None, None)
    return await fetch(
        "SELECT id, firm, published_at FROM listing_financing_request "
        "WHERE state = 'published' AND published_at <= $1 "
        "AND ($2::timestamptz IS NULL OR (published_at, id) < ($2, $3::uuid)) "
        "ORDER BY published_at DESC, id DESC LIMIT $4",
        until,
        moment,
        last,
        limit,
    )


async def count_published(*, until: datetime) -> int:
    return int(
        await fetch_value(
            "SELECT count(*) FROM listing_financing_request "
            "WHERE state = 'published' AND published_at <= $1",
            until,
        )
    )


_TEASERS = """
FROM listing_financing_request q JOIN identity_organisation o ON o.id = q.firm
WHERE q.state = 'published'
  AND ($1::varchar IS NULL OR q.sector = $1)
  AND ($2::text IS NULL OR EXISTS (
    SELECT FROM listing_requested_right r JOIN portfolio_right p ON p.id = r.right_id
    WHERE r.request = q.id AND replace(p.ipc_main, ' ', '') LIKE $2))
"""


async def teasers(
    *,
    sector: str | None,
    ipc: str | None,
    after: tuple[date, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """Published requests without anything that names the firm, newest day first."""
    day, last = after or (None, None)
    pattern = None if ipc is None else ipc + "%"
    shanghai = "(q.published_at AT TIME ZONE 'Asia/Shanghai')::date"
    rows = await fetch(
        f"SELECT q.id, q.number, q.amount_fen, q.term_months, q.sector, o.division, "
        f"{shanghai} AS published_on, (SELECT array_agg(p.ipc_main) FROM listing_requested_right r "
        "JOIN portfolio_right p ON p.id = r.right_id WHERE r.request = q.id) AS classes, "
        "(SELECT count(*) FROM listing_requested_right r WHERE r.request = q.id) AS rights "
        f"{_TEASERS} AND ($3::date IS NULL OR ({shanghai}, q.id) < ($3, $4)) "
        f"ORDER BY {shanghai} DESC, q.id DESC LIMIT $5",
        sector,
        pattern,
        day,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 {_TEASERS} LIMIT {COUNTED + 1}) AS counted",
        sector,
        pattern,
    )
    return rows, int(total)
