"""Mandates: an admin lets a member sign papers for the organisation, and takes that back."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.papers import rules
from backend.papers.events import MandateGranted, MandateRevoked
from backend.papers.queries import mandates as queries
from backend.papers.rules import MandateIn
from backend.papers.tables import Mandate

READING = (Permission.VIEW_FIRM, Permission.VIEW_BANK)


async def grant_mandate(data: MandateIn, *, by: Actor) -> dict[str, Any]:
    """Let a member sign; only organisations that sign papers have mandates."""
    by.require(*READING)
    by.require(rules.GRANTING)
    async with transaction():
        known = await identity.active_members([by.organisation_id])
        rules.check_mandate(data, members=[member for _, member, _ in known], today=clock.today())
        row = Mandate(
            id=uuid4(),
            organisation=by.organisation_id,
            member=data.member_id,
            papers=sorted({each.value for each in data.papers}),
            up_to_fen=data.up_to_fen,
            from_on=data.from_on,
            until=data.until,
            granted_by=by.user_id,
            granted_by_name=by.name,
            granted_at=clock.now(),
        )
        await queries.add(row)
        found = await _found(row.id, by=by)
        await emit(
            MandateGranted(
                subject_id=row.id,
                parties=(by.organisation_id,),
                member=str(row.member),
                member_name=found["member_name"],
                papers=tuple(row.papers),
                up_to_fen=row.up_to_fen,
                from_on=data.from_on.isoformat(),
                until=data.until.isoformat(),
            ),
            by=by,
        )
        return found


async def revoke_mandate(mandate_id: UUID, *, by: Actor) -> dict[str, Any]:
    """End a mandate at once; what was signed under it stands."""
    by.require(*READING)
    by.require(rules.GRANTING)
    async with transaction():
        found = await queries.one(mandate_id, organisation_id=by.organisation_id, lock=True)
        if found is None:
            raise NotFound
        if found["revoked_at"] is not None:
            raise rules.MandateRevokedBefore
        await queries.revoke(mandate_id, at=clock.now(), by=by.user_id)
        await emit(
            MandateRevoked(
                subject_id=mandate_id,
                parties=(by.organisation_id,),
                member=str(found["member"]),
                member_name=found["member_name"],
            ),
            by=by,
        )
        return await _found(mandate_id, by=by)


async def mandates(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """A page of the organisation's mandates, newest first."""
    by.require(*READING)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(by.organisation_id, after=after, limit=limit)
    page, following = pages.cut(rows, limit, key=lambda row: (row["granted_at"], row["id"]))
    return page, following, pages.total_of(total)


async def _found(mandate_id: UUID, *, by: Actor) -> dict[str, Any]:
    found = await queries.one(mandate_id, organisation_id=by.organisation_id)
    if found is None:
        raise NotFound
    return found
