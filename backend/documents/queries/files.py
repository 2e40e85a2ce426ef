"""Statements about files: space, depositing, listing, locking."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.documents.states import Kind
from backend.documents.tables import File
from backend.kernel.db import execute, fetch_one, fetch_value


async def lock_space(organisation_id: UUID) -> None:
    """Let one deposit at a time ask how much space there is left, until the transaction ends."""
    await execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('documents.quota:' || $1::text, 0))",
        str(organisation_id),
    )


async def used_bytes(organisation_id: UUID) -> int:
    """What is kept for an organisation; withdrawn files too, as their bytes stay."""
    used = await fetch_value(
        "SELECT coalesce(sum(size), 0)::bigint FROM (SELECT DISTINCT kind, sha256, size "
        "FROM documents_file WHERE organisation = $1) AS kept",
        organisation_id,
    )
    return int(used)


async def limit_bytes(organisation_id: UUID, *, on: date) -> int:
    """The space in force that day; the organisation's own row before the one for all."""
    limit = await fetch_value(
        "SELECT limit_bytes FROM documents_quota WHERE from_on <= $2 AND "
        "(organisation = $1 OR organisation IS NULL) "
        "ORDER BY organisation IS NULL, from_on DESC LIMIT 1",
        organisation_id,
        on,
    )
    return int(limit)


async def same_bytes(organisation_id: UUID, *, kind: Kind, sha256: str) -> File | None:
    return (
        await File.objects()
        .where(
            (File.organisation == organisation_id)
            & (File.kind == kind.value)
            & (File.sha256 == sha256)
            & File.withdrawn_at.is_null()
        )
        .first()
    )


async def add(file: File) -> None:
    await file.save()


async def own(
    organisation_id: UUID,
    *,
    kind: Kind | None,
    name: str | None,
    withdrawn: bool,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> list[File]:
    """An organisation's files, newest first, one more than the page holds."""
    query = File.objects().where(File.organisation == organisation_id)
    if kind is not None:
        query = query.where(File.kind == kind.value)
    if name is not None:
        query = query.where(File.name.ilike(_part(name)))
    if not withdrawn:
        query = query.where(File.withdrawn_at.is_null())
    if after is not None:
        moment, last = after
        query = query.where(
            (File.deposited_at < moment) | ((File.deposited_at == moment) & (File.id < last))
        )
    return (
        await query.order_by(File.deposited_at, ascending=False)
        .order_by(File.id, ascending=False)
        .limit(limit + 1)
    )


async def count_own(
    organisation_id: UUID, *, kind: Kind | None, name: str | None, withdrawn: bool, counted: int
) -> int:
    count = await fetch_value(
        "SELECT count(*) FROM (SELECT 1 FROM documents_file WHERE organisation = $1 "
        "AND ($2::text IS NULL OR kind = $2) AND ($3 OR withdrawn_at IS NULL) "
        "AND ($4::text IS NULL OR name ILIKE $4) LIMIT $5::bigint) AS counted",
        organisation_id,
        None if kind is None else kind.value,
        withdrawn,
        None if name is None else _part(name),
        counted + 1,
    )
    return int(count)


def _part(text: str) -> str:
    """What is typed, anywhere in a name and as it stands."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"


async def lock_own(file_ids: Sequence[UUID], *, owner: UUID, to_change: bool = False) -> list[File]:
    """These files, as far as they are the owner's, in one order and locked until the end."""
    if not file_ids:  # Piccolo refuses an empty list
        return []
    return (
        await File.objects()
        .where(File.id.is_in(list(file_ids)) & (File.organisation == owner))
        .order_by(File.id)
        .lock_rows("UPDATE" if to_change else "SHARE")
    )


async def by_ids(file_ids: Sequence[UUID]) -> list[File]:
    if not file_ids:  # Piccolo refuses an empty list
        return []
    return await File.objects().where(File.id.is_in(list(file_ids)))


async def record_publication(file: File, *, at: datetime | None, by: UUID | None) -> None:
    await File.update({File.published_at: at, File.published_by: by}).where(File.id == file.id)
    await file.refresh()


async def made_public(sha256: str) -> dict[str, Any] | None:
    """The earliest publication of these bytes that stands, with its owner's name."""
    return await fetch_one(
        "SELECT o.name AS owner_name, f.kind, f.published_at FROM documents_file f "
        "JOIN identity_organisation o ON o.id = f.organisation WHERE f.sha256 = $1 "
        "AND f.published_at IS NOT NULL AND f.withdrawn_at IS NULL "
        "ORDER BY f.published_at, f.id LIMIT 1",
        sha256,
    )


async def record_withdrawal(file: File, *, at: datetime, by: UUID) -> None:
    await File.update({File.withdrawn_at: at, File.withdrawn_by: by}).where(File.id == file.id)
    await file.refresh()
