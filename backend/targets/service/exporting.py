"""Lists as workbooks: what was asked for on the first sheet, then every row."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from backend.kernel import clock, listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import joined, said, spoken
from backend.targets import queries, wording
from backend.targets.queries import tiers as tier_queries
from backend.targets.service import checking
from backend.targets.service.statements import statement_target
from backend.targets.states import Decision, Standing


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
    names = await _tiers(on, moment)

    async def rows() -> AsyncIterator[listed.Row]:
        async for row in queries.every_firm(known_by=moment, chosen=asked.chosen):
            yield (
                row["firm_name"],
                row["credit_code"],
                names[row["tier_code"]],
                wording.STANDINGS[row["standing"]],
                row["entered_on"],
                row["since"],
                row["stock_code"],
            )

    def cover() -> listed.Cover:
        return (
            (said("知悉日", "As known on"), on),
            (said("级别", "Tier"), names.get(asked.tier or "", asked.tier)),
            (said("状态", "Standing"), wording.STANDINGS.get(asked.standing or "")),
            (said("名称或代码", "Name or code"), asked.text or None),
        )

    return listed.Extract(
        headings=spoken(wording.FIRMS), batches=listed.batched(rows()), cover=cover
    )


async def _named(asked: LibraryAsked, by: Actor) -> dict[str, str]:  # noqa: ARG001 - as others
    on, moment = clock.known_on(asked.as_known_on), clock.known_by(asked.as_known_on)
    names = await _tiers(on, moment)
    return {"tier": names[asked.tier]} if asked.tier in names else {}


async def _tiers(on: date, known_by: datetime) -> dict[str, str]:
    """What each tier is called."""
    found = await tier_queries.tiers(on=on, known_by=known_by)
    return {row["code"]: _name(row) for row in found}


def _name(tier: Mapping[str, Any]) -> str:
    return said(tier["name"], tier["name_en"])


LIBRARY_LIST = listed.Listed(
    name="cultivation_library",
    forms=(listed.Form.XLSX,),
    asked=LibraryAsked,
    rests_on=frozenset({Permission.VIEW_DISTRICT}),
    sheet=("培育库", "Cultivation library"),
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
        return (said("目标", "Target"), asked.code), (said("知悉日", "As known on"), on)

    return listed.Extract(headings=spoken(wording.STATED), batches=batches(), cover=cover)


STATEMENT_LIST = listed.Listed(
    name="target_statements",
    forms=(listed.Form.XLSX,),
    asked=StatementsAsked,
    rests_on=frozenset({Permission.VIEW_DISTRICT}),
    sheet=("官方数据", "Official figures"),
    count=_count_statements,
    open=_open_statements,
)


class PartReportsAsked(listed.Asked):
    """`code`: the target's."""

    code: str
    as_known_on: date | None = None


async def _count_reports(asked: PartReportsAsked, by: Actor) -> int:
    by.require(Permission.VIEW_DISTRICT)
    target = await statement_target(asked.code)
    return await queries.count_reports(target["id"], known_by=clock.known_by(asked.as_known_on))


async def _open_reports(asked: PartReportsAsked, by: Actor) -> listed.Extract:
    """What departments had reported by a day, as it stood then."""
    by.require(Permission.VIEW_DISTRICT)
    on, moment = clock.known_on(asked.as_known_on), clock.known_by(asked.as_known_on)
    target = await statement_target(asked.code)

    async def rows() -> AsyncIterator[listed.Row]:
        async for row in queries.every_report(target["id"], known_by=moment):
            report = checking.as_known(row, moment)
            yield (report["department"], report["as_of"], report["reached"], *_checked(report))

    def cover() -> listed.Cover:
        return (said("目标", "Target"), asked.code), (said("知悉日", "As known on"), on)

    return listed.Extract(
        headings=spoken(wording.REPORTED), batches=listed.batched(rows()), cover=cover
    )


PART_REPORT_LIST = listed.Listed(
    name="part_reports",
    forms=(listed.Form.XLSX,),
    asked=PartReportsAsked,
    rests_on=frozenset({Permission.VIEW_DISTRICT}),
    sheet=("部门完成情况", "Reports of departments"),
    count=_count_reports,
    open=_open_reports,
)


class TierVersionsAsked(listed.Asked):
    pass


async def _count_versions(asked: TierVersionsAsked, by: Actor) -> int:  # noqa: ARG001 - as others
    by.require(Permission.VIEW_DISTRICT)
    return await tier_queries.last_version()


async def _open_versions(asked: TierVersionsAsked, by: Actor) -> listed.Extract:  # noqa: ARG001
    """Every version of the tiers that was ever proposed, newest first."""
    by.require(Permission.VIEW_DISTRICT)
    today = clock.today()

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        below = None
        while found := (await tier_queries.versions(below=below, on=today, limit=listed.BATCH - 1))[
            0
        ]:
            named = await tier_queries.tiers_of([row["id"] for row in found])
            yield [_version(row, named, today) for row in found]
            below = found[-1]["version"]

    return listed.Extract(headings=spoken(wording.VERSIONS), batches=batches())


def _version(row: Mapping[str, Any], named: Sequence[Mapping[str, Any]], on: date) -> listed.Row:
    return (
        row["version"],
        row["from_on"],
        _stands(row, on),
        joined(_name(each) for each in named if each["version"] == row["id"]),
        said(row["source"], row["source_en"]),
        row["proposer_name"],
        row["proposed_at"],
        row["decider_name"],
        row["decided_at"],
        row["reason"],
    )


def _stands(row: Mapping[str, Any], on: date) -> str:
    if row["outcome"] is None:
        return said(*wording.WAITING)
    if row["outcome"] == Decision.RETURNED:
        return said(*wording.RETURNED)
    if row["in_force"]:
        return said(*wording.IN_FORCE)
    return said(*(wording.COMING if row["from_on"] > on else wording.EARLIER))


TIER_VERSION_LIST = listed.Listed(
    name="tier_versions",
    forms=(listed.Form.XLSX,),
    asked=TierVersionsAsked,
    rests_on=frozenset({Permission.VIEW_DISTRICT}),
    sheet=("级别版本", "Versions of the tiers"),
    count=_count_versions,
    open=_open_versions,
)


def _stated(row: Mapping[str, Any]) -> listed.Row:
    return (row["from_on"], row["to_on"], row["pieces"], row["residents"], *_checked(row))


def _checked(row: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        said(*wording.WITHDRAWN) if row["withdrawn_at"] else wording.OUTCOMES[row["outcome"]],
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
