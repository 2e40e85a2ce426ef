"""The loan prime rates (LPR) as they are announced: each announcement is a version."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.kernel.language import said
from backend.kernel.schemas import Input
from backend.reference import service as reference
from backend.reference.kinds import Fault, Kind, Shape, Told, declare

NAMES = {"lpr_1y": ("一年期", "One year"), "lpr_5y": ("五年期以上", "Over five years")}


class RateRow(Input):
    name: Annotated[
        Literal["lpr_1y", "lpr_5y"],
        Told(words=("期限", "Term"), shape=Shape.CHOICE, choices=NAMES),
    ]
    rate_bp: Annotated[
        int,
        Field(gt=0, le=5_000),
        Told(words=("利率（%）", "Rate (%)"), shape=Shape.RATE),
    ]


def _both(rows: Sequence[RateRow]) -> Iterator[Fault]:
    for code in NAMES.keys() - {row.name for row in rows}:
        words = said(*NAMES[code])
        yield Fault(
            row=len(rows),
            column="name",
            why=said(f"还须列出“{words}”的利率", f'The rate "{words}" is needed too'),
        )


LPR = declare(
    Kind(
        code="lpr",
        title=("贷款市场报价利率（LPR）", "Loan prime rates (LPR)"),
        about=(
            "以 LPR 加点定价的贷款产品按当日有效的报价计算利率。每次公布录为一个版本。",
            "Loan products priced over the LPR take the day's rate; an announcement is a version.",
        ),
        row=RateRow,
        key=("name",),
        check=_both,
        ahead=0,
    )
)


async def reference_rates(on: date) -> dict[str, int]:
    """Each reference rate as it stood on this day."""
    return {row.name: row.rate_bp for row in await reference.in_force(LPR, on)}
