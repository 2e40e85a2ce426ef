"""The published classes of the key industries."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from backend.kernel.language import said
from backend.portfolio.industries import Industries, IndustryRow, check_beginnings
from backend.portfolio.key_industries import KEY_INDUSTRIES, KeyIndustries, key_industries
from backend.portfolio.states import NO_KEY_INDUSTRY
from backend.reference import service as reference
from backend.reference.kinds import Fault, History, Kind, Version, Words, declare

_OUT: Words = ("除外", "None of them")


async def _choices() -> dict[str, dict[str, Words]]:
    """Every industry that has been listed; which of them may be named a day, `_fits` says."""
    versions = (await reference.history(KEY_INDUSTRIES)).versions
    rows = versions[0].rows if versions else ()
    return {"industry": {row.code: (row.zh, row.en) for row in rows} | {NO_KEY_INDUSTRY: _OUT}}


async def _fits(rows: Sequence[IndustryRow], on: date | None) -> list[Fault]:
    """Of each row the industry has to be one of the version's first day."""
    known = (await _choices())["industry"]
    if on is not None:
        offered = {row.code for row in (await key_industries(on)).offered}
        known = {
            code: words for code, words in known.items() if code in {*offered, NO_KEY_INDUSTRY}
        }
    names = said("、", ", ").join(f"{said(*words)} ({code})" for code, words in known.items())
    why = said(f"应为当日的重点产业之一：{names}", f"One of that day's key industries: {names}")
    return [
        Fault(row=at, column="industry", why=why)
        for at, row in enumerate(rows, start=1)
        if row.industry not in known
    ]


INDUSTRIES = declare(
    Kind(
        code="industries",
        title=("重点产业与 IPC 对应", "Key industries by IPC class"),
        about=(
            "用于导入时归入重点产业及判断战略性新兴产业；以最长的开头为准，已导入的下次导入时更新。",
            "Places patents as they are imported, and decides on emerging industries.",
        ),
        row=IndustryRow,
        key=("ipc",),
        check=check_beginnings,
        fits=_fits,
        choices=_choices,
    )
)


async def industries(on: date) -> Industries:
    """The classes in force on a day; those of an industry that has ended belong to none."""
    classes: History[IndustryRow]
    classes, listed = await reference.histories(INDUSTRIES, KEY_INDUSTRIES)
    version = classes.version(on)
    if version is None:
        return _NONE
    offered = {row.code for row in KeyIndustries(listed, on).offered}
    return _of(version, frozenset(row.industry for row in version.rows) - offered)


_NONE = Industries(())


@lru_cache(maxsize=4)
def _of(version: Version[IndustryRow], ended: frozenset[str]) -> Industries:
    return Industries(version.rows, ended=ended)
