"""What the platform's data cover of the patent targets, as workbooks."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import said, spoken
from backend.kernel.money import Fen
from backend.portfolio import coverage_wording as words
from backend.portfolio.families import Grant
from backend.portfolio.merit import Answer, HighValue, Judged
from backend.portfolio.service.awards import AwardView, awards, count_awards
from backend.portfolio.service.families import Coverage, HighValued, high_value, overseas_grants
from backend.portfolio.states import AwardState
from backend.portfolio.wording import OWNERSHIPS
from contracts.wording import figures

T = TypeVar("T")


class CoverageAsked(listed.Asked):
    as_known_on: date | None = None


async def _grants(asked: CoverageAsked, by: Actor) -> Coverage[Grant]:
    return await overseas_grants(
        as_known_on=asked.as_known_on, cursor=None, limit=listed.EVERY, by=by
    )


async def _count_grants(asked: CoverageAsked, by: Actor) -> int:
    return len((await _grants(asked, by)).page)


async def _open_grants(asked: CoverageAsked, by: Actor) -> listed.Extract:
    """Every publication abroad with whether it counts; the rule and the sums first."""
    found = await _grants(asked, by)

    def cover() -> listed.Cover:
        return (
            *_cover(said("海外发明专利授权", "Inventions granted abroad"), found),
            (said("计入件数", "Counted"), found.counted),
            *((words.VERDICTS[key], count) for key, count in found.by.items()),
        )

    return listed.Extract(
        headings=spoken(words.GRANTS), batches=_batches(found, _grant), cover=cover
    )


GRANT_LIST = listed.Listed(
    name="overseas_grants",
    forms=(listed.Form.XLSX,),
    asked=CoverageAsked,
    rests_on=frozenset({Permission.VIEW_DISTRICT}),
    sheet=("同族境外文献", "Family publications abroad"),
    count=_count_grants,
    open=_open_grants,
)


async def _inventions(asked: CoverageAsked, by: Actor) -> tuple[Coverage[HighValued], HighValue]:
    return await high_value(as_known_on=asked.as_known_on, cursor=None, limit=listed.EVERY, by=by)


async def _count_inventions(asked: CoverageAsked, by: Actor) -> int:
    found, _ = await _inventions(asked, by)
    return found.counted


async def _open_inventions(asked: CoverageAsked, by: Actor) -> listed.Extract:
    """Every invention of high value once, with the criteria that it meets and what they rest on."""
    found, switches = await _inventions(asked, by)

    def cover() -> listed.Cover:
        return (
            *_cover(said("高价值发明专利", "High-value inventions"), found),
            (said("计入件数", "Counted"), found.counted),
            (said("常住人口", "Residents"), switches.residents),
            (said("常住人口截至", "Residents as of"), switches.residents_on),
            *((words.CRITERIA[key], count) for key, count in found.by.items()),
        )

    rows = _batches(found, _invention)
    return listed.Extract(headings=spoken(words.INVENTIONS), batches=rows, cover=cover)


INVENTION_LIST = listed.Listed(
    name="high_value_patents",
    forms=(listed.Form.XLSX,),
    asked=CoverageAsked,
    rests_on=frozenset({Permission.VIEW_DISTRICT}),
    sheet=("高价值发明专利", "High-value inventions"),
    count=_count_inventions,
    open=_open_inventions,
)


class AwardsAsked(listed.Asked):
    state: AwardState | None = None
    asset_id: UUID | None = None


async def _count_awards(asked: AwardsAsked, by: Actor) -> int:
    return await count_awards(state=asked.state, asset_id=asked.asset_id, by=by)


async def _open_awards(asked: AwardsAsked, by: Actor) -> listed.Extract:
    """Awards that the firm stated, or that the firms of the district did; newest first."""
    named = await _award_named(asked, by)

    async def batches() -> AsyncIterator[Sequence[listed.Row]]:
        cursor, more = None, True
        while more:
            page, cursor, _ = await awards(
                state=asked.state,
                asset_id=asked.asset_id,
                cursor=cursor,
                limit=listed.BATCH,
                by=by,
            )
            yield [_award(each) for each in page]
            more = cursor is not None

    def cover() -> listed.Cover:
        state = None if asked.state is None else words.AWARD_STATES[asked.state]
        return (
            (said("状态", "State"), state),
            (said("专利", "Patent"), named.get("asset_id")),
        )

    return listed.Extract(headings=spoken(words.AWARDED), batches=batches(), cover=cover)


async def _award_named(asked: AwardsAsked, by: Actor) -> dict[str, str]:
    if asked.asset_id is None:
        return {}
    found, _, _ = await awards(state=None, asset_id=asked.asset_id, cursor=None, limit=1, by=by)
    return {"asset_id": found[0].held.right.label} if found else {}


AWARD_LIST = listed.Listed(
    name="awards",
    forms=(listed.Form.XLSX,),
    asked=AwardsAsked,
    rests_on=frozenset({Permission.VIEW_FIRM, Permission.VIEW_DISTRICT}),
    sheet=("获奖", "Awards"),
    count=_count_awards,
    open=_open_awards,
    named=_award_named,
)


def _award(each: AwardView) -> listed.Row:
    return (
        each.held.right.label,
        each.held.right.title,
        said(*OWNERSHIPS[each.held.holding.ownership]),
        each.firm_name,
        each.title,
        words.AWARDS[each.kind],
        each.awarded_on,
        each.document_name,
        words.AWARD_STATES[each.state],
        each.stated_by,
        each.stated_at,
        each.ended_by,
        each.ended_for,
        each.ended_at,
        each.reason,
    )


async def _batches(
    found: Coverage[T], cells: Callable[[T], listed.Row]
) -> AsyncIterator[Sequence[listed.Row]]:
    for at in range(0, len(found.page), listed.BATCH):
        yield [cells(each) for each in found.page[at : at + listed.BATCH]]


def _grant(each: Grant) -> listed.Row:
    return (
        each.number,
        each.country,
        each.published_on,
        words.VERDICTS[each.verdict],
        each.right_label,
        each.firm_name,
        words.TELLERS.get(each.teller, each.teller),
    )


def _cover(measure: str, found: Coverage[Any]) -> list[tuple[str, object]]:
    rule = found.rule
    first = found.known.since
    since = (
        said("全部", "Every day") if first is None else said(f"自 {first} 起", f"From {first} on")
    )
    version = said(
        f"第 {rule.version} 版，自 {rule.from_on} 起，{rule.source}",
        f"Version {rule.version}, from {rule.from_on} on, {rule.source}",
    )
    return [
        (said("指标", "Measure"), measure),
        (said("知悉日", "As known on"), found.known.on),
        (said("可查知悉日", "Days that can be asked for"), since),
        (said("范围", "What it holds"), said(*words.SCOPE)),
        (said("口径", "Rule"), version),
        (said("口径说明", "Rule in words"), said(rule.words, rule.words_en)),
    ]


def _invention(each: HighValued) -> listed.Row:
    met = [judged for judged in each.judged if judged.answer is Answer.MET]
    return (
        each.label,
        each.title,
        each.firm_name,
        said(*words.BETWEEN).join(words.CRITERIA[judged.criterion] for judged in met),
        said(*words.BETWEEN).join(_rests_on(judged) for judged in met),
    )


def _rests_on(judged: Judged) -> str:
    """What a criterion that is met rests on, in one line."""
    return said("、", ", ").join(
        " ".join(
            part
            for part in (
                one.text,
                None if one.day is None else one.day.isoformat(),
                None if one.amount_fen is None else _amount(Fen(one.amount_fen)),
            )
            if part
        )
        for one in judged.evidence
    )


def _amount(fen: Fen) -> str:
    return said(f"{figures(fen)} 元", f"CNY {figures(fen)}")
