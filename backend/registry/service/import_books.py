"""The template of an import, and what was refused as a workbook to correct and bring in again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.kernel import clock, workbook
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import Pair, said, spoken
from backend.kernel.workbook import Workbook
from backend.portfolio import service as portfolio
from backend.registry.importing import columns as col
from backend.registry.importing import wording
from backend.registry.queries import imports as queries
from backend.registry.service.importing import MOST_ROWS
from backend.registry.states import Verdict

SHEET: Pair = ("质押登记", "Pledge registrations")
_AMOUNT_HEADING: Pair = ("被担保债权数额（万元）", "Secured amount (CNY 10,000)")
#: What each column takes: whether it is needed, and how it is written.
_NOTES: tuple[tuple[str, Pair], ...] = (
    (
        col.NUMBER,
        (
            "国家知识产权局登记号，如 Y2024310000123；同一登记号可分多行，每行不同专利",
            "CNIPA's number, such as Y2024310000123; again in each row of further patents",
        ),
    ),
    (col.REGISTERED, ("如 2024-03-05", "such as 2024-03-05")),
    (col.PLEDGORS, ("名称；多个用分号隔开", "the name; several by semicolons")),
    (
        col.PLEDGOR_CODES,
        (
            "18 位统一社会信用代码，与名称一一对应；个人留空，不收身份证号",
            "18 characters, one code for each name; none of a person, and no identity number",
        ),
    ),
    (
        col.DIVISION,
        (
            "六位区划代码，如 310115；不填时按信用代码判断",
            "six digits of the division, such as 310115; that of the credit code if empty",
        ),
    ),
    (col.STREET, ("街道或镇的名称", "the name of the street or town")),
    (col.ADDRESS, ("登记簿上的地址", "the address in the register")),
    (col.PLEDGEES, ("名称；多个用分号隔开", "the name; several by semicolons")),
    (
        col.PLEDGEE_CODES,
        ("18 位统一社会信用代码", "18 characters of the unified social credit code"),
    ),
    (
        col.PATENTS,
        (
            "多个用顿号、逗号或分号隔开，或分行填写",
            "several by commas or semicolons, or in rows of their own",
        ),
    ),
    (
        col.AMOUNT,
        (
            "整份登记的被担保债权；列名写明元或万元；最高额填登记的最高额",
            "of the whole registration, or its maximum; the heading says CNY or CNY 10,000",
        ),
    ),
    (
        col.CLAIM,
        ("一般债权（可不填）或最高额", "single (or empty), or maximum amount"),
    ),
    (col.CANCELLED, ("已注销的填写", "of those that were cancelled")),
    (col.LOAN, ("选填", "if you like")),
)
_NEEDED: Pair = ("必填", "Needed")
_OPTIONAL: Pair = ("选填", "Optional")
_HOW: Pair = ("填写说明", "How to fill in")
_HOW_HEADINGS: tuple[Pair, ...] = (
    ("列名", "Column"),
    ("是否必填", "Needed"),
    ("写法", "What passes"),
)
_REFUSED: tuple[Pair, ...] = (
    ("原行号", "Row before"),
    ("未通过原因", "Why it was refused"),
    ("可通过的写法", "What would pass"),
)
_SOURCE: Pair = ("来源", "Source")
_SOURCE_HEADINGS: tuple[Pair, ...] = (("项目", "Fact"), ("内容", "Value"))


async def import_template(*, by: Actor) -> Workbook:
    """An empty sheet with our headings, and what each of them takes."""
    by.require(Permission.RECORD_REGISTRATIONS)
    headings = [
        said(*_AMOUNT_HEADING) if name == col.AMOUNT else wording.field(name)
        for name in col.HEADINGS
    ]
    notes = [
        (wording.field(name), said(*(_NEEDED if name in col.NEEDED else _OPTIONAL)), said(*note))
        for name, note in _NOTES
    ]
    book = Workbook(said(*SHEET), headings)
    try:
        book.turn(said(*_HOW), spoken(_HOW_HEADINGS))
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
    headings = [*run["headings"], *spoken(_REFUSED)]
    days = {run["places"].get(col.REGISTERED), run["places"].get(col.CANCELLED)}
    book = Workbook(said(*SHEET), headings)
    try:
        book.add([_row(each, width=len(run["headings"]), days=days) for each in rows])
        book.turn(said(*_SOURCE), spoken(_SOURCE_HEADINGS))
        book.add(
            [
                (said("文件", "File"), run["file_name"]),
                (said("导入时间（北京时间）", "Imported at (UTC+8)"), run["created_at"]),
                (said(*workbook.ROWS), len(rows)),
                (said(*workbook.EXPORTED_AT), clock.now()),
            ]
        )
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
    colon = said("：", ": ")
    return [
        *cells,
        *[""] * (width - len(cells)),
        row["line"],
        "\n".join(f"{name}{colon}{why}" for name, why, _ in told),
        "\n".join(f"{name}{colon}{passing}" for name, _, passing in told),
    ]
