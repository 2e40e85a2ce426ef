"""Statements about the log of reads."""

from typing import Any
from uuid import UUID, uuid4

from backend.documents.states import Use
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import execute, fetch, fetch_value


async def add_read(
    file_id: UUID, *, owner: UUID, grant_id: UUID | None, use: Use, first: int, last: int, by: Actor
) -> None:
    await execute(
        "INSERT INTO documents_read (id, file, owner, reader, member, member_name, grant_id, use, "
        "first_byte, last_byte, read_at, address, request_id) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        uuid4(),
        file_id,
        owner,
        by.organisation_id,
        by.user_id,
        by.name,
        grant_id,
        use.value,
        first,
        last,
        clock.now(),
        by.address,
        by.request_id,
    )


async def reads(
    owner: UUID,
    *,
    file_id: UUID | None,
    others: bool,
    before: int | None,
    limit: int,
    counted: int,
) -> tuple[list[dict[str, Any]], int]:
    """A page of the reads of an owner's files (or of one), newest first; total."""
    chosen = (
        "WHERE r.owner = $1 AND ($2::uuid IS NULL OR r.file = $2) "
        "AND (NOT $3 OR r.reader <> r.owner)"
    )
    rows = await fetch(
        "SELECT r.id, r.seq, r.file, f.name AS file_name, f.sha256, f.size, r.reader, "
        "o.name AS reader_name, r.member_name, r.use, r.first_byte, r.last_byte, r.read_at, "
        "r.address, c.id AS receipt_id, c.number, c.purpose_kind, c.purpose "
        "FROM documents_read r JOIN documents_file f ON f.id = r.file "
        "JOIN identity_organisation o ON o.id = r.reader "
        "LEFT JOIN documents_grant g ON g.id = r.grant_id "
        f"LEFT JOIN documents_receipt c ON c.id = g.receipt {chosen} "
        "AND ($4::bigint IS NULL OR r.seq < $4) ORDER BY r.seq DESC LIMIT $5",
        owner,
        file_id,
        others,
        before,
        limit + 1,
    )
    total = await fetch_value(
        f"SELECT count(*) FROM (SELECT 1 FROM documents_read r {chosen} LIMIT $4::bigint) "
        "AS counted",
        owner,
        file_id,
        others,
        counted + 1,
    )
    return rows, int(total)
