"""The licence market of the demonstration: each kind and form of price, inquiries of each state."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from backend.demo.cast import Cast, deposit
from backend.demo.firms import Holdings
from backend.demo.theatre import WAN, moment, working_day
from backend.documents.states import Kind
from backend.kernel import clock
from backend.licensing import service as licensing
from backend.licensing.rules import Backing, Price, Scope
from backend.licensing.service import Deal, InquiryView, Stated
from backend.licensing.states import LicenceKind, PriceForm, RateBase
from backend.registry.queries.pledges import live_pledges

#: Shanghai, Jiangsu, Zhejiang, Anhui.
DELTA = ("310000", "320000", "330000", "340000")
FREE = Price(form=PriceForm.FREE)


def lump(wan: int) -> Price:
    return Price(form=PriceForm.LUMP, lump_fen=wan * WAN)


def running(bp: int, base: RateBase, *, least_wan: int | None = None) -> Price:
    return Price(
        form=PriceForm.RUNNING,
        rate_bp=bp,
        rate_base=base,
        minimum_fen=None if least_wan is None else least_wan * WAN,
    )


def upfront(wan: int, bp: int, base: RateBase) -> Price:
    return Price(form=PriceForm.UPFRONT_RUNNING, upfront_fen=wan * WAN, rate_bp=bp, rate_base=base)


@dataclass(frozen=True, kw_only=True)
class Told:
    """An offer as its firm writes it down, so many days ago."""

    firm: str
    serial: int
    ago: int
    kind: LicenceKind
    price: Price
    fields: tuple[str, ...] = ()
    territory: tuple[str, ...] = ()
    years: int | None = None
    note: str = ""
    #: Papers behind it, by their name in `Backing`, each deposited as this kind.
    papers: dict[str, Kind] = field(default_factory=dict)
    backing: dict[str, Any] = field(default_factory=dict)
    #: So many days ago an open licence was declared to CNIPA, and announced by it.
    declared: tuple[int, int] | None = None

    def scope(self, today: date) -> Scope:
        last = None if self.years is None else date(today.year + self.years, 12, 31)
        return Scope(kind=self.kind, fields=self.fields, territory=self.territory, ends_on=last)


#: On the market, by what the scenes below call them.
OFFERS = {
    "converter": Told(
        firm="chips",
        serial=9,
        ago=52,
        kind=LicenceKind.PLAIN,
        price=lump(50),
        fields=("integrated_circuits",),
        territory=DELTA,
        years=3,
        note="提供校准流程文件与两次现场指导。",
    ),
    "gate": Told(
        firm="chips",
        serial=2,
        ago=18,
        kind=LicenceKind.PLAIN,
        price=lump(80),
        years=2,
        note="质权人已同意许可，许可费付至监管账户。",
        papers={"pledgee_consent": Kind.CONSENT},
        backing={
            "consent_floor_fen": 60 * WAN,
            "consent_account": "汀洲银行张江支行 监管户 3100 6601 8890",
        },
    ),
    "weather": Told(
        firm="ai",
        serial=23,
        ago=45,
        kind=LicenceKind.SOLE,
        price=running(300, RateBase.SALES, least_wan=20),
        fields=("artificial_intelligence",),
        years=4,
    ),
    "graph": Told(
        firm="ai",
        serial=24,
        ago=30,
        kind=LicenceKind.PLAIN,
        price=FREE,
        note="面向高校与小微企业免费许可，需注明出处。",
    ),
    "health": Told(
        firm="aviation",
        serial=32,
        ago=40,
        kind=LicenceKind.EXCLUSIVE,
        price=upfront(120, 400, RateBase.SALES),
        fields=("civil_aviation",),
        years=5,
        note="可提供故障隔离算法的测试数据集。",
    ),
    "lidar": Told(
        firm="sensors",
        serial=36,
        ago=75,
        kind=LicenceKind.OPEN,
        price=lump(8),
        note="许可费按声明标准一次付清。",
        declared=(88, 79),
    ),
    "housing": Told(
        firm="sensors",
        serial=39,
        ago=28,
        kind=LicenceKind.OPEN,
        price=running(150, RateBase.PRICE),
        papers={"evaluation_report": Kind.OTHER},
    ),
    "trench": Told(
        firm="sensors",
        serial=37,
        ago=70,
        kind=LicenceKind.EXCLUSIVE,
        price=upfront(60, 250, RateBase.OUTPUT),
        fields=("integrated_circuits",),
        years=6,
    ),
    "pump": Told(
        firm="bio", serial=18, ago=25, kind=LicenceKind.PLAIN, price=running(500, RateBase.PROFIT)
    ),
}
#: Nobody has said yet whether there are suits, and an open licence of it needs its report.
DRAFT = Told(firm="bio", serial=17, ago=4, kind=LicenceKind.OPEN, price=lump(5))
#: Offered before its firm pledged it.
PLEDGED = Told(
    firm="bio",
    serial=12,
    ago=60,
    kind=LicenceKind.PLAIN,
    price=lump(200),
    fields=("biomedicine",),
)


@dataclass
class _Stage:
    cast: Cast
    holdings: dict[str, Holdings]
    today: date
    offers: dict[str, UUID] = field(default_factory=dict)

    def at(self, ago: int, hour: int = 10) -> Any:
        """That moment, or the last working day's before it."""
        return clock.at(moment(working_day(self.today - timedelta(days=ago)), hour))

    async def write_down(self, told: Told, *, disputes: str | None = "") -> UUID:
        firm = self.cast[told.firm]
        papers: dict[str, Any] = {
            name: await deposit(kind, f"{name}-{told.serial}.pdf", name, by=firm)
            for name, kind in told.papers.items()
        }
        view = await licensing.draft(
            Stated(
                right_id=self.holdings[told.firm].rights[told.serial],
                scope=told.scope(self.today),
                price=told.price,
                backing=Backing(disputes=disputes, **papers, **told.backing),
                note=told.note,
                **self.declared(told),
            ),
            by=firm,
        )
        drafted: UUID = view.row["id"]
        return drafted

    def declared(self, told: Told) -> dict[str, date]:
        if told.declared is None:
            return {}
        days = [working_day(self.today - timedelta(days=ago)) for ago in told.declared]
        return dict(zip(("declared_on", "announced_on"), days, strict=True))

    async def offer(self, told: Told) -> UUID:
        with self.at(told.ago):
            offer = await self.write_down(told)
            await licensing.publish(offer, by=self.cast[told.firm])
        return offer

    async def ask(self, firm: str, offer: str, text: str, *, ago: int) -> UUID:
        with self.at(ago):
            view = await licensing.inquire(
                self.offers[offer], text, file_ids=(), by=self.cast[firm]
            )
        asked: UUID = view.row["id"]
        return asked

    async def say(self, firm: str, inquiry: UUID, text: str, *, ago: int, paper: bool) -> None:
        files = (self.holdings[firm].papers[Kind.CERTIFICATE],) if paper else ()
        with self.at(ago, 14):
            await licensing.write(inquiry, text, file_ids=files, by=self.cast[firm])

    async def propose(self, firm: str, inquiry: UUID, deal: Deal, *, ago: int) -> None:
        with self.at(ago, 15):
            await licensing.propose(inquiry, deal, by=self.cast[firm])

    async def agree(self, firm: str, inquiry: UUID, *, ago: int) -> InquiryView:
        actor = self.cast[firm]
        with self.at(ago, 16):
            view = await licensing.inquiry(inquiry, by=actor)
            return await licensing.agree(inquiry, proposal=view.row["proposed_n"], by=actor)


