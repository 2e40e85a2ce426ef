"""Drawn loans, for those who watch what stands behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from backend.kernel.auth import Actor, Permission
from backend.kernel.money import Fen
from backend.lending import snapshots
from backend.lending.queries import applications, standing
from backend.lending.service import steps


@dataclass(frozen=True, kw_only=True)
class DrawnLoan:
    id: UUID
    number: str
    firm_id: UUID
    firm_name: str
    lender_id: UUID
    lender_name: str
    right_ids: tuple[UUID, ...]
    drawn_fen: Fen
    valuation_id: UUID
    #: Which end of a range the product counts.
    basis: Literal["low", "central"]


async def drawn_on(right_ids: Sequence[UUID] | None) -> list[UUID]:
    """The drawn loans on these rights, or all."""
    return await standing.ids_of_drawn(right_ids)


async def drawn_loan(application_id: UUID) -> DrawnLoan | None:
    """A drawn loan that rests on a value, locked; None if it is not, or no longer."""
    row = await standing.drawn(application_id, lock=True)
    if row is None:
        return None
    return DrawnLoan(
        id=row["id"],
        number=row["number"],
        firm_id=row["applicant"],
        firm_name=row["firm_name"],
        lender_id=row["lender"],
        lender_name=row["lender_name"],
        right_ids=tuple(row["right_ids"]),
        drawn_fen=Fen(row["drawn_fen"]),
        valuation_id=UUID(row["valuation"]),
        basis=row["value_choice"],
    )


@dataclass(frozen=True, kw_only=True)
class OwnLoan:
    """A firm's own application, as far as its value goes."""

    id: UUID
    number: str
    lender_id: UUID
    right_ids: tuple[UUID, ...]


async def own_loan(application_id: UUID, *, by: Actor) -> OwnLoan:
    """The firm's own; 404 for anybody else."""
    by.require(Permission.VIEW_FIRM)
    row = steps.found(await applications.application(application_id, scope=steps.scope_of(by)))
    return OwnLoan(
        id=row.id, number=row.number, lender_id=row.lender, right_ids=tuple(row.right_ids)
    )


async def frozen_valuation(application_id: UUID, *, by: Actor) -> tuple[UUID, UUID | None]:
    """The firm and the valuation of an application that was submitted to the actor's bank."""
    by.require(Permission.VIEW_BANK)
    row = steps.found(await applications.application(application_id, scope=steps.scope_of(by)))
    frozen = snapshots.read(row.snapshot).valuation
    return row.applicant, None if frozen is None else frozen.id
