"""Signing in and out, passwords, one-time links being taken."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.identity import queries, rules
from backend.identity.events import (
    MemberJoined,
    PasskeyRemoved,
    PasswordChanged,
    SignedIn,
    SignedOutEverywhere,
)
from backend.identity.permissions import permissions_of
from backend.identity.queries import passkeys, sign_ins
from backend.identity.service import codes
from backend.identity.states import LinkPurpose, OrganisationKind, Proof, SignInOutcome
from backend.identity.tables import Member, Organisation, Session
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.kernel.passwords import digest, hash_password, new_token, password_matches

#: A session's last use is written at most this often: reads stay reads.
TOUCH_EVERY = timedelta(minutes=5)


def actor_of(
    member: Member, organisation: Organisation, *, address: str = "", request_id: str = ""
) -> Actor:
    return _actor(
        {
            "id": member.id,
            "name": member.name,
            "roles": member.roles,
            "organisation_id": organisation.id,
            "organisation_name": organisation.name,
            "kind": organisation.kind,
            "verified_at": organisation.verified_at,
        },
        address,
        request_id,
    )


def _actor(row: dict[str, Any], address: str, request_id: str) -> Actor:
    kind = OrganisationKind(row["kind"])
    return Actor(
        user_id=row["id"],
        organisation_id=row["organisation_id"],
        kind=kind,
        name=row["name"],
        organisation_name=row["organisation_name"],
        roles=frozenset(row["roles"]),
        permissions=permissions_of(kind, row["roles"]),
        verified=row["verified_at"] is not None,
        address=address,
        request_id=request_id,
    )


async def actor_of_member(member_id: UUID) -> Actor | None:
    """Who he is and what he may do now, for work that he asked for; None when he is inactive."""
    row = await queries.member_identity(member_id)
    return None if row is None else _actor(row, "", "")


async def actor_of_session(token: str, address: str, request_id: str) -> Actor | None:
    """Who is signed in with this token; None when the session is over or idle for too long."""
    at = clock.now()
    row = await queries.session_identity(digest(token), at)
    if row is None or at - row["seen_at"] > rules.SESSION_IDLE:
        return None
    if at - row["seen_at"] > TOUCH_EVERY:
        await queries.touch_session(row["session_id"], at)
    return _actor(row, address, request_id)


async def sign_in(
    *, email: str, password: str, code: str | None = None, device: str = "", by: Actor
) -> tuple[str, Actor]:
    """A new session's token. Failures delay the account name and the address, never lock."""
    at = clock.now()
    place = by.address, rules.device_name(device)
    plain = email.strip().lower()
    account, address = f"account:{plain}"[:260], f"address:{by.address}"
    await count_attempt([account, address], at)
    member = await queries.member_by_email(plain)
    matches = await password_matches(member.password_hash if member else None, password)
    if member is None or not matches or not member.active:
        if member is not None:
            outcome = SignInOutcome.INACTIVE if matches else SignInOutcome.WRONG_PASSWORD
            await sign_ins.record_refused(member.id, outcome, at=at, place=place)
        raise rules.CredentialsWrong("Check both, or ask your admin for a reset link.")
    organisation = await queries.organisation(member.organisation)
    actor = actor_of(member, organisation, address=by.address, request_id=by.request_id)
    try:
        proof, _ = await _check_code(member, code, keys=[account, address], by=actor)
    except (rules.CodeWrong, rules.CodeSpent):
        await sign_ins.record_refused(member.id, SignInOutcome.WRONG_CODE, at=at, place=place)
        raise
    except (rules.PasskeyRefused, rules.PasskeyStale, rules.PasskeySuspect):
        await sign_ins.record_refused(member.id, SignInOutcome.WRONG_PASSKEY, at=at, place=place)
        raise
    await queries.clear_failures([account])
    await queries.take_back_attempt([address])
    async with transaction():
        token = await open_session(member, proof, at=at, place=place)
        await emit(SignedIn(subject_id=member.id, email=member.email), by=actor)
    return token, actor


async def count_attempt(keys: list[str], at: datetime) -> None:
    """Account names wait from the 5th failure on; an address (an office shares one) from the 25th.

    The delay is a wait, not a lock: the right password after the wait signs in. An attempt counts
    as failed before its password is looked at, so that a burst of guesses cannot outrun it.
    """
    async with queries.counted_attempt(keys, at) as failures:
        for row in failures:
            lenient = 20 if row["key"].startswith("address:") else 0
            delay = rules.delay_after(row["failures"] - lenient)
            until = row["last_at"] + delay
            if delay and until > at:  # of attempts at once, a later one may be counted first
                wait = int((until - at).total_seconds()) + 1
                raise rules.SignInDelayed(
                    f"Wait {wait} seconds before the next attempt.", retry_after_seconds=wait
                )


async def open_session(
    member: Member, proof: Proof | None, *, at: datetime, place: tuple[str, str]
) -> str:
    """Its token; `proof`: with what he signed in, None where he took a link."""
    outcome = SignInOutcome.SIGNED_IN if proof else SignInOutcome.LINK_TAKEN
    token, session_id = new_token(), uuid4()
    await queries.add_session(
        Session(
            id=session_id,
            created_at=at,
            member=member.id,
            token_digest=digest(token),
            seen_at=at,
            ends_at=at + rules.SESSION_LIFE,
            address=place[0],
        )
    )
    opened = (session_id, proof)
    await sign_ins.record(member.id, outcome, at=at, place=place, opened=opened)
    return token


