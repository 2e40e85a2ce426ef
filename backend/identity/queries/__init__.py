"""Every statement that identity sends."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.identity.queries.duties import HAS_FACTOR, JOINED
from backend.identity.states import OrganisationKind, Role
from backend.identity.tables import Member, OneTimeLink, Organisation, Session
from backend.kernel.db import execute, fetch, fetch_one, fetch_value, outside_transaction
from backend.kernel.errors import NotFound
from backend.kernel.pages import COUNTED


async def organisation(organisation_id: UUID) -> Organisation:
    row = await Organisation.objects().where(Organisation.id == organisation_id).first()
    if row is None:
        raise NotFound("There is no such organisation.")
    return row


async def organisations(ids: Sequence[UUID]) -> list[Organisation]:
    if not ids:
        return []
    return list(await Organisation.objects().where(Organisation.id.is_in(list(set(ids)))))


async def lock_organisation(organisation_id: UUID) -> Organisation:
    row = (
        await Organisation.objects()
        .where(Organisation.id == organisation_id)
        .lock_rows("UPDATE")
        .first()
    )
    if row is None:
        raise NotFound("There is no such organisation.")
    return row


async def is_code_verified(uscc: str, *, besides: UUID) -> bool:
    return bool(
        await fetch_value(
            "SELECT EXISTS (SELECT 1 FROM identity_organisation WHERE uscc = $1 AND id <> $2 "
            "AND verified_at IS NOT NULL)",
            uscc,
            besides,
        )
    )


async def state_code(organisation_id: UUID, uscc: str) -> None:
    """The code of an organisation that was made without one; what stands, stays."""
    await execute(
        "UPDATE identity_organisation SET uscc = $2 WHERE id = $1 AND uscc IS NULL",
        organisation_id,
        uscc,
    )


async def page_of_organisations(
    *,
    kind: str | None,
    q: str | None,
    after: tuple[str, UUID] | None,
    limit: int,
    counted: int = COUNTED,
) -> tuple[list[dict[str, Any]], int]:
    where = (
        "($1::text IS NULL OR o.kind = $1) AND ($2::text IS NULL OR o.name ILIKE $2 "
        "OR o.uscc ILIKE $2)"
    )
    like = None if not q else f"%{_escaped(q)}%"
    rows = await fetch(
        "SELECT o.id, o.kind, o.name, o.uscc, o.division, o.street, o.verified_at, o.created_at, "
        "(SELECT count(*) FROM identity_member m WHERE m.organisation = o.id AND m.active) "
        f"AS members FROM identity_organisation o WHERE {where} "
        "AND ($3::text IS NULL OR (o.name, o.id) > ($3, $4)) ORDER BY o.name, o.id LIMIT $5",
        kind,
        like,
        None if after is None else after[0],
        None if after is None else after[1],
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 FROM identity_organisation o WHERE {where} "
        f"LIMIT {int(counted) + 1}) AS counted",
        kind,
        like,
    )
    return rows, int(total)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def member(member_id: UUID, *, organisation_id: UUID) -> Member:
    row = (
        await Member.objects()
        .where(Member.id == member_id, Member.organisation == organisation_id)
        .lock_rows("UPDATE")
        .first()
    )
    if row is None:
        raise NotFound("There is no such member.")
    return row


async def member_by_email(email: str) -> Member | None:
    return await Member.objects().where(Member.email == email).first()


async def members(organisation_id: UUID) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT m.id, m.email, m.name, m.roles, m.active, m.created_at, "
        f"{HAS_FACTOR} AS has_factor, {JOINED} AS joined_at, "
        "m.password_hash IS NOT NULL AS joined, (SELECT max(s.seen_at) FROM identity_session s "
        "WHERE s.member = m.id) AS seen_at FROM identity_member m WHERE m.organisation = $1 "
        "ORDER BY m.created_at, m.id",
        organisation_id,
    )


async def member_names(ids: Sequence[UUID], *, within: UUID | None = None) -> dict[UUID, str]:
    """Names of people, and of the keys that did something in their organisation's name; of one
    organisation, if it is named."""
    those = "WHERE id = ANY($1) AND ($2::uuid IS NULL OR organisation = $2)"
    rows = await fetch(
        f"SELECT id, name FROM identity_member {those} UNION ALL "
        f"SELECT id, name || ' (' || prefix || ')' FROM identity_api_key {those}",
        list(set(ids)),
        within,
    )
    return {row["id"]: row["name"] for row in rows}


async def active_members(
    organisation_ids: Sequence[UUID],
) -> list[tuple[UUID, UUID, list[str]]]:
    """(organisation, member, roles) of everybody who is active and has joined."""
    rows = await fetch(
        "SELECT organisation, id, roles FROM identity_member WHERE organisation = ANY($1) "
        "AND active AND password_hash IS NOT NULL ORDER BY id",
        list(set(organisation_ids)),
    )
    return [(row["organisation"], row["id"], list(row["roles"])) for row in rows]


async def lock_active_admins(organisation_id: UUID) -> set[UUID]:
    """Who administers it, locked in one order: two cannot send each other away at once."""
    rows = await fetch(
        "SELECT id FROM identity_member WHERE organisation = $1 AND active AND $2 = ANY(roles) "
        "ORDER BY id FOR UPDATE",
        organisation_id,
        Role.ADMIN,
    )
    return {row["id"] for row in rows}


async def session_identity(token_digest: bytes, at: datetime) -> dict[str, Any] | None:
    """The open session's member and organisation in one statement: it runs on every request."""
    return await fetch_one(
        "SELECT s.id AS session_id, s.seen_at, m.id, m.name, m.roles, o.id AS organisation_id, "
        "o.name AS organisation_name, o.kind, o.verified_at "
        "FROM identity_session s JOIN identity_member m ON m.id = s.member "
        "JOIN identity_organisation o ON o.id = m.organisation "
        "WHERE s.token_digest = $1 AND s.ended_at IS NULL AND s.ends_at > $2 AND m.active",
        token_digest,
        at,
    )


