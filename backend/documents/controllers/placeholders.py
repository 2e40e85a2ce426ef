"""Placeholders of the caller's own vault and their versions, over HTTP."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.documents import service
from backend.documents.schemas.placeholders import (
    PlaceholderDetailOut,
    PlaceholderIn,
    PlaceholderOut,
    VersionIn,
    VersionOut,
)
from backend.documents.states import Kind
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page


class PlaceholderController(Controller):
    path = "/placeholders"
    tags = ("Documents: placeholders",)

    @get("/", responses=PROBLEMS)
    async def placeholders(
        self,
        actor: NamedDependency[Actor],
        kind: FromQuery[Kind | None] = None,
        empty: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PlaceholderOut]:
        """The caller's own, newest first; `empty`: only those with nothing in force."""
        views, following, total = await service.placeholders(
            kind=kind, empty=empty, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[PlaceholderOut.of(each) for each in views], next=following, total=total)

    @post("/", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def open_placeholder(
        self, data: JSONBody[PlaceholderIn], actor: NamedDependency[Actor]
    ) -> PlaceholderOut:
        """A place for documents of a kind about a year or subject; the standing one, if any."""
        return PlaceholderOut.of(await service.open_placeholder(data.slot(), by=actor))

    @get("/{placeholder_id:uuid}", responses=PROBLEMS)
    async def placeholder(
        self, placeholder_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> PlaceholderDetailOut:
        """A placeholder of the caller's with its history, newest version first."""
        view, versions = await service.placeholder(placeholder_id, by=actor)
        return PlaceholderDetailOut(
            placeholder=PlaceholderOut.of(view), versions=[VersionOut.of(each) for each in versions]
        )

    @post("/{placeholder_id:uuid}/versions", responses=PROBLEMS)
    async def place_version(
        self,
        placeholder_id: FromPath[UUID],
        data: JSONBody[VersionIn],
        actor: NamedDependency[Actor],
    ) -> PlaceholderOut:
        """Put a deposited document in force as the next version; earlier ones stay on record."""
        view = await service.place(
            placeholder_id,
            file_id=data.document_id,
            dated_on=data.dated_on,
            note=data.note,
            by=actor,
        )
        return PlaceholderOut.of(view)
