"""Money over HTTP: an organisation's own, everybody's for the operator."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.payments import service
from backend.payments.schemas import (
    AccountOut,
    ChargeIn,
    ChargeOut,
    ClosingIn,
    ClosingOut,
    PostingOut,
)
from backend.payments.states import State


class LedgerController(Controller):
    path = "/ledger"
    tags = ("Payments",)

    @get("/accounts", responses=PROBLEMS)
    async def accounts(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[AccountOut]:
        """The accounts that are held for the caller's organisation; all for the operator."""
        rows, following, total = await service.account_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[AccountOut.of(row) for row in rows], next=following, total=total)

    @get("/accounts/{account_id:uuid}/postings", responses=PROBLEMS)
    async def postings(
        self,
        account_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PostingOut]:
        """What was posted to an account, newest first."""
        rows, following, total = await service.posting_page(
            account_id, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[PostingOut.of(row) for row in rows], next=following, total=total)

    @post("/closings", responses=PROBLEMS)
    async def close(self, data: JSONBody[ClosingIn], actor: NamedDependency[Actor]) -> ClosingOut:
        """Close a month that is over: nothing is posted into it, or before it, any more."""
        return ClosingOut(closed_up_to=await service.close_month(data.month, by=actor))


class ChargeController(Controller):
    path = "/charges"
    tags = ("Payments",)

    @get("/", responses=PROBLEMS)
    async def charges(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[State | None, QueryParameter(name="state")] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ChargeOut]:
        """What the caller's organisation owes and is owed, newest first; all for the operator."""
        rows, following, total = await service.charge_page(
            in_state=in_state, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [ChargeOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def raise_charge(
        self, data: JSONBody[ChargeIn], actor: NamedDependency[Actor]
    ) -> ChargeOut:
        """Raise a fee: the operator for itself or an appraiser, an appraiser for itself."""
        row = await service.raise_charge(data.owed(), by=actor)
        return ChargeOut.of(row, reader=actor)

    @get("/{charge_id:uuid}", responses=PROBLEMS)
    async def charge(self, charge_id: FromPath[UUID], actor: NamedDependency[Actor]) -> ChargeOut:
        """One charge, for its payer, its payee and the operator."""
        return ChargeOut.of(await service.charge(charge_id, by=actor), reader=actor)

    @post("/{charge_id:uuid}/cancellation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def cancel(self, charge_id: FromPath[UUID], actor: NamedDependency[Actor]) -> ChargeOut:
        """Cancel a charge of which nothing is held: unpaid, or wholly refunded."""
        return ChargeOut.of(await service.cancel_charge(charge_id, by=actor), reader=actor)
