"""Who shares a quote's risk: set by the lead while the quote is open, signed by each insurer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.policies import queries, rules
from backend.policies.service.binding import bind_if_ready
from backend.policies.states import Role
from backend.policies.tables import Facultative, Participation


@dataclass(frozen=True, kw_only=True)
class ShareOf:
    insurer_id: UUID
    share_ppm: int


@dataclass(frozen=True, kw_only=True)
class Ceded:
    reinsurer: str
    cession_ppm: int


@dataclass(frozen=True, kw_only=True)
class Placement:
    """`ceded` is None for whoever is not the lead."""

    shares: list[dict[str, Any]]
    ceded: list[dict[str, Any]] | None


async def place(
    quote_id: UUID, shares: Sequence[ShareOf], ceded: Sequence[Ceded], *, by: Actor
) -> Placement:
    """The insurers of a quote that nobody took yet; the lead signs by this."""
    by.require(Permission.UNDERWRITE)
    async with transaction():
        row = await queries.lock_led(quote_id, insurer_id=by.organisation_id)
        if row is None:
            raise NotFound
        if await queries.lock_of_quote(quote_id) is not None:
            raise rules.PlacementFixed
        insurers = [each.insurer_id for each in shares]
        rules.check_placement(by.organisation_id, insurers, [each.share_ppm for each in shares])
        known = await identity.organisations(insurers)
        for n, each in enumerate(insurers):
            if each not in known or known[each].kind != "insurer":
                raise rules.PlacementUnfit(
                    "Name an insurer of this platform.", path=f"participations.{n}.insurer_id"
                )
        now = clock.now()
        await queries.replace_placement(
            quote_id,
            [
                Participation(
                    id=uuid4(),
                    created_at=now,
                    quote=quote_id,
                    n=n,
                    insurer=each.insurer_id,
                    role=Role.LEAD if n == 1 else Role.FOLLOWER,
                    share_ppm=each.share_ppm,
                    signed_at=now if n == 1 else None,
                    signed_by=by.user_id if n == 1 else None,
                    signed_by_name=by.name if n == 1 else None,
                )
                for n, each in enumerate(shares, start=1)
            ],
            [
                Facultative(
                    id=uuid4(),
                    created_at=now,
                    quote=quote_id,
                    n=n,
                    reinsurer=each.reinsurer,
                    cession_ppm=each.cession_ppm,
                )
                for n, each in enumerate(ceded, start=1)
            ],
        )
        return await placement(quote_id, by=by)


async def placement(quote_id: UUID, *, by: Actor) -> Placement:
    """For the insurers that stand in it; reinsurance for the lead alone."""
    by.require(Permission.VIEW_INSURER)
    led = await queries.lock_led(quote_id, insurer_id=by.organisation_id)
    shares = await queries.placement(quote_id)
    if led is None and by.organisation_id not in [each["insurer"] for each in shares]:
        raise NotFound
    ceded = None if led is None else await queries.facultative(quote_id)
    return Placement(shares=shares, ceded=ceded)


async def sign(quote_id: UUID, *, by: Actor) -> Placement:
    """A co-insurer takes its share; when nothing else is open the policy is bound by it."""
    by.require(Permission.UNDERWRITE)
    async with transaction():
        policy = await queries.lock_of_quote(quote_id)
        own = _of(await queries.placement(quote_id), "insurer", by.organisation_id)
        if own["signed_at"] is not None:
            raise rules.AlreadySigned(f"Signed by {own['signed_by_name']}.")
        await queries.sign(own["id"], at=clock.now(), by_id=by.user_id, name=by.name)
        if policy is not None:
            await bind_if_ready(policy["id"])
        return await placement(quote_id, by=by)


async def confirm(quote_id: UUID, n: int, reference: str, *, by: Actor) -> Placement:
    """The reinsurer confirmed: noted by the lead with the slip's reference."""
    by.require(Permission.UNDERWRITE)
    async with transaction():
        if await queries.lock_led(quote_id, insurer_id=by.organisation_id) is None:
            raise NotFound
        policy = await queries.lock_of_quote(quote_id)
        found = _of(await queries.facultative(quote_id), "n", n)
        if found["confirmed_at"] is not None:
            raise rules.AlreadySigned(f"Confirmed under {found['reference']}.")
        await queries.confirm(
            found["id"], reference, at=clock.now(), by_id=by.user_id, name=by.name
        )
        if policy is not None:
            await bind_if_ready(policy["id"])
        return await placement(quote_id, by=by)


def _of(rows: Sequence[Mapping[str, Any]], name: str, value: object) -> Mapping[str, Any]:
    for each in rows:
        if each[name] == value:
            return each
    raise NotFound
