"""What the API takes and gives about the upkeep of the vault: for the operator."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from backend.documents.service import MAY_DECIDE, VaultHealth, hold_steps
from backend.documents.states import IncidentKind
from backend.documents.tables import Sweep
from backend.kernel.auth import Actor
from backend.kernel.schemas import Input, Output

Reason = Annotated[str, Field(min_length=1, max_length=500)]


class PowersOut(Output, frozen=True):
    """What the store was seen to do; `guard`: lock, versions or application."""

    store: str
    guard: str
    versioning: bool
    object_lock: bool
    detail: str


class SweepOut(Output, frozen=True):
    """The last nightly comparison; not complete when the store did not answer."""

    started_at: datetime
    ended_at: datetime
    complete: bool
    object_count: int
    bytes: int
    checked_bytes: int
    incidents: int

    @classmethod
    def of(cls, row: Sweep) -> Self:
        return cls(**{name: getattr(row, name) for name in cls.__struct_fields__})


class VaultHealthOut(Output, frozen=True):
    """Counts are of objects as the records have them; `powers` is null while the store is down."""

    powers: PowersOut | None
    objects: int
    bytes: int
    unsealed: int
    retained: int
    locked: int
    last_sweep: SweepOut | None
    open_incidents: int

    @classmethod
    def of(cls, health: VaultHealth) -> Self:
        powers, swept = health.powers, health.last_sweep
        return cls(
            powers=None
            if powers is None
            else PowersOut(
                store=powers.store,
                guard=powers.guard,
                versioning=powers.versioning,
                object_lock=powers.object_lock,
                detail=powers.detail,
            ),
            last_sweep=None if swept is None else SweepOut.of(swept),
            open_incidents=health.open_incidents,
            **health.holdings,
        )


class ResolutionIn(Input):
    resolution: Reason


class IncidentOut(Output, frozen=True):
    id: UUID
    kind: IncidentKind
    object_key: str
    file: UUID | None
    file_name: str | None
    owner_name: str | None
    detail: str
    found_at: datetime
    resolved_at: datetime | None
    resolved_by_name: str | None
    resolution: str | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: Mapping[str, Any], *, by: Actor) -> Self:
        may = row["resolved_at"] is None and by.may(*MAY_DECIDE)
        said = {**row, "allowed_actions": ["resolution"] if may else []}
        return cls(**{name: said[name] for name in cls.__struct_fields__})


class HoldIn(Input):
    """Hold one document of an organisation, or (none named) all of them."""

    organisation_id: UUID
    document_id: UUID | None = None
    reason: Reason


class LiftIn(Input):
    reason: Reason


class HoldCreatedOut(Output, frozen=True):
    id: UUID


class HoldOut(Output, frozen=True):
    id: UUID
    organisation: UUID
    owner_name: str
    file: UUID | None
    file_name: str | None
    reason: str
    proposed_at: datetime
    proposed_by_name: str | None
    confirmed_at: datetime | None
    confirmed_by_name: str | None
    lift_reason: str | None
    lift_proposed_at: datetime | None
    lift_proposed_by_name: str | None
    lifted_at: datetime | None
    lifted_by_name: str | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: Mapping[str, Any], *, by: Actor) -> Self:
        said = {**row, "allowed_actions": hold_steps(row, by=by)}
        return cls(**{name: said[name] for name in cls.__struct_fields__})
