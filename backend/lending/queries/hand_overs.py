"""Every statement about cases that change hands together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED
from backend.lending.states import AT_THE_BANK
from backend.lending.tables.hand_overs import HandedCase, HandOver

_SELECT = (
    "SELECT h.*, u.id AS undone_by, u.created_at AS undone_at FROM lending_hand_over h "
    "LEFT JOIN lending_hand_over u ON u.undoes = h.id "
)


async def cases_of(member_id: UUID, *, lender: UUID) -> list[UUID]:
    """What a person has in hand that can change hands."""
    rows = await fetch(
        "SELECT id FROM lending_application WHERE assignee = $1 AND lender = $2 "
        "AND submitted_at IS NOT NULL AND state = ANY($3::varchar[]) ORDER BY id",
        member_id,
        lender,
        sorted(AT_THE_BANK),
    )
    return [row["id"] for row in rows]


async def add(head: HandOver, cases: Sequence[HandedCase]) -> None:
    await HandOver.insert(head)
    await HandedCase.insert(*cases)


async def one(hand_over_id: UUID, *, lender: UUID) -> dict[str, Any] | None:
    return await fetch_one(f"{_SELECT} WHERE h.id = $1 AND h.lender = $2", hand_over_id, lender)


async def still_held(hand_over_id: UUID) -> list[dict[str, Any]]:
    """Its cases that are where it brought them and can change hands again, in its order."""
    return await fetch(
        "SELECT c.* FROM lending_handed_case c JOIN lending_application a ON a.id = c.application "
        "WHERE c.hand_over = $1 AND a.assignee = c.receiver AND a.state = ANY($2::varchar[]) "
        "ORDER BY c.position",
        hand_over_id,
        sorted(AT_THE_BANK),
    )


async def moves(ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """Per hand-over: who gave how many to whom, and how many of them are still there."""
    rows = await fetch(
        "SELECT c.hand_over, g.name AS giver, r.name AS receiver, count(*) AS cases, "
        "count(*) FILTER (WHERE a.assignee = c.receiver AND a.state = ANY($2::varchar[])) AS held "
        "FROM lending_handed_case c JOIN lending_application a ON a.id = c.application "
        "JOIN identity_member g ON g.id = c.giver JOIN identity_member r ON r.id = c.receiver "
        "WHERE c.hand_over = ANY($1::uuid[]) GROUP BY 1, g.id, g.name, r.id, r.name "
        "ORDER BY min(c.position)",
        list(ids),
        sorted(AT_THE_BANK),
    )
    found: dict[UUID, list[dict[str, Any]]] = {each: [] for each in ids}
    for row in rows:
        found[row["hand_over"]].append(row)
    return found


async def page(
    lender: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """One row more than `limit`, newest first; and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_SELECT} WHERE h.lender = $1 "
        "AND ($2::timestamptz IS NULL OR (h.created_at, h.id) < ($2, $3)) "
        "ORDER BY h.created_at DESC, h.id DESC LIMIT $4",
        lender,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT FROM lending_hand_over WHERE lender = $1 "
        f"LIMIT {COUNTED + 1}) AS counted",
        lender,
    )
    return rows, int(total)
