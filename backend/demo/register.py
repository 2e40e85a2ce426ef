"""Registrations made outside the platform: they fill the closed plan and part of the next one.

Everything is drawn from one fixed seed, so that every demonstration shows the same figures.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from backend.demo.cast import Cast, deposit
from backend.demo.patents import Patent
from backend.demo.people import INSTITUTIONS
from backend.documents.states import Kind
from backend.identity.divisions import PUDONG, offered
from backend.kernel import clock
from backend.registry import service as registry
from backend.registry.service import ElsewhereIn, OutsideParty
from backend.registry.states import Outcome

_FIRST = (
    *("启元", "泽川", "恒曜", "允澄", "鹭洲", "远岚", "镜湖", "拾光"),
    *("初霁", "和枢", "砺行", "星野", "青梧", "睿屿", "澜棠", "朔风"),
)
_SECOND = ("半导体", "生物科技", "智能装备", "航空科技", "医疗器械", "软件", "新材料", "光电")
_TITLES = {
    "半导体": ("H01L21/02(2006.01)I", "薄膜沉积腔室的气流均匀装置"),
    "生物科技": ("C12N5/0783(2010.01)I", "免疫细胞的无血清扩增方法"),
    "智能装备": ("G06T7/73(2017.01)I", "机械臂的视觉定位方法"),
    "航空科技": ("B64C27/08(2006.01)I", "旋翼的变距机构"),
    "医疗器械": ("A61B5/145(2006.01)I", "无创血糖检测探头"),
    "软件": ("G06N20/00(2019.01)I", "面向边缘设备的模型压缩方法"),
    "新材料": ("C08L67/04(2006.01)I", "可降解聚酯复合材料"),
    "光电": ("G02B6/12(2006.01)I", "硅基光子集成的耦合结构"),
}
CLOSED = (date(2022, 1, 5), date(2025, 12, 20), 138)
PRESENT = (date(2026, 1, 8), date(2026, 11, 18), 37)
#: Registrations of the present plan that nobody has verified yet.
UNVERIFIED = 6


#: A table that waits to be recorded: what it is headed by, and the day its rows were registered.
HEADINGS = (
    "登记号", "登记日", "出质人", "行政区划代码", "街镇", "质权人", "专利号",
    "被担保债权数额（万元）",
)  # fmt: skip
TABLE_ON = date(2026, 11, 16)


@dataclass(frozen=True, kw_only=True)
class Outside:
    """One registration made elsewhere."""

    number: str
    registered_on: date
    secured_fen: int
    firm: str
    street: str
    bank: str
    patents: tuple[Patent, ...]
    cancelled_on: date | None
    verified: bool


def firm_names(number: int) -> list[str]:
    """As many names of no real firm, of two words before the trade; none of a registration."""
    pairs = [(one, two) for one in _FIRST for two in _FIRST if one != two]
    names = [f"上海{one}{two}{trade}有限公司" for one, two in pairs for trade in _SECOND]
    return names[:number]


async def registrations() -> list[Outside]:
    random = Random(20260101)  # noqa: S311 - a story, not a secret
    streets = (await offered(clock.today()))[PUDONG]
    firms = [f"上海{first}{second}有限公司" for first in _FIRST for second in _SECOND]
    told: list[Outside] = []
    serial = 1000
    for count, (from_on, to_on, number) in enumerate((CLOSED, PRESENT)):
        days = sorted(random.randrange((to_on - from_on).days) for _ in range(number))
        for index, offset in enumerate(days):
            firm = random.choice(firms)
            registered_on = clock.add_working_days(from_on + timedelta(days=offset), 1)
            patents = tuple(
                _patent(firm, serial := serial + 1, registered_on, random)
                for _ in range(random.choice((1, 1, 2, 3)))
            )
            ends = registered_on + timedelta(days=random.choice((365, 366, 730)))
            told.append(
                Outside(
                    number=f"Y{registered_on.year}00{9_000_000 + len(told) + 1}",
                    registered_on=registered_on,
                    secured_fen=random.choice((3, 5, 8, 10, 15, 18, 20, 30, 40, 65)) * 1_000_000_00,
                    firm=firm,
                    street=random.choice(streets),
                    bank=random.choice(("bank", "bank", "bank2", "bank3")),
                    patents=patents,
                    cancelled_on=ends if index % 6 == 0 and ends < date(2026, 9, 1) else None,
                    verified=count == 0 or index < number - UNVERIFIED,
                )
            )
    return told


def _patent(firm: str, serial: int, registered_on: date, random: Random) -> Patent:
    second = next(word for word in _SECOND if word in firm)
    ipc, title = _TITLES[second]
    filed_on = registered_on - timedelta(days=random.randrange(1200, 2600))
    return Patent(
        firm=firm,
        letter="B",
        title=f"{title}（{serial}）",
        ipc=ipc,
        filed_on=filed_on,
        granted_on=filed_on + timedelta(days=random.randrange(700, 1100)),
        serial=serial,
    )


def patents_of(told: list[Outside]) -> tuple[Patent, ...]:
    return tuple(patent for each in told for patent in each.patents)


async def record(told: list[Outside], cast: Cast) -> None:
    """The district's officer records each with its notice; its verifier confirms most."""
    codes = {i.key: (i.name, i.uscc) for i in INSTITUTIONS}
    for each in told:
        known_on = each.cancelled_on or each.registered_on
        with clock.at(_noon(known_on + timedelta(days=4))):
            officer = cast["district.officer"]
            notice = await deposit(
                Kind.REGISTRATION_NOTICE, f"登记通知书-{each.number}.pdf", each.number, by=officer
            )
            name, code = codes[each.bank]
            recorded = await registry.record_made_elsewhere(
                ElsewhereIn(
                    number=each.number,
                    registered_on=each.registered_on,
                    secured_fen=each.secured_fen,
                    pledgors=[OutsideParty(name=each.firm, division=PUDONG, street=each.street)],
                    pledgees=[OutsideParty(name=name, code=code)],
                    patents=[patent.application_no for patent in each.patents],
                    document_id=notice if each.verified else None,
                    cancelled_on=each.cancelled_on,
                ),
                by=officer,
            )
        if each.verified:
            looked_on = known_on + timedelta(days=11)
            with clock.at(_noon(looked_on)):
                await registry.verify_count(
                    recorded.id,
                    outcome=Outcome.CONFIRMED,
                    looked_in="gazette_pe01",
                    looked_on=looked_on,
                    by=cast["district.verifier"],
                )


