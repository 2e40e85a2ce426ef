"""The calendar of annual fees over HTTP."""

from datetime import date

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Stream

from backend.kernel import clock, spreadsheet, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.portfolio import service
from backend.portfolio.schemas import FeeRowOut, LatenessOut
from backend.portfolio.states import ReductionGround


class FeeController(Controller):
    path = "/portfolio/fees"
    tags = ("Portfolio",)

    @get("/", responses=PROBLEMS)
    async def fees(
        self,
        actor: NamedDependency[Actor],
        until: FromQuery[date | None] = None,
        reduction: FromQuery[ReductionGround | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[FeeRowOut]:
        """The annual fees that can be paid, due up to a day (in a year if none is named).

        `reduction`: the firm's granted reduction, `single` applicant or `several`.
        """
        rows, following, total = await service.fees(
            until=until, reduction=reduction, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[_row_out(row) for row in rows], next=following, total=total)

    @get("/sheet.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def sheet(
        self,
        actor: NamedDependency[Actor],
        until: FromQuery[date | None] = None,
        reduction: FromQuery[ReductionGround | None] = None,
    ) -> Stream:
        """The same fees in the columns of CNIPA's fee sheet, to pay them in bulk."""
        book = await service.fee_sheet(until=until, reduction=reduction, by=actor)
        day = clock.today()
        return Stream(
            workbook.chunks(book),
            media_type=workbook.MEDIA_TYPE,
            headers=spreadsheet.attachment(f"年费缴费清单-{day}.xlsx", plain=f"fees-{day}.xlsx"),
        )


def _row_out(row: service.FeeRow) -> FeeRowOut:
    right, fee = row.held.right, row.fee
    return FeeRowOut(
        asset_id=row.held.holding.asset_id,
        label=right.label,
        title=right.title,
        kind=right.kind,
        year=fee.year,
        due_on=fee.due_on,
        late_until=fee.late_until,
        state=fee.state,
        amount_fen=fee.amount_fen,
        reduction_fen=row.reduction_fen,
        surcharge_fen=fee.surcharge_fen,
        payable_fen=row.payable_fen,
        bands=[
            LatenessOut(
                until=each.until,
                surcharge_fen=each.surcharge,
                other_reading_fen=each.other_reading,
                confirmed=each.confirmed,
            )
            for each in row.bands
        ],
    )
