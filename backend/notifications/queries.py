"""Every statement that the inbox sends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from backend.kernel.db import dumps, execute, fetch, fetch_value, loads
from backend.kernel.events import COLUMNS, EventRow, as_event_row
from backend.kernel.pages import COUNTED

_COLUMNS = (
    "id, name, subject, subject_id, sender, facts, occurred_at, arrives_at, in_digest, read_at"
)


@dataclass(frozen=True, kw_only=True)
class NotificationRow:
    id: UUID
    name: str
    subject: str
    subject_id: UUID
    sender: str
    facts: dict[str, Any]
    occurred_at: datetime
    arrives_at: datetime
    in_digest: bool
    read_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Telling:
    """How one person is told of an event."""

    member: UUID
    arrives_at: datetime
    in_digest: bool
    read_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SettingRow:
    quiet_from: time | None
    quiet_until: time | None
    digest_at: time
    daily: list[str]
    off: list[str]


def _row(row: dict[str, Any]) -> NotificationRow:
    return NotificationRow(**{**row, "facts": loads(row["facts"])})


_SETTING = 's.quiet_from, s.quiet_until, s.digest_at, s.daily, s."off"'


def _setting(row: dict[str, Any]) -> SettingRow | None:
    """`None` for whoever has chosen nothing."""
    if row["digest_at"] is None:
        return None
    return SettingRow(**{name: row[name] for name in SettingRow.__dataclass_fields__})


async def people_of(
    organisations: Sequence[UUID], *, but: UUID | None, role: str | None
) -> list[tuple[UUID, SettingRow | None]]:
    """Each active member of these but one, with his settings; of a role only those who have it."""
    rows = await fetch(
        f"SELECT m.id, {_SETTING} FROM identity_member m "
        "LEFT JOIN notifications_setting s ON s.member = m.id "
        "WHERE m.organisation = ANY($1) AND m.active AND m.id IS DISTINCT FROM $2 "
        "AND ($3::text IS NULL OR $3 = ANY(m.roles))",
        list(organisations),
        but,
        role,
    )
    return [(row["id"], _setting(row)) for row in rows]


async def add(event: EventRow, tellings: Sequence[Telling], *, facts: Mapping[str, Any]) -> int:
    """One message for each of these people; told once, however often."""
    rows = await fetch(
        "INSERT INTO notifications_notification (id, member, event, name, subject, subject_id, "
        "sender, facts, occurred_at, arrives_at, in_digest, read_at) "
        "SELECT gen_random_uuid(), t.member, $1, $2, $3, $4, $5, $6, $7, "
        "greatest(t.arrives_at, $7), t.in_digest, t.read_at "
        "FROM unnest($8::uuid[], $9::timestamptz[], $10::boolean[], $11::timestamptz[]) "
        "AS t (member, arrives_at, in_digest, read_at) "
        "ON CONFLICT (member, event) DO NOTHING RETURNING id",
        event.id,
        event.name,
        event.subject,
        event.subject_id,
        event.organisation_name,
        dumps(facts),
        event.occurred_at,
        [each.member for each in tellings],
        [each.arrives_at for each in tellings],
        [each.in_digest for each in tellings],
        [each.read_at for each in tellings],
    )
    return len(rows)


async def setting_of(member_id: UUID) -> SettingRow | None:
    rows = await fetch(
        f"SELECT {_SETTING} FROM notifications_setting s WHERE s.member = $1", member_id
    )
    return _setting(rows[0]) if rows else None


async def keep_setting(member_id: UUID, row: SettingRow) -> None:
    await execute(
        "INSERT INTO notifications_setting "
        '(id, member, quiet_from, quiet_until, digest_at, daily, "off") '
        "VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6) "
        "ON CONFLICT (member) DO UPDATE SET quiet_from = $2, quiet_until = $3, digest_at = $4, "
        'daily = $5, "off" = $6',
        member_id,
        row.quiet_from,
        row.quiet_until,
        row.digest_at,
        row.daily,
        row.off,
    )


async def held(member_id: UUID, *, now: datetime) -> list[dict[str, Any]]:
    """What still waits for its hour, by name and hour: how many."""
    return await fetch(
        "SELECT name, arrives_at, count(*) AS messages FROM notifications_notification "
        "WHERE member = $1 AND arrives_at > $2 AND read_at IS NULL "
        "GROUP BY name, arrives_at ORDER BY arrives_at, name",
        member_id,
        now,
    )


async def bring_forward(
    member_id: UUID, *, name: str, now: datetime, to: datetime, in_digest: bool
) -> None:
    """Let what waits under this name arrive at `to`, if that is earlier."""
    await execute(
        "UPDATE notifications_notification SET arrives_at = $4, in_digest = $5 "
        "WHERE member = $1 AND name = $2 AND arrives_at > $3 AND arrives_at > $4 "
        "AND read_at IS NULL",
        member_id,
        name,
        now,
        to,
        in_digest,
    )


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
    member_id: UUID,
    *,
    unread: bool,
    now: datetime,
    after: tuple[datetime, datetime, UUID] | None,
    limit: int,
) -> list[NotificationRow]:
    """What has reached a member, newest first, in a digest too; one more than the page holds."""
    moment, occurred, last = after or (None, None, None)
    rows = await fetch(
        f"SELECT {_COLUMNS} FROM notifications_notification "
        "WHERE member = $1 AND (NOT $2 OR read_at IS NULL) AND arrives_at <= $6 "
        "AND ($3::timestamptz IS NULL OR (arrives_at, occurred_at, id) < ($3, $7, $4)) "
        "ORDER BY arrives_at DESC, occurred_at DESC, id DESC LIMIT $5",
        member_id,
        unread,
        moment,
        last,
        limit + 1,
        now,
        occurred,
    )
    return [_row(row) for row in rows]


async def count(member_id: UUID, *, unread: bool, now: datetime) -> int:
    counted = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM notifications_notification "
        "WHERE member = $1 AND (NOT $2 OR read_at IS NULL) AND arrives_at <= $4 LIMIT $3) "
        "AS counted",
        member_id,
        unread,
        COUNTED + 1,
        now,
    )
    return int(counted)


async def mark_read(
    notification_id: UUID, *, member_id: UUID, at: datetime
) -> NotificationRow | None:
    """The message, read now unless it was before."""
    rows = await fetch(
        "UPDATE notifications_notification SET read_at = coalesce(read_at, $3) "
        f"WHERE id = $1 AND member = $2 AND arrives_at <= $3 RETURNING {_COLUMNS}",
        notification_id,
        member_id,
        at,
    )
    return _row(rows[0]) if rows else None


async def mark_all_read(member_id: UUID, *, at: datetime) -> int:
    rows = await fetch(
        "UPDATE notifications_notification SET read_at = $2 "
        "WHERE member = $1 AND read_at IS NULL AND arrives_at <= $2 RETURNING id",
        member_id,
        at,
    )
    return len(rows)
