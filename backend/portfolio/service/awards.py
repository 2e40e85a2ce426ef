"""Awards: the firm states one with its certificate, an officer of the district decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.states import Kind, Purpose
from backend.identity import service as identity
from backend.identity.states import OrganisationKind
from backend.kernel import clock, listed, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import emit
from backend.portfolio import rules
from backend.portfolio.events import AwardDecided, AwardStated, AwardWithdrawn
from backend.portfolio.fee_rows import FeeTables
from backend.portfolio.fee_tables import fee_tables
from backend.portfolio.queries import assets
from backend.portfolio.queries import awards as queries
from backend.portfolio.service.families import division_of_high_value
from backend.portfolio.service.held import HeldRight, held_right
from backend.portfolio.states import AwardKind, AwardState, PatentKind
from backend.portfolio.tables import Award


@dataclass(frozen=True, kw_only=True)
class AwardView:
    id: UUID
    held: HeldRight
    firm_name: str
    kind: AwardKind
    title: str
    awarded_on: date
    document_id: UUID
    document_name: str
    stated_by: str
    stated_at: datetime
    state: AwardState
    reason: str | None
    ended_by: str | None
    ended_for: str | None
    ended_at: datetime | None


async def state_award(  # the parts of one award
    asset_id: UUID,
    *,
    kind: AwardKind,
    title: str,
    awarded_on: date,
    document_id: UUID,
    by: Actor,
) -> AwardView:
    """The firm's word with its paper; it counts once an officer of the district confirms it."""
    by.require(Permission.PREPARE)
    if awarded_on > clock.today():
        raise InvalidField("awarded_on", "A day up to today.")
    async with transaction():
        await assets.lock(asset_id, firm=by.organisation_id)
        row = await assets.asset(asset_id, firm=by.organisation_id)
        right = held_right(row, today=clock.today(), fees=await fee_tables()).right
        if right.kind is not PatentKind.INVENTION or right.granted_on is None:
            raise rules.AwardOfNoInvention
        if awarded_on < right.granted_on:
            raise InvalidField("awarded_on", f"A day from the grant on {right.granted_on} on.")
        if await queries.is_stated(asset_id, kind=kind, awarded_on=awarded_on):
            raise rules.AwardStated
        districts = await _deciding(by)
        award = Award(
            id=uuid4(),
            created_at=clock.now(),
            asset=asset_id,
            kind=kind.value,
            title=title,
            awarded_on=awarded_on,
            document=document_id,
            stated_by=by.user_id,
            stated_by_name=by.name,
            state=AwardState.STATED.value,
        )
        await documents.check_own([document_id], by=by, kind=Kind.CERTIFICATE)
        await queries.add(award)
        for district in districts:
            await documents.grant(
                [document_id], to=district, kind=Purpose.OTHER, purpose=award.id, by=by
            )
        await emit(
            AwardStated(
                subject_id=asset_id,
                parties=(by.organisation_id, *districts),
                award_id=award.id,
                label=right.label,
                title=title,
                firm=by.organisation_name,
            ),
            by=by,
        )
        return await _one(award.id, by=by)


async def withdraw_award(award_id: UUID, *, by: Actor) -> AwardView:
    """Take back what nobody has decided yet."""
    by.require(Permission.PREPARE)
    async with transaction():
        row = await _open(award_id, firm=by.organisation_id, division=None)
        await _end(row, AwardState.WITHDRAWN, reason=None, by=by)
        await documents.end_grants(award_id, by=by)
        await emit(
            AwardWithdrawn(subject_id=row["id"], parties=(by.organisation_id,), award_id=award_id),
            by=by,
        )
        return await _one(award_id, by=by)


