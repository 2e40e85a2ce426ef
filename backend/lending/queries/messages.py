"""Every statement about the messages of an application."""

from typing import Any
from uuid import UUID, uuid4

from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.lending.tables.messages import Message


async def last_n(application_id: UUID) -> int:
    """The number of the newest message; 0: there is none."""
    return int(
        await fetch_value(
            "SELECT coalesce(max(n), 0) FROM lending_message WHERE application = $1",
            application_id,
        )
    )


async def add(message: Message) -> None:
    await Message.insert(message)


_SELECT = (
    "SELECT m.*, o.name AS organisation_name FROM lending_message m "
    "JOIN identity_organisation o ON o.id = m.organisation WHERE m.application = $1 "
)


async def one(application_id: UUID, n: int) -> dict[str, Any] | None:
    return await fetch_one(f"{_SELECT} AND m.n = $2", application_id, n)


async def page(application_id: UUID, *, before: int | None, limit: int) -> list[dict[str, Any]]:
    """One row more than `limit`, newest first."""
    return await fetch(
        f"{_SELECT} AND ($2::bigint IS NULL OR m.n < $2) ORDER BY m.n DESC LIMIT $3",
        application_id,
        before,
        limit + 1,
    )


async def read_n(application_id: UUID, *, member: UUID) -> int:
    """The number up to which the member has read."""
    return int(
        await fetch_value(
            "SELECT coalesce(max(read_n), 0) FROM lending_message_mark "
            "WHERE application = $1 AND member = $2",
            application_id,
            member,
        )
    )


async def unread(application_id: UUID, *, member: UUID, organisation: UUID) -> int:
    """How many the other side wrote beyond what the member has read."""
    return int(
        await fetch_value(
            "SELECT count(*) FROM lending_message m WHERE m.application = $1 "
            "AND m.organisation <> $3 AND m.n > coalesce((SELECT k.read_n FROM "
            "lending_message_mark k WHERE k.application = $1 AND k.member = $2), 0)",
            application_id,
            member,
            organisation,
        )
    )


async def mark(application_id: UUID, *, member: UUID, n: int) -> None:
    """What was read once stays read."""
    await execute(
        "INSERT INTO lending_message_mark (id, application, member, read_n) "
        "VALUES ($1, $2, $3, $4) ON CONFLICT (application, member) DO UPDATE "
        "SET read_n = greatest(lending_message_mark.read_n, excluded.read_n)",
        uuid4(),
        application_id,
        member,
        n,
    )
