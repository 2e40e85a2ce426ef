"""What is asked beside the password of whoever has a second factor, and spent by its use."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.identity import rules, totp
from backend.identity.events import RecoveryCodeUsed, SecondFactorEnded
from backend.identity.queries import factors, passkeys
from backend.identity.service import challenges
from backend.identity.states import ChallengePurpose, Proof
from backend.identity.tables import Member
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import apart
from backend.kernel.events import emit
from backend.kernel.masters import UnknownKey, master_keys
from backend.kernel.passwords import digest

#: How a passkey's answer begins, and no code does: it is JSON.
_ANSWER = "{"
#: After these the same may be tried again, with something else.
_REFUSED = (
    rules.CodeNeeded,
    rules.CodeWrong,
    rules.CodeSpent,
    rules.PasskeyRefused,
    rules.PasskeyStale,
    rules.PasskeySuspect,
)
_WAYS = "A code, one of your recovery codes, or your passkey."


async def has_second_factor(member_id: UUID) -> bool:
    """A passkey is one as much as an authenticator."""
    return await has_authenticator(member_id) or await has_passkey(member_id)


async def has_passkey(member_id: UUID) -> bool:
    return await passkeys.exist(member_id)


async def has_authenticator(member_id: UUID) -> bool:
    row = await factors.factor(member_id)
    return row is not None and row["confirmed_at"] is not None


async def check_code(
    member: Member, code: str | None, *, knows_password: bool, by: Actor
) -> tuple[Proof, UUID | None]:
    """Refuse without the member's second factor, where he has one.

    Answers what was proven with it, and with which passkey. The right code is spent by this,
    whatever becomes of the request. A refusal says what his passkeys are asked, in `passkey`, and
    only to whoever knows the password that a recovery code was right once.
    """
    if not await has_second_factor(member.id):
        return Proof.PASSWORD, None
    try:
        return await _proven(member, (code or "").strip(), knows_password=knows_password, by=by)
    except _REFUSED as refused:
        asked = await challenges.asked_beside_password(member, address=by.address)
        ways = [*(["code"] if await has_authenticator(member.id) else []), "recovery_code"]
        refused.facts |= {"passkey": asked, "ways": ways + (["passkey"] if asked else [])}
        raise


async def _proven(
    member: Member, given: str, *, knows_password: bool, by: Actor
) -> tuple[Proof, UUID | None]:
    if not given:
        raise rules.CodeNeeded(_WAYS, field="code")
    if given.startswith(_ANSWER):
        row = await challenges.prove(given, ChallengePurpose.FACTOR, member_id=member.id, by=by)
        return Proof.PASSWORD_AND_PASSKEY, row["id"]
    plain = totp.plain(given)
    return await _proven_by_code(member, plain, knows_password=knows_password, by=by), None


async def _proven_by_code(member: Member, given: str, *, knows_password: bool, by: Actor) -> Proof:
    at = clock.now()
    row = await factors.factor(member.id)
    if row is not None and row["confirmed_at"] is not None:
        step = step_of(row, given, at)
        if step is not None:
            if not await factors.spend_step(row["id"], step):
                raise rules.CodeSpent(field="code")
            return Proof.PASSWORD_AND_CODE
    async with apart():
        spent = await factors.spend_recovery_code(member.id, digest(given), at)
        if spent:
            await emit(RecoveryCodeUsed(subject_id=member.id, email=member.email), by=by)
    if not spent:
        used_at = await factors.recovery_code_used_at(member.id, digest(given))
        if knows_password and used_at is not None:
            raise rules.RecoveryCodeSpent(_WAYS, field="code", used_at=used_at.isoformat())
        raise rules.CodeWrong(_WAYS, field="code")
    return Proof.PASSWORD_AND_RECOVERY_CODE


async def end_without_factor(member: Member, *, by: Actor) -> None:
    """Recovery codes stand in for something; they go with the last of it, and he is told."""
    if await has_second_factor(member.id) or not await factors.remove_recovery_codes(member.id):
        return
    await factors.record_end(member.id, at=clock.now())
    event = SecondFactorEnded(
        subject_id=member.id, parties=(member.organisation,), email=member.email
    )
    await emit(event, by=by)


def step_of(row: dict[str, Any], code: str, at: datetime) -> int | None:
    """The step of a code; None too where the master key is lost: recovery codes still work."""
    try:
        secret = master_keys().unwrap_secret(row["secret"], key_id=row["id"], owner=row["member"])
    except UnknownKey:
        return None
    return totp.step_of(secret, code, at=at)
