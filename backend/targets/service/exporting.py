"""Lists as workbooks: what was asked for on the first sheet, then every row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backend.kernel import clock, workbook
from backend.kernel.auth import Actor, Permission
from backend.kernel.spreadsheet import MAX_ROWS
from backend.kernel.workbook import Workbook
from backend.targets import queries
from backend.targets.queries import tiers as tier_queries
from backend.targets.service import checking
from backend.targets.service.statements import statement_target
from backend.targets.states import Outcome, Standing

STANDINGS: Mapping[str, str] = {"inside": "在库", "left": "已退出", "listed": "已上市"}
OUTCOMES: Mapping[str | None, str] = {
    None: "待核对",
    Outcome.CONFIRMED: "已核对",
    Outcome.MISMATCH: "不一致",
}
FIRMS = (
    "企业", "统一社会信用代码", "级别", "状态", "首次入库日", "现状起始日", "证券代码",
)  # fmt: skip
STATED = (
    "起始日", "截止日", "件数", "常住人口", "状态", "来源", "录入人", "录入时间（北京时间）",
    "核对人",
    "核对时间（北京时间）", "查阅处", "说明", "撤回人", "撤回时间（北京时间）", "撤回原因",
)  # fmt: skip


async def library_book(
    *,
    as_known_on: date | None,
    tier: str | None,
    standing: Standing | None,
    text: str | None,
    by: Actor,
) -> Workbook:
    """The firms that ever entered, as known on a day."""
    by.require(Permission.VIEW_DISTRICT)
    words = (text or "").strip() or None
    moment = clock.known_by(as_known_on)
    rows, _ = await queries.firms(
        known_by=moment,
        chosen=(tier, standing, words),
        after=None,
        limit=MAX_ROWS,
    )
    names = {
        row["code"]: row["name"]
        for row in await tier_queries.tiers(on=clock.known_on(as_known_on), known_by=moment)
    }
    cells = [
        (
            row["firm_name"],
            row["credit_code"],
            names[row["tier_code"]],
            STANDINGS[row["standing"]],
            row["entered_on"],
            row["since"],
            row["stock_code"],
        )
        for row in rows
    ]
    filters: list[tuple[str, object]] = [
        ("知悉日", as_known_on or clock.today()),
        ("级别", names.get(tier or "", tier)),
        ("状态", STANDINGS.get(standing or "")),
        ("名称或代码", words),
    ]
    return await workbook.written("培育库", FIRMS, cells, filters=filters)


async def statement_book(code: str, *, as_known_on: date | None, by: Actor) -> Workbook:
    """What had been stated by a day, as it stood then."""
    by.require(Permission.VIEW_DISTRICT)
    target = await statement_target(code)
    moment = clock.known_by(as_known_on)
    rows, _ = await queries.statements(
        target["id"], known=(None, moment), after=None, limit=MAX_ROWS
    )
    cells = [_stated(checking.as_known(row, moment)) for row in rows]
    filters: list[tuple[str, object]] = [
        ("目标", code),
        ("知悉日", as_known_on or clock.today()),
    ]
    return await workbook.written("官方数据", STATED, cells, filters=filters)


def _stated(row: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        row["from_on"],
        row["to_on"],
        row["pieces"],
        row["residents"],
        "已撤回" if row["withdrawn_at"] else OUTCOMES[row["outcome"]],
        row["source"],
        row["recorder_name"],
        row["recorded_at"],
        row["checker_name"],
        row["checked_at"],
        row["looked_in"],
        row["reason"],
        row["withdrawer_name"],
        row["withdrawn_at"],
        row["withdrawn_reason"],
    )
