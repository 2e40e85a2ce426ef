"""How the district's departments share two of its targets, and how far each says it has come."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from backend.demo.cast import Cast, deposit
from backend.demo.goals import noon
from backend.documents.states import Kind
from backend.kernel import clock
from backend.targets import service as targets
from backend.targets.service import PartIn, ReportIn
from backend.targets.service.checking import Finding
from backend.targets.states import Decision, Outcome

PLAN_END = date(2025, 12, 31)
DIVIDED_ON = date(2022, 9, 5)


@dataclass(frozen=True)
class Share:
    department: str
    responsible: str
    amount: int
    reached: int


@dataclass(frozen=True)
class Shared:
    """A target with its parts; what they reached by `as_of` is confirmed."""

    code: str
    as_of: date
    shares: tuple[Share, ...]


SHARED = (
    Shared(
        "2022-2025.overseas",
        date(2025, 6, 30),
        (
            Share("知识产权促进处", "冯处长", 1_400, 1_216),
            Share("科技创新处", "严处长", 900, 812),
            Share("产业促进处", "陶处长", 700, 620),
        ),
    ),
    Shared(
        "2022-2025.library",
        date(2025, 12, 31),
        (
            Share("金融服务处", "章处长", 250, 222),
            Share("科技创新处", "严处长", 220, 190),
            Share("产业促进处", "陶处长", 180, 148),
        ),
    ),
)
#: What one department reported last; nobody has compared it with its source yet.
WAITING = ("2022-2025.overseas", "知识产权促进处", PLAN_END, 1_437)


async def play(cast: Cast) -> None:
    """The officer divides and records, the verifier confirms; the latest report waits."""
    for shared in SHARED:
        await _divide(shared, cast)
        made = [
            await _report(shared.code, each.department, shared.as_of, each.reached, cast)
            for each in shared.shares
        ]
        checked_on = shared.as_of + timedelta(days=27)
        with clock.at(noon(checked_on)):
            for report in made:
                await targets.check_part_report(
                    shared.code,
                    report["id"],
                    Finding(
                        outcome=Outcome.CONFIRMED, looked_in="部门报表原件", looked_on=checked_on
                    ),
                    by=cast["district.verifier"],
                )
    await _report(*WAITING, cast)


async def _divide(shared: Shared, cast: Cast) -> None:
    with clock.at(noon(DIVIDED_ON)):
        parts = await targets.propose_parts(
            shared.code,
            [
                PartIn(
                    department=each.department,
                    responsible=each.responsible,
                    amount=each.amount,
                    done_by=PLAN_END,
                )
                for each in shared.shares
            ],
            from_on=DIVIDED_ON,
            grounds="规划指标任务分解表（演示）",
            by=cast["district.officer"],
        )
    if parts.waiting is None:
        raise ValueError(f"The division of {shared.code} does not wait.")
    with clock.at(noon(DIVIDED_ON + timedelta(days=2))):
        await targets.decide_parts(
            shared.code,
            parts.waiting.row["id"],
            Decision.CONFIRMED,
            reason=None,
            by=cast["district.verifier"],
        )


async def _report(
    code: str, department: str, as_of: date, reached: int, cast: Cast
) -> dict[str, Any]:
    officer = cast["district.officer"]
    with clock.at(noon(as_of + timedelta(days=20))):
        paper = await deposit(
            Kind.OTHER, f"{department}-{as_of}.pdf", f"{department} {code} {as_of} {reached}",
            by=officer,
        )  # fmt: skip
        return await targets.report_part(
            code,
            ReportIn(
                department=department,
                as_of=as_of,
                reached=reached,
                source="演示数据：部门完成情况报表",
                document_id=paper,
            ),
            by=officer,
        )