async def member_identity(member_id: UUID) -> dict[str, Any] | None:
    """The active member and his organisation."""
    return await fetch_one(
        "SELECT m.id, m.name, m.roles, o.id AS organisation_id, o.name AS organisation_name, "
        "o.kind, o.verified_at FROM identity_member m "
        "JOIN identity_organisation o ON o.id = m.organisation WHERE m.id = $1 AND m.active",
        member_id,
    )


async def touch_session(session_id: UUID, at: datetime) -> None:
    await execute("UPDATE identity_session SET seen_at = $2 WHERE id = $1", session_id, at)


async def end_session(token_digest: bytes, at: datetime) -> None:
    await execute(
        "UPDATE identity_session SET ended_at = $2 WHERE token_digest = $1 AND ended_at IS NULL",
        token_digest,
        at,
    )


async def end_sessions_of(member_id: UUID, at: datetime, *, besides: bytes = b"") -> None:
    await execute(
        "UPDATE identity_session SET ended_at = $2 WHERE member = $1 AND ended_at IS NULL "
        "AND token_digest <> $3",
        member_id,
        at,
        besides,
    )


async def add_session(session: Session) -> None:
    await Session.insert(session)


async def add_link(link: OneTimeLink) -> None:
    """A new link of the same member replaces the open ones."""
    await execute(
        "UPDATE identity_one_time_link SET used_at = $2 WHERE member = $1 AND used_at IS NULL",
        link.member,
        link.created_at,
    )
    await OneTimeLink.insert(link)


async def open_link(token_digest: bytes, at: datetime) -> dict[str, Any] | None:
    return await fetch_one(
        "SELECT l.id, l.purpose, l.expires_at, m.id AS member_id, m.email, m.name, m.active, "
        "m.roles, o.id AS organisation_id, o.name AS organisation_name, o.kind, o.verified_at "
        "FROM identity_one_time_link l JOIN identity_member m ON m.id = l.member "
        "JOIN identity_organisation o ON o.id = m.organisation "
        "WHERE l.token_digest = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND m.active "
        "FOR UPDATE OF l",
        token_digest,
        at,
    )


