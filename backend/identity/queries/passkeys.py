"""Statements about passkeys and the challenges that they answer."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.identity.states import ChallengePurpose
from backend.identity.tables import Passkey, PasskeyChallenge
from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.errors import NotFound

_OPEN = "expires_at > $1 AND purpose = 'sign_in' AND address = $2"


async def of_member(member_id: UUID) -> list[dict[str, Any]]:
    """In order of arrival."""
    return await fetch(
        "SELECT * FROM identity_passkey WHERE member = $1 ORDER BY created_at, id", member_id
    )


async def exist(member_id: UUID) -> bool:
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT 1 FROM identity_passkey WHERE member = $1)", member_id
        )
    )


async def by_credential(credential_id: bytes) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT p.*, m.email, m.organisation FROM identity_passkey p "
        "JOIN identity_member m ON m.id = p.member WHERE p.credential_id = $1",
        credential_id,
    )


async def passkey(passkey_id: UUID, *, member_id: UUID) -> dict[str, Any]:
    """Not locked: what is proven with it meanwhile is counted on another connection."""
    row = await fetch_one(
        "SELECT * FROM identity_passkey WHERE id = $1 AND member = $2", passkey_id, member_id
    )
    if row is None:
        raise NotFound("You have no such passkey.")
    return row


async def add(row: Passkey) -> None:
    await Passkey.insert(row)


async def rename(passkey_id: UUID, name: str) -> None:
    await execute("UPDATE identity_passkey SET name = $2 WHERE id = $1", passkey_id, name)


async def use(passkey_id: UUID, *, count: int, at: datetime) -> bool:
    """Count a signature; false where its counter is none beyond the last, or suspected before."""
    return bool(
        await fetch_value(
            "UPDATE identity_passkey SET sign_count = $2, last_used_at = $3 WHERE id = $1 "
            "AND suspected_at IS NULL AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0)) "
            "RETURNING true",
            passkey_id,
            count,
            at,
        )
    )


async def suspect(passkey_id: UUID, *, at: datetime) -> bool:
    """Not accepted from now on; false when it was suspected before."""
    return bool(
        await fetch_value(
            "UPDATE identity_passkey SET suspected_at = $2 "
            "WHERE id = $1 AND suspected_at IS NULL RETURNING true",
            passkey_id,
            at,
        )
    )


async def remove(member_id: UUID, *, only: UUID | None = None, besides: UUID | None = None) -> int:
    """Forget these, and what was asked of them: how many there were."""
    gone = await fetch(
        "DELETE FROM identity_passkey WHERE member = $1 AND ($2::uuid IS NULL OR id = $2) "
        "AND id IS DISTINCT FROM $3 RETURNING id",
        member_id,
        only,
        besides,
    )
    await execute("DELETE FROM identity_passkey_challenge WHERE member = $1", member_id)
    return len(gone)


async def open_challenges(address: str, *, at: datetime) -> int:
    """At sign-in, from there, not answered yet."""
    return int(
        await fetch_value(
            f"SELECT count(*) FROM identity_passkey_challenge WHERE {_OPEN}", at, address
        )
    )


async def add_challenge(row: PasskeyChallenge, *, keep: int) -> None:
    """Another one; what is over goes, and of one member all but that many of the newest."""
    await execute(
        "DELETE FROM identity_passkey_challenge WHERE expires_at <= $1 OR id IN ("
        "SELECT id FROM identity_passkey_challenge WHERE member = $2 "
        "ORDER BY created_at DESC, id DESC OFFSET $3)",
        row.created_at,
        row.member,
        keep - 1,
    )
    await PasskeyChallenge.insert(row)


async def spend_challenge(
    challenge_digest: bytes, purpose: ChallengePurpose, *, at: datetime
) -> dict[str, Any] | None:
    """Of any number of answers to it at once, exactly one is the first."""
    return await fetch_one(
        "DELETE FROM identity_passkey_challenge WHERE challenge_digest = $1 AND purpose = $2 "
        "AND expires_at > $3 RETURNING member, session_digest",
        challenge_digest,
        purpose,
        at,
    )


def challenge(
    purpose: ChallengePurpose,
    challenge_digest: bytes,
    *,
    member_id: UUID | None,
    session_digest: bytes | None,
    address: str,
    at: tuple[datetime, datetime],
) -> PasskeyChallenge:
    """`at`: from when, until when."""
    return PasskeyChallenge(
        id=uuid4(),
        created_at=at[0],
        purpose=purpose,
        challenge_digest=challenge_digest,
        member=member_id,
        session_digest=session_digest,
        address=address[:45],
        expires_at=at[1],
    )