async def workbook(told: list[Outside], cast: Cast) -> None:
    """The officer has read last week's table of registrations; none of it is recorded yet."""
    names = {i.key: i.name for i in INSTITUTIONS}
    # Rights that are free again, one that is recorded already, and an amount to be mended.
    free = [each for each in told if each.cancelled_on is not None][-4:]
    lines = [
        (f"Y2026009{serial:06d}", each, f"{each.secured_fen // 1_000_000}")
        for serial, each in enumerate(free, start=900_001)
    ]
    lines[-1] = (lines[-1][0], free[-1], "见合同")
    lines.append((told[-1].number, told[-1], f"{told[-1].secured_fen // 1_000_000}"))
    rows = [
        (number, TABLE_ON.isoformat(), each.firm, PUDONG, each.street, names[each.bank],
         "、".join(patent.application_no for patent in each.patents), amount)
        for number, each, amount in lines
    ]  # fmt: skip

    async def content() -> AsyncIterator[bytes]:
        yield "\n".join(",".join(row) for row in (HEADINGS, *rows)).encode()

    with clock.at(_noon(TABLE_ON + timedelta(days=7))):
        await registry.import_workbook(
            content(), file_name="外部登记汇总-演示.csv", by=cast["district.officer"]
        )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(4, 0), UTC)
