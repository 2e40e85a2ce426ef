"""The titles of the international patent classification's subclasses."""

import re
from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field

from backend.kernel import clock
from backend.kernel.language import said
from backend.kernel.schemas import Input
from backend.reference import service as reference
from backend.reference.kinds import Fault, Kind, Told, declare


class IpcRow(Input):
    code: Annotated[str, Field(max_length=4), Told(words=("小类", "Subclass"))]
    edition: Annotated[
        str, Field(min_length=1, max_length=10), Told(words=("分类表版本", "Edition"))
    ]
    title_zh: Annotated[
        str, Field(min_length=1, max_length=200), Told(words=("类名", "Title in Chinese"))
    ]
    title_en: Annotated[str, Field(min_length=1, max_length=300), Told(words=("英文类名", "Title"))]


def _codes(rows: Sequence[IpcRow]) -> Iterator[Fault]:
    for at, row in enumerate(rows, start=1):
        if not re.fullmatch(r"[A-H][0-9]{2}[A-Z]", row.code):
            why = said("应为 IPC 小类号，例如 H01L", "A subclass such as H01L")
            yield Fault(row=at, column="code", why=why)


IPC = declare(
    Kind(
        code="ipc_titles",
        title=("IPC 小类类名", "Titles of IPC subclasses"),
        about=(
            "许可市场按小类筛选时显示的类名；已移出分类表的小类保留其最后的类名。",
            "Shown where the market of licences is filtered; subclasses that left keep theirs.",
        ),
        row=IpcRow,
        key=("code",),
        check=_codes,
    )
)


async def titles(codes: Sequence[str]) -> dict[str, IpcRow]:
    """The titles of these subclasses as they are today."""
    wanted = set(codes)
    rows = await reference.in_force(IPC, clock.today())
    return {row.code: row for row in rows if row.code in wanted}
