"""Statements about who must have a second factor."""

from typing import Any
from uuid import UUID

from backend.identity.tables import SecondFactorTerm
from backend.kernel.db import fetch, fetch_one

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
