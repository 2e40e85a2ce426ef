"""The archive and the exports of lists over HTTP."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK, HTTP_202_ACCEPTED

from backend.exports import service
from backend.exports.schemas import ExportIn, ExportOut, ListExportIn, ListIn, SheetOut
from backend.kernel import clock, spreadsheet, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page


class ExportController(Controller):
    path = "/organisations"
    tags = ("Exports",)

    @post(
        "/{organisation_id:uuid}/export",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        media_type="application/zip",
    )
    async def export(
        self,
        organisation_id: FromPath[UUID],
        data: JSONBody[ExportIn],
        actor: NamedDependency[Actor],
    ) -> Stream:
        """All that the caller's organisation owns as a ZIP archive; its admin, password again."""
        stream = await service.export(
            organisation_id, password=data.password, code=data.code, by=actor
        )
        name = f"{actor.organisation_name}-{clock.today()}.zip"
        return Stream(
            stream,
            media_type="application/zip",
            headers=spreadsheet.attachment(name, plain="export.zip"),
        )


class ListExportController(Controller):
    """Lists as files of any length: written by a worker, found again by who asked."""

    path = "/exports"
    tags = ("Exports",)

    @get("/", responses=PROBLEMS)
    async def index(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ExportOut]:
        """The caller's own exports, newest first."""
        views, following, total = await service.exports(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[ExportOut.of(each) for each in views], next=following, total=total)

    @post("/", status_code=HTTP_202_ACCEPTED, responses=PROBLEMS)
    async def ask(self, data: JSONBody[ListExportIn], actor: NamedDependency[Actor]) -> ExportOut:
        """Have a list of any length written; the same one again while it is under way."""
        return ExportOut.of(await service.ask(data.list, data.format, data.filters, by=actor))

    @post("/sheet", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def sheet(self, data: JSONBody[ListIn], actor: NamedDependency[Actor]) -> SheetOut:
        """A list to print: every row at once, or a refusal where it is longer than is printed."""
        return SheetOut.of(await service.sheet(data.list, data.filters, by=actor))

    @post(
        "/workbook",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        media_type=workbook.MEDIA_TYPE,
    )
    async def book(self, data: JSONBody[ListIn], actor: NamedDependency[Actor]) -> Stream:
        """A list as a workbook at once, or a refusal where it takes a job (`POST /exports`)."""
        name, written = await service.workbook(data.list, data.filters, by=actor)
        return Stream(
            workbook.chunks(written),
            media_type=workbook.MEDIA_TYPE,
            headers=spreadsheet.attachment(f"{name}.xlsx", plain=f"{data.list}.xlsx"),
        )

    @get("/{export_id:uuid}", responses=PROBLEMS)
    async def read(self, export_id: FromPath[UUID], actor: NamedDependency[Actor]) -> ExportOut:
        """How far it is; for who asked, as long as he may read what is in it."""
        return ExportOut.of(await service.list_export(export_id, by=actor))

    @get(
        "/{export_id:uuid}/content",
        responses=PROBLEMS,
        media_type="application/octet-stream",
    )
    async def content(self, export_id: FromPath[UUID], actor: NamedDependency[Actor]) -> Stream:
        """The file, until it expires."""
        view, media_type, content = await service.take(export_id, by=actor)
        return Stream(
            content,
            media_type=media_type,
            headers=spreadsheet.attachment(
                view.file_name, plain=f"{view.row['list']}.{view.row['form']}"
            ),
        )
