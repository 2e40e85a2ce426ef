"""Statements about second factors.

A code is spent on a connection of its own: it stays spent when the request is refused after it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.kernel.db import execute, fetch, fetch_one, fetch_value, outside_transaction


async def factor(member_id: UUID) -> dict[str, Any] | None:
    return await fetch_one("SELECT * FROM identity_second_factor WHERE member = $1", member_id)


async def begin(factor_id: UUID, *, member_id: UUID, wrapped: bytes, at: datetime) -> bool:
    """Put a new secret in place of one that was not confirmed; false when one is in force."""
    return bool(
        await fetch_value(
            "INSERT INTO identity_second_factor (id, created_at, member, secret) "
            "VALUES ($1, $4, $2, $3) ON CONFLICT (member) DO UPDATE SET id = excluded.id, "
            "created_at = excluded.created_at, secret = excluded.secret "
            "WHERE identity_second_factor.confirmed_at IS NULL RETURNING true",
            factor_id,
            member_id,
            wrapped,
            at,
        )
    )


async def confirm(factor_id: UUID, *, step: int, at: datetime) -> bool:
    """In force from now on, its first code spent; false when another request was first."""
    return bool(
        await fetch_value(
            "UPDATE identity_second_factor SET confirmed_at = $3, last_step = $2 "
            "WHERE id = $1 AND confirmed_at IS NULL RETURNING true",
            factor_id,
            step,
            at,
        )
    )


async def spend_step(factor_id: UUID, step: int) -> bool:
    """Of any number of uses of one code at once, exactly one is the first."""
    async with outside_transaction() as own:
        return bool(
            await own.fetchval(
                "UPDATE identity_second_factor SET last_step = $2 "
                "WHERE id = $1 AND last_step < $2 RETURNING true",
                factor_id,
                step,
            )
        )


async def spend_recovery_code(member_id: UUID, code_digest: bytes, at: datetime) -> bool:
    """Of any number of uses at once, exactly one is the first; see `apart`."""
    return bool(
        await fetch_value(
            "UPDATE identity_recovery_code SET used_at = $3 "
            "WHERE member = $1 AND code_digest = $2 AND used_at IS NULL RETURNING true",
            member_id,
            code_digest,
            at,
        )
    )


async def recovery_code_used_at(member_id: UUID, code_digest: bytes) -> datetime | None:
    """When this code of the member was spent; None of another, and of one that is not."""
    used_at: datetime | None = await fetch_value(
        "SELECT used_at FROM identity_recovery_code WHERE member = $1 AND code_digest = $2",
        member_id,
        code_digest,
    )
    return used_at


async def replace_recovery_codes(
    member_id: UUID, digests: Sequence[bytes], *, at: datetime
) -> None:
    """These instead of every earlier one."""
    await remove_recovery_codes(member_id)
    await execute(
        "INSERT INTO identity_recovery_code (id, created_at, member, code_digest) "
        "SELECT c.id, $4, $1, c.digest FROM unnest($2::uuid[], $3::bytea[]) AS c (id, digest)",
        member_id,
        [uuid4() for _ in digests],
        list(digests),
        at,
    )


async def recovery_codes_left(member_id: UUID) -> int:
    return int(
        await fetch_value(
            "SELECT count(*) FROM identity_recovery_code WHERE member = $1 AND used_at IS NULL",
            member_id,
        )
    )


async def remove_recovery_codes(member_id: UUID) -> bool:
    """False when there was none, spent or not."""
    return bool(
        await fetch("DELETE FROM identity_recovery_code WHERE member = $1 RETURNING id", member_id)
    )


async def ended_at(member_id: UUID) -> datetime | None:
    found: datetime | None = await fetch_value(
        "SELECT second_factor_ended_at FROM identity_member WHERE id = $1", member_id
    )
    return found


async def record_end(member_id: UUID, *, at: datetime) -> None:
    await execute(
        "UPDATE identity_member SET second_factor_ended_at = $2 WHERE id = $1", member_id, at
    )


async def remove(member_id: UUID) -> bool:
    """Forget the secret; false when there was none."""
    return bool(
        await fetch_value(
            "DELETE FROM identity_second_factor WHERE member = $1 RETURNING true", member_id
        )
    )


async def every(*, after: UUID, limit: int) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT id, member, secret FROM identity_second_factor WHERE id > $1 ORDER BY id LIMIT $2",
        after,
        limit,
    )


async def rewrap(factor_id: UUID, *, wrapped: bytes, before: bytes) -> None:
    await execute(
        "UPDATE identity_second_factor SET secret = $2 WHERE id = $1 AND secret = $3",
        factor_id,
        wrapped,
        before,
    )
