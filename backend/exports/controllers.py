"""The archive over HTTP."""

from uuid import UUID

from litestar import Controller, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK

from backend.exports import service
from backend.exports.schemas import ExportIn
from backend.kernel import clock, spreadsheet
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS


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
