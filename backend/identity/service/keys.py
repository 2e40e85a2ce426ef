"""API keys: made by an organisation's admin, shown once, used within their scopes, revoked."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.identity import queries, rules
from backend.identity.events import ApiKeyMade, ApiKeyRevoked
from backend.identity.queries import keys
from backend.identity.scopes import permissions_under, scopes_for
from backend.identity.service.sessions import TOUCH_EVERY, check_password
from backend.identity.states import OrganisationKind, Scope
from backend.identity.tables import ApiKey
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.events import emit
from backend.kernel.passwords import digest, new_token

#: Tells a key from anything else, for whoever finds one where it should not be.
_MARK = "zrk_"


@dataclass(frozen=True, kw_only=True)
class KeyTerms:
    name: str
    scopes: list[str]
    days: int


async def api_keys(
    *, after: tuple[datetime, UUID] | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], int]:
    """Every key that the actor's organisation ever made, newest first."""
    by.require(Permission.MANAGE_MEMBERS)
    return await keys.page_of_keys(by.organisation_id, after=after, limit=limit)


async def make_key(
    terms: KeyTerms, *, password: str, code: str | None, by: Actor
) -> tuple[dict[str, Any], str]:
    """A new key and its token, which is shown now and never again."""
    by.require(Permission.MANAGE_MEMBERS)
    wanted = rules.check_scopes(OrganisationKind(by.kind), terms.scopes)
    await check_password(password, code=code, by=by)
    at = clock.now()
    prefix = _MARK + secrets.token_hex(4)
    token = f"{prefix}_{new_token()}"
    async with transaction():
        await queries.lock_organisation(by.organisation_id)
        rules.check_room_for_key(await keys.count_live(by.organisation_id, at))
        row = ApiKey(
            id=uuid4(),
            created_at=at,
            organisation=by.organisation_id,
            name=terms.name,
            scopes=wanted,
            prefix=prefix,
            token_digest=digest(token),
            created_by=by.user_id,
            expires_at=at + timedelta(days=terms.days),
        )
        await keys.add_key(row)
        await emit(
            ApiKeyMade(
                subject_id=row.id,
                key_name=terms.name,
                prefix=prefix,
                scopes=tuple(wanted),
                until=row.expires_at.isoformat(),
            ),
            by=by,
        )
        return await keys.key(row.id, organisation_id=by.organisation_id), token


async def revoke_key(key_id: UUID, *, by: Actor) -> dict[str, Any]:
    """End the key at once; again changes nothing."""
    by.require(Permission.MANAGE_MEMBERS)
    async with transaction():
        row = await keys.key(key_id, organisation_id=by.organisation_id)
        if row["revoked_at"] is not None:
            return row
        await keys.revoke_key(key_id, at=clock.now(), by=by.user_id)
        event = ApiKeyRevoked(
            subject_id=key_id,
            key_name=row["name"],
            prefix=row["prefix"],
            scopes=tuple(row["scopes"]),
        )
        await emit(event, by=by)
        return await keys.key(key_id, organisation_id=by.organisation_id)


async def actor_of_key(
    token: str, route: tuple[str, str], address: str, request_id: str
) -> Actor | None:
    """Who asks with this key for this route (method and path); None when there is no such key."""
    row = await keys.identity_of_key(digest(token))
    if row is None:
        return None
    at = clock.now()
    rules.check_key_lives(row["revoked_at"], row["expires_at"], at=at)
    if row["last_used_at"] is None or at - row["last_used_at"] > TOUCH_EVERY:
        await keys.touch_key(row["id"], at, address)
    kind = OrganisationKind(row["kind"])
    held = {Scope(scope) for scope in row["scopes"]}
    covering = held & rules.check_route_in_scope(scopes_for(*route), held)
    return Actor(
        user_id=row["id"],
        organisation_id=row["organisation_id"],
        kind=kind,
        name=f"{row['name']} ({row['prefix']})",
        organisation_name=row["organisation_name"],
        permissions=permissions_under(kind, covering),
        verified=row["verified_at"] is not None,
        address=address,
        request_id=request_id,
    )
