"""Lists as workbooks: what was asked for on the first sheet, then every row."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from uuid import UUID

from pydantic import Field

from backend.kernel import clock, listed, workbook
from backend.kernel.auth import Actor, Permission
from backend.kernel.spreadsheet import MAX_ROWS, yuan
from backend.kernel.workbook import Workbook
from backend.oversight import queries, wording
from backend.oversight.queries import AuditFilter
from backend.oversight.service.reading import (
    EntryChoice,
    all_entries,
    as_read_by,
    audit_scope,
    day_begins,
    day_ends,
)
from backend.oversight.service.sheets import LineChoice, lines, month
from backend.oversight.states import Part

PARTS = {Part.SHEET: "报表各行", Part.ADDED: "签署后新增", Part.GONE: "不再计入"}


async def entry_book(code: str, *, choice: EntryChoice, by: Actor) -> Workbook:
    """The entries that a figure is the sum of."""
    rows = await all_entries(code, choice=choice, by=by)
    filters: list[tuple[str, object]] = [
        ("目标", code),
        ("知悉日", choice.as_known_on or clock.today()),
        ("仅此日之后所知", choice.known_after),
        ("生效月", choice.month),
        ("银行", choice.bank),
        ("产业", wording.INDUSTRIES.get(choice.industry or "", choice.industry)),
        ("街镇", choice.street),
        ("合计（元）", yuan(sum(row.amount_fen for row in rows))),
    ]
    cells = [wording.entry_cells(row) for row in rows]
    return await workbook.written("计入明细", wording.HEADINGS, cells, filters=filters)


async def line_book(choice: LineChoice, *, by: Actor) -> Workbook:
    """The lines of a month's sheet, with who signed it and its digest."""
    view = await month(choice.code, choice.month, by=by)
    found, _, _ = await lines(choice, cursor=None, limit=MAX_ROWS + 1, by=by)
    money = view.live.figures.unit == "fen"
    row = view.row or {}
    filters: list[tuple[str, object]] = [
        ("目标", f"{choice.code} {view.target.name}"),
        ("月份", choice.month),
        ("报表状态", wording.SHEET_STATES[view.state]),
        ("首签", row.get("prepared_by_name")),
        ("首签时间", row.get("prepared_at")),
        ("复签", row.get("decided_by_name")),
        ("复签时间", row.get("decided_at")),
        ("内容指纹（SHA-256）", row.get("digest") or view.live.digest()),
        ("内容", PARTS[choice.part]),
    ]
    cells = [
        (
            line.label,
            line.effective_on,
            line.name,
            wording.CAUSES.get(line.cause, line.cause),
            yuan(line.amount) if money else line.amount,
        )
        for line in found
    ]
    heading = "计入金额（元）" if money else "数量"
    return await workbook.written(
        "月报表", ("编号或期间", "生效日", "名称或来源", "原因", heading), cells, filters=filters
    )


class AuditAsked(listed.Asked):
    actor_id: UUID | None = None
    actor_name: str | None = None
    organisation_id: UUID | None = None
    name: str | None = None
    subject: str | None = None
    subject_id: UUID | None = None
    request_id: str | None = None
    since: date | None = Field(default=None, alias="from")
    until: date | None = Field(default=None, alias="to")

    def within(self, by: Actor) -> AuditFilter:
        """The same, within what the actor may read."""
        return AuditFilter(
            within=audit_scope(by),
            actor_id=self.actor_id,
            actor=self.actor_name,
            organisation_id=self.organisation_id,
            name=self.name,
            subject=self.subject,
            subject_id=self.subject_id,
            request_id=self.request_id,
            since=day_begins(self.since),
            before=day_ends(self.until),
        )


async def _count(asked: AuditAsked, by: Actor) -> int:
    return await queries.audit_count(asked.within(by), up_to=listed.EVERY)


async def _open(asked: AuditAsked, by: Actor) -> listed.Extract:
    """Who did what, with what was before and after, as its reader may read it."""
    wanted = asked.within(by)

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        below: int | None = None
        while found := await queries.audit_page(wanted, below=below, limit=listed.BATCH - 1):
            yield [wording.audit_cells(as_read_by(row, by)) for row in found]
            below = found[-1].seq

    def cover() -> listed.Cover:
        return (
            ("人员编号", wanted.actor_id),
            ("人员姓名", wanted.actor),
            ("机构编号", wanted.organisation_id),
            ("操作", wanted.name),
            ("对象", wanted.subject),
            ("对象编号", wanted.subject_id),
            ("请求编号", wanted.request_id),
            ("自（北京时间）", wanted.since),
            ("至此刻之前（北京时间）", wanted.before),
        )

    return listed.Extract(headings=wording.AUDIT_HEADINGS, batches=batches(), cover=cover)


AUDIT_LIST = listed.Listed(
    name="audit_events",
    forms=(listed.Form.XLSX, listed.Form.CSV),
    asked=AuditAsked,
    rests_on=frozenset({Permission.VIEW_AUDIT, Permission.MANAGE_MEMBERS}),
    sheet="审计记录",
    count=_count,
    open=_open,
)
