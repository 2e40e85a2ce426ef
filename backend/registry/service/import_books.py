"""The template of an import, and what was refused as a workbook to correct and bring in again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.kernel import clock, language
from backend.kernel.auth import Actor, Permission
from backend.kernel.workbook import Workbook
from backend.portfolio import service as portfolio
from backend.registry.importing import columns as col
from backend.registry.importing import wording
from backend.registry.queries import imports as queries
from backend.registry.service.importing import MOST_ROWS
from backend.registry.states import Verdict

SHEET = "质押登记"
_AMOUNT_HEADING = "被担保债权数额（万元）"
#: What each column takes: whether it is needed, and how it is written.
_NOTES: tuple[tuple[str, str], ...] = (
    (col.NUMBER, "国家知识产权局登记号，如 Y2024310000123；同一登记号可分多行，每行不同专利"),
    (col.REGISTERED, "如 2024-03-05"),
    (col.PLEDGORS, "名称；多个用分号隔开"),
    (col.PLEDGOR_CODES, "18 位统一社会信用代码，与名称一一对应；个人留空，不收身份证号"),
    (col.DIVISION, "六位区划代码，如 310115；不填时按信用代码判断"),
    (col.STREET, "街道或镇的名称"),
    (col.ADDRESS, "登记簿上的地址"),
    (col.PLEDGEES, "名称；多个用分号隔开"),
    (col.PLEDGEE_CODES, "18 位统一社会信用代码"),
    (col.PATENTS, "多个用顿号、逗号或分号隔开，或分行填写"),
    (col.AMOUNT, "整份登记的被担保债权；列名写明元或万元；最高额填登记的最高额"),
    (col.CLAIM, "一般债权（可不填）或最高额"),
    (col.CANCELLED, "已注销的填写"),
    (col.LOAN, "选填"),
)


async def import_template(*, by: Actor) -> Workbook:
    """An empty sheet with our headings, and what each of them takes."""
    by.require(Permission.RECORD_REGISTRATIONS)
    headings = [_AMOUNT_HEADING if n == col.AMOUNT else col.heading(n) for n in col.HEADINGS]
    notes = [
        (col.heading(name), "必填" if name in col.NEEDED else "选填", note) for name, note in _NOTES
    ]
    book = Workbook(SHEET, headings)
    try:
        book.turn("填写说明", ("列名", "是否必填", "写法"))
        book.add(notes)
        book.close()
    except BaseException:
        book.discard()
        raise
    return book


async def refused_book(run_id: UUID, *, by: Actor) -> Workbook:
    """The refused rows as they stood, each with why and what would pass."""
    by.require(Permission.VIEW_DISTRICT)
    run = await queries.run(run_id, organisation=by.organisation_id)
    rows, _ = await queries.rows(run_id, verdict=Verdict.REFUSED, after=None, limit=MOST_ROWS)
    headings = [
        *run["headings"],
        *language.said(
            "原行号|未通过原因|可通过的写法", "Row before|Why it was refused|What would pass"
        ).split("|"),
    ]
    days = {run["places"].get(col.REGISTERED), run["places"].get(col.CANCELLED)}
    book = Workbook(SHEET, headings)
    try:
        book.add([_row(each, width=len(run["headings"]), days=days) for each in rows])
        book.turn("来源", ("项目", "内容"))
        book.add([("文件", run["file_name"]), ("导入时间（北京时间）", run["created_at"]),
                  ("行数", len(rows)), ("导出时间（北京时间）", clock.now())])  # fmt: skip
        book.close()
    except BaseException:
        book.discard()
        raise
    return book


def _row(row: dict[str, Any], *, width: int, days: set[int | None]) -> Sequence[object]:
    """Days are days again, whatever number the spreadsheet kept of them."""
    cells = [
        (portfolio.day(cell) or cell) if place in days and cell else cell
        for place, cell in enumerate(row["cells"][:width])
    ]
    told = [(wording.field(each["field"]), *wording.told(each)) for each in row["problems"]]
    return [
        *cells,
        *[""] * (width - len(cells)),
        row["line"],
        "\n".join(f"{name}：{why}" for name, why, _ in told),
        "\n".join(f"{name}：{passing}" for name, _, passing in told),
    ]
