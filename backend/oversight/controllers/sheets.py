"""Month sheets over HTTP."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK

from backend.kernel import listed, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.oversight import service
from backend.oversight.schemas.sheets import (
    MonthReturnIn,
    MonthSheetOut,
    MonthSignatureIn,
    SheetLineOut,
    TargetMonthOut,
)
from backend.oversight.service import LineChoice, LinesAsked, MonthsAsked
from backend.oversight.states import Part


class MonthSheetController(Controller):
    path = "/targets/{code:str}/months"
    tags = ("Oversight",)

    @get("/", responses=PROBLEMS)
    async def list_months(
        self, code: FromPath[str], actor: NamedDependency[Actor]
    ) -> Page[TargetMonthOut]:
        """The plan's months up to this one, latest first, with who signed each."""
        items = [TargetMonthOut.of(view) for view in await service.months(code, by=actor)]
        return Page(items=items, next=None, total=len(items))

    @get("/export.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def export_months(self, code: FromPath[str], actor: NamedDependency[Actor]) -> Stream:
        """The same months as a workbook; over 10,000 by `POST /exports`."""
        asked = MonthsAsked(code=code)
        return Stream(
            workbook.chunks(await listed.at_once(service.MONTH_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.MONTH_LIST.attachment(code),
        )

    @get("/{month:str}", responses=PROBLEMS)
    async def read_month_sheet(
        self, code: FromPath[str], month: FromPath[str], actor: NamedDependency[Actor]
    ) -> MonthSheetOut:
        """A month as signed, or as it would be signed today, with the difference to today."""
        return MonthSheetOut.of(await service.month(code, month, by=actor))

    @get("/{month:str}/lines", responses=PROBLEMS)
    async def list_sheet_lines(
        self,
        code: FromPath[str],
        month: FromPath[str],
        actor: NamedDependency[Actor],
        *,
        part: FromQuery[Part] = Part.SHEET,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[SheetLineOut]:
        """What the sheet adds up, or by what today differs from it."""
        found, following, total = await service.lines(
            LineChoice(code=code, month=month, part=part),
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        return Page(items=[SheetLineOut.of(each) for each in found], next=following, total=total)

    @get("/{month:str}/lines.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def export_sheet_lines(
        self,
        code: FromPath[str],
        month: FromPath[str],
        actor: NamedDependency[Actor],
        part: FromQuery[Part] = Part.SHEET,
    ) -> Stream:
        """The same lines as a workbook, with who signed; over 10,000 by `POST /exports`."""
        asked = LinesAsked(code=code, month=month, part=part)
        return Stream(
            workbook.chunks(await listed.at_once(service.LINE_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.LINE_LIST.attachment(code, month),
        )

    @post("/{month:str}/sign-off", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def sign_off_month(
        self,
        code: FromPath[str],
        month: FromPath[str],
        data: JSONBody[MonthSignatureIn],
        actor: NamedDependency[Actor],
    ) -> MonthSheetOut:
        """Sign what was read: first one person, then a verifier who is another; then it stays."""
        return MonthSheetOut.of(
            await service.sign_off(code, month, seen=data.digest, read=data.read(), by=actor)
        )

    @post("/{month:str}/return", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def return_month_sheet(
        self,
        code: FromPath[str],
        month: FromPath[str],
        data: JSONBody[MonthReturnIn],
        actor: NamedDependency[Actor],
    ) -> MonthSheetOut:
        """Give back a sheet that waits for its second signature."""
        return MonthSheetOut.of(
            await service.return_month(code, month, reason=data.reason, by=actor)
        )
