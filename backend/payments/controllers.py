"""Money over HTTP: an organisation's own, everybody's for the operator."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.payments import service
from backend.payments.schemas import AccountOut, ClosingIn, ClosingOut, PostingOut


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