async def check_active(*, by: Actor) -> None:
    """Refuse what began while the actor was a member and ends after he was deactivated."""
    if not await queries.is_active(by.user_id):
        raise rules.MemberInactive("What you began was not kept.")


async def sign_out(token: str) -> None:
    await queries.end_session(digest(token), clock.now())


async def sign_out_everywhere(*, by: Actor) -> None:
    """End every session of the actor, this one included."""
    async with transaction():
        await queries.end_sessions_of(by.user_id, clock.now())
        await emit(SignedOutEverywhere(subject_id=by.user_id, email=""), by=by)


async def _check_code(
    member: Member, code: str | None, *, keys: list[str], knows_password: bool = True, by: Actor
) -> tuple[Proof, UUID | None]:
    """The second factor of whoever knows the password; a wrong one stays counted, none does not."""
    try:
        return await codes.check_code(member, code, knows_password=knows_password, by=by)
    except rules.CodeNeeded:
        await queries.take_back_attempt(keys)
        raise


async def check_password(password: str, *, code: str | None = None, by: Actor) -> Proof:
    """Prove again that it is the actor who sits there (signatures), with his second factor."""
    member = await queries.member(by.user_id, organisation_id=by.organisation_id)
    keys = [f"account:{member.email}"]
    at = clock.now()
    await count_attempt(keys, at)
    if not await password_matches(member.password_hash, password):
        raise rules.PasswordWrong("Type the password with which you sign in.", field="password")
    proof, _ = await _check_code(member, code, keys=keys, by=by)
    await queries.clear_failures(keys)
    return proof


async def change_password(
    *, current: str, code: str | None = None, new: str, keep_token: str | None, by: Actor
) -> None:
    """Set a new password; every other session of the member ends."""
    rules.check_password(new)
    await check_password(current, code=code, by=by)
    password_hash = await hash_password(new)
    async with transaction():
        member = await queries.member(by.user_id, organisation_id=by.organisation_id)
        await Member.update({Member.password_hash: password_hash}).where(Member.id == member.id)
        keep = digest(keep_token) if keep_token else b""
        await queries.end_sessions_of(member.id, clock.now(), besides=keep)
        await emit(PasswordChanged(subject_id=member.id, email=member.email), by=by)


async def link(token: str) -> dict[str, Any]:
    """Whom an open link belongs to: e-mail, name, organisation, purpose, expiry."""
    async with transaction():
        row = await queries.open_link(digest(token), clock.now())
    if row is None:
        raise rules.LinkSpent("Ask your admin for a new one.")
    return row


async def take_link(
    token: str, *, password: str, code: str | None = None, device: str = "", by: Actor
) -> tuple[str, Actor]:
    """Set the password that the link offers to set, and sign in; a second factor stays asked.

    Whatever else signs in ends with the old password: sessions, and every passkey but the one that
    was shown for it.
    """
    rules.check_password(password)
    at = clock.now()
    shown = await _prove_for_link(await link(token), code, at=at, by=by)
    password_hash = await hash_password(password)
    async with transaction():
        row = await queries.open_link(digest(token), at)
        if row is None:
            raise rules.LinkSpent("Ask your admin for a new one.")
        await queries.use_link(row["id"], at)
        actor = _actor({**row, "id": row["member_id"]}, by.address, by.request_id)
        joins = row["purpose"] == LinkPurpose.INVITATION
        await Member.update({Member.password_hash: password_hash}).where(Member.id == actor.user_id)
        if joins:
            await Member.update({Member.joined_at: at}).where(Member.id == actor.user_id)
        await queries.end_sessions_of(actor.user_id, at)
        member = await queries.member(actor.user_id, organisation_id=actor.organisation_id)
        place = by.address, rules.device_name(device)
        await _end_passkeys(member, besides=shown, by=actor)
        session = await open_session(member, None, at=at, place=place)
        event = MemberJoined if joins else PasswordChanged
        await emit(event(subject_id=actor.user_id, email=row["email"]), by=actor)
        await queries.clear_failures([f"account:{row['email']}"])
    return session, actor


async def _prove_for_link(
    row: dict[str, Any], code: str | None, *, at: datetime, by: Actor
) -> UUID | None:
    """A reset link replaces the password, never the second factor; the passkey that was shown."""
    member = await queries.member_by_email(row["email"])
    if member is None or not await codes.has_second_factor(member.id):
        return None
    keys = [f"account:{member.email}"]
    await count_attempt(keys, at)
    owner = _actor({**row, "id": row["member_id"]}, by.address, by.request_id)
    _, shown = await _check_code(member, code, keys=keys, knows_password=False, by=owner)
    return shown


async def _end_passkeys(member: Member, *, besides: UUID | None, by: Actor) -> None:
    for row in await passkeys.of_member(member.id):
        if row["id"] != besides:
            await passkeys.remove(member.id, only=row["id"])
            event = PasskeyRemoved(
                subject_id=member.id, email=member.email, passkey_name=row["name"]
            )
            await emit(event, by=by)
    await codes.end_without_factor(member, by=by)
