"""Organisations: signing up, being created by the operator, being verified."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from asyncpg import UniqueViolationError

from backend.identity import divisions, queries, rules
from backend.identity.events import OrganisationCreated, OrganisationSignedUp, OrganisationVerified
from backend.identity.service import links
from backend.identity.states import LinkPurpose, OrganisationKind, Role
from backend.identity.tables import Member, Organisation
from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.kernel.passwords import hash_password


async def organisation(organisation_id: UUID) -> Organisation:
    return await queries.organisation(organisation_id)


async def organisations(ids: Sequence[UUID]) -> dict[UUID, Organisation]:
    return {row.id: row for row in await queries.organisations(ids)}


async def organisations_of_kind(kind: OrganisationKind) -> list[UUID]:
    return await queries.organisations_of_kind(kind)


async def member_names(ids: Sequence[UUID], *, within: UUID | None = None) -> dict[UUID, str]:
    return await queries.member_names(ids, within=within)


async def active_members(organisation_ids: Sequence[UUID]) -> list[tuple[UUID, UUID, list[str]]]:
    """(organisation, member, roles) of everybody who is active there."""
    return await queries.active_members(organisation_ids)


async def places() -> tuple[frozenset[str], frozenset[str]]:
    """The codes of the districts, and the streets that are known, among them what has ended."""
    known = await divisions.streets(clock.today())
    streets = (row.street for of_one in known.values() for row in of_one)
    return frozenset(divisions.DIVISIONS), frozenset(streets)


async def page_of_organisations(
    *,
    kind: str | None,
    q: str | None,
    after: tuple[str, UUID] | None,
    limit: int,
    by: Actor,
) -> tuple[list[dict[str, Any]], int]:
    by.require(Permission.MANAGE_ORGANISATIONS)
    return await queries.page_of_organisations(kind=kind, q=q, after=after, limit=limit)


async def _check_street(division: str, street: str) -> None:
    """Whether the street may stand in a new address of this division."""
    today = clock.today()
    rows = (await divisions.streets(today)).get(division)
    found = next((row for row in rows or () if row.street == street), None)
    if division not in divisions.DIVISIONS or (rows is not None and found is None):
        raise rules.StreetUnknown(
            f"{street} is not a street of {division}; GET /divisions lists them.", field="street"
        )
    if found is not None and found.until is not None and not found.is_offered(today):
        raise rules.StreetEnded(
            f"{street} ended; GET /divisions lists those that are.",
            field="street",
            until=found.until.isoformat(),
            successor=found.successor,
        )


@dataclass(frozen=True, kw_only=True)
class SignUp:
    """What somebody says who signs a firm up."""

    name: str
    uscc: str
    division: str
    street: str
    address_line: str
    admin_name: str
    email: str
    password: str


async def sign_up(stated: SignUp, *, by: Actor) -> tuple[Organisation, Actor]:
    """A firm, unverified, and its first member, who did it. Several firms may claim one code."""
    code = rules.credit_code(stated.uscc)
    address = rules.email_address(stated.email)
    rules.check_password(stated.password)
    await _check_street(stated.division, stated.street)
    password_hash = await hash_password(stated.password)
    async with transaction():
        row = Organisation(
            id=uuid4(),
            created_at=clock.now(),
            kind=OrganisationKind.FIRM,
            name=stated.name,
            uscc=code,
            division=stated.division,
            street=stated.street,
            address_line=stated.address_line,
        )
        await Organisation.insert(row)
        admin = await add_member(
            row.id,
            email=address,
            name=stated.admin_name,
            roles=[Role.ADMIN, Role.HANDLER, Role.SIGNATORY],
            password_hash=password_hash,
        )
        actor = replace(
            by,
            user_id=admin.id,
            name=admin.name,
            organisation_id=row.id,
            organisation_name=row.name,
            kind=row.kind,
        )
        await emit(
            OrganisationSignedUp(
                subject_id=row.id, parties=(row.id,), organisation_label=stated.name, uscc=code
            ),
            by=actor,
        )
    return row, actor


async def create_organisation(
    *,
    kind: OrganisationKind,
    name: str,
    uscc: str | None,
    division: str | None,
    admin_name: str,
    admin_email: str,
    by: Actor,
) -> tuple[Organisation, str, datetime]:
    """A bank, a district or an issuer with its first admin's one-time link (shown once)."""
    by.require(Permission.MANAGE_ORGANISATIONS)
    code = rules.credit_code(uscc) if uscc else None
    async with transaction():
        row = Organisation(
            id=uuid4(),
            created_at=clock.now(),
            kind=kind,
            name=name,
            uscc=code,
            division=division,
            verified_at=clock.now(),
        )
        try:
            async with transaction():
                await Organisation.insert(row)
        except UniqueViolationError:
            raise rules.CodeAlreadyVerified(f"{code} is taken.", field="uscc") from None
        admin = await add_member(
            row.id,
            email=rules.email_address(admin_email),
            name=admin_name,
            roles=[Role.ADMIN],
            password_hash=None,
        )
        token, expires_at = await links.issue(admin.id, purpose=LinkPurpose.INVITATION, by=by)
        await emit(
            OrganisationCreated(subject_id=row.id, organisation_label=name, kind=kind), by=by
        )
    return row, token, expires_at