async def use_link(link_id: UUID, at: datetime) -> None:
    await execute("UPDATE identity_one_time_link SET used_at = $2 WHERE id = $1", link_id, at)


@asynccontextmanager
async def counted_attempt(keys: Sequence[str], at: datetime) -> AsyncIterator[list[dict[str, Any]]]:
    """The failures so far, locked; one more is counted unless the block refuses the attempt.

    On a connection of its own: the count outlives the refusal. An hour of quiet resets it.
    """
    async with outside_transaction() as own, own.transaction():
        await own.execute(
            "INSERT INTO identity_sign_in_failure (id, key, failures, last_at) "
            "SELECT gen_random_uuid(), key, 0, $2 FROM unnest($1::text[]) AS key ORDER BY key "
            "ON CONFLICT (key) DO NOTHING",
            sorted(keys),
            at,
        )
        rows = await own.fetch(
            "SELECT key, failures, last_at FROM identity_sign_in_failure WHERE key = ANY($1) "
            "ORDER BY key FOR UPDATE",
            list(keys),
        )
        yield [dict(row) for row in rows]
        await own.execute(
            "UPDATE identity_sign_in_failure SET last_at = $2::timestamptz, failures = CASE "
            "WHEN last_at < $2::timestamptz - interval '1 hour' THEN 1 ELSE failures + 1 END "
            "WHERE key = ANY($1)",
            list(keys),
            at,
        )


async def take_back_attempt(keys: Sequence[str]) -> None:
    """The attempt was none of guessing: it is not counted."""
    async with outside_transaction() as own:
        await own.execute(
            "UPDATE identity_sign_in_failure SET failures = failures - 1 "
            "WHERE key = ANY($1) AND failures > 0",
            list(keys),
        )


async def clear_failures(keys: Sequence[str]) -> None:
    async with outside_transaction() as own:
        await own.execute("DELETE FROM identity_sign_in_failure WHERE key = ANY($1)", list(keys))


async def is_active(member_id: UUID) -> bool:
    """Inside a transaction the member, or the key, stays so until its end."""
    active = await fetch_value(
        "SELECT active FROM identity_member WHERE id = $1 FOR SHARE", member_id
    )
    if active is None:
        active = await fetch_value(
            "SELECT revoked_at IS NULL FROM identity_api_key WHERE id = $1 FOR SHARE", member_id
        )
    return bool(active)


async def organisations_of_kind(kind: OrganisationKind) -> list[UUID]:
    rows = await fetch("SELECT id FROM identity_organisation WHERE kind = $1 ORDER BY name", kind)
    return [row["id"] for row in rows]


async def saved_views(member_id: UUID, list_name: str) -> list[dict[str, Any]]:
    return await fetch(
        "SELECT name, query FROM identity_saved_view WHERE member = $1 AND list = $2 ORDER BY name",
        member_id,
        list_name,
    )


async def lock_member(member_id: UUID) -> None:
    """Let one request at a time change what belongs to him."""
    await execute("SELECT 1 FROM identity_member WHERE id = $1 FOR NO KEY UPDATE", member_id)


async def save_view(member_id: UUID, list_name: str, *, name: str, query: str) -> None:
    await execute(
        "INSERT INTO identity_saved_view (id, member, list, name, query) "
        "VALUES (gen_random_uuid(), $1, $2, $3, $4) "
        "ON CONFLICT (member, list, name) DO UPDATE SET query = excluded.query",
        member_id,
        list_name,
        name,
        query,
    )


async def remove_view(member_id: UUID, list_name: str, *, name: str) -> None:
    await execute(
        "DELETE FROM identity_saved_view WHERE member = $1 AND list = $2 AND name = $3",
        member_id,
        list_name,
        name,
    )
