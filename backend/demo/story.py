"""What happens in the demonstration, in order."""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from backend.demo import (
    appraisals,
    charges,
    covers,
    desks,
    evidence,
    firms,
    goals,
    larger,
    licences,
    products,
    register,
    scenes,
    shares,
    tariffs,
)
from backend.demo import cast as casting
from backend.demo.cast import Cast
from backend.demo.firms import Holdings
from backend.demo.patents import PATENTS, gazette
from backend.demo.people import APPLICANT
from backend.demo.theatre import Theatre, moment
from backend.identity import service as identity
from backend.identity.duties import SECOND_FACTOR
from backend.identity.states import OrganisationKind
from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import transaction
from backend.papers import service as papers
from backend.papers.rules import MandateIn
from backend.papers.states import Paper
from backend.portfolio import service as portfolio
from backend.reference import service as reference
from backend.registry import service as registry
from backend.registry.service import PlanIn, TargetIn

Tell = Callable[[str], None]

#: Before the first registration of the closed plan.
BEGINNING = datetime(2021, 12, 20, 1, 0, tzinfo=UTC)
#: When the reference was filled; a gazette cannot be imported before it appears.
REFERENCE_DAY = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)

#: When the banks publish this year's products and the firms begin.
SPRING = datetime(2026, 2, 24, 1, 0, tzinfo=UTC)

#: A value may be twelve months old where it is lent on, and accounts are due by May: papers are
#: renewed on these days (month, day), and are there before the first case under way.
RENEWED = ((2, 24), (11, 24))
BEFORE_CASES = timedelta(days=60)

LENDERS = ("bank", "bank2", "bank3", "bank4")

#: By firm and serial of the patent: low, central, high in ten thousand yuan.
VALUES: dict[str, dict[int, tuple[int, int, int]]] = {
    "chips": {
        1: (1400, 1700, 2100),
        2: (1300, 1600, 2000),
        3: (1200, 1500, 1800),
        4: (1100, 1350, 1600),
        5: (1000, 1250, 1500),
        6: (900, 1150, 1400),
        9: (500, 620, 780),
    },
    "bio": {
        11: (1500, 1900, 2400),
        12: (1200, 1450, 1800),
        13: (900, 1100, 1400),
        14: (1000, 1300, 1700),
        15: (800, 1000, 1250),
        16: (900, 1150, 1450),
    },
    "ai": {19: (420, 520, 640), 20: (380, 470, 580), 21: (300, 360, 450), 22: (280, 340, 420)},
    "aviation": {
        27: (900, 1100, 1300),
        28: (800, 950, 1150),
        29: (1000, 1200, 1450),
        30: (850, 1000, 1200),
        31: (700, 850, 1000),
    },
    "sensors": {
        34: (900, 1050, 1250),
        35: (800, 950, 1100),
        36: (700, 820, 960),
        37: (650, 760, 900),
        38: (900, 1080, 1300),
    },
    "robots": {
        5001: (1600, 1950, 2400),
        5002: (1100, 1350, 1650),
        5003: (900, 1100, 1350),
        5008: (700, 880, 1080),
    },
    "optics": {5071: (800, 960, 1180), 5072: (620, 760, 930), 5073: (540, 660, 800)},
    "devices": {
        5141: (1300, 1580, 1950),
        5142: (980, 1200, 1450),
        5143: (760, 930, 1120),
    },
}


async def seed_if_empty(password: str, *, tell: Tell) -> None:
    """Tell the whole story into an empty database, all or nothing; do nothing otherwise."""
    if await identity.organisations_of_kind(OrganisationKind.OPERATOR):
        return
    started = time.monotonic()
    tell("→ seeding the demonstration (once; about half a minute)")
    async with transaction():
        with clock.at(BEGINNING):
            cast = await _enter(password)
            tell("  people and organisations")
            await _plan()
        told = await register.registrations()
        with clock.at(REFERENCE_DAY):
            await import_gazette(
                gazette((*PATENTS, *larger.PATENTS, *register.patents_of(told))), cast
            )
        tell("  reference patents")
        await _district(told, cast)
        tell("  registrations made elsewhere, targets, the cultivation library")
        with clock.at(SPRING):
            published = await products.publish(cast)
            await tariffs.publish(cast)
            holdings = {key: await firms.settle(key, cast) for key in VALUES}
            for key, wan in VALUES.items():
                await firms.value(holdings[key], wan, base=SPRING.date(), by=cast[key])
            await _mandates([cast[key] for key in (*VALUES, *LENDERS)])
        await evidence.confirm(holdings, cast, password, on=SPRING)
        tell("  loan products, holdings, valuations")
        stage = Theatre(
            cast=cast,
            holdings=holdings,
            products=published,
            banks={offer.key: offer.bank for offer in products.OFFERS},
            password=password,
        )
        await _loans_and_licences(stage)
        await _fees_and_cover(cast, holdings, password)
        with clock.at(clock.now() - timedelta(days=1)):
            await casting.apply_for_verification(APPLICANT, password)
        tell("  applications and pledges")
    tell(f"  done in {time.monotonic() - started:.0f} s")


