"""The people of one organisation: invited, given roles, deactivated."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.identity import queries, rules
from backend.identity.events import (
    MemberDeactivated,
    MemberInvited,
    MemberReactivated,
    PasswordResetOffered,
    RolesChanged,
)
from backend.identity.service import duties, links
from backend.identity.service.organisations import add_member
from backend.identity.states import LinkPurpose, OrganisationKind
from backend.identity.tables import Member
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.events import emit


async def members(*, by: Actor) -> list[dict[str, Any]]:
    """Everybody of the actor's organisation, in order of arrival; to its admin, who owes what."""
    rows = await queries.members(by.organisation_id)
    if not by.may(Permission.MANAGE_MEMBERS):
        return [{**row, "has_factor": None, "duty": None} for row in rows]
    terms = await duties.terms_of(by.organisation_id, by.kind)
    return [
        {**row, "duty": None if row["has_factor"] else duties.owed_by(row, terms)} for row in rows
    ]


async def invite(
    *, email: str, name: str, roles: list[str], by: Actor
) -> tuple[Member, str, datetime]:
    """A new member and his one-time link, to be handed over by the inviter."""
    by.require(Permission.MANAGE_MEMBERS)
    wanted = rules.check_roles(OrganisationKind(by.kind), roles)
    async with transaction():
        row = await add_member(
            by.organisation_id,
            email=rules.email_address(email),
            name=name,
            roles=wanted,
            password_hash=None,
        )
        token, expires_at = await links.issue(row.id, purpose=LinkPurpose.INVITATION, by=by)
        await emit(MemberInvited(subject_id=row.id, email=row.email, roles=tuple(wanted)), by=by)
    return row, token, expires_at


async def change_roles(member_id: UUID, *, roles: list[str], by: Actor) -> Member:
    by.require(Permission.MANAGE_MEMBERS)
    wanted = rules.check_roles(OrganisationKind(by.kind), roles)
    async with transaction():
        admins = await queries.lock_active_admins(by.organisation_id)
        row = await queries.member(member_id, organisation_id=by.organisation_id)
        if not rules.is_admin(wanted):
            _check_admin_stays(row, admins)
        before = list(row.roles)
        await Member.update({Member.roles: wanted}).where(Member.id == row.id)
        row.roles = wanted
        await emit(
            RolesChanged(subject_id=row.id, email=row.email, roles=tuple(wanted)),
            by=by,
            before={"roles": before},
            after={"roles": wanted},
        )
    return row


async def deactivate(member_id: UUID, *, by: Actor) -> Member:
    """The member cannot sign in any more; his sessions end with this transaction."""
    by.require(Permission.MANAGE_MEMBERS)
    async with transaction():
        admins = await queries.lock_active_admins(by.organisation_id)
        row = await queries.member(member_id, organisation_id=by.organisation_id)
        _check_admin_stays(row, admins)
        await _set_active(row, active=False)
        await queries.end_sessions_of(row.id, clock.now())
        await emit(
            MemberDeactivated(subject_id=row.id, email=row.email),
            by=by,
            before={"active": True},
            after={"active": False},
        )
    return row


async def reactivate(member_id: UUID, *, by: Actor) -> Member:
    by.require(Permission.MANAGE_MEMBERS)
    async with transaction():
        row = await queries.member(member_id, organisation_id=by.organisation_id)
        await _set_active(row, active=True)
        await emit(
            MemberReactivated(subject_id=row.id, email=row.email),
            by=by,
            before={"active": False},
            after={"active": True},
        )
    return row


async def offer_reset(member_id: UUID, *, by: Actor) -> tuple[Member, str, datetime]:
    """A one-time link with which the member sets a new password."""
    by.require(Permission.MANAGE_MEMBERS)
    async with transaction():
        row = await queries.member(member_id, organisation_id=by.organisation_id)
        purpose = LinkPurpose.RESET if row.password_hash else LinkPurpose.INVITATION
        token, expires_at = await links.issue(row.id, purpose=purpose, by=by)
        await emit(PasswordResetOffered(subject_id=row.id, email=row.email), by=by)
    return row, token, expires_at


async def _set_active(row: Member, *, active: bool) -> None:
    await Member.update({Member.active: active}).where(Member.id == row.id)
    row.active = active


def _check_admin_stays(row: Member, admins: set[UUID]) -> None:
    if row.id in admins and len(admins) == 1:
        raise rules.LastAdmin("Make another member an admin first.")
