"""Imports over HTTP: the operator's of reference patents, a firm's of its holdings."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, ClassVar
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Stream
from litestar.status_codes import HTTP_202_ACCEPTED

from backend.kernel import spreadsheet, workbook
from backend.kernel.auth import Actor
from backend.kernel.db import loads
from backend.kernel.http import PROBLEMS
from backend.kernel.language import Language, current
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.portfolio import service, wording
from backend.portfolio.controllers.upload import (
    AnyRequest,
    ImportOperation,
    Upload,
    is_multipart,
    numbers_of,
)
from backend.portfolio.passing import Form, Passing
from backend.portfolio.schemas import (
    AskedColumnsOut,
    ImportNoteOut,
    ImportOut,
    ImportQueuedOut,
    ImportRowOut,
    MappingIn,
    SuggestedColumnOut,
)
from backend.portfolio.states import ApartKind, Outcome, PatentKind, RunAction


class Imports(Controller):
    """What both kinds of imports have in common."""

    reference: ClassVar[bool]

    @post(
        "/",
        status_code=HTTP_202_ACCEPTED,
        responses=PROBLEMS,
        operation_class=ImportOperation,
        request_max_body_size=None,  # measured while it streams
    )
    async def bring_in(self, request: AnyRequest, actor: NamedDependency[Actor]) -> ImportQueuedOut:
        """Import a file (multipart `file`, at most 300 MiB) or up to 500 pasted numbers (JSON)."""
        if is_multipart(request):
            upload = Upload(request)
            await upload.open()
            queued = await service.import_file(
                upload.chunks(),
                file_name=upload.file_name,
                reference=self.reference,
                by=actor,
            )
        else:
            queued = await service.import_numbers(
                await numbers_of(request), reference=self.reference, by=actor
            )
        return ImportQueuedOut(id=queued["id"], state=queued["state"])

    @get("/", responses=PROBLEMS)
    async def imports(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ImportOut]:
        """The organisation's imports, newest first."""
        runs, following, total = await service.imports(
            reference=self.reference, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[_import_out(run) for run in runs], next=following, total=total)

    @get("/{run_id:uuid}", responses=PROBLEMS)
    async def run(self, run_id: FromPath[UUID], actor: NamedDependency[Actor]) -> ImportOut:
        """One import with its figures, also while it runs."""
        return _import_out(await service.import_run(run_id, reference=self.reference, by=actor))

    @post("/{run_id:uuid}/mapping", status_code=HTTP_202_ACCEPTED, responses=PROBLEMS)
    async def mapping(
        self, run_id: FromPath[UUID], data: JSONBody[MappingIn], actor: NamedDependency[Actor]
    ) -> ImportQueuedOut:
        """Name the columns of a table that was not recognised; the import then goes on."""
        queued = await service.map_columns(run_id, data.columns, reference=self.reference, by=actor)
        return ImportQueuedOut(id=queued["id"], state=queued["state"])

    @get("/{run_id:uuid}/rows", responses=PROBLEMS)
    async def rows(
        self,
        run_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        outcome: FromQuery[Outcome | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ImportRowOut]:
        """How each row ended, in the order of the file."""
        rows, following, total = await service.import_rows(
            run_id,
            reference=self.reference,
            outcome=outcome,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        return Page(items=[_row_out(row) for row in rows], next=following, total=total)

    @get("/{run_id:uuid}/refused.csv", responses=PROBLEMS, media_type="text/csv")
    async def refused(
        self,
        run_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        language: FromQuery[Language | None] = None,
    ) -> Stream:
        """The refused rows in the original columns, with the reason behind them.

        `language` goes before `Accept-Language`: a link cannot set a header.
        """
        header, rows = await service.refused_rows(run_id, reference=self.reference, by=actor)
        spoken = language or current()
        return Stream(
            _csv(header, rows, spoken),
            media_type=spreadsheet.MEDIA_TYPE,
            headers=spreadsheet.attachment(
                f"{wording.said(wording.REFUSED, spoken)}-{run_id}.csv",
                plain=f"refused-{run_id}.csv",
            ),
        )


class PatentImportController(Imports):
    path = "/patents/imports"
    tags = ("Reference patents",)
    reference = True


class PortfolioImportController(Imports):
    path = "/portfolio/imports"
    tags = ("Portfolio",)
    reference = False

    @get(
        "/template.xlsx",
        responses=PROBLEMS,
        operation_id="exportPortfolioImportTemplate",
        media_type=workbook.MEDIA_TYPE,
    )
    async def template(
        self,
        actor: NamedDependency[Actor],
        kind: FromQuery[ApartKind] = ApartKind.TRADEMARK,
        language: FromQuery[Language | None] = None,
    ) -> Stream:
        """An empty workbook for rights of a kind that are no patents, and what each column takes.

        `language` goes before `Accept-Language`: a link cannot set a header.
        """
        spoken = language or current()
        book = await service.import_template(PatentKind(kind), language=spoken, by=actor)
        name = wording.said(wording.KIND_WORDS[PatentKind(kind)], spoken)
        return Stream(
            workbook.chunks(book),
            media_type=workbook.MEDIA_TYPE,
            headers=spreadsheet.attachment(f"{name}.xlsx", plain=f"{kind}.xlsx"),
        )


def _import_out(run: Mapping[str, Any]) -> ImportOut:
    return ImportOut(
        id=run["id"],
        state=run["state"],
        format=run["format"],
        file_name=run["file_name"],
        rows_total=run["rows_total"],
        rows_accepted=run["rows_accepted"],
        rows_duplicate=run["rows_duplicate"],
        rows_updated=run["rows_updated"],
        rows_refused=run["rows_refused"],
        rows_warned=run["rows_warned"],
        bytes_total=run["bytes_total"],
        bytes_read=run["bytes_read"],
        columns=loads(run["columns"]) or [],
        notes=[ImportNoteOut(**note) for note in loads(run["notes"])],
        asked=_asked_out(loads(run["asked"])),
        failure_code=run["failure_code"],
        failure_detail=run["failure_detail"],
        failure_reason=run["failure_reason"],
        created_at=run["created_at"],
        created_by_name=run["created_by_name"],
        started_at=run["started_at"],
        ended_at=run["ended_at"],
        allowed_actions=[str(RunAction.MAP)] if run["asked"] is not None else [],
    )


def _asked_out(asked: Mapping[str, Any] | None) -> AskedColumnsOut | None:
    if asked is None:
        return None
    return AskedColumnsOut(
        width=asked["width"],
        header=asked["header"],
        sample=asked["sample"],
        fields=asked.get("fields", list(service.MAPPABLE)),
        suggested=[
            SuggestedColumnOut(field=name, column=told["column"], by=told["by"])
            for name, told in asked["suggested"].items()
        ],
    )


def _row_out(row: Mapping[str, Any]) -> ImportRowOut:
    return ImportRowOut(
        line=row["line"],
        outcome=row["outcome"],
        code=row["code"],
        reason=_reason(row, current()),
        field=row["field"],
        value=row["value"],
        would_pass=_would_pass(row, current()),
        warnings=row["warnings"],
        key=row["key"],
        right_id=row["right_id"],
        cells=loads(row["cells"]),
        stated=row.get("stated"),
    )


def _reason(row: Mapping[str, Any], language: Language) -> str | None:
    return None if row["code"] is None else wording.reason(row["code"], language=language)


def _would_pass(row: Mapping[str, Any], language: Language) -> str | None:
    told = loads(row["passing"])
    if told is None:
        return None
    return wording.would_pass(Passing(Form(told["form"]), told["facts"]), language=language)


async def _csv(
    header: list[str], rows: AsyncIterator[Mapping[str, Any]], language: Language
) -> AsyncIterator[str]:
    columns = header or [wording.said(wording.NUMBER_HEADING, language)]
    added = [wording.said(words, language) for words in wording.REFUSED_HEADINGS]
    yield spreadsheet.BOM + spreadsheet.line([*columns, *added])
    async for row in rows:
        reasons = (
            row["code"],
            _reason(row, language),
            row["field"] and wording.field(row["field"], language=language),
            row["value"],
            _would_pass(row, language),
        )
        yield spreadsheet.line([*loads(row["cells"]), *(reason or "" for reason in reasons)])
