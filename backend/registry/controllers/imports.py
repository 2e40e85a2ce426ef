"""Workbooks of registrations made elsewhere over HTTP: read, looked at, recorded."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.openapi.spec import OpenAPIType, Operation, Schema
from litestar.params import FromPath, FromQuery
from litestar.response import Stream
from litestar.status_codes import HTTP_201_CREATED, HTTP_202_ACCEPTED

from backend.kernel import spreadsheet, workbook
from backend.kernel.auth import Actor, Permission
from backend.kernel.forms import UploadForm, body_of, form_of
from backend.kernel.http import PROBLEMS
from backend.kernel.language import said
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.kernel.workbook import Workbook
from backend.registry import rules, service
from backend.registry.schemas.importing import RegistrationImportOut, RegistrationRowOut
from backend.registry.states import Verdict


@dataclass
class WorkbookOperation(Operation):
    """What the API contract says of the upload, which the framework cannot see."""

    def __post_init__(self) -> None:
        columns = Schema(type=OpenAPIType.STRING)
        self.request_body = body_of(form_of(columns=columns))


class RegistrationImportController(Controller):
    path = "/registrations/imports"
    tags = ("Registry",)

    @post(
        "/",
        status_code=HTTP_201_CREATED,
        responses=PROBLEMS,
        operation_id="importRegistrations",
        operation_class=WorkbookOperation,
        request_max_body_size=None,  # measured while it streams: see service.MOST_IMPORT_BYTES
    )
    async def bring_in(
        self, request: Request[Any, Any, State], actor: NamedDependency[Actor]
    ) -> RegistrationImportOut:
        """Read a table (multipart `file`: XLSX, XLS or CSV, at most 8 MiB and 5,000 rows).

        Every row is judged; nothing is recorded before `recording` is asked for. Where headings
        are not known, the refusal has them with a sample and suggestions in `asked`: send the file
        again with `columns`, JSON of fields and column numbers from 0. That is remembered.
        """
        actor.require(Permission.RECORD_REGISTRATIONS)
        form = UploadForm(
            request,
            limit=service.MOST_IMPORT_BYTES,
            too_large=rules.ImportTooLarge(limit_bytes=service.MOST_IMPORT_BYTES),
        )
        chunks = form.chunks()
        first = await anext(chunks, b"")
        name = form.file_name

        async def whole() -> Any:
            yield first
            async for chunk in chunks:
                yield chunk

        return RegistrationImportOut.of(
            await service.import_workbook(
                whole(), file_name=name, answer=lambda: form.field("columns"), by=actor
            )
        )

    @get("/", responses=PROBLEMS, operation_id="listRegistrationImports")
    async def index(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[RegistrationImportOut]:
        """The district's workbooks, newest first."""
        rows, following, total = await service.registration_imports(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [RegistrationImportOut.of(row) for row in rows]
        return Page(items=items, next=following, total=total)

    @get(
        "/template.xlsx",
        responses=PROBLEMS,
        operation_id="exportImportTemplate",
        media_type=workbook.MEDIA_TYPE,
    )
    async def template(self, actor: NamedDependency[Actor]) -> Stream:
        """An empty workbook with the headings, and what each column takes."""
        return _saved(
            await service.import_template(by=actor),
            said("质押登记导入模板.xlsx", "Template of pledge registrations.xlsx"),
            "template.xlsx",
        )

    @get("/{registration_import_id:uuid}", responses=PROBLEMS, operation_id="getRegistrationImport")
    async def read(
        self, registration_import_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> RegistrationImportOut:
        """One workbook and how its rows stand, also while they are recorded."""
        return RegistrationImportOut.of(
            await service.registration_import(registration_import_id, by=actor)
        )

    @get(
        "/{registration_import_id:uuid}/rows",
        responses=PROBLEMS,
        operation_id="listRegistrationImportRows",
    )
    async def rows(
        self,
        registration_import_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        verdict: FromQuery[Verdict | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[RegistrationRowOut]:
        """What becomes, or became, of each row, in the order of the workbook."""
        found, following, total = await service.registration_import_rows(
            registration_import_id,
            verdict=verdict,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        items = [RegistrationRowOut.of(row) for row in found]
        return Page(items=items, next=following, total=total)

    @get(
        "/{registration_import_id:uuid}/refused.xlsx",
        responses=PROBLEMS,
        operation_id="exportRefusedRegistrations",
        media_type=workbook.MEDIA_TYPE,
    )
    async def refused(
        self, registration_import_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> Stream:
        """The refused rows with why and what would pass: correct them, bring them in again."""
        book = await service.refused_book(registration_import_id, by=actor)
        return _saved(book, said("未通过的登记.xlsx", "Refused registrations.xlsx"), "refused.xlsx")

    @post(
        "/{registration_import_id:uuid}/recording",
        status_code=HTTP_202_ACCEPTED,
        responses=PROBLEMS,
        operation_id="recordRegistrationImport",
    )
    async def record(
        self, registration_import_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> RegistrationImportOut:
        """Record the rows that may be recorded, as claimed; each counts when it is verified."""
        return RegistrationImportOut.of(
            await service.record_import(registration_import_id, by=actor)
        )


def _saved(book: Workbook, name: str, plain: str) -> Stream:
    return Stream(
        workbook.chunks(book),
        media_type=workbook.MEDIA_TYPE,
        headers=spreadsheet.attachment(name, plain=plain),
    )
