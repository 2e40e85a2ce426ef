"""The published classes of the key industries."""

from datetime import date
from functools import lru_cache

from backend.portfolio.industries import Industries, IndustryRow, check_beginnings
from backend.reference import service as reference
from backend.reference.kinds import Kind, Version, declare

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
    )
)


async def industries(on: date) -> Industries:
    """The classes in force on a day."""
    version = (await reference.history(INDUSTRIES)).version(on)
    return _NONE if version is None else _of(version)


_NONE = Industries(())


@lru_cache(maxsize=4)
def _of(version: Version[IndustryRow]) -> Industries:
    return Industries(version.rows)
