"""Payments by card over HTTP, what Stripe tells, and what somebody has to look at."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.payments import service
from backend.payments.schemas.gateway import (
    CardAcceptanceIn,
    CardAcceptanceOut,
    PaymentTaskOut,
    ResolutionIn,
    WaitingMatchIn,
    WaitingPaymentOut,
    WaitingReturnIn,
)

#: A message of Stripe's is a few kilobytes.
MAX_WEBHOOK = 256 * 1024


class CardAcceptanceController(Controller):
    path = "/card-acceptance"
    tags = ("Payments",)

    @get("/", responses=PROBLEMS)
    async def accepted(self, actor: NamedDependency[Actor]) -> CardAcceptanceOut:
        """Whether the caller's organisation takes premiums by card."""
        return CardAcceptanceOut(accepted=await service.accepts_cards(actor))

    @post("/", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decide(
        self, data: JSONBody[CardAcceptanceIn], actor: NamedDependency[Actor]
    ) -> CardAcceptanceOut:
        """Take premiums by card from now on, or not any more."""
        accepted = await service.decide_cards(accepted=data.accepted, by=actor)
        return CardAcceptanceOut(accepted=accepted)


class PaymentTaskController(Controller):
    path = "/operator/payment-tasks"
    tags = ("Payments",)

    @get("/", responses=PROBLEMS)
    async def tasks(
        self,
        actor: NamedDependency[Actor],
        settled: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PaymentTaskOut]:
        """What somebody has to look at, newest first; with `settled` also what was settled."""
        rows, following, total = await service.task_page(
            settled=settled, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[PaymentTaskOut.of(row) for row in rows], next=following, total=total)

    @post("/{task_id:uuid}/resolution", status_code=HTTP_204_NO_CONTENT, responses=PROBLEMS)
    async def settle(
        self,
        task_id: FromPath[UUID],
        data: JSONBody[ResolutionIn],
        actor: NamedDependency[Actor],
    ) -> None:
        """Say how it was settled."""
        await service.settle_task(task_id, resolution=data.resolution, by=actor)


class WaitingPaymentController(Controller):
    path = "/operator/gateway-payments"
    tags = ("Payments",)

    @get("/", responses=PROBLEMS)
    async def waiting(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[WaitingPaymentOut]:
        """Money that came by the payment service for no charge, newest first."""
        rows, following, total = await service.waiting_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [WaitingPaymentOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/{gateway_payment_id:uuid}/match", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def match(
        self,
        gateway_payment_id: FromPath[UUID],
        data: JSONBody[WaitingMatchIn],
        actor: NamedDependency[Actor],
    ) -> WaitingPaymentOut:
        """Propose the charge that it is for. Another person confirms it."""
        row = await service.propose_charge(
            gateway_payment_id, charge_id=data.charge_id, note=data.note, by=actor
        )
        return WaitingPaymentOut.of(row, reader=actor)

    @post("/{gateway_payment_id:uuid}/return", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def send_back(
        self,
        gateway_payment_id: FromPath[UUID],
        data: JSONBody[WaitingReturnIn],
        actor: NamedDependency[Actor],
    ) -> WaitingPaymentOut:
        """Propose that it goes back by the service as it came. Another person confirms it."""
        row = await service.propose_return(gateway_payment_id, note=data.note, by=actor)
        return WaitingPaymentOut.of(row, reader=actor)

    @post(
        "/{gateway_payment_id:uuid}/match/confirmation",
        status_code=HTTP_204_NO_CONTENT,
        responses=PROBLEMS,
    )
    async def confirm(
        self, gateway_payment_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> None:
        """Confirm what another person proposed: the charge is paid with it, or it goes back."""
        await service.confirm_proposed(gateway_payment_id, by=actor)

    @post(
        "/{gateway_payment_id:uuid}/match/refusal",
        status_code=HTTP_204_NO_CONTENT,
        responses=PROBLEMS,
    )
    async def refuse(
        self, gateway_payment_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> None:
        """Refuse a proposal, or take one's own back: the money waits on."""
        await service.refuse_proposed(gateway_payment_id, by=actor)


class WebhookController(Controller):
    path = "/webhooks"
    tags = ("Payments",)

    @post(
        "/stripe",
        status_code=HTTP_204_NO_CONTENT,
        request_max_body_size=MAX_WEBHOOK,
        responses=PROBLEMS,
    )
    async def stripe(self, request: Request[Any, Any, State]) -> None:
        """What Stripe tells: kept if it is genuine, acted upon later by what is so then."""
        await service.take_webhook(await request.body(), request.headers.get("stripe-signature"))
