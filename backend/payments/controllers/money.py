"""Money over HTTP: an organisation's own, everybody's for the operator."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK

from backend.kernel import listed, spreadsheet, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.payments import service
from backend.payments.schemas.gateway import CheckoutOut
from backend.payments.schemas.money import (
    AccountOut,
    CancellationIn,
    ChargeIn,
    ChargeOut,
    ChargeTotalsOut,
    ClosingIn,
    ClosingOut,
    MovementOut,
    PostingOut,
)
from backend.payments.states import Purpose, State


async def wanted_charges(
    *,
    in_state: Annotated[State | None, QueryParameter(name="state")] = None,
    view: FromQuery[service.View | None] = None,
    purpose: FromQuery[Purpose | None] = None,
    q: FromQuery[str | None] = None,
    side: FromQuery[service.Side | None] = None,
) -> service.Wanted:
    """What a query asks of the charges."""
    return service.Wanted(state=in_state, view=view, purpose=purpose, q=q, side=side)


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

    @get(
        "/accounts/{account_id:uuid}/postings.xlsx",
        responses=PROBLEMS,
        media_type=workbook.MEDIA_TYPE,
    )
    async def posting_book(
        self, account_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> Stream:
        """The same postings as a workbook: up to 10,000 at once, more by `POST /exports`."""
        asked = service.PostingsAsked(account_id=account_id)
        return Stream(
            workbook.chunks(await listed.at_once(service.POSTING_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.POSTING_LIST.attachment(),
        )

    @post("/closings", responses=PROBLEMS)
    async def close(self, data: JSONBody[ClosingIn], actor: NamedDependency[Actor]) -> ClosingOut:
        """Close a month that is over: nothing is posted into it, or before it, any more."""
        return ClosingOut(closed_up_to=await service.close_month(data.month, by=actor))


class ChargeController(Controller):
    path = "/charges"
    tags = ("Payments",)

    dependencies = {"wanted": Provide(wanted_charges)}  # noqa: RUF012 - as the framework has it

    @get("/", responses=PROBLEMS)
    async def charges(
        self,
        actor: NamedDependency[Actor],
        wanted: NamedDependency[service.Wanted],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ChargeOut]:
        """What the caller's organisation owes and is owed, newest first; all for the operator."""
        rows, following, total = await service.charge_page(
            wanted, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [ChargeOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @get("/export.csv", responses=PROBLEMS, media_type="text/csv")
    async def charges_csv(
        self, actor: NamedDependency[Actor], wanted: NamedDependency[service.Wanted]
    ) -> Stream:
        """The same charges as a spreadsheet reads them; up to 10,000, more by `POST /exports`."""
        asked = service.ChargesAsked.of(wanted)
        return Stream(
            workbook.chunks(
                await listed.at_once(service.CHARGE_LIST, asked, listed.Form.CSV, by=actor)
            ),
            media_type=spreadsheet.MEDIA_TYPE,
            headers=service.CHARGE_LIST.attachment(form=listed.Form.CSV),
        )

    @get("/export.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def charge_book(
        self, actor: NamedDependency[Actor], wanted: NamedDependency[service.Wanted]
    ) -> Stream:
        """The same charges as a workbook with what was asked for; more by `POST /exports`."""
        asked = service.ChargesAsked.of(wanted)
        return Stream(
            workbook.chunks(await listed.at_once(service.CHARGE_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.CHARGE_LIST.attachment(),
        )

    @get("/totals", responses=PROBLEMS)
    async def totals(self, actor: NamedDependency[Actor]) -> ChargeTotalsOut:
        """How many charges stand where; what is owed by and to the caller's organisation."""
        return ChargeTotalsOut.of(await service.charge_totals(by=actor))

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

    @get("/{charge_id:uuid}/history", responses=PROBLEMS)
    async def history(
        self,
        charge_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[MovementOut]:
        """Each move of money about a charge, oldest first."""
        rows, following, total = await service.charge_history(
            charge_id, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[MovementOut.of(row) for row in rows], next=following, total=total)

    @post("/{charge_id:uuid}/cancellation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def cancel(
        self,
        charge_id: FromPath[UUID],
        data: JSONBody[CancellationIn],
        actor: NamedDependency[Actor],
    ) -> ChargeOut:
        """Cancel a charge of which nothing is held: unpaid, or wholly refunded."""
        row = await service.cancel_charge(charge_id, reason=data.reason, by=actor)
        return ChargeOut.of(row, reader=actor)

    @post("/{charge_id:uuid}/checkout", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def checkout(
        self, charge_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> CheckoutOut:
        """The page on which the payer pays what is open; asked again, the same page."""
        return CheckoutOut.of(await service.checkout(charge_id, by=actor))
