"""An organisation and its members as they come back with an archive; no password comes with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from asyncpg import UniqueViolationError

from backend.identity import rules
from backend.identity.service import links
from backend.identity.states import LinkPurpose, OrganisationKind, Role
from backend.identity.tables import Member, Organisation
from backend.kernel import clock
from backend.kernel.auth import SYSTEM
from backend.kernel.db import in_transaction


@dataclass(frozen=True, kw_only=True)
class Invited:
    """An admin who came back, and the token of his one-time link, shown once."""

    email: str
    token: str
    expires_at: datetime


async def restore(
    about: dict[str, Any], *, members: Sequence[dict[str, Any]]
) -> tuple[Organisation, list[Invited]]:
    """The organisation, not verified, with its members; a link for each admin who is active.

    Inside the caller's transaction. What the archive claims is what its owner could have written:
    verifying it is the operator's, as for everybody who signs up.
    """
    if not in_transaction():
        raise RuntimeError("An archive comes back whole or not at all.")
    kind = OrganisationKind(about["kind"])
    code = rules.credit_code(about["uscc"]) if about["uscc"] else None
    row = Organisation(
        **(about | {"kind": kind.value, "uscc": code}), created_at=clock.now(), verified_at=None
    )
    await Organisation.insert(row)
    return row, [link for each in members for link in await _member(each, kind=kind, of=row.id)]


async def _member(about: dict[str, Any], *, kind: OrganisationKind, of: UUID) -> list[Invited]:
    roles = rules.check_roles(kind, about["roles"])
    known = about | {"email": rules.email_address(about["email"]), "roles": [*map(str, roles)]}
    member = Member(**known, organisation=of, password_hash=None)
    try:
        await Member.insert(member)
    except UniqueViolationError:
        raise rules.EmailTaken(f"{member.email} is a member already.", field="email") from None
    if not member.active or Role.ADMIN not in roles:
        return []
    token, expires_at = await links.issue(member.id, purpose=LinkPurpose.INVITATION, by=SYSTEM)
    return [Invited(email=member.email, token=token, expires_at=expires_at)]
