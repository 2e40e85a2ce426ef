"""Statements about consent receipts and the grants in them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents.tables import Receipt
from backend.kernel.db import execute, fetch, fetch_one, fetch_value

_LIVE = "(g.ends_at IS NULL OR g.ends_at > $3)"

#: A receipt with the names of both sides, its files, and whether any of them can be read now ($1).
_RECEIPTS = """
SELECT r.*, o.name AS owner_name, d.name AS reader_name, x.files,
  coalesce(x.live, false) AS live
FROM documents_receipt r
JOIN identity_organisation o ON o.id = r.owner
JOIN identity_organisation d ON d.id = r.reader
JOIN LATERAL (
  SELECT bool_or(g.ends_at IS NULL OR g.ends_at > $1) AS live,
    jsonb_agg(jsonb_build_object('grant_id', g.id, 'file_id', f.id, 'name', f.name,
      'kind', f.kind, 'sha256', f.sha256, 'ends_at', g.ends_at,
      'revoked', g.revoked_by IS NOT NULL,
      'live', g.ends_at IS NULL OR g.ends_at > $1) ORDER BY f.name, f.id) AS files
  FROM documents_grant g JOIN documents_file f ON f.id = g.file WHERE g.receipt = r.id
) x ON true
"""


#: A live grant of file f to reader $2 at $3, with the right to copies if any of them gives it:
#: each branch stops at the first that it finds, however many there are.
_GRANT = f"""
  (SELECT g.id, true AS download FROM documents_grant g
    JOIN documents_receipt r ON r.id = g.receipt AND r.download
    WHERE g.file = f.id AND g.organisation = $2 AND {_LIVE} LIMIT 1)
  UNION ALL
  (SELECT g.id, false FROM documents_grant g
    WHERE g.file = f.id AND g.organisation = $2 AND {_LIVE} LIMIT 1)
  LIMIT 1
"""


async def readable(file_id: UUID, *, reader: UUID, at: datetime) -> dict[str, Any] | None:
    """The file's owner, and under which live grant this reader may read it (none: he owns it)."""
    return await fetch_one(
        "SELECT f.organisation AS owner, f.size, g.id AS grant_id, "
        "f.organisation = $2 OR coalesce(g.download, false) AS download "
        f"FROM documents_file f LEFT JOIN LATERAL ({_GRANT}) g ON f.organisation <> $2 "
        "WHERE f.id = $1 AND (f.organisation = $2 OR g.id IS NOT NULL)",
        file_id,
        reader,
        at,
    )


async def readable_ids(file_ids: Sequence[UUID], *, reader: UUID, at: datetime) -> set[UUID]:
    rows = await fetch(
        "SELECT f.id FROM documents_file f WHERE f.id = ANY($1) AND (f.organisation = $2 "
        "OR EXISTS (SELECT 1 FROM documents_grant g WHERE g.file = f.id "
        f"AND g.organisation = $2 AND {_LIVE}))",
        list(file_ids),
        reader,
        at,
    )
    return {row["id"] for row in rows}


async def add_receipt(receipt: Receipt) -> None:
    await receipt.save()


async def without_open_grant(
    file_ids: Sequence[UUID], *, to: UUID, purpose: UUID, again: bool
) -> list[UUID]:
    """Those of these files that this reader has no unended grant of, for this purpose.

    Unless `again`, an ended one is one too.
    """
    rows = await fetch(
        "SELECT f.id FROM unnest($1::uuid[]) AS f (id) WHERE NOT EXISTS (SELECT 1 "
        "FROM documents_grant g WHERE g.file = f.id AND g.organisation = $2 AND g.purpose = $3 "
        "AND (g.ends_at IS NULL OR NOT $4)) ORDER BY f.id",
        sorted(set(file_ids)),
        to,
        purpose,
        again,
    )
    return [row["id"] for row in rows]


async def covered(  # what makes a consent the same
    file_ids: Sequence[UUID],
    *,
    owner: UUID,
    to: UUID,
    kind: str,
    note: str,
    until: date,
    download: bool,
    at: datetime,
) -> dict[UUID, UUID]:
    """Under which live receipt given by hand each of these may be read as long and as freely."""
    rows = await fetch(
        "SELECT DISTINCT ON (g.file) g.file, r.id FROM documents_grant g "
        "JOIN documents_receipt r ON r.id = g.receipt WHERE g.file = ANY($1::uuid[]) "
        f"AND g.organisation = $2 AND {_LIVE} AND r.owner = $4 AND r.purpose = r.id "
        "AND r.purpose_kind = $5 AND r.note = $6 AND r.until >= $7 AND (r.download OR NOT $8) "
        "ORDER BY g.file, r.granted_at DESC, r.id",
        list(file_ids),
        to,
        at,
        owner,
        kind,
        note,
        until,
        download,
    )
    return {row["file"]: row["id"] for row in rows}


async def lock_purpose(to: UUID, purpose: UUID) -> None:
    """Let one grant at a time be made to this reader for this purpose."""
    await execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('documents.grant:' || $1::text, 0))",
        f"{to}:{purpose}",
    )


