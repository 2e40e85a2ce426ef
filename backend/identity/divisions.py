"""Shanghai's districts, and Pudong's streets, towns and zones as they are published.

The districts are facts of the national division codes (GB/T 2260); `310115` is Pudong New Area.
Streets of a district that lists none are asked for as free text.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from backend.kernel.language import Words, said
from backend.kernel.schemas import Input
from backend.reference import service as reference
from backend.reference.kinds import Fault, Kind, Shape, Told, declare

PUDONG = "310115"

DIVISIONS: Mapping[str, str] = Words(
    {
        "310101": ("黄浦区", "Huangpu"),
        "310104": ("徐汇区", "Xuhui"),
        "310105": ("长宁区", "Changning"),
        "310106": ("静安区", "Jingan"),
        "310107": ("普陀区", "Putuo"),
        "310109": ("虹口区", "Hongkou"),
        "310110": ("杨浦区", "Yangpu"),
        "310112": ("闵行区", "Minhang"),
        "310113": ("宝山区", "Baoshan"),
        "310114": ("嘉定区", "Jiading"),
        PUDONG: ("浦东新区", "Pudong New Area"),
        "310116": ("金山区", "Jinshan"),
        "310117": ("松江区", "Songjiang"),
        "310118": ("青浦区", "Qingpu"),
        "310120": ("奉贤区", "Fengxian"),
        "310151": ("崇明区", "Chongming"),
    }
)


class StreetRow(Input):
    """A street, town or zone; one that ended stays, and names the one it became part of."""

    division: Annotated[str, Field(max_length=6), Told(words=("行政区划代码", "Division"))]
    street: Annotated[
        str, Field(min_length=1, max_length=60), Told(words=("街镇", "Street or town"))
    ]
    until: Annotated[
        date | None,
        Told(words=("最后一日（现存的留空）", "Last day (empty: none)"), shape=Shape.DAY),
    ] = None
    successor: Annotated[
        Annotated[str, Field(min_length=1, max_length=60)] | None,
        Told(words=("并入", "Merged into")),
    ] = None

    def is_offered(self, on: date) -> bool:
        return self.until is None or on <= self.until


def _check(rows: Sequence[StreetRow]) -> Iterator[Fault]:
    listed = {(row.division, row.street) for row in rows}
    for at, row in enumerate(rows, start=1):
        if row.division not in DIVISIONS:
            why = said("应为上海市辖区代码，例如 310115", "A district of Shanghai such as 310115")
            yield Fault(row=at, column="division", why=why)
        if row.successor is None:
            continue
        if row.until is None:
            why = said("并入其他街镇的须填最后一日", "What was merged has a last day")
            yield Fault(row=at, column="until", why=why)
        if row.successor == row.street or (row.division, row.successor) not in listed:
            why = said("应为本表所列同区的另一街镇", "Another one of that district in this table")
            yield Fault(row=at, column="successor", why=why)


async def _keeps_all(rows: Sequence[StreetRow], _: date | None) -> list[Fault]:
    """What was recorded under a street stays readable: it ends, but stays listed."""
    return [
        Fault(
            row=len(rows),
            column="street",
            why=said(
                f"还须列出“{row.street}”；已撤销的填最后一日",
                f'"{row.street}" is needed too; what ended has a last day',
            ),
        )
        for row in await reference.left_out(STREETS, rows)
    ]


STREETS = declare(
    Kind(
        code="streets",
        title=("街镇", "Streets and towns"),
        about=(
            "填写地址时可选的街道、镇和园区；已撤销的不再可选，以前登记的地址不变。",
            "Offered in addresses; one that ended is offered no more, and what bears it stays.",
        ),
        row=StreetRow,
        key=("division", "street"),
        check=_check,
        fits=_keeps_all,
    )
)


async def streets(on: date) -> dict[str, list[StreetRow]]:
    """By division those that are listed on a day, among them what has ended."""
    found: dict[str, list[StreetRow]] = {}
    for row in await reference.in_force(STREETS, on):
        found.setdefault(row.division, []).append(row)
    return found


async def offered(on: date) -> dict[str, list[str]]:
    """By division those that a new address may name; none of one whose streets are free text."""
    return {
        division: [row.street for row in rows if row.is_offered(on)]
        for division, rows in (await streets(on)).items()
    }
