"""Every statement that the inbox sends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.db import dumps, fetch, fetch_value, loads
from backend.kernel.events import COLUMNS, EventRow, as_event_row
from backend.kernel.pages import COUNTED

_COLUMNS = "id, name, subject, subject_id, sender, facts, occurred_at, read_at"


@dataclass(frozen=True, kw_only=True)
class NotificationRow:
    id: UUID
    name: str
    subject: str
    subject_id: UUID
    sender: str
    facts: dict[str, Any]
    occurred_at: datetime
    read_at: datetime | None


def _row(row: dict[str, Any]) -> NotificationRow:
    return NotificationRow(**{**row, "facts": loads(row["facts"])})


async def add_for(
    organisations: Sequence[UUID],
    event: EventRow,
    *,
    facts: Mapping[str, Any],
    but: UUID | None,
    read_at: datetime | None,
    role: str | None = None,
) -> int:
    """One message for each active member of these but one; told once, however often.

    Of a role only those who have it.
    """
    rows = await fetch(
        "INSERT INTO notifications_notification "
        "(id, member, event, name, subject, subject_id, sender, facts, occurred_at, read_at) "
        "SELECT gen_random_uuid(), m.id, $1, $2, $3, $4, $5, $6, $7, $10 FROM identity_member m "
        "WHERE m.organisation = ANY($8) AND m.active AND m.id IS DISTINCT FROM $9 "
        "AND ($11::text IS NULL OR $11 = ANY(m.roles)) "
        "ON CONFLICT (member, event) DO NOTHING RETURNING id",
        event.id,
        event.name,
        event.subject,
        event.subject_id,
        event.organisation_name,
        dumps(facts),
        event.occurred_at,
        list(organisations),
        but,
        read_at,
        role,
    )
    return len(rows)


async def newest_events(subjects: Sequence[UUID], names: Sequence[str]) -> list[EventRow]:
    """The newest event of these names of each of these pledges, in the order of writing."""
    rows = await fetch(
        f"SELECT * FROM (SELECT DISTINCT ON (subject_id) {COLUMNS} FROM kernel_event "
        "WHERE subject = 'pledge' AND subject_id = ANY($1) AND name = ANY($2) "
        "AND (payload ->> 'approved') IS DISTINCT FROM 'false' "
        "ORDER BY subject_id, seq DESC) AS newest ORDER BY seq",
        list(subjects),
        list(names),
    )
    return [as_event_row(row) for row in rows]


async def page(
    member_id: UUID, *, unread: bool, after: tuple[datetime, UUID] | None, limit: int
) -> list[NotificationRow]:
    """A member's messages, newest first, one more than the page holds."""
    moment, last = after or (None, None)
    rows = await fetch(
        f"SELECT {_COLUMNS} FROM notifications_notification "
        "WHERE member = $1 AND (NOT $2 OR read_at IS NULL) "
        "AND ($3::timestamptz IS NULL OR (occurred_at, id) < ($3, $4)) "
        "ORDER BY occurred_at DESC, id DESC LIMIT $5",
        member_id,
        unread,
        moment,
        last,
        limit + 1,
    )
    return [_row(row) for row in rows]


async def count(member_id: UUID, *, unread: bool) -> int:
    counted = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM notifications_notification "
        "WHERE member = $1 AND (NOT $2 OR read_at IS NULL) LIMIT $3) AS counted",
        member_id,
        unread,
        COUNTED + 1,
    )
    return int(counted)


async def mark_read(
    notification_id: UUID, *, member_id: UUID, at: datetime
) -> NotificationRow | None:
    """The message, read now unless it was before."""
    rows = await fetch(
        "UPDATE notifications_notification SET read_at = coalesce(read_at, $3) "
        f"WHERE id = $1 AND member = $2 RETURNING {_COLUMNS}",
        notification_id,
        member_id,
        at,
    )
    return _row(rows[0]) if rows else None


async def mark_all_read(member_id: UUID, *, at: datetime) -> int:
    rows = await fetch(
        "UPDATE notifications_notification SET read_at = $2 "
        "WHERE member = $1 AND read_at IS NULL RETURNING id",
        member_id,
        at,
    )
    return len(rows)
