"""Statements about who must have a second factor."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.identity.tables import SecondFactorTerm
from backend.kernel.db import execute, fetch, fetch_one

#: Of the member `m`: a passkey is one as much as an authenticator.
HAS_FACTOR = (
    "(EXISTS (SELECT FROM identity_second_factor f WHERE f.member = m.id "
    "AND f.confirmed_at IS NOT NULL) OR EXISTS (SELECT FROM identity_passkey k "
    "WHERE k.member = m.id))"
)
#: Of the member `m`: from when on his days of grace count.
JOINED = "coalesce(m.joined_at, m.created_at)"


async def standing(member_id: UUID) -> dict[str, Any] | None:
    """None where it is no member: the system, a key."""
    return await fetch_one(
        f"SELECT {HAS_FACTOR} AS has_factor, {JOINED} AS joined_at, m.organisation, m.roles, "
        "o.kind FROM identity_member m JOIN identity_organisation o ON o.id = m.organisation "
        "WHERE m.id = $1",
        member_id,
    )


async def without_factor(*, after: UUID, limit: int) -> list[dict[str, Any]]:
    """Members who can sign in by their password alone, in order."""
    return await fetch(
        f"SELECT m.id, m.email, m.roles, m.organisation, o.kind, {JOINED} AS joined_at, "
        "m.second_factor_told_on AS told_on FROM identity_member m "
        "JOIN identity_organisation o ON o.id = m.organisation "
        f"WHERE m.active AND m.password_hash IS NOT NULL AND NOT {HAS_FACTOR} AND m.id > $1 "
        "ORDER BY m.id LIMIT $2",
        after,
        limit,
    )


async def record_told(member_ids: Sequence[UUID], *, on: date) -> None:
    await execute(
        "UPDATE identity_member SET second_factor_told_on = $2 WHERE id = ANY($1)",
        list(member_ids),
        on,
    )


async def terms(organisation_id: UUID) -> list[dict[str, Any]]:
    """Every one of the organisation's own, in order."""
    return await fetch(
        "SELECT t.*, m.name AS made_by_name FROM identity_second_factor_term t "
        "JOIN identity_member m ON m.id = t.made_by WHERE t.organisation = $1 "
        "ORDER BY t.role, t.n",
        organisation_id,
    )


async def add_term(row: SecondFactorTerm) -> None:
    await SecondFactorTerm.insert(row)
