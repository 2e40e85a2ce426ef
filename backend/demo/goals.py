"""What the district states towards its targets, and the firms of its cultivation library."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from stdnum.cn import uscc

from backend.demo.cast import Cast, deposit
from backend.demo.people import FIRMS
from backend.demo.register import firm_names
from backend.documents.states import Kind
from backend.identity.divisions import PUDONG
from backend.kernel import clock
from backend.oversight import measures
from backend.oversight import service as oversight
from backend.targets import service as targets
from backend.targets.service import StatementIn, StepIn
from backend.targets.service.checking import Finding
from backend.targets.states import Outcome, Step

RESIDENTS = 5_681_512
#: Day, inventions of high value; days and grants abroad. Drawn up for the demonstration.
STOCKS = (
    (date(2022, 12, 31), 19_430),
    (date(2023, 12, 31), 24_870),
    (date(2024, 12, 31), 31_260),
    (date(2025, 12, 31), 35_090),
)
GRANTS = (
    (date(2022, 1, 1), date(2022, 6, 30), 318),
    (date(2022, 7, 1), date(2022, 12, 31), 341),
    (date(2023, 1, 1), date(2023, 12, 31), 764),
    (date(2024, 1, 1), date(2024, 12, 31), 823),
    (date(2025, 1, 1), date(2025, 6, 30), 402),
)
#: Recorded and not checked yet.
LATEST = (date(2025, 7, 1), date(2025, 12, 31), 437)
SOURCE = "演示数据：市知识产权局统计月报"
#: The lists of the library: the day each was published, how many entered.
LISTS = (
    (date(2022, 8, 5), 120),
    (date(2023, 3, 20), 140),
    (date(2024, 4, 15), 150),
    (date(2025, 5, 12), 150),
)
#: Firms that buy cover in the demonstration, in the library since the first list.
INSURED = ("chips", "aviation")
#: By place in their list: who left, who was listed, who changed the tier, a year later.
LEFT, LISTED, RISEN = 17, 29, 11
LEAVING = ("moved_away", "criteria_unmet", "own_request", "merged", "deregistered")
WAITING = 3
PLEDGES = "2022-2025.pledge"
#: Of the plan's last months, signed by two; registrations recorded later show as differences.
CLOSED_MONTHS = ("2025-10", "2025-11")


async def play(cast: Cast) -> None:
    """The officer records, the verifier checks; the latest of each waits."""
    stated: list[tuple[str, date, date, int, int | None]] = [
        ("high-value", day, day, count, RESIDENTS) for day, count in STOCKS
    ]
    stated += [("overseas", first, last, count, None) for first, last, count in GRANTS]
    for code, first, last, count, residents in stated:
        await _state(code, (first, last), count, residents, cast)
    with clock.at(noon(LATEST[1] + timedelta(days=20))):
        await _record("overseas", LATEST[:2], LATEST[2], None, cast)
    await _library(cast)
    for month in CLOSED_MONTHS:
        await _close(month, cast)


async def _close(month: str, cast: Cast) -> None:
    """The officer signs the month, the verifier closes it, on a day of the next."""
    day = measures.first_after(month) + timedelta(days=14)
    for hours, key in enumerate(("district.officer", "district.verifier")):
        with clock.at(noon(day) + timedelta(hours=hours)):
            sheet = await oversight.month(PLEDGES, month, by=cast[key])
            seen = sheet.row["digest"] if sheet.row else sheet.live.digest()
            await oversight.sign_off(PLEDGES, month, seen=seen, by=cast[key])


async def _record(
    code: str, days: tuple[date, date], count: int, residents: int | None, cast: Cast
) -> UUID:
    officer = cast["district.officer"]
    paper = await deposit(
        Kind.OTHER, f"统计月报-{code}-{days[1]}.pdf", f"{code} {days[1]}", by=officer
    )
    made = await targets.state(
        f"2022-2025.{code}",
        StatementIn(
            from_on=days[0],
            to_on=days[1],
            count=count,
            residents=residents,
            source=SOURCE,
            document_id=paper,
        ),
        by=officer,
    )
    return UUID(str(made["id"]))


async def _state(
    code: str, days: tuple[date, date], count: int, residents: int | None, cast: Cast
) -> None:
    with clock.at(noon(days[1] + timedelta(days=20))):
        made = await _record(code, days, count, residents, cast)
    checked_on = days[1] + timedelta(days=27)
    with clock.at(noon(checked_on)):
        await targets.check_stated(
            f"2022-2025.{code}", made, _found(checked_on), by=cast["district.verifier"]
        )


def _found(day: date) -> Finding:
    return Finding(outcome=Outcome.CONFIRMED, looked_in="统计月报原件", looked_on=day)


async def _library(cast: Cast) -> None:
    random = Random(650)  # noqa: S311 - a story, not a secret
    names = firm_names(sum(count for _, count in LISTS) + WAITING)
    serials = iter(range(92_000_000, 92_000_000 + len(names)))
    known = {firm.key: firm for firm in FIRMS}
    for number, (day, count) in enumerate(LISTS, start=1):
        firms = [(credit_code(next(serials)), names.pop()) for _ in range(count)]
        if number == 1:
            firms[: len(INSURED)] = [(known[key].uscc, known[key].name) for key in INSURED]
        tiers = [random.choice(("tier1", "tier2", "tier2", "tier3", "tier3")) for _ in firms]
        entries = [
            _step(code, name, Step.ENTRY, day, tier=tier)
            for (code, name), tier in zip(firms, tiers, strict=True)
        ]
        await _steps(entries, f"关于公布第{number}批入库企业名单的通知（演示）", day, cast)
        await _steps(list(_later(firms, day + timedelta(days=365))), "入库企业变动报告（演示）",
                     day + timedelta(days=365), cast)  # fmt: skip
    with clock.at(noon(clock.today() - timedelta(days=2))):
        await targets.record_steps(
            [
                _step(
                    credit_code(next(serials)), names.pop(), Step.ENTRY, clock.today(), tier="tier3"
                )
                for _ in range(WAITING)
            ],
            source="第五批入库企业名单（演示）",
            document_id=None,
            by=cast["district.officer"],
        )


def _later(firms: Sequence[tuple[str, str]], day: date) -> list[StepIn]:
    steps = []
    for place, (code, name) in enumerate(firms[len(INSURED) :], start=1):
        if place % LEFT == 0:
            reason = LEAVING[place // LEFT % len(LEAVING)]
            steps.append(_step(code, name, Step.EXIT, day, reason_code=reason))
        elif place % LISTED == 0:
            steps.append(
                _step(code, name, Step.LISTING, day, stock_code=f"6889{place // LISTED:02d}")
            )
        elif place % RISEN == 0:
            steps.append(_step(code, name, Step.TIER, day, tier="tier1"))
    return steps


def _step(
    code: str,
    name: str,
    kind: Step,
    day: date,
    *,
    tier: str | None = None,
    stock_code: str | None = None,
    reason_code: str | None = None,
) -> StepIn:
    return StepIn(
        credit_code=code,
        firm_name=name,
        kind=kind,
        effective_on=day,
        tier=tier,
        stock_code=stock_code,
        reason_code=reason_code,
    )


async def _steps(steps: list[StepIn], source: str, day: date, cast: Cast) -> None:
    officer = cast["district.officer"]
    with clock.at(noon(day + timedelta(days=3))):
        paper = await deposit(Kind.OTHER, f"入库名单-{day}.pdf", f"{source} {day}", by=officer)
        made = await targets.record_steps(steps, source=source, document_id=paper, by=officer)
    checked_on = day + timedelta(days=8)
    with clock.at(noon(checked_on)):
        await targets.check_steps(
            [row["id"] for row in made], _found(checked_on), by=cast["district.verifier"]
        )


def credit_code(serial: int) -> str:
    """A code of no real firm with both check digits right."""
    body = f"{serial:08d}"
    total = sum(int(d) * w for d, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    value = 11 - total % 11
    plain = f"91{PUDONG}{body}" + {10: "X", 11: "0"}.get(value, str(value))
    return plain + str(uscc.calc_check_digit(plain))


def noon(day: date) -> datetime:
    return datetime.combine(day, time(4, 0), UTC)
