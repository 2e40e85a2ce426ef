"""What its owner sees of the attempts to sign in as him, and how he ends other sessions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.identity import queries, rules
from backend.identity.events import SignedOutElsewhere
from backend.identity.queries import sign_ins as attempts
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.pages import COUNTED
from backend.kernel.passwords import digest


async def sign_ins(
    *,
    token: str,
    after: tuple[datetime, UUID] | None,
    limit: int,
    counted: int = COUNTED,
    by: Actor,
) -> tuple[list[dict[str, Any]], int]:
    """Every attempt to sign in as the actor, newest first; `current` is this very session."""
    at = clock.now()
    rows, total = await attempts.page(
        by.user_id,
        seen_since=at - rules.SESSION_IDLE,
        at=at,
        after=after,
        limit=limit,
        counted=counted,
    )
    here = digest(token)
    for row in rows:
        row["current"] = row.pop("token_digest") == here
    return rows, total


async def end_session(sign_in_id: UUID, *, by: Actor) -> None:
    """End the session that this sign-in opened; again changes nothing."""
    async with transaction():
        if not await attempts.end_one(sign_in_id, member_id=by.user_id, at=clock.now()):
            raise NotFound("There is no such session of yours.")
        await emit(SignedOutElsewhere(subject_id=by.user_id, email=""), by=by)


async def end_other_sessions(*, token: str, by: Actor) -> None:
    """End every session of the actor but this one."""
    async with transaction():
        await queries.end_sessions_of(by.user_id, clock.now(), besides=digest(token))
        await emit(SignedOutElsewhere(subject_id=by.user_id, email=""), by=by)
