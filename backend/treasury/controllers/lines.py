"""Lines of statements, and what people say they are for."""

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
from backend.treasury import service
from backend.treasury.schemas import GatewayPayoutOut, LineMatchIn, LineOut, ReturnedOrderOut
from backend.treasury.states import Direction, LineState, Reason


class LineController(Controller):
    path = "/bank-statement-lines"
    tags = ("Treasury",)

    @get("/", responses=PROBLEMS, operation_id="listLinesOfAllBankStatements")
    async def lines(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[LineState | None, QueryParameter(name="state")] = None,
        direction: FromQuery[Direction | None] = None,
        reason: FromQuery[Reason | None] = None,
        q: FromQuery[str | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[LineOut]:
        """The lines of all accounts, newest first; `state=suspense` is the suspense desk."""
        wanted = service.Wanted(
            state=in_state, direction=direction, reason=reason, text=(q or "").strip() or None
        )
        rows, following, total = await service.line_page(
            wanted, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [LineOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @get("/{line_id:uuid}", responses=PROBLEMS)
    async def line(self, line_id: FromPath[UUID], actor: NamedDependency[Actor]) -> LineOut:
        """One line, with what is proposed for it."""
        return LineOut.of(await service.line(line_id, by=actor), reader=actor)

    @get("/{line_id:uuid}/returned-orders", responses=PROBLEMS)
    async def returned_orders(
        self,
        line_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        q: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ReturnedOrderOut]:
        """The paid orders that this line may bring back, the likeliest first; `q` narrows them."""
        rows, total = await service.may_have_returned(
            line_id, q=(q or "").strip() or None, limit=limit_of(limit), by=actor
        )
        return Page(items=[ReturnedOrderOut.of(row) for row in rows], next=None, total=total)

    @post("/{line_id:uuid}/match", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def match(
        self, line_id: FromPath[UUID], data: JSONBody[LineMatchIn], actor: NamedDependency[Actor]
    ) -> LineOut:
        """Propose what a waiting line, or a part of it, is for. Another person confirms it."""
        row = await service.propose_match(line_id, data.proposed(), by=actor)
        return LineOut.of(row, reader=actor)

    @post("/{line_id:uuid}/match/confirmation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def confirm(self, line_id: FromPath[UUID], actor: NamedDependency[Actor]) -> LineOut:
        """Confirm what another person proposed: the money goes there."""
        return LineOut.of(await service.confirm_match(line_id, by=actor), reader=actor)

    @post("/{line_id:uuid}/match/refusal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def refuse(self, line_id: FromPath[UUID], actor: NamedDependency[Actor]) -> LineOut:
        """Refuse a proposal, or take one's own back: the line waits on."""
        return LineOut.of(await service.refuse_match(line_id, by=actor), reader=actor)


class GatewayPayoutController(Controller):
    path = "/gateway-payouts"
    tags = ("Treasury",)

    @get("/", responses=PROBLEMS)
    async def payouts(
        self, actor: NamedDependency[Actor], limit: FromQuery[int | None] = None
    ) -> Page[GatewayPayoutOut]:
        """What the payment service has sent to the bank and no line has been tied to."""
        rows, total = await service.gateway_payouts(limit=limit_of(limit), by=actor)
        return Page(items=[GatewayPayoutOut.of(row) for row in rows], next=None, total=total)
