"""A member's authenticator and recovery codes: begun, confirmed with a code, renewed, removed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from backend.identity import queries, rules, totp
from backend.identity.events import (
    PasskeyRemoved,
    RecoveryCodesRenewed,
    SecondFactorRemoved,
    SecondFactorSet,
)
from backend.identity.queries import factors, passkeys
from backend.identity.service.codes import (
    end_without_factor,
    has_authenticator,
    has_second_factor,
    step_of,
)
from backend.identity.service.duties import check_may_go_without
from backend.identity.service.sessions import check_password
from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.masters import UnknownKey, master_keys
from backend.kernel.passwords import digest

_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class FactorView:
    """Whether more than the password is asked for; the authenticator's since when, what is left.

    `ended_at`: since when the password alone is asked for again.
    """

    on: bool
    confirmed_at: datetime | None
    ended_at: datetime | None
    recovery_codes_left: int


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What an authenticator has to be told; shown once."""

    secret: str
    address: str


async def second_factor(*, by: Actor) -> FactorView:
    row = await factors.factor(by.user_id)
    confirmed_at = None if row is None else row["confirmed_at"]
    on = confirmed_at is not None or await passkeys.exist(by.user_id)
    left = await factors.recovery_codes_left(by.user_id) if on else 0
    ended_at = None if on else await factors.ended_at(by.user_id)
    return FactorView(on=on, confirmed_at=confirmed_at, ended_at=ended_at, recovery_codes_left=left)


async def begin_second_factor(password: str, code: str | None = None, *, by: Actor) -> Begun:
    """A new secret, not in force yet, for whoever proves his password (and has his passkey)."""
    if await has_authenticator(by.user_id):
        raise rules.SecondFactorOn
    await check_password(password, code=code, by=by)
    factor_id, secret = uuid4(), totp.new_secret()
    wrapped = master_keys().wrap_secret(secret, key_id=factor_id, owner=by.user_id)
    async with transaction():
        member = await queries.member(by.user_id, organisation_id=by.organisation_id)
        begun = await factors.begin(
            factor_id, member_id=by.user_id, wrapped=wrapped, at=clock.now()
        )
        if not begun:
            raise rules.SecondFactorOn
    return Begun(secret=totp.shown(secret), address=totp.address(secret, account=member.email))


async def confirm_second_factor(code: str, *, by: Actor) -> list[str]:
    """Put the secret into force with its first code; the recovery codes, shown once."""
    at = clock.now()
    async with transaction():
        row = await factors.factor(by.user_id)
        if row is None:
            raise rules.SecondFactorOff
        if row["confirmed_at"] is not None:
            raise rules.SecondFactorOn
        step = step_of(row, totp.plain(code), at)
        if step is None:
            raise rules.CodeWrong(
                "The six figures that your authenticator shows now.", field="code"
            )
        if not await factors.confirm(row["id"], step=step, at=at):
            raise rules.SecondFactorOn
        codes = await new_codes(by.user_id, at)
        await _tell(SecondFactorSet, by=by)
    return codes


async def renew_recovery_codes(password: str, code: str | None, *, by: Actor) -> list[str]:
    """New recovery codes, shown once; every earlier one is void."""
    await check_password(password, code=code, by=by)
    async with transaction():
        if not await has_second_factor(by.user_id):
            raise rules.SecondFactorOff
        codes = await new_codes(by.user_id, clock.now())
        await _tell(RecoveryCodesRenewed, by=by)
    return codes


async def remove_second_factor(password: str, code: str | None, *, by: Actor) -> None:
    """Forget the authenticator; without a passkey, ask for the password alone from now on."""
    await check_password(password, code=code, by=by)
    async with transaction():
        member = await queries.member(by.user_id, organisation_id=by.organisation_id)
        if not await factors.remove(by.user_id):
            raise rules.SecondFactorOff
        await check_may_go_without(by.user_id)
        await _tell(SecondFactorRemoved, by=by)
        await end_without_factor(member, by=by)


async def remove_second_factor_of(email: str) -> None:
    """For whoever has lost device and codes: only from the command line, never over the API."""
    async with transaction():
        member = await queries.member_by_email(email.strip().lower())
        if member is None:
            raise NotFound("Nobody signs in with this address.")
        had = await passkeys.of_member(member.id)
        if not await factors.remove(member.id) and not had:
            raise rules.SecondFactorOff
        await passkeys.remove(member.id)
        for row in had:
            gone = PasskeyRemoved(
                subject_id=member.id, email=member.email, passkey_name=row["name"]
            )
            await emit(gone, by=SYSTEM)
        await emit(SecondFactorRemoved(subject_id=member.id, email=member.email), by=SYSTEM)
        await end_without_factor(member, by=SYSTEM)


async def rewrap_second_factors() -> tuple[int, int]:
    """Wrap every secret under the newest master key: how many were not, how many stay closed."""
    done, closed, last = 0, 0, UUID(int=0)
    while rows := await factors.every(after=last, limit=_BATCH):
        for row in rows:
            if master_keys().is_current(row["secret"]):
                continue
            owned = {"key_id": row["id"], "owner": row["member"]}
            try:
                secret = master_keys().unwrap_secret(row["secret"], **owned)
            except UnknownKey:
                closed += 1
                continue
            wrapped = master_keys().wrap_secret(secret, **owned)
            await factors.rewrap(row["id"], wrapped=wrapped, before=row["secret"])
            done += 1
        last = rows[-1]["id"]
    return done, closed


async def new_codes(member_id: UUID, at: datetime) -> list[str]:
    """Instead of every earlier one; shown once."""
    codes = totp.new_recovery_codes()
    digests = [digest(totp.plain(each)) for each in codes]
    await factors.replace_recovery_codes(member_id, digests, at=at)
    return codes


async def _tell(
    event: type[SecondFactorSet | SecondFactorRemoved | RecoveryCodesRenewed], *, by: Actor
) -> None:
    member = await queries.member(by.user_id, organisation_id=by.organisation_id)
    await emit(event(subject_id=by.user_id, email=member.email), by=by)
