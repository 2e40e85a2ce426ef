"""Consents to read over HTTP: give, list, take back."""

from uuid import UUID

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.documents import service
from backend.documents.schemas.receipts import ConsentIn, ReadOut, ReceiptOut
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page


class ConsentController(Controller):
    path = "/"
    tags = ("Consents",)

    @post("/documents/{file_id:uuid}/grants", responses=PROBLEMS)
    async def give(
        self, file_id: FromPath[UUID], data: JSONBody[ConsentIn], actor: NamedDependency[Actor]
    ) -> ReceiptOut:
        """Let another organisation read this document (and others) until a day."""
        row = await service.give(data.of(file_id), by=actor)
        return ReceiptOut.of(row, party=actor.organisation_id)

    @delete("/grants/{grant_id:uuid}", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def revoke_grant(
        self, grant_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ReceiptOut:
        """Take back the consent for one document; its next read is refused."""
        row = await service.revoke_grant(grant_id, by=actor)
        return ReceiptOut.of(row, party=actor.organisation_id)

    @get("/consent-receipts", responses=PROBLEMS)
    async def receipts(
        self,
        actor: NamedDependency[Actor],
        given: FromQuery[bool] = True,  # noqa: FBT002 - a query parameter
        live: FromQuery[bool | None] = None,
        purpose: FromQuery[UUID | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ReceiptOut]:
        """The consents that the caller's organisation gave, or was given; newest first."""
        rows, following, total = await service.receipts(
            given=given,
            live=live,
            purpose=purpose,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        items = [ReceiptOut.of(row, party=actor.organisation_id) for row in rows]
        return Page(items=items, next=following, total=total)

    @get("/consent-receipts/{receipt_id:uuid}", responses=PROBLEMS)
    async def receipt(
        self, receipt_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ReceiptOut:
        """A consent receipt, for both of its sides."""
        row = await service.receipt(receipt_id, by=actor)
        return ReceiptOut.of(row, party=actor.organisation_id)

    @post(
        "/consent-receipts/{receipt_id:uuid}/revocation",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
    )
    async def revoke(self, receipt_id: FromPath[UUID], actor: NamedDependency[Actor]) -> ReceiptOut:
        """Take back a whole consent; every next read under it is refused."""
        row = await service.revoke_receipt(receipt_id, by=actor)
        return ReceiptOut.of(row, party=actor.organisation_id)

    @get("/documents/{file_id:uuid}/reads", responses=PROBLEMS)
    async def reads_of(
        self,
        file_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        others: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ReadOut]:
        """Every read of a document that was served, newest first; told to its owner."""
        rows, following, total = await service.reads(
            file_id=file_id, others=others, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[ReadOut.of(row) for row in rows], next=following, total=total)

    @get("/read-log", responses=PROBLEMS)
    async def reads(
        self,
        actor: NamedDependency[Actor],
        others: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ReadOut]:
        """Every read of any document of the caller's organisation, newest first."""
        rows, following, total = await service.reads(
            file_id=None, others=others, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[ReadOut.of(row) for row in rows], next=following, total=total)