async def decide_award(
    award_id: UUID, *, confirmed: bool, reason: str | None, by: Actor
) -> AwardView:
    """An officer compared the award with its paper; a rejection says why."""
    by.require(Permission.RECORD_REGISTRATIONS)
    if not confirmed and not reason:
        raise InvalidField("reason", "Say why it is rejected.")
    async with transaction():
        row = await _open(award_id, firm=None, division=await division_of_high_value())
        await documents.check_readable([row["document"]], by=by)
        state = AwardState.CONFIRMED if confirmed else AwardState.REJECTED
        await _end(row, state, reason=reason, by=by)
        await emit(
            AwardDecided(
                subject_id=row["id"],
                parties=(row["firm"], by.organisation_id),
                award_id=award_id,
                title=row["award_title"],
                approved=confirmed,
                reason=reason,
            ),
            by=by,
            before={"state": "stated"},
            after={"state": state.value},
        )
        return await _one(award_id, by=by)


async def awards(  # a filter and a page
    *,
    state: AwardState | None,
    asset_id: UUID | None,
    cursor: str | None,
    limit: int,
    by: Actor,
) -> tuple[list[AwardView], str | None, int | str]:
    """A firm's own awards, or those that the district's firms stated; newest first."""
    firm, division = await _scope(by)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(
        firm=firm,
        division=division,
        state=state,
        asset_id=asset_id,
        after=after,
        limit=limit,
    )
    page, following = pages.cut(rows, limit, key=lambda row: (row["stated_at"], row["award_id"]))
    fees = await fee_tables()
    return [_view(row, fees=fees) for row in page], following, pages.total_of(total)


async def count_awards(*, state: AwardState | None, asset_id: UUID | None, by: Actor) -> int:
    """All of them, however many."""
    firm, division = await _scope(by)
    return await queries.count(
        firm=firm, division=division, state=state, asset_id=asset_id, up_to=listed.EVERY
    )


async def _scope(by: Actor) -> tuple[UUID | None, str | None]:
    """A firm's own; those of the division's firms for its offices."""
    by.require(Permission.VIEW_FIRM, Permission.VIEW_DISTRICT)
    if by.kind == "district":
        return None, await division_of_high_value()
    return by.organisation_id, None


async def _deciding(firm: Actor) -> list[UUID]:
    """The offices that decide on the firm's awards; of one elsewhere nobody does."""
    organisation = await identity.organisation(firm.organisation_id)
    division = await division_of_high_value()
    if organisation.division != division:
        raise rules.AwardElsewhere(
            f"Only awards of firms registered in {division} are decided.", division=division
        )
    return await identity.organisations_of_kind(OrganisationKind.DISTRICT)


async def _open(award_id: UUID, *, firm: UUID | None, division: str | None) -> dict[str, Any]:
    row = await queries.one(award_id, firm=firm, division=division, lock=True)
    if row is None:
        raise NotFound("There is no such award.")
    if row["state"] != AwardState.STATED:
        raise rules.AwardDecided(f"It is {row['state']}.", state=row["state"])
    return row


async def _end(row: Mapping[str, Any], state: AwardState, *, reason: str | None, by: Actor) -> None:
    await queries.end(
        row["award_id"],
        state=state.value,
        reason=reason,
        by=(by.user_id, by.name, by.organisation_name),
        at=clock.now(),
    )


async def _one(award_id: UUID, *, by: Actor) -> AwardView:
    firm = None if by.kind == "district" else by.organisation_id
    row = await queries.one(award_id, firm=firm, division=None)
    if row is None:
        raise RuntimeError("An award that was written just now.")
    return _view(row, fees=await fee_tables())


def _view(row: Mapping[str, Any], *, fees: FeeTables) -> AwardView:
    return AwardView(
        id=row["award_id"],
        held=held_right(row, today=clock.today(), fees=fees),
        firm_name=row["firm_name"],
        kind=AwardKind(row["award_kind"]),
        title=row["award_title"],
        awarded_on=row["awarded_on"],
        document_id=row["document"],
        document_name=row["document_name"],
        stated_by=row["stated_by_name"],
        stated_at=row["stated_at"],
        state=AwardState(row["state"]),
        reason=row["reason"],
        ended_by=row["ended_by_name"],
        ended_for=row["ended_for"],
        ended_at=row["ended_at"],
    )
