"""The book of an insurer: the risks that it was asked to take, kept to try plans out on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.insurance.book_queries import keep_risks, page_of_risks
from backend.insurance.risk import Risk, risk_hash
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps


async def keep(insurer_id: UUID, risks: Sequence[tuple[str, Risk]]) -> int:
    """Keep risks under their references; how many are new. What stands already stays as it is."""
    rows = [
        (reference, str(risk.line), dumps(risk.model_dump(mode="json")), risk_hash(risk))
        for reference, risk in risks
    ]
    return await keep_risks(insurer_id, rows, at=clock.now())


async def bring(risks: Sequence[tuple[str, Risk]], *, by: Actor) -> int:
    """The same by somebody of the insurer: risks of its own records."""
    by.require(Permission.RATE_RISKS)
    return await keep(by.organisation_id, risks)


async def page(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    by.require(Permission.VIEW_INSURER)
    after = None
    if cursor is not None:
        at, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (at, last)
    rows, total = await page_of_risks(by.organisation_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return list(cut), following, pages.total_of(total)
