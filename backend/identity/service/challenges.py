"""What a passkey is asked to sign, and its answer taken once: at sign-in, or beside a password.

A challenge, its end and a counted signature are written beside the request: none of them comes back
when what they were for is refused.
"""

import hashlib
import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.identity import passkeys, rules
from backend.identity.events import PasskeySuspected
from backend.identity.queries import passkeys as queries
from backend.identity.states import ChallengePurpose
from backend.identity.tables import Member
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.db import apart
from backend.kernel.events import emit
from backend.kernel.settings import public_url

_CHALLENGE_BYTES = 32


def site() -> passkeys.Site:
    """Where passkeys work; refuse where they do not."""
    found = passkeys.site_of(public_url())
    if found is None:
        raise rules.PasskeysUnavailable(
            "Serve this installation over https under a host name, and say so in "
            "ZHIRONG_PUBLIC_URL (https://…). On one's own machine, http://localhost will do."
        )
    return found


def site_at(origin: str | None) -> passkeys.Site:
    """The same, for a browser that is there; one that is elsewhere is told where to go."""
    found = site()
    if origin is not None and origin != found.origin:
        raise rules.PasskeysElsewhere(f"Open {found.origin}.", origin=found.origin)
    return found


async def ask(
    purpose: ChallengePurpose,
    *,
    address: str,
    member_id: UUID | None = None,
    session_digest: bytes | None = None,
) -> bytes:
    """A new challenge, good once and for five minutes."""
    at = clock.now()
    challenge = secrets.token_bytes(_CHALLENGE_BYTES)
    async with apart():
        if member_id is None:
            opened = await queries.open_challenges(address[:45], at=at)
            if opened >= rules.CHALLENGES_OF_ADDRESS:
                wait = int(rules.CHALLENGE_LIFE.total_seconds())
                raise rules.SignInDelayed(
                    f"Wait {wait} seconds before the next attempt.", retry_after_seconds=wait
                )
        row = queries.challenge(
            purpose,
            _digest(challenge),
            member_id=member_id,
            session_digest=session_digest,
            address=address,
            at=(at, at + rules.CHALLENGE_LIFE),
        )
        await queries.add_challenge(row, keep=rules.CHALLENGES_OF_MEMBER)
    return challenge


async def asked_beside_password(member: Member, *, address: str) -> dict[str, Any] | None:
    """What his passkeys are asked as a second factor; None where he has none that counts."""
    known = [
        (row["credential_id"], row["transports"])
        for row in await queries.of_member(member.id)
        if row["suspected_at"] is None
    ]
    there = passkeys.site_of(public_url())
    if not known or there is None:
        return None
    challenge = await ask(ChallengePurpose.FACTOR, address=address, member_id=member.id)
    return passkeys.assertion(there, challenge, known=known)


async def spend(
    given: passkeys.Answer,
    purpose: ChallengePurpose,
    *,
    member_id: UUID | None = None,
    session_digest: bytes | None = None,
) -> None:
    """Refuse what answers no open challenge of this purpose and person; it is over either way."""
    async with apart():
        row = await queries.spend_challenge(_digest(given.challenge), purpose, at=clock.now())
    if row is None or (row["member"], row["session_digest"]) != (member_id, session_digest):
        raise rules.PasskeyStale("Ask for a new challenge, and answer it within five minutes.")


async def prove(
    text: str, purpose: ChallengePurpose, *, member_id: UUID | None = None, by: Actor
) -> dict[str, Any]:
    """The passkey that answered, with its owner's `email` and `organisation`; its use is counted.

    Beside a password it is one of the member's own; at sign-in it says itself whose it is.
    """
    there = site()
    given = passkeys.read(text)
    await spend(given, purpose, member_id=member_id)
    row = await queries.by_credential(given.credential_id)
    key = passkeys.NOBODYS_KEY if row is None else row["public_key"]
    verified = passkeys.proven(text, given.challenge, site=there, public_key=key)
    if row is None or not _is_his(given.user_handle, row["member"], asked=member_id):
        raise rules.PasskeyRefused
    at = clock.now()
    async with apart():
        used = await queries.use(row["id"], count=verified.new_sign_count, at=at)
        if not used:
            await _suspect(row, at=at, by=by)
    if not used:
        raise rules.PasskeySuspect("Sign in otherwise, remove it, and register a new one.")
    return row


def _is_his(handle: bytes | None, owner: UUID, *, asked: UUID | None) -> bool:
    if asked is None:
        return handle == owner.bytes
    return owner == asked and handle in {None, owner.bytes}


async def _suspect(row: dict[str, Any], *, at: datetime, by: Actor) -> None:
    """Two hold this key: which of them is asking, nobody can tell."""
    if await queries.suspect(row["id"], at=at):
        event = PasskeySuspected(
            subject_id=row["member"], email=row["email"], passkey_name=row["name"]
        )
        await emit(event, by=by)


def _digest(challenge: bytes) -> bytes:
    return hashlib.sha256(challenge).digest()
