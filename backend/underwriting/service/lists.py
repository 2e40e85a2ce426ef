"""Sanctions lists, loaded by the operator as files, whole; the newest of each is asked."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.underwriting.events import SanctionsListLoaded
from backend.underwriting.queries import screenings as queries
from backend.underwriting.rules import ListLoaded
from backend.underwriting.sanctions import key_of
from backend.underwriting.states import ListCode
from backend.underwriting.tables import SanctionsList


async def load(
    code: ListCode, version: str, names: Sequence[str], *, as_of: date, by: Actor
) -> dict[str, Any]:
    """Names that say nothing (no letter in them) are left out."""
    by.require(Permission.IMPORT_REFERENCE)
    entries = [(name, key) for name in dict.fromkeys(names) if (key := key_of(name)[:300])]
    async with transaction():
        if await queries.loaded(code.value, version):
            raise ListLoaded(f"{code} {version} is loaded.", path="version")
        row = SanctionsList(
            id=uuid4(),
            created_at=clock.now(),
            code=code,
            version=version,
            as_of=as_of,
            sha256=hashlib.sha256("\n".join(name for name, _ in entries).encode()).hexdigest(),
            names=len(entries),
            loaded_by=by.user_id,
            loaded_by_name=by.name,
        )
        await queries.add_list(row, entries)
        await emit(
            SanctionsListLoaded(
                subject_id=row.id, code=str(code), version=version, names=len(entries)
            ),
            by=by,
        )
        plain: dict[str, Any] = row.to_dict()
        return plain


async def page(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    by.require(Permission.VIEW_OPERATOR, Permission.VIEW_INSURER)
    after = None
    if cursor is not None:
        on, last = pages.decode_cursor(cursor, date, UUID)
        after = (on, last)
    rows, total = await queries.page_of_lists(after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["as_of"], row["id"]))
    return cut, following, pages.total_of(total)
