"""The code beside the password: asked of whoever has a second factor, and spent by its use."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.identity import rules, totp
from backend.identity.events import RecoveryCodeUsed
from backend.identity.queries import factors
from backend.identity.states import Proof
from backend.identity.tables import Member
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.kernel.masters import UnknownKey, master_keys
from backend.kernel.passwords import digest


async def has_second_factor(member_id: UUID) -> bool:
    row = await factors.factor(member_id)
    return row is not None and row["confirmed_at"] is not None


async def check_code(member: Member, code: str | None, *, by: Actor) -> Proof:
    """Refuse without the member's second factor, where he has one; what was proven with it.

    The right code is spent by this, whatever becomes of the request.
    """
    row = await factors.factor(member.id)
    if row is None or row["confirmed_at"] is None:
        return Proof.PASSWORD
    given = totp.plain(code or "")
    if not given:
        raise rules.CodeNeeded("Six figures, or one of your recovery codes.", field="code")
    at = clock.now()
    step = step_of(row, given, at)
    if step is not None:
        if not await factors.spend_step(row["id"], step):
            raise rules.CodeSpent(field="code")
        return Proof.PASSWORD_AND_CODE
    if not await factors.spend_recovery_code(member.id, digest(given), at):
        raise rules.CodeWrong("Six figures, or one of your recovery codes.", field="code")
    async with transaction():
        await emit(RecoveryCodeUsed(subject_id=member.id, email=member.email), by=by)
    return Proof.PASSWORD_AND_RECOVERY_CODE


def step_of(row: dict[str, Any], code: str, at: datetime) -> int | None:
    """The step of a code; None too where the master key is lost: recovery codes still work."""
    try:
        secret = master_keys().unwrap_secret(row["secret"], key_id=row["id"], owner=row["member"])
    except UnknownKey:
        return None
    return totp.step_of(secret, code, at=at)
