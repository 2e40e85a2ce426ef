"""One-time links: who holds one sets his own password; the database keeps a digest only."""

from datetime import datetime
from uuid import UUID, uuid4

from backend.identity import queries, rules
from backend.identity.states import LinkPurpose
from backend.identity.tables import OneTimeLink
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.passwords import digest, new_token


async def issue(member_id: UUID, *, purpose: LinkPurpose, by: Actor) -> tuple[str, datetime]:
    """The token to be shown once to whoever asked for it, and when it expires."""
    token = new_token()
    expires_at = clock.now() + rules.LINK_LIFE
    await queries.add_link(
        OneTimeLink(
            id=uuid4(),
            created_at=clock.now(),
            member=member_id,
            purpose=purpose,
            token_digest=digest(token),
            expires_at=expires_at,
            issued_by=by.user_id,
        )
    )
    return token, expires_at