async def add_grants(
    receipt: Receipt, file_ids: Sequence[UUID], *, ends_at: datetime | None
) -> None:
    await execute(
        "INSERT INTO documents_grant (id, receipt, file, organisation, purpose, granted_at, "
        "granted_by, ends_at) SELECT g.id, $2, g.file, $3, $4, $5, $6, $7 "
        "FROM unnest($1::uuid[], $8::uuid[]) AS g (file, id)",
        list(file_ids),
        receipt.id,
        receipt.reader,
        receipt.purpose,
        receipt.granted_at,
        receipt.granted_by,
        ends_at,
        [uuid4() for _ in file_ids],
    )


async def end_grants(purpose: UUID, *, at: datetime) -> list[dict[str, Any]]:
    """End what would still be live at that moment; an earlier end that was set stays."""
    return await fetch(
        "UPDATE documents_grant SET ends_at = $2 WHERE purpose = $1 "
        "AND (ends_at IS NULL OR ends_at > $2) RETURNING file, organisation",
        purpose,
        at,
    )


async def revoke(
    *, owner: UUID, at: datetime, by: UUID, grant: UUID | None = None, receipt: UUID | None = None
) -> list[dict[str, Any]]:
    """End one grant, or every one of a receipt, of this owner's, now; what had ended stays."""
    return await fetch(
        "UPDATE documents_grant g SET ends_at = $2, revoked_by = $3 FROM documents_receipt r "
        "WHERE r.id = g.receipt AND r.owner = $1 AND (g.id = $4 OR r.id = $5) "
        "AND (g.ends_at IS NULL OR g.ends_at > $2) RETURNING g.file, g.organisation, g.receipt",
        owner,
        at,
        by,
        grant,
        receipt,
    )


async def receipt_of_grant(grant_id: UUID, *, owner: UUID) -> UUID | None:
    found = await fetch_value(
        "SELECT r.id FROM documents_grant g JOIN documents_receipt r ON r.id = g.receipt "
        "WHERE g.id = $1 AND r.owner = $2",
        grant_id,
        owner,
    )
    return None if found is None else UUID(str(found))


async def live_grants(file_id: UUID, *, at: datetime) -> int:
    count = await fetch_value(
        "SELECT count(*) FROM documents_grant WHERE file = $1 "
        "AND (ends_at IS NULL OR ends_at > $2)",
        file_id,
        at,
    )
    return int(count)


async def readers(file_ids: Sequence[UUID], *, at: datetime) -> list[dict[str, Any]]:
    """Which organisations may read which of these files at that moment, by name."""
    return await fetch(
        "SELECT DISTINCT g.file, o.id, o.name FROM documents_grant g "
        "JOIN identity_organisation o ON o.id = g.organisation "
        "WHERE g.file = ANY($1) AND (g.ends_at IS NULL OR g.ends_at > $2) ORDER BY o.name, o.id",
        list(file_ids),
        at,
    )


async def grants_of(file_id: UUID) -> list[dict[str, Any]]:
    """Who may or might read a file, with the receipt of each; oldest first."""
    return await fetch(
        "SELECT g.id, g.organisation, o.name AS organisation_name, g.purpose, g.granted_at, "
        "g.ends_at, g.revoked_by IS NOT NULL AS revoked, r.id AS receipt_id, r.number, "
        "r.purpose_kind, r.note, r.until, r.download FROM documents_grant g "
        "JOIN documents_receipt r ON r.id = g.receipt "
        "JOIN identity_organisation o ON o.id = g.organisation "
        "WHERE g.file = $1 ORDER BY g.granted_at, g.id",
        file_id,
    )


async def receipt(receipt_id: UUID, *, party: UUID, at: datetime) -> dict[str, Any] | None:
    """A receipt, for its owner and for its reader."""
    return await fetch_one(
        f"{_RECEIPTS} WHERE r.id = $2 AND (r.owner = $3 OR r.reader = $3)", at, receipt_id, party
    )


async def receipts(
    party: UUID,
    *,
    given: bool,
    live: bool | None,
    purpose: UUID | None,
    after: tuple[datetime, UUID] | None,
    at: datetime,
    limit: int,
    counted: int,
) -> tuple[list[dict[str, Any]], int]:
    """A page of the receipts that this organisation gave (or was given), newest first; total."""
    side = "owner" if given else "reader"
    chosen = (
        f"WHERE r.{side} = $2 AND ($3::uuid IS NULL OR r.purpose = $3) "
        "AND ($4::boolean IS NULL OR coalesce(x.live, false) = $4)"
    )
    moment, last = after or (None, None)
    rows = await fetch(
        f"{_RECEIPTS} {chosen} AND ($5::timestamptz IS NULL OR (r.granted_at, r.id) < ($5, $6)) "
        "ORDER BY r.granted_at DESC, r.id DESC LIMIT $7",
        at,
        party,
        purpose,
        live,
        moment,
        last,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM ({_RECEIPTS} {chosen} LIMIT $5::bigint) AS counted",
        at,
        party,
        purpose,
        live,
        counted + 1,
    )
    return rows, int(total)
