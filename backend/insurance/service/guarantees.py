"""Which insurers may offer loan guarantees: found by the operator, by dated rows."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.insurance import book_queries
from backend.insurance.events import GuaranteeEligibilityFound
from backend.insurance.rules import AlreadyEligible, GuaranteeNotEligible, ValidityReversed
from backend.insurance.states import InsuranceLine
from backend.insurance.tables import GuaranteeEligibility
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit


async def admit(
    insurer_id: UUID, *, from_on: date, to_on: date | None, ground: str, by: Actor
) -> dict[str, Any]:
    """Find an insurer eligible for these days."""
    by.require(Permission.MANAGE_ORGANISATIONS)
    if to_on is not None and to_on < from_on:
        raise ValidityReversed(f"{from_on} is after {to_on}.", path="to_on")
    async with transaction():
        found = await book_queries.lock_insurer(insurer_id)
        if found is None:
            raise NotFound
        if await book_queries.eligibility_begins(insurer_id, from_on):
            raise AlreadyEligible(f"A finding begins on {from_on}.", path="from_on")
        row = GuaranteeEligibility(
            id=uuid4(),
            created_at=clock.now(),
            insurer=insurer_id,
            from_on=from_on,
            to_on=to_on,
            ground=ground,
            found_by=by.user_id,
            found_by_name=by.name,
        )
        await book_queries.add_eligibility(row)
        await emit(
            GuaranteeEligibilityFound(
                subject_id=insurer_id,
                parties=(insurer_id,),
                from_on=from_on.isoformat(),
                to_on=None if to_on is None else to_on.isoformat(),
                ground=ground,
            ),
            by=by,
        )
        (made,) = await book_queries.eligibilities(insurer_id, only=row.id)
        return made


async def page(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """Every finding for the operator; for an insurer its own."""
    insurer_id = None
    if not by.may(Permission.VIEW_OPERATOR):
        by.require(Permission.VIEW_INSURER)
        insurer_id = by.organisation_id
    after = None
    if cursor is not None:
        day, last = pages.decode_cursor(cursor, date, UUID)
        after = (day, last)
    rows, total = await book_queries.page_of_eligibilities(insurer_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["from_on"], row["id"]))
    return list(cut), following, pages.total_of(total)


async def check(line: str, *, insurer_id: UUID, on: date) -> None:
    """Refuse a guarantee of an insurer that is not eligible on the day it becomes valid."""
    if line != InsuranceLine.LOAN_GUARANTEE:
        return
    if not await book_queries.is_eligible(insurer_id, on=on):
        raise GuaranteeNotEligible(
            f"No finding covers {on}; ask the operator for one.", path="valid_from"
        )
