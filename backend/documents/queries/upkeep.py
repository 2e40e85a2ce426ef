"""Statements about the upkeep of the store: sealing, the nightly sweep, incidents."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents.states import IncidentKind
from backend.documents.tables import Incident, Sweep
from backend.kernel.db import execute, fetch, fetch_one, fetch_value
from backend.kernel.pages import COUNTED

BATCH = 1000


async def rows_of(key: str) -> list[dict[str, Any]]:
    """The records of one object; more than one where it was withdrawn and deposited again."""
    return await fetch(
        "SELECT id, organisation, kind, size, sha256, sealed FROM documents_file "
        "WHERE object_key = $1 ORDER BY withdrawn_at IS NULL DESC, deposited_at",
        key,
    )


async def is_named(key: str) -> bool:
    """Whether a record names the object, for good or for a while."""
    found = await fetch_value(
        "SELECT EXISTS (SELECT FROM documents_file WHERE object_key = $1) "
        "OR EXISTS (SELECT FROM documents_temporary_file WHERE object_key = $1)",
        key,
    )
    return bool(found)


async def mark_sealed(key: str) -> None:
    await execute(
        "UPDATE documents_file SET sealed = true WHERE object_key = $1 AND NOT sealed", key
    )


async def recorded() -> AsyncGenerator[dict[str, Any], None]:
    """Every object that a record names, ordered by key as bytes."""
    last = ""
    while rows := await fetch(
        'SELECT object_key COLLATE "C" AS key, min(size) AS size, bool_and(sealed) AS sealed '
        "FROM (SELECT object_key, size, sealed FROM documents_file "
        "UNION ALL SELECT object_key, size, true FROM documents_temporary_file) AS named "
        'WHERE object_key COLLATE "C" > $1 GROUP BY 1 ORDER BY 1 LIMIT $2',
        last,
        BATCH,
    ):
        for row in rows:
            yield row
        last = rows[-1]["key"]


async def longest_unchecked(*, before: datetime, limit: int) -> list[dict[str, Any]]:
    """Sealed objects not read in full since then, the one that was longest ago first."""
    return await fetch(
        "SELECT object_key AS key, min(size) AS size FROM documents_file WHERE sealed "
        "AND (checked_at IS NULL OR checked_at < $1) "
        "GROUP BY object_key ORDER BY min(checked_at) NULLS FIRST, object_key LIMIT $2",
        before,
        limit,
    )


async def mark_checked(key: str, *, at: datetime) -> None:
    await execute("UPDATE documents_file SET checked_at = $2 WHERE object_key = $1", key, at)


async def open_incident(
    kind: IncidentKind, key: str, *, detail: str, at: datetime
) -> dict[str, Any] | None:
    """Note what is wrong; None if that stands open already."""
    return await fetch_one(
        "INSERT INTO documents_incident (id, kind, object_key, file, detail, found_at) "
        "SELECT $1, $2, $3, f.id, $4, $5 FROM (SELECT 1) one LEFT JOIN LATERAL ("
        "SELECT id FROM documents_file WHERE object_key = $3 "
        "ORDER BY withdrawn_at IS NULL DESC, deposited_at LIMIT 1) f ON true "
        "ON CONFLICT (kind, object_key) WHERE resolved_at IS NULL DO NOTHING "
        "RETURNING id, (SELECT name FROM documents_file WHERE id = file) AS file_name",
        uuid4(),
        kind.value,
        key[:200],
        detail[:300],
        at,
    )


async def incidents(
    *, resolved: bool, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Incidents, newest first, one more than the page holds; and how many there are."""
    moment, last = after or (None, None)
    rows = await fetch(
        "SELECT i.*, f.name AS file_name, o.name AS owner_name, m.name AS resolved_by_name "
        "FROM documents_incident i LEFT JOIN documents_file f ON f.id = i.file "
        "LEFT JOIN identity_organisation o ON o.id = f.organisation "
        "LEFT JOIN identity_member m ON m.id = i.resolved_by "
        "WHERE ($1 OR i.resolved_at IS NULL) "
        "AND ($2::timestamptz IS NULL OR (i.found_at, i.id) < ($2, $3)) "
        "ORDER BY i.found_at DESC, i.id DESC LIMIT $4",
        resolved,
        moment,
        last,
        limit + 1,
    )
    count = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM documents_incident "
        "WHERE $1 OR resolved_at IS NULL LIMIT $2) AS counted",
        resolved,
        COUNTED + 1,
    )
    return rows, int(count)


async def lock_incident(incident_id: UUID) -> Incident | None:
    return await Incident.objects().where(Incident.id == incident_id).lock_rows("UPDATE").first()


async def resolve(incident: Incident, *, resolution: str, at: datetime, by: UUID) -> None:
    await Incident.update(
        {
            Incident.resolution: resolution,
            Incident.resolved_at: at,
            Incident.resolved_by: by,
        }
    ).where(Incident.id == incident.id)


async def open_incidents() -> int:
    count = await fetch_value("SELECT count(*) FROM documents_incident WHERE resolved_at IS NULL")
    return int(count)


async def add_sweep(sweep: Sweep) -> None:
    await sweep.save()


async def last_sweep() -> Sweep | None:
    found: Sweep | None = await Sweep.objects().order_by(Sweep.ended_at, ascending=False).first()
    return found


async def holdings() -> dict[str, Any]:
    """What the records say that the store holds."""
    row = await fetch_one(
        "SELECT count(*) AS objects, coalesce(sum(size), 0)::bigint AS bytes, "
        "count(*) FILTER (WHERE NOT sealed) AS unsealed, "
        "count(*) FILTER (WHERE retained) AS retained, "
        "count(*) FILTER (WHERE locked) AS locked FROM ("
        "SELECT object_key, min(size) AS size, bool_and(sealed) AS sealed, "
        "bool_or(retained_until > now()) AS retained, "
        "bool_or(retention_locked AND retained_until > now()) AS locked "
        "FROM documents_file GROUP BY object_key) AS kept"
    )
    return row or {}