async def _enter(password: str) -> Cast:
    """Everybody, and the demonstration's own version of the rule about second factors."""
    cast = await casting.enter(password)
    rows = (await reference.history(SECOND_FACTOR)).versions[0].rows
    if all(row.from_on is None for row in rows):
        return cast
    asked = await reference.propose(
        SECOND_FACTOR.code,
        [{**row, "from_on": None} for row in SECOND_FACTOR.plain(rows)],
        valid_from=clock.today() + timedelta(days=1),
        source="演示环境：各角色凭密码即可登录，不要求两步验证 · Demonstration: no role is obliged",
        by=cast.operator,
    )
    await reference.accept_proposal(asked.row["id"], by=cast.second)
    return cast


async def _district(told: list[register.Outside], cast: Cast) -> None:
    await register.record(told, cast)
    await register.workbook(told, cast)
    await goals.play(cast)
    await shares.play(cast)


async def _mandates(signatories: Sequence[Actor]) -> None:
    """The firms' and the banks' admins let themselves sign contracts up to fifty million yuan."""
    for each in signatories:
        await papers.grant_mandate(
            MandateIn(
                member_id=each.user_id,
                papers=(Paper.PLEDGE_CONTRACT, Paper.LICENCE_CONTRACT),
                up_to_fen=50_000_000_00,
                from_on=clock.today(),
                until=clock.today() + timedelta(days=3 * 365),
            ),
            by=each,
        )


async def _loans_and_licences(stage: Theatre) -> None:
    today = clock.today()
    await licences.offer_before_the_pledge(stage.cast, stage.holdings, today)
    await scenes.play_over(stage)
    await _renew(stage, today)
    await scenes.play_under_way(stage, today)
    await licences.play(stage.cast, stage.holdings, today)


def renewed_on(today: date) -> date | None:
    """The last day on which the firms had their rights valued anew; none until the first."""
    before = today - BEFORE_CASES
    first, years = SPRING.date(), range(SPRING.year, before.year + 1)
    days = (date(year, *day) for year in years for day in RENEWED)
    return max((day for day in days if first < day <= before), default=None)


async def _renew(stage: Theatre, today: date) -> None:
    """What cases are decided on is never too old, however long ago the demonstration began."""
    day = renewed_on(today)
    if day is None:
        return
    with clock.at(moment(day)):
        for key, wan in VALUES.items():
            await firms.renew(stage.holdings[key], by=stage.cast[key])
            await firms.value(stage.holdings[key], wan, base=day, by=stage.cast[key])


async def _fees_and_cover(cast: Cast, holdings: dict[str, Holdings], password: str) -> None:
    today = clock.today()
    await appraisals.play(cast, holdings, today, password=password)
    accounts = await charges.open_accounts(cast, today)
    with clock.at(clock.now() - timedelta(days=covers.OPENED)):
        await desks.open_desks(cast, password)
    await covers.play(cast, today, accounts)
    await charges.play(cast, today, accounts)
    await desks.play(cast, today)


async def _plan() -> None:
    await registry.create_plan(
        PlanIn(
            code="demo-2026-2028",
            name="演示计划（2026—2028年，未经批准）",
            from_on=date(2026, 1, 1),
            to_on=date(2028, 12, 31),
            adopted=False,
            source="演示数据，非官方",
            name_en="Demonstration plan (2026–2028, not adopted)",
            source_en="Demonstration data, not official",
            targets=[
                TargetIn(
                    code="pledge",
                    name="知识产权质押融资登记金额",
                    quote="演示目标：累计达到30亿元",
                    unit="fen",
                    value=3_000_000_000_00,
                    name_en="Registered amount of IP pledge financing",
                    quote_en="Demonstration target: CNY 3 billion in all",
                )
            ],
        ),
        by=SYSTEM,
    )


async def import_gazette(content: bytes, cast: Cast) -> None:
    """The operator imports a gazette; the worker's part is done here and now."""

    async def chunks() -> AsyncIterator[bytes]:
        yield content

    run = await portfolio.import_file(
        chunks(), file_name="演示公报.csv", reference=True, by=cast.operator
    )
    await portfolio.run_import(run["id"])
