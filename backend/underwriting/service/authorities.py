"""Who may quote up to which level, from day to day: drafted by one, confirmed by another."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.underwriting.events import AuthorityConfirmed, AuthorityDrafted, AuthorityEnded
from backend.underwriting.queries import desk as queries
from backend.underwriting.rules import AuthorityBySelf, DayPast, MemberUnknown
from backend.underwriting.rules import AuthorityConfirmed as IsConfirmed
from backend.underwriting.states import Level
from backend.underwriting.tables import UnderwritingAuthority


async def page(
    *, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """Of the actor's insurer, past and to come, newest first."""
    by.require(Permission.VIEW_INSURER)
    after = None
    if cursor is not None:
        at, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (at, last)
    rows, total = await queries.authorities(insurer_id=by.organisation_id, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return cut, following, pages.total_of(total)


async def draft(
    member_id: UUID, level: Level, *, from_on: date, to_on: date | None, by: Actor
) -> dict[str, Any]:
    """Propose a person's authority; it counts once another has confirmed it."""
    by.require(Permission.SET_AUTHORITIES)
    if member_id == by.user_id:
        raise AuthorityBySelf("Somebody else drafts yours.", path="member_id")
    if (to_on or from_on) < max(from_on, clock.today()):
        raise DayPast(f"It ends on {to_on or from_on}.", path="to_on")
    members = await identity.active_members([by.organisation_id])
    if not any(member == member_id and "underwriter" in roles for _, member, roles in members):
        raise MemberUnknown("Name an active member with the role underwriter.", path="member_id")
    async with transaction():
        row = UnderwritingAuthority(
            id=uuid4(),
            created_at=clock.now(),
            insurer=by.organisation_id,
            member=member_id,
            level=level,
            from_on=from_on,
            to_on=to_on,
            drafted_by=by.user_id,
            drafted_by_name=by.name,
        )
        await queries.add_authority(row)
        written = await _locked(row.id, by=by)
        await emit(AuthorityDrafted(**_facts(written), from_on=from_on.isoformat()), by=by)
        return written


async def confirm(authority_id: UUID, *, by: Actor) -> dict[str, Any]:
    """By another than who drafted it, and than who gets it."""
    by.require(Permission.SET_AUTHORITIES)
    async with transaction():
        row = await _locked(authority_id, by=by)
        if row["confirmed_at"] is not None or _is_over(row):
            raise IsConfirmed("Draft another one for a change.")
        if by.user_id in {row["drafted_by"], row["member"]}:
            raise AuthorityBySelf(f"{row['drafted_by_name']} drafted it for {row['member_name']}.")
        await queries.confirm_authority(authority_id, at=clock.now(), by=(by.user_id, by.name))
        await emit(AuthorityConfirmed(**_facts(row)), by=by)
        return await _locked(authority_id, by=by)


async def end(authority_id: UUID, *, on: date, by: Actor) -> dict[str, Any]:
    """Taking authority back needs one person: its last day, from today on."""
    by.require(Permission.SET_AUTHORITIES)
    async with transaction():
        row = await _locked(authority_id, by=by)
        if on < max(clock.today(), row["from_on"]):
            raise DayPast(f"{on} is before today, or before it begins.", path="to_on")
        if _is_over(row):
            raise IsConfirmed(f"It ended on {row['to_on']}.")
        await queries.end_authority(authority_id, on=on)
        await emit(AuthorityEnded(**_facts(row), to_on=on.isoformat()), by=by)
        return await _locked(authority_id, by=by)


def _is_over(row: Mapping[str, Any]) -> bool:
    return row["to_on"] is not None and row["to_on"] < clock.today()


def _facts(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "subject_id": row["id"],
        "parties": (row["insurer"],),
        "member_id": row["member"],
        "member": row["member_name"],
        "level": str(row["level"]),
    }


async def _locked(authority_id: UUID, *, by: Actor) -> dict[str, Any]:
    row = await queries.lock_authority(authority_id, insurer_id=by.organisation_id)
    if row is None:
        raise NotFound
    return row
