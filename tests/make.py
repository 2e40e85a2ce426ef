"""Builders of valid things; a test names only what matters to it."""

from datetime import datetime
from itertools import count
from typing import Any
from uuid import uuid4

import pyotp

from backend.criteria.facts import add_months
from backend.identity import service
from backend.identity.permissions import permissions_of
from backend.identity.scopes import scopes_of
from backend.identity.states import OrganisationKind
from backend.identity.tables import Member, Organisation
from backend.kernel import clock, passwords
from backend.kernel.auth import Actor

#: In names of one length: they sort as they were made, and none is part of another.
_serial = count(1)
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CODE_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

PASSWORD = "a good long password"
#: One hash for every member: hashing is slow on purpose.
_PASSWORD_HASH = passwords._hasher.hash(PASSWORD)


def uscc(serial: int | None = None, *, division: str = "310115") -> str:
    """A unified social credit code with both check digits right, from a serial."""
    body = f"{next(_serial) if serial is None else serial:08d}"
    total = sum(int(d) * w for d, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    value = 11 - total % 11
    plain = f"91{division}{body}" + {10: "X", 11: "0"}.get(value, str(value))
    rest = sum(_ALPHABET.index(c) * w for c, w in zip(plain, _WEIGHTS, strict=True)) % 31
    return plain + _ALPHABET[(31 - rest) % 31]


def years_after(moment: datetime, years: int) -> datetime:
    """The same moment of a later year; of the 29th of February, that on the 28th."""
    return datetime.combine(add_months(moment.date(), 12 * years), moment.timetz())


def application_number(serial: int, *, year: int = 2020, kind: int = 1) -> str:
    """A 13-character application number with its check digit; demonstration serials ≥ 9000000."""
    body = f"{year}{kind}{9_000_000 + serial}"
    total = sum(int(d) * w for d, w in zip(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True))
    return body + ("X" if total % 11 == 10 else str(total % 11))


async def organisation(
    kind: str = "firm",
    *,
    name: str | None = None,
    verified: bool = True,
    code: str | None = None,
    division: str = "310115",
    street: str = "张江镇",
) -> Organisation:
    number = next(_serial)
    row = Organisation(
        id=uuid4(),
        created_at=clock.now(),
        kind=kind,
        name=name or f"{kind}-{number:06d}有限公司",
        uscc=code or uscc(number + 20_000_000),
        division=division,
        street=street,
        address_line="某路 1 号",
        verified_at=clock.now() if verified else None,
    )
    await Organisation.insert(row)
    return row


async def member(
    organisation: Organisation, *roles: str, email: str | None = None, name: str | None = None
) -> Member:
    number = next(_serial)
    row = Member(
        id=uuid4(),
        created_at=clock.now(),
        organisation=organisation.id,
        email=email or f"m{number:06d}-{uuid4().hex[:6]}@example.test",
        name=name or f"member {number:06d}",
        roles=list(roles),
        password_hash=_PASSWORD_HASH,
    )
    await Member.insert(row)
    return row


async def actor(organisation: Organisation, *roles: str) -> Actor:
    """A new member of the organisation with these roles, as the one who asks."""
    row = await member(organisation, *roles)
    return Actor(
        user_id=row.id,
        organisation_id=organisation.id,
        kind=organisation.kind,
        name=row.name,
        organisation_name=organisation.name,
        permissions=permissions_of(OrganisationKind(organisation.kind), roles),
        roles=frozenset(roles),
        verified=organisation.verified_at is not None,
        address="127.0.0.1",
        request_id="test",
    )


def code_of(secret: str, *, later: int = 0) -> str:
    """What an authenticator shows now, or that many steps of 30 seconds later."""
    return pyotp.TOTP(secret).at(clock.now(), counter_offset=later)


async def second_factor(actor: Actor) -> tuple[str, list[str]]:
    """A second factor in force: its secret, whose code of now is not spent, and recovery codes."""
    begun = await service.begin_second_factor(PASSWORD, by=actor)
    with clock.at(clock.now()):  # no step of 30 seconds ends between the code and its reading
        confirmed = await service.confirm_second_factor(code_of(begun.secret, later=-1), by=actor)
    return begun.secret, confirmed


async def api_key(admin: Actor, *scopes: str) -> tuple[dict[str, Any], str]:
    """A key of the admin's organisation, as it is listed, and its token; with every scope."""
    known = [str(scope) for scope in scopes_of(OrganisationKind(admin.kind))]
    terms = service.KeyTerms(name="ERP", scopes=list(scopes) or known, days=30)
    return await service.make_key(terms, password=PASSWORD, code=None, by=admin)
