"""The calendar of annual fees over HTTP."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK

from backend.kernel import clock, listed, workbook
from backend.kernel.auth import Actor, Permission
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.portfolio import service
from backend.portfolio.schemas import FeeRowOut, FeeTaskDoneIn, FeeTaskOut, LatenessOut
from backend.portfolio.states import GrantedReduction

TaskState = Literal["open", "done", "over"]


class FeeController(Controller):
    path = "/portfolio/fees"
    tags = ("Portfolio",)

    @get("/", responses=PROBLEMS)
    async def fees(
        self,
        actor: NamedDependency[Actor],
        until: FromQuery[date | None] = None,
        reduction: FromQuery[GrantedReduction | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[FeeRowOut]:
        """The annual fees that can be paid, due up to a day (in a year if none is named).

        `reduction`: the firm's granted reduction, `single` applicant or `several`. Where an open
        licence runs on the due day its reduction counts if it is the better one.
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
        reduction: FromQuery[GrantedReduction | None] = None,
    ) -> Stream:
        """The same fees in the columns of CNIPA's fee sheet, to pay them in bulk; over 10,000 by
        `POST /exports`."""
        asked = service.FeesAsked(until=until, reduction=reduction)
        return Stream(
            workbook.chunks(await listed.at_once(service.FEE_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.FEE_LIST.attachment(clock.today()),
        )


class FeeTaskController(Controller):
    path = "/portfolio/fee-tasks"
    tags = ("Portfolio",)

    @get("/", responses=PROBLEMS)
    async def fee_tasks(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[TaskState | None, QueryParameter(name="state")] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[FeeTaskOut]:
        """The annual fees that somebody has to see to, or had to; the earliest first."""
        found, following, total = await service.fee_tasks(
            state=in_state, cursor=cursor, limit=limit_of(limit), by=actor
        )
        may = actor.may(Permission.PREPARE)
        return Page(
            items=[_task_out(task, may_prepare=may) for task in found], next=following, total=total
        )

    @post("/{fee_task_id:uuid}/completion", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def complete(
        self,
        fee_task_id: FromPath[UUID],
        data: JSONBody[FeeTaskDoneIn],
        actor: NamedDependency[Actor],
    ) -> FeeTaskOut:
        """State that the fee is paid: the task ends, a bank still asks for the receipt."""
        task = await service.complete_fee_task(
            fee_task_id, paid_on=data.paid_on, note=data.note, by=actor
        )
        return _task_out(task, may_prepare=actor.may(Permission.PREPARE))


def _task_out(task: service.FeeTask, *, may_prepare: bool) -> FeeTaskOut:
    return FeeTaskOut(
        id=task.id,
        asset_id=task.held.holding.asset_id,
        label=task.held.right.label,
        title=task.held.right.title,
        year=task.year,
        due_on=task.due_on,
        late_until=task.late_until,
        step=task.step,
        raised_on=task.raised_on,
        state=task.state,
        because=task.because,
        paid_on=task.paid_on,
        note=task.note,
        ended_by_name=task.ended_by,
        ended_at=task.ended_at,
        allowed_actions=["completion"] if may_prepare and task.state == "open" else [],
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
        reduction_ground=None if row.waived is None else row.waived.ground,
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
