"""To which account payees are paid, what is held for them, and lists of what is paid out."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.treasury import service
from backend.treasury.schemas import (
    PayeeOut,
    PayoutAccountConfirmationIn,
    PayoutAccountIn,
    PayoutAccountOut,
    PayoutListIn,
    PayoutListOut,
)


class PayoutAccountController(Controller):
    path = "/payout-accounts"
    tags = ("Treasury",)

    @get("/", responses=PROBLEMS)
    async def accounts(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PayoutAccountOut]:
        """The accounts that the own organisation was and is paid to, newest first."""
        rows, following, total = await service.payee_account_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [PayoutAccountOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def register(
        self, data: JSONBody[PayoutAccountIn], actor: NamedDependency[Actor]
    ) -> PayoutAccountOut:
        """Register the account that the own organisation is paid to."""
        row = await service.register_payee_account(
            data.terms(), password=data.password, code=data.code, by=actor
        )
        return PayoutAccountOut.of(row, reader=actor)

    @post("/{payout_account_id:uuid}/confirmation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def confirm(
        self,
        payout_account_id: FromPath[UUID],
        data: JSONBody[PayoutAccountConfirmationIn],
        actor: NamedDependency[Actor],
    ) -> PayoutAccountOut:
        """Confirm what another person of the organisation registered: it is in force."""
        row = await service.confirm_payee_account(
            payout_account_id, password=data.password, code=data.code, by=actor
        )
        return PayoutAccountOut.of(row, reader=actor)

    @post("/{payout_account_id:uuid}/refusal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def refuse(
        self, payout_account_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> PayoutAccountOut:
        """Refuse what was registered, or take one's own back: what was in force stays."""
        row = await service.refuse_payee_account(payout_account_id, by=actor)
        return PayoutAccountOut.of(row, reader=actor)


class PayeeController(Controller):
    path = "/payees"
    tags = ("Treasury",)

    @get("/", responses=PROBLEMS)
    async def payees(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PayeeOut]:
        """For whom client money is held, by name, and to which account it would go."""
        rows, following, total = await service.payee_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[PayeeOut.of(row) for row in rows], next=following, total=total)


class PayoutListController(Controller):
    path = "/payout-lists"
    tags = ("Treasury",)

    @get("/", responses=PROBLEMS)
    async def lists(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PayoutListOut]:
        """The lists of payouts, newest first."""
        rows, following, total = await service.payout_list_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [PayoutListOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def propose(
        self, data: JSONBody[PayoutListIn], actor: NamedDependency[Actor]
    ) -> PayoutListOut:
        """Propose to pay payees what is held for them: an order for each row, or none at all."""
        row = await service.propose_payouts(
            [each.payout() for each in data.payouts], reason=data.reason, by=actor
        )
        return PayoutListOut.of(row, reader=actor)

    @post("/{payout_list_id:uuid}/approval", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def approve(
        self, payout_list_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> PayoutListOut:
        """Approve what of the list nobody has decided: the money is set aside for it."""
        return PayoutListOut.of(
            await service.approve_payouts(payout_list_id, by=actor), reader=actor
        )
