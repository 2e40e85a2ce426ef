"""The published tables of annual fees: the fees, the reductions, what lateness adds."""

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from backend.portfolio.fee_rows import (
    FeeBand,
    FeeTables,
    LateBand,
    Reduction,
    check_fees,
    check_late,
)
from backend.portfolio.right_rows import RightLife
from backend.portfolio.right_tables import LIVES
from backend.reference import service as reference
from backend.reference.kinds import History, Kind, declare

FEES = declare(
    Kind(
        code="annual_fees",
        title=("专利年费", "Annual fees of patents"),
        about=(
            "年费按到期日当天有效的标准计算；新版本只影响其生效日及以后到期的年费。",
            "A fee is by the table in force on its due day; a version changes those due later.",
        ),
        row=FeeBand,
        key=("kind", "first"),
        check=check_fees,
    )
)
REDUCTIONS = declare(
    Kind(
        code="fee_reductions",
        title=("专利年费减缴", "Reductions of annual fees"),
        about=(
            "减缴比例和年数按年费到期日当天有效的规定；滞纳金不减缴。",
            "Share and number of reduced fees by the due day; surcharges are never reduced.",
        ),
        row=Reduction,
        key=("ground",),
    )
)
LATE_BANDS = declare(
    Kind(
        code="late_bands",
        title=("年费滞纳金", "Surcharges on late fees"),
        about=(
            "逾期补缴时按全额年费加收的比例；未核实的比例连同另一来源一并向企业提示。",
            "Added, of the full fee, when it is paid late; firms see which are not confirmed.",
        ),
        row=LateBand,
        key=("month",),
        check=check_late,
    )
)


_TABLES = (FEES, REDUCTIONS, LATE_BANDS, LIVES)
#: A column that tells `fee_tables` what is published, in a statement that is asked anyway.
NEWEST = reference.newest_of(*_TABLES)


async def fee_tables(newest: Sequence[UUID | None] | None = None) -> FeeTables:
    """The tables as they are published now, with every version of them."""
    return _together(*await reference.histories(*_TABLES, newest=newest))


@lru_cache(maxsize=4)
def _together(
    fees: History[FeeBand],
    reductions: History[Reduction],
    late: History[LateBand],
    lives: History[RightLife],
) -> FeeTables:
    return FeeTables(fees, reductions, late, lives)
