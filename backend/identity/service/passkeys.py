"""A member's passkeys: registered with his password, renamed, removed; signing in with one."""

from typing import Any
from uuid import UUID, uuid4

from asyncpg import UniqueViolationError

from backend.identity import passkeys, queries, rules
from backend.identity.events import (
    PasskeyEvent,
    PasskeyRegistered,
    PasskeyRemoved,
    PasskeyRenamed,
    SignedIn,
)
from backend.identity.queries import passkeys as kept
from backend.identity.queries import sign_ins
from backend.identity.service import challenges
from backend.identity.service.codes import end_without_factor, has_second_factor
from backend.identity.service.duties import check_may_go_without
from backend.identity.service.factors import new_codes
from backend.identity.service.sessions import (
    actor_of,
    check_password,
    count_attempt,
    open_session,
)
from backend.identity.states import ChallengePurpose, Proof, SignInOutcome
from backend.identity.tables import Member, Passkey
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.passwords import digest
from backend.kernel.settings import public_url


def passkey_origin() -> str | None:
    """The address in the browser at which passkeys work; None where they do not."""
    found = passkeys.site_of(public_url())
    return None if found is None else found.origin


async def passkeys_of(*, by: Actor) -> list[dict[str, Any]]:
    """The actor's, in order of arrival."""
    return await kept.of_member(by.user_id)


async def ask_for_passkey(
    password: str, code: str | None, *, token: str, origin: str | None, by: Actor
) -> dict[str, Any]:
    """What a new passkey is made from, in this session, by whoever proves that it is he."""
    there = challenges.site_at(origin)
    await check_password(password, code=code, by=by)
    rows = await kept.of_member(by.user_id)
    rules.check_room_for_passkey(len(rows))
    member = await queries.member(by.user_id, organisation_id=by.organisation_id)
    challenge = await challenges.ask(
        ChallengePurpose.REGISTRATION,
        address=by.address,
        member_id=member.id,
        session_digest=digest(token),
    )
    return passkeys.registration(
        there,
        challenge,
        handle=member.id.bytes,
        email=member.email,
        name=member.name,
        known=[(row["credential_id"], row["transports"]) for row in rows],
    )


async def register_passkey(
    name: str, answer: str, *, token: str, by: Actor
) -> tuple[dict[str, Any], list[str]]:
    """The new passkey; recovery codes, shown once, if it is the first second factor."""
    there = challenges.site()
    given = passkeys.read(answer)
    await challenges.spend(
        given,
        ChallengePurpose.REGISTRATION,
        member_id=by.user_id,
        session_digest=digest(token),
    )
    made = passkeys.registered(answer, given.challenge, site=there)
    at = clock.now()
    async with transaction():
        await queries.lock_member(by.user_id)
        rules.check_room_for_passkey(len(await kept.of_member(by.user_id)))
        first = not await has_second_factor(by.user_id)
        row = Passkey(
            id=uuid4(),
            created_at=at,
            member=by.user_id,
            name=name,
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            transports=passkeys.transports_of(answer),
            synced=made.credential_backed_up,
        )
        await _add(row)
        codes = await new_codes(by.user_id, at) if first else []
        await _tell(PasskeyRegistered, row.name, by=by)
        return await kept.passkey(row.id, member_id=by.user_id), codes


async def _add(row: Passkey) -> None:
    try:
        async with transaction():
            await kept.add(row)
    except UniqueViolationError:
        raise rules.PasskeyKnown("Each passkey belongs to one person, once.") from None


async def rename_passkey(passkey_id: UUID, name: str, *, by: Actor) -> dict[str, Any]:
    async with transaction():
        row = await kept.passkey(passkey_id, member_id=by.user_id)
        if name != row["name"]:
            await kept.rename(passkey_id, name)
            await _tell(PasskeyRenamed, name, by=by, before=row["name"])
        return {**row, "name": name}


async def remove_passkey(passkey_id: UUID, *, password: str, code: str | None, by: Actor) -> None:
    """It signs in nobody from now on; recovery codes go with the last second factor."""
    row = await kept.passkey(passkey_id, member_id=by.user_id)
    await check_password(password, code=code, by=by)
    async with transaction():
        member = await queries.member(by.user_id, organisation_id=by.organisation_id)
        if not await kept.remove(by.user_id, only=passkey_id):
            raise NotFound("You have no such passkey.")
        await check_may_go_without(by.user_id)
        await _tell(PasskeyRemoved, row["name"], by=by)
        await end_without_factor(member, by=by)


async def ask_at_sign_in(*, origin: str | None, by: Actor) -> dict[str, Any]:
    """What any passkey of anybody may answer: the same for every visitor."""
    there = challenges.site_at(origin)
    challenge = await challenges.ask(ChallengePurpose.SIGN_IN, address=by.address)
    return passkeys.assertion(there, challenge)


async def sign_in_by_passkey(answer: str, *, device: str, by: Actor) -> tuple[str, Actor]:
    """A new session's token for whose passkey answered; an address waits after many failures.

    Whatever is wrong with the passkey or its owner, the refusal is the same.
    """
    at = clock.now()
    place = by.address, rules.device_name(device)
    address = f"address:{by.address}"
    await count_attempt([address], at)
    member = await _owner(answer)
    organisation = None if member is None else await queries.organisation(member.organisation)
    actor = by
    if member is not None and organisation is not None:
        actor = actor_of(member, organisation, address=by.address, request_id=by.request_id)
    try:
        await challenges.prove(answer, ChallengePurpose.SIGN_IN, by=actor)
    except (rules.PasskeyRefused, rules.PasskeySuspect):
        if member is not None:
            await sign_ins.record_refused(
                member.id, SignInOutcome.WRONG_PASSKEY, at=at, place=place
            )
        raise
    if member is None or not member.active:
        if member is not None:
            await sign_ins.record_refused(member.id, SignInOutcome.INACTIVE, at=at, place=place)
        raise rules.PasskeyRefused
    await queries.take_back_attempt([address])
    async with transaction():
        token = await open_session(member, Proof.PASSKEY, at=at, place=place)
        await emit(SignedIn(subject_id=member.id, email=member.email), by=actor)
    return token, actor


async def _owner(answer: str) -> Member | None:
    """Whose passkey it says it is."""
    row = await kept.by_credential(passkeys.read(answer).credential_id)
    return None if row is None else await queries.member_by_email(row["email"])


async def _tell(
    event: type[PasskeyEvent], name: str, *, by: Actor, before: str | None = None
) -> None:
    member = await queries.member(by.user_id, organisation_id=by.organisation_id)
    change = None if before is None else {"name": before}
    await emit(
        event(subject_id=by.user_id, email=member.email, passkey_name=name),
        by=by,
        before=change,
        after=None if before is None else {"name": name},
    )