async def offer_before_the_pledge(cast: Cast, holdings: dict[str, Holdings], today: date) -> None:
    """A firm offers a patent that it is going to pledge."""
    await _Stage(cast, holdings, today).offer(PLEDGED)


async def play(cast: Cast, holdings: dict[str, Holdings], today: date) -> None:
    stage = _Stage(cast, holdings, today)
    await _taken_off(stage)
    for name, told in sorted(OFFERS.items(), key=lambda each: -each[1].ago):
        stage.offers[name] = await stage.offer(told)
    with stage.at(DRAFT.ago):
        await stage.write_down(DRAFT, disputes=None)
    with stage.at(9):
        await licensing.withdraw(stage.offers["pump"], by=cast["bio"])
    await _recorded(stage)
    await _agreed(stage)
    await _not_agreed(stage)
    await _under_way(stage)


async def _taken_off(stage: _Stage) -> None:
    """Its pledge was filed since: the offer is not available any more."""
    right = stage.holdings[PLEDGED.firm].rights[PLEDGED.serial]
    for pledge in (await live_pledges([right])).values():
        with stage.at(2):
            await licensing.take_off_pledged(pledge["id"])


async def _recorded(stage: _Stage) -> None:
    """An open licence: notice is given, the declared terms are agreed to, and it is recorded."""
    inquiry = await stage.ask(
        "aviation", "lidar", "我司拟用于机坪障碍物探测，按声明条件实施。", ago=63
    )
    view = await stage.agree("aviation", inquiry, ago=62)
    with stage.at(33):
        await licensing.record(
            view.row["licence"],
            "X2026990000017",
            on=clock.today() - timedelta(days=3),
            by=stage.cast["sensors"],
        )


