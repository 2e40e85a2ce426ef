"""The bank accounts that money is paid into."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor, Permission
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.treasury import service
from backend.treasury.schemas import BankAccountIn, BankAccountOut


class BankAccountController(Controller):
    path = "/bank-accounts"
    tags = ("Treasury",)

    @get("/", responses=PROBLEMS)
    async def accounts(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[BankAccountOut]:
        """The accounts that money is paid into, newest first, each with its last balance."""
        rows, following, total = await service.account_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        may_close = actor.may(Permission.MANAGE_BANK_ACCOUNTS)
        items = [BankAccountOut.of(row, may_close=may_close) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def open(
        self, data: JSONBody[BankAccountIn], actor: NamedDependency[Actor]
    ) -> BankAccountOut:
        """Open an account: one at a time takes the money of a book and its holder."""
        row = await service.open_account(data.opened(), by=actor)
        return BankAccountOut.of(row, may_close=True)

    @post("/{bank_account_id:uuid}/closure", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def close(
        self, bank_account_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> BankAccountOut:
        """Close an account: nobody is told to pay into it any more."""
        row = await service.close_account(bank_account_id, by=actor)
        return BankAccountOut.of(row, may_close=True)
