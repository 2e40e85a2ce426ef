"""Statements about attempts to sign in and the sessions that came of them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.identity.states import Proof, SignInOutcome
from backend.identity.tables import SignIn
from backend.kernel.db import apart, execute, fetch, fetch_value
from backend.kernel.pages import COUNTED


async def record(
    member_id: UUID,
    outcome: SignInOutcome,
    *,
    at: datetime,
    place: tuple[str, str],
    opened: tuple[UUID | None, Proof | None] = (None, None),
) -> None:
    """`place`: network address and device; `opened`: the session, and what was proven for it."""
    await SignIn.insert(
        SignIn(
            id=uuid4(),
            created_at=at,
            member=member_id,
            outcome=outcome,
            address=place[0],
            device=place[1],
            session=opened[0],
            proof=opened[1],
        )
    )


async def record_refused(
    member_id: UUID, outcome: SignInOutcome, *, at: datetime, place: tuple[str, str]
) -> None:
    """Written beside the request, which is refused next: whoever was guessed at can see it."""
    async with apart():
        await record(member_id, outcome, at=at, place=place)


async def page(
    member_id: UUID,
    *,
    seen_since: datetime,
    at: datetime,
    after: tuple[datetime, UUID] | None,
    limit: int,
    counted: int = COUNTED,
) -> tuple[list[dict[str, Any]], int]:
    rows = await fetch(
        "SELECT i.id, i.created_at, i.outcome, i.proof, i.address, i.device, i.session, "
        "s.token_digest, s.seen_at, "
        "s.ended_at IS NULL AND s.ends_at > $2 AND s.seen_at >= $3 AS live "
        "FROM identity_sign_in i LEFT JOIN identity_session s ON s.id = i.session "
        "WHERE i.member = $1 AND ($4::timestamptz IS NULL OR (i.created_at, i.id) < ($4, $5)) "
        "ORDER BY i.created_at DESC, i.id DESC LIMIT $6",
        member_id,
        at,
        seen_since,
        None if after is None else after[0],
        None if after is None else after[1],
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM identity_sign_in WHERE member = $1 "
        f"LIMIT {int(counted) + 1}) AS counted",
        member_id,
    )
    return rows, int(total)


async def end_one(sign_in_id: UUID, *, member_id: UUID, at: datetime) -> bool:
    """End the session that this sign-in opened; false when the member has no such sign-in."""
    found = await fetch_value(
        "SELECT session FROM identity_sign_in WHERE id = $1 AND member = $2 "
        "AND session IS NOT NULL",
        sign_in_id,
        member_id,
    )
    await execute(
        "UPDATE identity_session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", found, at
    )
    return found is not None
