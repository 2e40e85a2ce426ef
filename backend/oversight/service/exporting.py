"""Lists as workbooks: what was asked for on the first sheet, then every row."""

from backend.kernel import clock, workbook
from backend.kernel.auth import Actor
from backend.kernel.spreadsheet import MAX_ROWS, yuan
from backend.kernel.workbook import Workbook
from backend.oversight import wording
from backend.oversight.queries import AuditFilter
from backend.oversight.service.reading import (
    EntryChoice,
    all_audit_events,
    all_entries,
    as_read_by,
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


async def audit_book(asked: AuditFilter, *, by: Actor) -> Workbook:
    """Who did what, with what was before and after, as its reader may read it."""
    rows = await all_audit_events(asked)
    cells = [wording.audit_cells(as_read_by(row, by)) async for row in rows]
    filters: list[tuple[str, object]] = [
        ("人员编号", asked.actor_id),
        ("人员姓名", asked.actor),
        ("机构编号", asked.organisation_id),
        ("操作", asked.name),
        ("对象", asked.subject),
        ("对象编号", asked.subject_id),
        ("请求编号", asked.request_id),
        ("自（北京时间）", asked.since),
        ("至此刻之前（北京时间）", asked.before),
    ]
    return await workbook.written("审计记录", wording.AUDIT_HEADINGS, cells, filters=filters)
