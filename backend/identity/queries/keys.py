"""Statements about API keys."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.identity.tables import ApiKey
from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.errors import NotFound
from backend.kernel.pages import COUNTED

_SHOWN = (
    "k.id, k.name, k.scopes, k.prefix, k.created_at, k.expires_at, k.last_used_at, "
    "k.last_address, k.revoked_at, c.name AS created_by_name, r.name AS revoked_by_name "
    "FROM identity_api_key k JOIN identity_member c ON c.id = k.created_by "
    "LEFT JOIN identity_member r ON r.id = k.revoked_by"
)


async def identity_of_key(token_digest: bytes) -> dict[str, Any] | None:
    """The key and its organisation in one statement: it runs on every request."""
    return await fetch_one(
        "SELECT k.id, k.name, k.prefix, k.scopes, k.expires_at, k.revoked_at, k.last_used_at, "
        "o.id AS organisation_id, o.name AS organisation_name, o.kind, o.verified_at "
        "FROM identity_api_key k JOIN identity_organisation o ON o.id = k.organisation "
        "WHERE k.token_digest = $1",
        token_digest,
    )


async def touch_key(key_id: UUID, at: datetime, address: str) -> None:
    await execute(
        "UPDATE identity_api_key SET last_used_at = $2, last_address = $3 WHERE id = $1",
        key_id,
        at,
        address[:45],
    )


async def page_of_keys(
    organisation_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    rows = await fetch(
        f"SELECT {_SHOWN} WHERE k.organisation = $1 AND ($2::timestamptz IS NULL "
        "OR (k.created_at, k.id) < ($2, $3)) ORDER BY k.created_at DESC, k.id DESC LIMIT $4",
        organisation_id,
        None if after is None else after[0],
        None if after is None else after[1],
        limit + 1,
    )
    total = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM identity_api_key WHERE organisation = $1 "
        f"LIMIT {COUNTED + 1}) AS counted",
        organisation_id,
    )
    return rows, int(total)


async def key(key_id: UUID, *, organisation_id: UUID) -> dict[str, Any]:
    row = await fetch_one(
        f"SELECT {_SHOWN} WHERE k.id = $1 AND k.organisation = $2 FOR UPDATE OF k",
        key_id,
        organisation_id,
    )
    if row is None:
        raise NotFound("There is no such key.")
    return row


async def count_live(organisation_id: UUID, at: datetime) -> int:
    return int(
        await fetch_value(
            "SELECT count(*) FROM identity_api_key WHERE organisation = $1 "
            "AND revoked_at IS NULL AND expires_at > $2",
            organisation_id,
            at,
        )
    )


async def add_key(row: ApiKey) -> None:
    await ApiKey.insert(row)


async def revoke_key(key_id: UUID, *, at: datetime, by: UUID) -> None:
    await execute(
        "UPDATE identity_api_key SET revoked_at = $2, revoked_by = $3 WHERE id = $1",
        key_id,
        at,
        by,
    )
