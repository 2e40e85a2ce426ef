"""Lists as workbooks: what was asked for on the first sheet, then every row."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date
from typing import Any

from backend.kernel import clock, listed
from backend.kernel.auth import Actor, Permission
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


class LibraryAsked(listed.Asked):
    as_known_on: date | None = None
    tier: str | None = None
    standing: Standing | None = None
    text: str | None = None

    @property
    def chosen(self) -> tuple[str | None, str | None, str | None]:
        return self.tier, self.standing, self.text or None


async def _count_firms(asked: LibraryAsked, by: Actor) -> int:
    by.require(Permission.VIEW_DISTRICT)
    moment = clock.known_by(asked.as_known_on)
    return await queries.count_firms(known_by=moment, chosen=asked.chosen, up_to=listed.EVERY)


async def _open_library(asked: LibraryAsked, by: Actor) -> listed.Extract:
    """The firms that ever entered, as known on a day."""
    by.require(Permission.VIEW_DISTRICT)
    on, moment = clock.known_on(asked.as_known_on), clock.known_by(asked.as_known_on)
    names = {row["code"]: row["name"] for row in await tier_queries.tiers(on=on, known_by=moment)}

    async def rows() -> AsyncIterator[listed.Row]:
        async for row in queries.every_firm(known_by=moment, chosen=asked.chosen):
            yield (
                row["firm_name"],
                row["credit_code"],
                names[row["tier_code"]],
                STANDINGS[row["standing"]],
                row["entered_on"],
                row["since"],
                row["stock_code"],
            )

    def cover() -> listed.Cover:
        return (
            ("知悉日", on),
            ("级别", names.get(asked.tier or "", asked.tier)),
            ("状态", STANDINGS.get(asked.standing or "")),
            ("名称或代码", asked.text or None),
        )

    return listed.Extract(headings=FIRMS, batches=listed.batched(rows()), cover=cover)


async def _named(asked: LibraryAsked, by: Actor) -> dict[str, str]:  # noqa: ARG001 - as others
    on, moment = clock.known_on(asked.as_known_on), clock.known_by(asked.as_known_on)
    names = {row["code"]: row["name"] for row in await tier_queries.tiers(on=on, known_by=moment)}
    return {"tier": names[asked.tier]} if asked.tier in names else {}


LIBRARY_LIST = listed.Listed(
    name="cultivation_library",
    forms=(listed.Form.XLSX,),
    asked=LibraryAsked,
    rests_on=frozenset({Permission.VIEW_DISTRICT}),
    sheet="培育库",
    count=_count_firms,
    open=_open_library,
    named=_named,
)


class StatementsAsked(listed.Asked):
    """`code`: the target's."""

    code: str
    as_known_on: date | None = None


async def _statements(
    asked: StatementsAsked, *, after: tuple[date, int] | None, limit: int, by: Actor
) -> tuple[list[dict[str, Any]], int]:
    by.require(Permission.VIEW_DISTRICT)
    target, moment = await statement_target(asked.code), clock.known_by(asked.as_known_on)
    return await queries.statements(
        target["id"],
        known=(None, moment),
        after=after,
        limit=limit,
        counted=listed.EVERY if after is None else 0,
    )


async def _count_statements(asked: StatementsAsked, by: Actor) -> int:
    return (await _statements(asked, after=None, limit=0, by=by))[1]


async def _open_statements(asked: StatementsAsked, by: Actor) -> listed.Extract:
    """What had been stated by a day, as it stood then."""
    on, moment = clock.known_on(asked.as_known_on), clock.known_by(asked.as_known_on)
    first, _ = await _statements(asked, after=None, limit=listed.BATCH, by=by)

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        found = first
        while found:
            yield [_stated(checking.as_known(row, moment)) for row in found]
            after = found[-1]["to_on"], found[-1]["seq"]
            found, _ = await _statements(asked, after=after, limit=listed.BATCH, by=by)

    def cover() -> listed.Cover:
        return ("目标", asked.code), ("知悉日", on)

    return listed.Extract(headings=STATED, batches=batches(), cover=cover)


STATEMENT_LIST = listed.Listed(
    name="target_statements",
    forms=(listed.Form.XLSX,),
    asked=StatementsAsked,
    rests_on=frozenset({Permission.VIEW_DISTRICT}),
    sheet="官方数据",
    count=_count_statements,
    open=_open_statements,
)


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
