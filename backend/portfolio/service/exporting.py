"""What the platform's data cover of the patent targets, as workbooks."""

from datetime import date
from typing import Any

from backend.kernel import workbook
from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.kernel.spreadsheet import MAX_ROWS, yuan
from backend.kernel.workbook import Workbook
from backend.portfolio import coverage_wording as words
from backend.portfolio.merit import Answer, Judged
from backend.portfolio.service.families import Coverage, HighValued, high_value, overseas_grants


async def overseas_book(*, as_known_on: date | None, by: Actor) -> Workbook:
    """Every publication abroad with whether it counts; the rule and the sums first."""
    found = await overseas_grants(as_known_on=as_known_on, cursor=None, limit=MAX_ROWS + 1, by=by)
    rows = [
        (
            each.number,
            each.country,
            each.published_on,
            words.VERDICTS[each.verdict],
            each.right_label,
            each.firm_name,
            words.TELLERS.get(each.teller, each.teller),
        )
        for each in found.page
    ]
    filters = [
        *_cover("海外发明专利授权", found),
        ("计入件数", found.counted),
        *((words.VERDICTS[key], count) for key, count in found.by.items()),
    ]
    return await workbook.written("同族境外文献", words.GRANTS, rows, filters=filters)


async def high_value_book(*, as_known_on: date | None, by: Actor) -> Workbook:
    """Every invention of high value once, with the criteria that it meets and what they rest on."""
    found, switches = await high_value(
        as_known_on=as_known_on, cursor=None, limit=MAX_ROWS + 1, by=by
    )
    filters = [
        *_cover("高价值发明专利", found),
        ("计入件数", found.counted),
        ("常住人口", switches.residents),
        ("常住人口截至", switches.residents_on),
        *((words.CRITERIA[key], count) for key, count in found.by.items()),
    ]
    rows = [_invention(each) for each in found.page]
    return await workbook.written("高价值发明专利", words.INVENTIONS, rows, filters=filters)


def _cover(measure: str, found: Coverage[Any]) -> list[tuple[str, object]]:
    rule = found.rule
    since = "全部" if found.known.since is None else f"自 {found.known.since} 起"
    return [
        ("指标", measure),
        ("知悉日", found.known.on),
        ("可查知悉日", since),
        ("范围", "只含平台掌握的数据，不代替主管部门的官方数字"),
        ("口径", f"第 {rule.version} 版，自 {rule.from_on} 起，{rule.source}"),
        ("口径说明", rule.words),
    ]


def _invention(each: HighValued) -> tuple[object, ...]:
    met = [judged for judged in each.judged if judged.answer is Answer.MET]
    return (
        each.label,
        each.title,
        each.firm_name,
        "；".join(words.CRITERIA[judged.criterion] for judged in met),
        "；".join(_rests_on(judged) for judged in met),
    )


def _rests_on(judged: Judged) -> str:
    """What a criterion that is met rests on, in one line."""
    return "、".join(
        " ".join(
            part
            for part in (
                one.text,
                None if one.day is None else one.day.isoformat(),
                None if one.amount_fen is None else f"{yuan(Fen(one.amount_fen))} 元",
            )
            if part
        )
        for one in judged.evidence
    )
