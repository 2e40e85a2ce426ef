"""What is wrong between the store and the records, told to the operator until it is resolved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.documents import gateway, rules
from backend.documents.events import IncidentFound, IncidentResolved
from backend.documents.queries import upkeep as queries
from backend.documents.states import IncidentKind
from backend.documents.tables import Sweep
from backend.identity import service as identity
from backend.identity.states import OrganisationKind
from backend.kernel import clock, pages
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit

#: Who looks after the vault for everybody.
MAY_KEEP = (Permission.VIEW_OPERATOR,)
#: Who decides about it.
MAY_DECIDE = (Permission.MANAGE_ORGANISATIONS,)


@dataclass(frozen=True, kw_only=True)
class VaultHealth:
    """How the vault is; `powers` is None while the store does not answer."""

    powers: gateway.Powers | None
    holdings: dict[str, Any]
    last_sweep: Sweep | None
    open_incidents: int


async def note(kind: IncidentKind, key: str, *, detail: str) -> bool:
    """Note what is wrong and tell the operator; False if that stands open already."""
    async with transaction():
        noted = await queries.open_incident(kind, key, detail=detail, at=clock.now())
        if noted is None:
            return False
        operators = await identity.organisations_of_kind(OrganisationKind.OPERATOR)
        await emit(
            IncidentFound(
                subject_id=noted["id"],
                parties=tuple(operators),
                kind=kind.value,
                object_key=key,
                file_name=noted["file_name"],
            ),
            by=SYSTEM,
        )
    return True


async def incidents(
    *, resolved: bool, cursor: str | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """A page of the open incidents, or of all; newest first."""
    by.require(*MAY_KEEP)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.incidents(resolved=resolved, after=after, limit=limit)
    page, following = pages.cut(rows, limit, key=lambda row: (row["found_at"], row["id"]))
    return page, following, pages.total_of(total)


async def resolve(incident_id: UUID, *, resolution: str, by: Actor) -> None:
    """Say how an incident was settled; found again, it is a new one."""
    by.require(*MAY_DECIDE)
    async with transaction():
        incident = await queries.lock_incident(incident_id)
        if incident is None:
            raise NotFound
        if incident.resolved_at is not None:
            raise rules.IncidentResolved
        await queries.resolve(incident, resolution=resolution, at=clock.now(), by=by.user_id)
        await emit(
            IncidentResolved(
                subject_id=incident.id,
                parties=(by.organisation_id,),
                kind=incident.kind,
                resolution=resolution,
            ),
            by=by,
        )


async def vault_health(*, by: Actor) -> VaultHealth:
    by.require(*MAY_KEEP)
    return VaultHealth(
        powers=await gateway.powers(),
        holdings=await queries.holdings(),
        last_sweep=await queries.last_sweep(),
        open_incidents=await queries.open_incidents(),
    )
