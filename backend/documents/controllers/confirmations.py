"""Confirmation by the issuer over HTTP: ask, list, answer."""

from typing import Annotated, Literal
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from backend.documents import service
from backend.documents.schemas.confirmations import (
    ConfirmationIn,
    ConfirmationOut,
    ConfirmationRequestIn,
    IssuerOut,
)
from backend.kernel.auth import Actor, Permission
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page


class ConfirmationController(Controller):
    path = "/"
    tags = ("Confirmations",)

    @get("/issuers", responses=PROBLEMS)
    async def issuers(self, actor: NamedDependency[Actor]) -> list[IssuerOut]:
        """Who can be asked to confirm a document: appraisers, guarantors, insurers."""
        found = await service.issuers(by=actor)
        return [IssuerOut(id=i, name=name, kind=kind) for i, name, kind in found]

    @get("/confirmations", responses=PROBLEMS)
    async def confirmations(
        self,
        actor: NamedDependency[Actor],
        standing: Annotated[
            Literal["open", "answered"] | None, QueryParameter(name="state")
        ] = None,
        document_id: FromQuery[UUID | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ConfirmationOut]:
        """What the caller's organisation asked issuers for, or is asked; newest first."""
        rows, following, total = await service.confirmations(
            is_open=None if standing is None else standing == "open",
            file_id=document_id,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        return Page(items=[_out(row, actor) for row in rows], next=following, total=total)

    @post("/documents/{file_id:uuid}/confirmation-request", responses=PROBLEMS)
    async def ask(
        self,
        file_id: FromPath[UUID],
        data: JSONBody[ConfirmationRequestIn],
        actor: NamedDependency[Actor],
    ) -> ConfirmationOut:
        """Ask the issuer of a document to confirm it; he may look at it until he has answered."""
        row = await service.ask_confirmation(
            file_id, issuer=data.issuer_id, note=data.note.strip(), by=actor
        )
        return _out(row, actor)

    @post("/documents/{file_id:uuid}/confirmation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def answer(
        self,
        file_id: FromPath[UUID],
        data: JSONBody[ConfirmationIn],
        actor: NamedDependency[Actor],
    ) -> ConfirmationOut:
        """The issuer's one answer, with the password again; another hash denies the document."""
        row = await service.answer_confirmation(
            file_id,
            confirmed=data.confirmed,
            sha256=data.sha256,
            note=data.note.strip(),
            password=data.password,
            code=data.code,
            by=actor,
        )
        return _out(row, actor)


def _out(row: dict[str, object], actor: Actor) -> ConfirmationOut:
    return ConfirmationOut.of(
        row, party=actor.organisation_id, may_answer=actor.may(Permission.CONFIRM_DOCUMENTS)
    )
