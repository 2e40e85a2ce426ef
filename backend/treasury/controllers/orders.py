"""Money that goes out: refunds, orders, and the files that the bank is given."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from backend.kernel import spreadsheet
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.language import said
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.treasury import service
from backend.treasury.schemas import (
    OrderOut,
    PaymentFileIn,
    PaymentFileOut,
    RefundIn,
)
from backend.treasury.states import OrderKind, OrderState


class RefundController(Controller):
    path = "/refunds"
    tags = ("Treasury",)

    @post("/", responses=PROBLEMS)
    async def refund(self, data: JSONBody[RefundIn], actor: NamedDependency[Actor]) -> OrderOut:
        """Propose that money goes back to where it came from; another person approves it."""
        row = await service.propose_refund(data.refund(), by=actor)
        return OrderOut.of(row, reader=actor)


class OrderController(Controller):
    path = "/payment-orders"
    tags = ("Treasury",)

    @get("/", responses=PROBLEMS)
    async def orders(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[OrderState | None, QueryParameter(name="state")] = None,
        kind: FromQuery[OrderKind | None] = None,
        list_id: FromQuery[UUID | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[OrderOut]:
        """The orders to pay, newest first."""
        rows, following, total = await service.order_page(
            in_state=in_state,
            kind=kind,
            list_id=list_id,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        items = [OrderOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @get("/{order_id:uuid}", responses=PROBLEMS)
    async def order(self, order_id: FromPath[UUID], actor: NamedDependency[Actor]) -> OrderOut:
        """One order."""
        return OrderOut.of(await service.order(order_id, by=actor), reader=actor)

    @post("/{order_id:uuid}/approval", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def approve(self, order_id: FromPath[UUID], actor: NamedDependency[Actor]) -> OrderOut:
        """Approve what another person proposed: the money is set aside for it."""
        return OrderOut.of(await service.approve_order(order_id, by=actor), reader=actor)

    @post("/{order_id:uuid}/refusal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def refuse(self, order_id: FromPath[UUID], actor: NamedDependency[Actor]) -> OrderOut:
        """Refuse a proposal, or take one's own back."""
        return OrderOut.of(await service.refuse_order(order_id, by=actor), reader=actor)

    @post("/{order_id:uuid}/failure", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def fail(self, order_id: FromPath[UUID], actor: NamedDependency[Actor]) -> OrderOut:
        """Record that the bank did not pay it: the money is where it was before."""
        return OrderOut.of(await service.fail_order(order_id, by=actor), reader=actor)


class PaymentFileController(Controller):
    path = "/payment-files"
    tags = ("Treasury",)

    @get("/", responses=PROBLEMS)
    async def files(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PaymentFileOut]:
        """The files that the bank was given, newest first."""
        rows, following, total = await service.payment_file_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [PaymentFileOut.of(row) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def make(
        self, data: JSONBody[PaymentFileIn], actor: NamedDependency[Actor]
    ) -> PaymentFileOut:
        """Make a file of every approved order of an account's book; none is given twice."""
        return PaymentFileOut.of(await service.make_file(data.account_id, by=actor))

    @get("/{payment_file_id:uuid}/orders.csv", responses=PROBLEMS, media_type="text/csv")
    async def download(
        self, payment_file_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> Response[str]:
        """The file as the bank reads it; the remark of each row is the order's number."""
        rows = await service.payment_file(payment_file_id, by=actor)
        return Response(
            "".join(rows.lines()),
            media_type=spreadsheet.MEDIA_TYPE,
            headers=spreadsheet.attachment(
                f"{said('付款清单', 'Payment file')}-{payment_file_id}.csv",
                plain=f"payments-{payment_file_id}.csv",
            ),
        )
