"""Fictional trademarks, works, software and layouts of the firms, as they state them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from backend.kernel.auth import Actor
from backend.portfolio import service as portfolio
from backend.portfolio.service import Declaration
from backend.portfolio.states import Author, PatentKind

#: A firm's key, the kind, the number of the registration, the title, and what is stated.
Row = tuple[str, PatentKind, str, str, dict[str, Any]]

_TRADEMARK, _SOFTWARE = PatentKind.TRADEMARK, PatentKind.SOFTWARE
_WORK, _LAYOUT = PatentKind.WORK, PatentKind.LAYOUT


def mark(*classes: int, on: date, until: date | None = None) -> dict[str, Any]:
    return {"mark_classes": list(classes), "granted_on": on, "renewed_until": until}


def made(completed: date, on: date, **more: Any) -> dict[str, Any]:
    return {
        "authorship": Author.ORGANISATION,
        "completed_on": completed,
        "granted_on": on,
        **more,
    }


ROWS: tuple[Row, ...] = (
    ("chips", _TRADEMARK, "99000011", "芯屿", mark(9, 42, on=date(2017, 8, 14))),
    ("chips", _LAYOUT, "BS.219900011", "多通道模数转换器版图",
     {"completed_on": date(2020, 12, 1), "filing_on": date(2021, 5, 20),
      "exploited_on": date(2021, 3, 2), "granted_on": date(2021, 8, 11)}),
    ("bio", _TRADEMARK, "99000022", "澄脉", mark(5, 44, on=date(2016, 2, 28))),
    ("bio", _WORK, "沪作登字-2022-F-99000022", "细胞治疗科普插画",
     made(date(2021, 10, 8), date(2022, 4, 6), published_on=date(2021, 11, 1))),
    ("ai", _SOFTWARE, "2020SR9900033", "云杼专利语义检索平台",
     made(date(2019, 12, 15), date(2020, 3, 9), version="V3.0",
           published_on=date(2020, 1, 10))),
    ("ai", _SOFTWARE, "2023SR9900034", "云杼边缘推理引擎",
     made(date(2023, 2, 20), date(2023, 6, 1), version="V1.2")),
    ("ai", _TRADEMARK, "99000033", "云杼", mark(9, 42, on=date(2019, 11, 7))),
    ("aviation", _TRADEMARK, "99000044", "翎舸",
     mark(12, on=date(2014, 6, 7), until=date(2034, 6, 7))),
    ("aviation", _WORK, "沪作登字-2021-J-99000044", "客舱座椅装配图集",
     made(date(2020, 9, 30), date(2021, 1, 18))),
    ("sensors", _LAYOUT, "BS.209900055", "压阻传感器读出电路版图",
     {"completed_on": date(2019, 7, 1), "filing_on": date(2020, 4, 16),
      "granted_on": date(2020, 7, 10)}),
    ("sensors", _SOFTWARE, "2021SR9900055", "沐栩多点标定软件",
     made(date(2021, 3, 1), date(2021, 7, 12), version="V2.1")),
)  # fmt: skip


async def state(rows: Iterable[Row], *, by: Actor) -> None:
    """What the firm holds beside its patents."""
    for _, kind, number, title, facts in rows:
        said = Declaration(kind=kind, number=number, title=title, facts=facts)
        await portfolio.declare_right(said, by=by)
