"""Legal hold: one of the operator proposes, another confirms; lifted the same way."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents import rules
from backend.documents.events import HoldConfirmed, HoldLifted, HoldLiftProposed, HoldProposed
from backend.documents.queries import files
from backend.documents.queries import holds as queries
from backend.documents.service.incidents import MAY_DECIDE, MAY_KEEP
from backend.documents.tables import File, Hold
from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit


async def propose_hold(
    organisation_id: UUID, *, file_id: UUID | None, reason: str, by: Actor
) -> UUID:
    """Propose to hold a document, or all documents of an organisation; the hold's id."""
    by.require(*MAY_DECIDE)
    async with transaction():
        if organisation_id not in await identity.organisations([organisation_id]):
            raise NotFound
        if file_id is not None and not await files.lock_own([file_id], owner=organisation_id):
            raise NotFound
        hold = Hold(
            id=uuid4(),
            organisation=organisation_id,
            file=file_id,
            reason=reason,
            proposed_at=clock.now(),
            proposed_by=by.user_id,
        )
        await queries.add(hold)
        await emit(
            HoldProposed(subject_id=hold.id, parties=(by.organisation_id,), reason=reason), by=by
        )
    return hold.id


async def confirm_hold(hold_id: UUID, *, by: Actor) -> None:
    """Put it in force; from now on nothing under it can be withdrawn."""
    async with transaction():
        hold = await _locked(hold_id, by=by)
        rules.check_hold_step(after=hold.proposed_at, taken=hold.confirmed_at)
        rules.check_second_person(proposer=hold.proposed_by, by=by.user_id)
        await queries.record(hold, confirmed_at=clock.now(), confirmed_by=by.user_id)
        parties = (by.organisation_id, hold.organisation)
        await emit(HoldConfirmed(subject_id=hold.id, parties=parties, reason=hold.reason), by=by)


async def propose_lift(hold_id: UUID, *, reason: str, by: Actor) -> None:
    async with transaction():
        hold = await _locked(hold_id, by=by)
        rules.check_hold_step(after=hold.confirmed_at, taken=hold.lift_proposed_at)
        await queries.record(
            hold, lift_reason=reason, lift_proposed_at=clock.now(), lift_proposed_by=by.user_id
        )
        await emit(
            HoldLiftProposed(subject_id=hold.id, parties=(by.organisation_id,), reason=reason),
            by=by,
        )


async def lift_hold(hold_id: UUID, *, by: Actor) -> None:
    """End it, as somebody else proposed."""
    async with transaction():
        hold = await _locked(hold_id, by=by)
        rules.check_hold_step(after=hold.lift_proposed_at, taken=hold.lifted_at)
        rules.check_second_person(proposer=hold.lift_proposed_by, by=by.user_id)
        await queries.record(hold, lifted_at=clock.now(), lifted_by=by.user_id)
        parties = (by.organisation_id, hold.organisation)
        await emit(HoldLifted(subject_id=hold.id, parties=parties, reason=hold.lift_reason), by=by)


def hold_steps(hold: Mapping[str, Any], *, by: Actor) -> list[str]:
    """What the actor may do next about a hold, as the routes call it; each step takes another."""
    if not by.may(*MAY_DECIDE):
        return []
    if hold["confirmed_at"] is None:
        return ["confirmation"] if hold["proposed_by"] != by.user_id else []
    if hold["lift_proposed_at"] is None:
        return ["lift-proposal"]
    is_another = hold["lift_proposed_by"] != by.user_id
    return ["lift"] if hold["lifted_at"] is None and is_another else []


async def _locked(hold_id: UUID, *, by: Actor) -> Hold:
    by.require(*MAY_DECIDE)
    hold = await queries.lock(hold_id)
    if hold is None:
        raise NotFound
    return hold


async def holds(
    *, lifted: bool, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """A page of the holds that are proposed or in force, or of all; newest first."""
    by.require(*MAY_KEEP)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(lifted=lifted, after=after, limit=limit)
    page, following = pages.cut(rows, limit, key=lambda row: (row["proposed_at"], row["id"]))
    return page, following, pages.total_of(total)


async def held(own: Sequence[File], *, by: Actor) -> dict[UUID, dict[str, Any]]:
    """Those of these files that are held, with reason and since when: told to their owner."""
    mine = [each.id for each in own if each.organisation == by.organisation_id]
    return await queries.held(mine)