async def _agreed(stage: _Stage) -> None:
    """An exclusive licence after two rounds; its recordal is not entered yet."""
    inquiry = await stage.ask(
        "chips", "trench", "我司在研背照式传感器，希望取得独占许可，入门费可否分摊？", ago=58
    )
    await stage.say(
        "sensors", inquiry, "入门费可以下调，提成比例相应提高。附专利证书。", ago=55, paper=True
    )
    start = working_day(stage.today - timedelta(days=48))
    terms = OFFERS["trench"].scope(stage.today)
    for firm, price, ago in (
        ("sensors", upfront(50, 300, RateBase.OUTPUT), 54),
        ("chips", upfront(45, 300, RateBase.OUTPUT), 51),
    ):
        await stage.propose(firm, inquiry, Deal(scope=terms, price=price, starts_on=start), ago=ago)
    await stage.agree("sensors", inquiry, ago=49)


async def _not_agreed(stage: _Stage) -> None:
    inquiry = await stage.ask("aviation", "weather", "能否改为普通许可，并免去最低使用费？", ago=21)
    await stage.say(
        "ai", inquiry, "排他许可的最低使用费不能免，可商量提成比例。", ago=20, paper=False
    )
    with stage.at(16):
        await licensing.refuse(
            inquiry,
            reason_code="price",
            reason="最低使用费超出项目预算，双方未能一致。",
            by=stage.cast["aviation"],
        )


async def _under_way(stage: _Stage) -> None:
    """One is only a talk, one has terms to be answered, one is a notice of an open licence."""
    inquiry = await stage.ask(
        "ai", "converter", "我司边缘推理服务器的采集卡想采用贵司校准方法，年用量约五千套。", ago=6
    )
    await stage.say("chips", inquiry, "可以。附专利证书，请提供产品型号。", ago=5, paper=True)
    inquiry = await stage.ask(
        "chips", "health", "拟用于封测设备的在线监测，非航空领域可否？", ago=8
    )
    deal = Deal(
        scope=Scope(kind=LicenceKind.PLAIN, fields=("integrated_circuits",), territory=DELTA),
        price=lump(35),
        starts_on=stage.today + timedelta(days=20),
    )
    await stage.propose("aviation", inquiry, deal, ago=3)
    await stage.ask("bio", "lidar", "拟用于培养箱液位检测，按开放许可声明实施。", ago=1)