async def create_operator(email: str, *, uscc: str | None = None) -> tuple[str, datetime]:
    """The platform's operator (made when missing) and one more admin of it: a one-time link."""
    code = rules.credit_code(uscc) if uscc else None
    async with transaction():
        known = await queries.organisations_of_kind(OrganisationKind.OPERATOR)
        if known:
            operator_id = known[0]
            if code is not None:
                await queries.state_code(operator_id, code)
        else:
            row = Organisation(
                id=uuid4(),
                created_at=clock.now(),
                kind=OrganisationKind.OPERATOR,
                name="知融平台运营",
                uscc=code,
                verified_at=clock.now(),
            )
            await Organisation.insert(row)
            operator_id = row.id
        admin = await add_member(
            operator_id,
            email=rules.email_address(email),
            name=email.split("@", 1)[0],
            roles=[Role.ADMIN, Role.OPERATOR],
            password_hash=None,
        )
        return await links.issue(admin.id, purpose=LinkPurpose.INVITATION, by=SYSTEM)


async def add_member(
    organisation_id: UUID,
    *,
    email: str,
    name: str,
    roles: list[Role] | list[str],
    password_hash: str | None,
) -> Member:
    row = Member(
        id=uuid4(),
        created_at=clock.now(),
        organisation=organisation_id,
        email=email,
        name=name,
        roles=[str(role) for role in roles],
        password_hash=password_hash,
    )
    try:
        async with transaction():
            await Member.insert(row)
    except UniqueViolationError:
        raise rules.EmailTaken(f"{email} is a member already.", field="email") from None
    return row


async def verify(organisation_id: UUID, *, by: Actor) -> Organisation:
    """Mark the organisation verified; at most one verified organisation has its code."""
    by.require(Permission.REVIEW_KYB)
    async with transaction():
        row = await queries.lock_organisation(organisation_id)
        if row.verified_at is not None:
            return row
        if await queries.is_code_verified(row.uscc, besides=row.id):
            raise rules.CodeAlreadyVerified(f"{row.uscc} belongs to a verified organisation.")
        moment = clock.now()
        try:
            async with transaction():
                await Organisation.update({Organisation.verified_at: moment}).where(
                    Organisation.id == organisation_id
                )
        except UniqueViolationError:
            raise rules.CodeAlreadyVerified(f"{row.uscc} was verified just now.") from None
        row.verified_at = moment
        await emit(
            OrganisationVerified(subject_id=row.id, parties=(row.id,), organisation_label=row.name),
            by=by,
            before={"verified_at": None},
            after={"verified_at": moment.isoformat()},
        )
    return row
